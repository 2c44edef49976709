import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readLog } from '../../src/replay/log-format.ts'
import { loadLogMap, READY_MAPS, typeName } from '../../src/replay/log-map.ts'
import { readMappedLog } from '../../src/replay/mapped-log.ts'
import { filesOf } from '../scenario/small-scenario.ts'

const FREESWITCH = READY_MAPS.find(({ name }) => name === 'freeswitch-callcenter')!

describe("Asterisk's queue_log", () => {
  // Made for this test, in the form of app_queue's documentation.
  const LOG = `1706688000|NONE|NONE|NONE|QUEUESTART|
1706691600|1706691600.1|sales|NONE|ENTERQUEUE||5551001|1
1706691612|1706691600.1|sales|SIP/ann|CONNECT|12|1706691601.2|3
1706691700|1706691700.9|sales|NONE|ENTERQUEUE||5551002|1
1706691732|1706691600.1|sales|SIP/ann|COMPLETEAGENT|12|120|1
1706691745|1706691700.9|sales|NONE|ABANDON|1|1|45
1706691800|1706691800.3|support|NONE|ENTERQUEUE||5551003|1
1706691830|1706691800.3|support|NONE|EXITWITHTIMEOUT|1|1|30
1706691900|1706691900.4|support|NONE|ENTERQUEUE||5551004|1
1706691905|1706691900.4|support|SIP/bob|CONNECT|5|1706691901.5|2
1706691950|1706691999.9|support|SIP/bob|COMPLETECALLER|5|45|1
garbage
1706692000|1706692000.5|support|NONE|ENTERQUEUE||5551005|1
`
  const read = readLog(LOG, 'queue_log')

  it('becomes calls', () => {
    expect(read.format).toBe('asterisk-queue-log')
    expect(read.calls).toEqual([
      {
        date: '2024-01-31',
        arrivedMs: 9 * 3_600_000,
        type: 'sales',
        priority: 0,
        outcome: 'answered',
        waitMs: 12_000,
        handlingMs: 120_000,
        agent: 'SIP/ann',
        caller: '5551001',
      },
      expect.objectContaining({
        type: 'sales',
        outcome: 'abandoned',
        waitMs: 45_000,
        handlingMs: NaN,
        caller: '5551002',
      }),
      expect.objectContaining({ type: 'support', outcome: 'abandoned', waitMs: 30_000 }),
      expect.objectContaining({ type: 'support', outcome: 'answered', agent: 'SIP/bob', handlingMs: NaN }),
    ])
  })

  it('has its dirt counted', () => {
    const remarks = ({ reason, rows, firstLine }: { reason: string; rows: number; firstLine: number }) => [
      reason,
      rows,
      firstLine,
    ]
    expect(read.dropped.map(remarks)).toEqual([
      ['never-queued', 1, 11],
      ['faulty-row', 1, 12],
      ['unfinished', 1, 13],
    ])
    expect(read.mended.map(remarks)).toEqual([
      ['left-otherwise', 1, 8],
      ['unknown-handling-time', 1, 9],
    ])
  })
})

describe("FreeSWITCH's CDR with mod_callcenter", () => {
  const HEAD =
    '"caller_id_number","start_stamp","end_epoch","cc_queue","cc_agent","cc_queue_joined_epoch","cc_queue_answered_epoch"'
  const LOG = `${HEAD}
"5551001","2024-01-31 09:00:00","1706691732","support@default","1000@default","1706691600","1706691612"
"5551002","2024-01-31 09:01:40","1706691745","support@default","","1706691700","0"
"5551003","2024-01-31 09:03:20","1706691810","","","",""
"5551004","2024-01-31 09:04:00","1706691800","support@default","1000@default","1706691900","1706691950"
"5551005","2024-01-31 09:05:00"
`

  it('becomes calls, and its dirt is counted', () => {
    const { calls, dropped, rows } = readMappedLog(LOG, FREESWITCH, 'cdr.csv')
    expect(rows).toBe(5)
    expect(calls).toEqual([
      expect.objectContaining({
        date: '2024-01-31',
        arrivedMs: 9 * 3_600_000,
        type: 'support-default',
        outcome: 'answered',
        waitMs: 12_000,
        handlingMs: 120_000,
        agent: '1000@default',
        caller: '5551001',
      }),
      expect.objectContaining({ outcome: 'abandoned', waitMs: 45_000, agent: undefined }),
    ])
    expect(dropped.map(({ reason, rows: count }) => [reason, count])).toEqual([
      ['never-queued', 1],
      ['faulty-times', 1],
      ['wrong-columns', 1],
    ])
  })

  it('without one of its columns is told in one line', () => {
    expect(() => readMappedLog(LOG.replace('cc_agent', 'cc_agents'), FREESWITCH, 'cdr.csv')).toThrow(
      /^cdr\.csv: there is no such column for agent \("cc_agent"\); did you mean "?cc_agents/,
    )
  })
})

describe('a table with columns of its own', () => {
  const MAP = `strowger-map: 1
delimiter: ;
utcOffset: '+08:00'
columns: { arrived: came, answered: taken, ended: left, type: line, priority: rank }
`
  const map = loadLogMap('map.yaml', filesOf({ 'map.yaml': MAP }))

  it('has dates with a T or a space, or seconds, and any quoting', () => {
    const text = `came;taken;left;line;rank;note
2024-01-31 09:00:00;2024-01-31T09:00:10;2024-01-31 09:01:10;"Sales ""A""";2;"a;b"
1706662800;;1706662830;;;
2024-02-31x;;;;;
`
    const { calls, dropped } = readMappedLog(text, map, 'log')
    expect(
      calls.map(({ date, arrivedMs, type, priority, waitMs, outcome }) => [
        date,
        arrivedMs / 3_600_000,
        type,
        priority,
        waitMs,
        outcome,
      ]),
    ).toEqual([
      ['2024-01-31', 9, 'Sales -A', 2, 10_000, 'answered'],
      ['2024-01-31', 9, 'calls', 0, 30_000, 'abandoned'],
    ])
    expect(dropped).toHaveLength(1)
  })

  it('never throws on what is below the first line', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (line, cells) => {
        const text = `came;taken;left;line;rank\n${line}\n${cells.join(';')}\n`
        const { rows, calls, dropped } = readMappedLog(text, map, 'log')
        expect(calls.length + dropped.reduce((sum, each) => sum + each.rows, 0)).toBe(rows)
      }),
    )
  })

  it('tells a mistake in its map with its place', () => {
    const load = (text: string) => loadLogMap('map.yaml', filesOf({ 'map.yaml': text }))
    expect(() => load(MAP.replace('arrived: came, ', ''))).toThrow(/map\.yaml:4: columns\.arrived: /)
    expect(() => load(MAP.replace('+08:00', '8h'))).toThrow(/map\.yaml:3: utcOffset: /)
  })

  it('gives types names that a scenario can have', () => {
    fc.assert(
      fc.property(fc.string(), (text) => /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}])?$/u.test(typeName(text))),
    )
  })
})
