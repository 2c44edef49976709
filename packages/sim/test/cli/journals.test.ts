import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SMALL } from '../scenario/small-scenario.ts'
import { strowger } from '../support/command.ts'
import { OUTBOUND_DAY } from '../support/outbound-day.ts'

const HASH = /day\.journal: \d+ commands, \d+ events, [0-9a-f]{16}/

describe('journals from run to replay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strowger-'))
  const at = (name: string) => join(folder, name)
  afterAll(() => rmSync(folder, { recursive: true }))
  beforeAll(() => {
    writeFileSync(at('day.yaml'), SMALL)
    expect(strowger(['run', at('day.yaml'), '--replications', '2', '--journal', at('day.journal')]).code).toBe(0)
  })

  it('replay decides what the simulation decided: the hashes of the events are the same', () => {
    const run = strowger(['run', at('day.yaml'), '--replications', '1', '--journal', at('one.journal')])
    const again = strowger(['replay', at('one.journal')])
    const hash = /one\.journal: \d+ commands, \d+ events, [0-9a-f]{16}/
    expect(again.stderr).toMatch(hash)
    expect(hash.exec(again.stderr)![0]).toBe(hash.exec(run.stderr)![0])
    expect(again.stdout).toContain('every contact comes to the agents whom it came to')
    // The first of two is the same day.
    expect(readFileSync(at('one.journal'), 'utf8')).toBe(readFileSync(at('day.0.journal'), 'utf8'))
  })

  it('two days by two policies: every difference has both intervals, in a table, in JSON and in CSV', () => {
    const days = [at('day.0.journal'), at('day.1.journal')]
    const policies = ['--policy', 'random', '--policy', at('day.yaml')]
    const args = ['replay', ...days, ...policies, '--replications', '3', '--threshold', '30s']
    const table = strowger(args)
    expect(table.stderr).not.toMatch(/strowger:/)
    expect(table.stdout).toMatch(/random − recorded +difference +on these days +on days like these/)
    expect(table.stdout).toContain(`day.yaml − random`)
    expect(table.stdout).toContain('service level (30 s)')
    const json = JSON.parse(strowger([...args, '--json', '-']).stdout)
    expect(json.journals.map((journal: { strayed: number }) => journal.strayed)).toEqual([0, 0])
    expect(json.sides.map(({ name }: { name: string }) => name)).toEqual(['recorded', 'random', at('day.yaml')])
    expect(json.differences).toHaveLength(3)
    const { serviceLevel } = json.differences[0].populations[0].measures
    expect(serviceLevel.onTheseDays).toHaveLength(2)
    expect(serviceLevel.onDaysLikeThese[0]).toBeTypeOf('number')
    const csv = strowger([...args, '--csv', '-']).stdout.split('\r\n')
    expect(new Set(csv.slice(0, -1).map((line) => line.split(',').length))).toEqual(new Set([11]))
    expect(csv.filter((line) => line.startsWith('random,recorded,all,,serviceLevel'))).toHaveLength(1)
  })

  it('a day under its own policy is the day: there is no difference, and nothing is drawn', () => {
    const args = ['replay', at('day.0.journal'), '--policy', at('day.yaml'), '--replications', '2', '--json', '-']
    const [difference] = JSON.parse(strowger(args).stdout).differences
    for (const { measures } of difference.populations) {
      for (const { mean } of Object.values<{ mean: number | null }>(measures)) expect(mean ?? 0).toBeCloseTo(0, 9)
    }
  })

  it('a log is replayed through a scenario by several policies, on the same callers', () => {
    const args = [
      'replay',
      at('day.0.journal'),
      '--scenario',
      at('day.yaml'),
      '--policy',
      'random',
      '--replications',
      '3',
    ]
    const { stdout } = strowger([...args, '--json', '-'])
    const { policies, measures } = JSON.parse(stdout)
    expect(policies[0].name).toBe('random')
    expect(policies[0].differences.answered.mean).toBeCloseTo(
      policies[0].measures.answered.mean - measures.answered.mean,
      9,
    )
    expect(strowger(args).stdout).toContain('random − scenario')
    expect(strowger([...args, '--csv', '-']).stdout).toContain(',difference,random,serviceLevel,share,,')
  })
})

describe('journals of days on which many are called', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strowger-'))
  const at = (name: string) => join(folder, name)
  afterAll(() => rmSync(folder, { recursive: true }))
  let hash = ''
  beforeAll(() => {
    writeFileSync(at('day.yaml'), OUTBOUND_DAY)
    const { stderr } = strowger(['run', at('day.yaml'), '--replications', '1', '--journal', at('day.journal')])
    hash = HASH.exec(stderr)![0]
  })

  it('replay decides what the simulation decided, and every contact comes to the agents whom it came to', () => {
    const { stderr, stdout } = strowger(['replay', at('day.journal')])
    expect(HASH.exec(stderr)![0]).toBe(hash)
    expect(stdout).toContain('every contact comes to the agents whom it came to')
  })

  it('under its own policy the day is the day', () => {
    const args = ['replay', at('day.journal'), '--policy', at('day.yaml'), '--replications', '2', '--json', '-']
    const { journals, differences } = JSON.parse(strowger(args).stdout)
    expect(journals[0].strayed).toBe(0)
    for (const { measures } of differences[0].populations) {
      for (const { mean } of Object.values<{ mean: number | null }>(measures)) expect(mean ?? 0).toBeCloseTo(0, 9)
    }
  })

  it('another policy routes who calls and who is called: there is a difference, and its figures are numbers', () => {
    const args = ['replay', at('day.journal'), '--policy', 'random', '--replications', '3', '--json', '-']
    const { sides, differences } = JSON.parse(strowger(args).stdout)
    expect(sides.map(({ name }: { name: string }) => name)).toEqual(['recorded', 'random'])
    const means = Object.values<{ mean: number }>(differences[0].populations[0].measures).map(({ mean }) => mean)
    expect(means.some((mean) => mean !== 0)).toBe(true)
  })

  it('its calls are played through the scenario; who was called back is dropped, and counted', () => {
    const args = ['replay', at('day.journal'), '--scenario', at('day.yaml'), '--replications', '2', '--json', '-']
    const report = JSON.parse(strowger(args).stdout)
    expect(report.measures.answered.mean).toBeGreaterThan(200)
    expect(JSON.stringify(report)).toContain('turned-away')
  })
})
