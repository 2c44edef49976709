import {
  AcdEngine,
  type AgentRecord,
  AgentRecorder,
  evaluate,
  FOSHAN_PARTS,
  gradeOf,
  JOURNAL_HEAD,
  journalLine,
  perform,
  type PerformanceWeights,
  PERFORMANCE_MEASURES,
  readJournal,
  SurveyFigures,
  teamRecord,
  WARNING_LABELS,
  warningsOf,
} from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binomialTail, logFences, modifiedZScores, quantile } from '../../src/performance/robust.ts'
import { type Anomaly, CONFIG, NIGHT, playFloor } from './floor-day.ts'

describe('robust figures', () => {
  test('quantiles are those of type 7', () => {
    // R: quantile(c(1, 2, 4, 8, 16), c(.25, .5, .9))
    expect([0.25, 0.5, 0.9].map((share) => quantile([1, 2, 4, 8, 16], share))).toEqual([2, 4, 12.8])
  })

  test('the modified z-score is not moved by the outlier it finds', () => {
    const scores = modifiedZScores([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
    expect(scores.slice(0, 8).every((score) => Math.abs(score) < 3.5)).toBe(true)
    expect(scores.slice(8).every((score) => score > 3.5)).toBe(true)
    expect(modifiedZScores([1, 1, 1, 1, 1, 9])[5]).toBeGreaterThan(3.5)
    expect(modifiedZScores([1, 1, 1])).toEqual([0, 0, 0])
  })

  test("the fences are Tukey's, of the logarithms", () => {
    const { low, high } = logFences([1, 2, 4, 8, 16])
    expect([low, high].map(Math.log2).map((each) => Math.round(each * 1e9) / 1e9)).toEqual([-2, 6])
  })

  test('the binomial tail is the sum of its terms', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
    const property = fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 42 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, k, p) => {
        let sum = 0
        for (let at = k; at <= n; at += 1) sum += choose(n, at) * p ** at * (1 - p) ** (n - at)
        expect(binomialTail(k, n, p)).toBeCloseTo(Math.min(1, sum), 9)
      },
    )
    fc.assert(property, { numRuns: 300 })
    // Where the terms underflow: half of all and more, by symmetry.
    expect(binomialTail(5_001, 10_001, 0.5)).toBeCloseTo(0.5, 12)
  })
})

describe('the relative performance model', () => {
  const full: AgentRecord = {
    name: 'Li',
    calls: 80,
    workMs: 100,
    talkMs: 60,
    workingMs: 75,
    handlingMs: [100, 300],
    shifts: [
      { answered: 10, timely: 9, signIns: 1 },
      { answered: 2, timely: 1, signIns: 1 },
      { answered: 0, timely: 0, signIns: 1 },
    ],
    satisfied: 9,
    dissatisfied: 1,
    exam: 88,
    sales: { done: 10, undone: 2, days: 4 },
  }
  const valueOf = (name: string, record: AgentRecord): number | undefined =>
    PERFORMANCE_MEASURES.find((measure) => measure.name === name)!.of(record, { meanHandlingMs: 100 })

  test('its seven measures', () => {
    expect(PERFORMANCE_MEASURES.map(({ name }) => valueOf(name, full))).toEqual([0.6, 0.75, 0.9, 0.7, 2, 88, 2 / 80])
    // Half the floor's handling time is as far from it as twice.
    expect(valueOf('handlingSpeed', { ...full, handlingMs: [50] })).toBe(2)
    for (const { label, formula } of PERFORMANCE_MEASURES)
      expect([label.zh, formula.zh].join('')).toMatch(/\p{Script=Han}/u)
    for (const { zh } of Object.values(WARNING_LABELS)) expect(zh).toMatch(/\p{Script=Han}/u)
  })

  test('what is missing is missing, never zero, and the composite says what it rests on', () => {
    for (const { name } of PERFORMANCE_MEASURES) expect(valueOf(name, { name: 'Wang' })).toBeUndefined()
    const [li, wang, zhao] = evaluate(
      [full, { ...full, name: 'Wang', talkMs: 30, exam: 60 }, { name: 'Zhao', exam: 70 }],
      { talkRate: 3, exam: 1 },
    )
    expect(li).toMatchObject({ composite: 1, coverage: 1, measuredCalls: 80, missing: [], applies: true })
    expect(li!.standings.exam).toEqual({ value: 88, rank: 1, among: 3, score: 1 })
    expect(wang).toMatchObject({ composite: 0, measuredCalls: 0 })
    expect(zhao).toMatchObject({
      composite: 0.5,
      coverage: 0.25,
      measuredCalls: undefined,
      missing: ['talkRate'],
      applies: false,
    })
    expect(evaluate([full])[0]).toMatchObject({ composite: undefined, measuredCalls: undefined, coverage: 0 })
  })

  test('ranks: a permutation of agents changes nothing, the mean composite is one half, better figures never rank lower', () => {
    const records = fc
      .array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 8 })
      .map((exams) => exams.map((exam, at): AgentRecord => ({ name: `agent ${at}`, exam })))
    const property = fc.property(records, fc.nat(), (all, turn) => {
      const by = new Map(evaluate(all, { exam: 1 }).map((each) => [each.name, each]))
      const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)]
      for (const each of evaluate(turned, { exam: 1 })) expect(each).toEqual(by.get(each.name))
      const composites = all.map(({ name }) => by.get(name)!.composite!)
      expect(composites.reduce((sum, each) => sum + each, 0) / all.length).toBeCloseTo(0.5, 12)
      for (const [at, a] of all.entries()) {
        for (const [other, b] of all.entries())
          if (a.exam! > b.exam!) expect(composites[at]!).toBeGreaterThan(composites[other]!)
      }
    })
    fc.assert(property)
  })

  test('a team is the sum of its members, and lacks what one of them lacks', () => {
    const team = teamRecord('team', [full, { ...full, exam: 66 }])
    expect(team).toMatchObject({
      calls: 160,
      talkMs: 120,
      exam: 77,
      satisfied: 18,
      sales: { done: 20, undone: 4, days: 4 },
    })
    expect(team.handlingMs).toHaveLength(4)
    const { talkMs: _, ...silent } = full
    expect(teamRecord('team', [full, silent])).not.toHaveProperty('talkMs')
  })

  test.each([
    [{ exma: 1 }, 'weights.exma: "exma" — did you mean "exam"?'],
    [{ exam: -1 }, 'weights.exam: -1'],
    [{ exam: 0 }, 'weights: 0'],
  ])('weights %j are a mistake', (weights, message) => {
    expect(() => evaluate([full], weights as PerformanceWeights)).toThrow(message)
  })

  test('points set a grade, when no part is missing', () => {
    const scheme = {
      parts: FOSHAN_PARTS,
      grades: [
        { name: 'one star', fromPoints: 50 },
        { name: 'two stars', fromPoints: 80 },
      ],
    }
    const scores = { quality: 1, operation: 0.5, knowledge: 0.5, typing: 1, workload: 1 }
    expect(gradeOf(scheme, scores)).toEqual({ points: 80, grade: 'two stars', missing: [] })
    expect(gradeOf(scheme, { ...scores, typing: 0.9 })).toMatchObject({ points: 78, grade: 'one star' })
    expect(gradeOf(scheme, { quality: 1 })).toEqual({
      points: 20,
      grade: undefined,
      missing: ['operation', 'knowledge', 'typing', 'workload'],
    })
    expect(() => gradeOf(scheme, { quality: 95 })).toThrow('scores.quality: 95')
  })
})

const AGENTS = 30
const KINDS: readonly Anomaly[] = ['frequent-sign-in', 'night-jump', 'calls-too-short', 'calls-too-long']

function recorder(): AgentRecorder {
  return new AgentRecorder({ types: CONFIG.types.length, groups: CONFIG.groups.length, night: NIGHT })
}

describe('warnings', () => {
  test('find what is planted, and little else: precision and recall over floors of 30 agents', () => {
    for (const [strength, floors] of [
      [1, 10],
      [0.5, 6],
      [0.25, 6],
    ] as const) {
      let [found, planted, warned] = [0, 0, 0]
      for (let seed = 1; seed <= floors; seed += 1) {
        // One agent of each kind, all of them at work at night.
        const anomalies = new Map<number, Anomaly>(KINDS.map((kind, at) => [(3 * seed + 6 * at) % AGENTS, kind]))
        const records = recorder()
        const observe = records.observe.bind(records)
        const { untilMs } = playFloor(AGENTS, 3, anomalies, seed, observe, strength)
        const floor = Array.from({ length: AGENTS }, (_, agent) =>
          records.recordOf(agent, untilMs, { name: String(agent) }),
        )
        const warnings = warningsOf(floor)
        planted += anomalies.size
        warned += warnings.length
        found += warnings.filter(({ name, warning }) => anomalies.get(Number(name)) === warning).length
      }
      const [precision, recall] = [found / warned, found / planted]
      console.log(
        `strength ${strength}: ${planted} planted, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
      )
      expect(precision).toBeGreaterThanOrEqual(0.95)
      if (strength === 1) expect(recall).toBeGreaterThanOrEqual(0.95)
    }
  })

  test('say nothing of a floor where nothing is planted', () => {
    let warned = 0
    for (let seed = 101; seed <= 110; seed += 1) {
      const records = recorder()
      const { untilMs } = playFloor(AGENTS, 2, new Map(), seed, (event) => {
        records.observe(event)
      })
      warned += warningsOf(Array.from({ length: AGENTS }, (_, agent) => records.recordOf(agent, untilMs))).length
    }
    // Four kinds at a false warning in a hundred floors each: 0.4 expected in ten floors; 3 or more has a chance of 0.8 %.
    expect(warned).toBeLessThanOrEqual(2)
  })

  test('complaints after sales are beside the others, and judged only where they are counted', () => {
    const agent = (name: string, done: number, complaints?: number): AgentRecord => ({
      name,
      sales: { done, undone: 0, days: 5, ...(complaints === undefined ? {} : { complaints }) },
    })
    const floor = [
      ...Array.from({ length: 10 }, (_, at) => agent(`agent ${at}`, 100, 2)),
      agent('pushy', 100, 15),
      agent('uncounted', 100),
    ]
    expect(warningsOf(floor).map(({ name, warning }) => `${name}: ${warning}`)).toEqual([
      'pushy: complaints-after-sales',
    ])
  })
})

test("a journal's records are those of the day itself; ratings, exam and sales come from elsewhere", () => {
  const live = recorder()
  const { commands, untilMs } = playFloor(6, 1, new Map([[1, 'night-jump']]), 7, (event) => {
    live.observe(event)
  })
  const text = [JOURNAL_HEAD, ...commands.map(journalLine), ''].join('\n')
  const engine = new AcdEngine(CONFIG)
  const again = recorder()
  for (const command of readJournal(text)) {
    perform(engine, command)
    for (let event = engine.read(); event !== undefined; event = engine.read()) again.observe(event)
  }
  const survey = new SurveyFigures([{ survey: 'three', satisfied: [1, 2], dissatisfied: [3, 3] }], [])
  const rated = {
    kind: 'rated',
    atMs: 0,
    session: 1,
    ref: 0,
    flow: '',
    node: '',
    caller: '',
    survey: 'three',
    type: 0,
  } as const
  survey.observe({ ...rated, agent: 0, rating: 2 })
  for (let agent = 0; agent < 6; agent += 1) {
    const record = live.recordOf(agent, untilMs, { survey, exam: 80 })
    expect(again.recordOf(agent, untilMs, { survey, exam: 80 })).toEqual(record)
    expect(record.handlingMs).toHaveLength(record.calls!)
    expect(record.workMs!).toBeGreaterThan(7 * 3_600_000)
    // Asked nothing about the others: missing, not zero.
    expect(record.satisfied).toBe(agent === 0 ? 1 : undefined)
  }
})
