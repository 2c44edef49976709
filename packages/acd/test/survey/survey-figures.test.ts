import { type RatedAction, SURVEY_MEASURES, SurveyFigures, type SurveyTally } from '@strowger/acd'
import { expect, test } from 'vitest'

const scales = [
  // 1 very satisfied, 2 satisfied, 3 dissatisfied; and 0–10.
  { survey: 'three', satisfied: [1, 2], dissatisfied: [3, 3] },
  { survey: 'ten', satisfied: [8, 10], dissatisfied: [0, 4] },
] as const

function rated(survey: string, rating: number, agent: number, type: number): RatedAction {
  return { kind: 'rated', atMs: 0, session: 1, ref: 0, flow: '', node: '', caller: '', survey, rating, agent, type }
}

const valueOf = (name: string, tally: SurveyTally): number | undefined =>
  SURVEY_MEASURES.find((measure) => measure.name === name)!.of(tally)

test('ratings return to agent, desk and tenant, and silence counts for the response rate only', () => {
  const figures = new SurveyFigures(scales, [{ tenant: 'sina' }, {}])
  for (const rating of [1, 2, 2, 3, Number.NaN]) figures.observe(rated('three', rating, 4, 0))
  figures.observe(rated('ten', 9, 4, 1))
  figures.observe(rated('ten', 6, 5, 1))
  expect(figures.observe(rated('unheard of', 6, 5, 1))).toBe(false)
  expect(figures.of({ agent: 4 }, 'three')).toEqual({ asked: 5, answered: 4, satisfied: 3, dissatisfied: 1, sum: 8 })
  expect(figures.of({ agent: 4 })).toMatchObject({ asked: 6, satisfied: 4 })
  expect(figures.of({ type: 1 })).toMatchObject({ asked: 2, answered: 2, satisfied: 1, dissatisfied: 0 })
  expect(figures.of({ tenant: 'sina' })).toMatchObject({ asked: 5 })
  expect(figures.of('all')).toMatchObject({ asked: 7, answered: 6 })
  expect(valueOf('responseRate', figures.of({ tenant: 'sina' }))).toBe(0.8)
  expect(valueOf('satisfaction', figures.of({ agent: 4 }, 'three'))).toBe(0.75)
  expect(valueOf('meanRating', figures.of({ type: 1 }))).toBe(7.5)
})

test('what nobody was asked is missing, not zero', () => {
  const figures = new SurveyFigures(scales, [])
  for (const name of ['responseRate', 'satisfaction', 'meanRating'])
    expect(valueOf(name, figures.of({ agent: 1 }))).toBeUndefined()
})

test('scales that overlap are a mistake', () => {
  const overlapping = { survey: 'x', satisfied: [3, 5], dissatisfied: [1, 3] } as const
  expect(() => new SurveyFigures([overlapping], [])).toThrow('scales[0]')
})
