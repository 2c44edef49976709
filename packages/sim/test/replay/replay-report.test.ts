import { expect, it } from 'vitest'

import { readLog } from '../../src/replay/log-format.ts'
import { replay } from '../../src/replay/replay.ts'
import { jsonReplay } from '../../src/report/replay-json.ts'
import { replayCsv } from '../../src/report/replay-csv.ts'
import { replayReport } from '../../src/report/replay-report.ts'
import { summariseReplay } from '../../src/report/replay-summary.ts'
import { logOf, row, smallBank } from './small-log.ts'

const log = readLog(
  logOf(row(), row({ type: 'NW', date: '990102' }), row({ outcome: 'PHANTOM' }), row({ server: 'NO_SERVER' })),
  'january.txt',
)
const replayed = replay(log.calls, smallBank(), 'january.txt')
const summary = summariseReplay(replayed, log, ['january.txt'], 'bank.yaml', { from: 'scenario' }, 'recorded')

it('JSON has the common head, what was recorded, the days and the dropped rows, and no NaN', () => {
  const json = jsonReplay(summary)
  const keys = 'scenario serviceLevel measures byType byGroup unfinished recorded days dropped mended outsideWindow'
  expect(Object.keys(json)).toEqual(expect.arrayContaining(keys.split(' ')))
  expect(json.recorded.measures.offered).toEqual({ mean: 3, ci95: [null, null] })
  expect(json.recorded.measures.occupancy.mean).toBeNull()
  expect(Object.keys(json.recorded.byType)).toEqual(['PS', 'NW'])
  expect(json.days.map(({ date, weekday, measures }) => [date, weekday, measures.offered.mean])).toEqual([
    ['1999-01-01', 'fri', 2],
    ['1999-01-02', 'sat', 1],
  ])
  expect(json.dropped).toEqual([{ reason: 'phantom', rows: 1, firstLine: 4 }])
  expect(json.mended).toEqual([{ reason: 'unknown-agent', rows: 1, firstLine: 5 }])
  expect(json.log).toEqual({ files: ['january.txt'], format: 'anonymous-bank', rows: 4, calls: 3 })
  expect(JSON.parse(JSON.stringify(json))).toEqual(json)
})

it('CSV has recorded beside replayed, of all, by type, group and day, nine columns a line', () => {
  const lines = replayCsv(summary).split('\r\n')
  expect(lines[0]).toBe('scenario,population,name,measure,unit,recorded,replayed,ci95_low,ci95_high')
  expect(lines.slice(0, -1).every((line) => line.split(',').length === 9)).toBe(true)
  expect(lines).toContain('bank.yaml,day,1999-01-01,offered,contacts,2,2,2,2')
  expect(new Set(lines.slice(1, -1).map((line) => line.split(',')[1]))).toEqual(
    new Set(['all', 'type', 'group', 'day']),
  )
})

it('the report names the log, the agents, both figures, the days and the dropped rows, in both languages', () => {
  const english = replayReport(summary, 'AGAIN', 'en')
  expect(english).toMatch(
    /^Small bank\njanuary\.txt: 2 days from 1999-01-01 to 1999-01-02, 3 calls\n3 replications, seed 7; agents: those of the scenario\n/,
  )
  expect(english).toMatch(/measure +recorded +replayed +95 % interval +difference/)
  expect(english).toMatch(/1999-01-01 Fri +2 /)
  expect(english).toMatch(/phantom calls +1 +4\n/)
  expect(english).toContain('Run again: AGAIN\n')
  const chinese = replayReport({ ...summary, agents: { from: 'log', longestPauseMs: 480_000 } }, 'AGAIN', 'zh')
  expect(chinese).toMatch(/^小银行\n/)
  expect(chinese).toMatch(/座席：取自日志.+8 min\n/)
  expect(chinese).toMatch(/1999-01-01 周五 /)
})
