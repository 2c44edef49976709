import { describe, expect, it } from 'vitest'
import { changed, loadText, mistakeOf } from './small-scenario.ts'

const inGroup = (keys: string) => changed('front: { agents: 5 }', `front: { ${keys} }`)
const shift = (keys: string) => inGroup(`shifts: [{ from: 08:00, to: 10:00, agents: 5, ${keys} }]`)

describe('mistakes in what agents do', () => {
  it.each([
    [
      inGroup('agents: 5, staffing: { interval: 1h, agents: [1, 2] }'),
      'conflicting-keys',
      'day.yaml:16: groups.front.staffing: the group has agents as well as staffing; keep one of the two',
    ],
    [
      inGroup('staffing: { interval: 1h, agents: [1, 2, 3] }'),
      'does-not-cover-run',
      'day.yaml:16: groups.front.staffing.agents: the last of 3 × 1h begins after the run, which lasts 2h; write fewer numbers',
    ],
    [
      shift('breaks: [{ at: 09:45, for: 30m }]'),
      'out-of-range',
      'day.yaml:16: groups.front.shifts[0].breaks[0].at: the break at "09:45" for 30m is not inside its shift; write a time from "08:00" on that ends by "10:00"',
    ],
    [
      inGroup('agents: 5, absence: 0.1'),
      'conflicting-keys',
      'day.yaml:16: groups.front.absence: absence has no meaning without shifts; write shifts, or remove it',
    ],
    [
      inGroup('agents: 5, offPhone: { share: 0.1, for: 0 }'),
      'out-of-range',
      'day.yaml:16: groups.front.offPhone.for: absences without length cannot make up a share of the time; write a time above 0, such as "15m"',
    ],
    [
      inGroup('agents: 5, speedCv: 3'),
      'out-of-range',
      'day.yaml:16: groups.front.speedCv: 3 is out of range; write a coefficient of variation from 0 to 2',
    ],
    [
      inGroup('agents: 5, learning: { startFactor: 2 }'),
      'missing-key',
      'day.yaml:16: groups.front.learning.contacts: is missing; write a number of contacts above 0',
    ],
  ])('%#', (text, code, message) => {
    const mistake = mistakeOf(text)
    expect(mistake.issues.map((issue) => issue.message)).toEqual([message])
    expect(mistake.code).toBe(code)
  })

  it('staffing replaces the agents or shifts of the file that is extended', () => {
    const day = 'extends: ./base.yaml\ngroups: { desk: { staffing: { interval: 30m, agents: [1, 2] } } }'
    const base = changed('name: Small', 'name: Small')
    expect(loadText(day, { 'base.yaml': base }).groups[1]).toMatchObject({
      shifts: [],
      staffing: { intervalMs: 1_800_000, agents: [1, 2] },
    })
  })
})
