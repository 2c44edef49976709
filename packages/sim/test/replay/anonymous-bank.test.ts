import { StrowgerError } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readLog } from '../../src/replay/log-format.ts'
import { joinLogs } from '../../src/replay/read-log.ts'
import { HEADER, logOf, NONE, row } from './small-log.ts'

const read = (...rows: readonly string[]) => readLog(logOf(...rows), 'log.txt')
const only = (text: string) => {
  const { calls, dropped } = read(text)
  expect(dropped).toEqual([])
  expect(calls).toHaveLength(1)
  return calls[0]!
}
const reasons = (remarks: readonly { reason: string; rows: number; firstLine: number }[]) =>
  remarks.map(({ reason, rows, firstLine }) => [reason, rows, firstLine])

describe('a row of the log of the Anonymous Bank', () => {
  it('that was answered after a wait', () => {
    expect(only(row())).toEqual({
      date: '1999-01-01',
      arrivedMs: (6 * 3600 + 55 * 60 + 26) * 1000,
      type: 'PS',
      priority: 2,
      outcome: 'answered',
      waitMs: 17_000,
      handlingMs: 54_000,
      agent: 'MICHAL',
      caller: '27997683',
    })
  })

  it('knows who called, unless nobody was identified or the id is rounded', () => {
    expect(['0', '6.02E+11'].map((customer) => only(row({ customer })).caller)).toEqual([undefined, undefined])
  })

  it('that was answered at once comes when it leaves the voice response unit', () => {
    const call = only(row({ queue: NONE, service: ['6:55:25', '6:56:37', '72'] }))
    expect(call).toMatchObject({ arrivedMs: (6 * 3600 + 55 * 60 + 26) * 1000, waitMs: 0, handlingMs: 72_000 })
  })

  it('that was abandoned has no handling time and no agent', () => {
    const call = only(row({ outcome: 'HANG', service: NONE, server: 'NO_SERVER' }))
    expect(call).toMatchObject({ outcome: 'abandoned', waitMs: 17_000, handlingMs: NaN, agent: undefined })
  })

  it('that was abandoned, with a time of service, is abandoned all the same', () => {
    const { calls, mended } = read(row({ outcome: 'HANG', server: 'NO_SERVER' }))
    expect(calls[0]).toMatchObject({ outcome: 'abandoned', handlingMs: NaN })
    expect(reasons(mended)).toEqual([['abandoned-with-service', 1, 2]])
  })

  it('that nobody is known to have answered counts as answered; a mangled name is a name', () => {
    const { calls, mended } = read(row({ server: 'NO_SERVER' }), row({ server: 'NO_SERVERAMA' }), row({ server: '' }))
    expect(calls.map(({ outcome }) => outcome)).toEqual(Array(3).fill('answered'))
    expect(calls.map(({ agent }) => agent)).toEqual([undefined, 'NO_SERVERAMA', undefined])
    expect(reasons(mended)).toEqual([['unknown-agent', 2, 2]])
  })

  it('that was answered without a time of service has an unknown handling time; with one of 0 s, none', () => {
    const { calls, mended } = read(row({ service: NONE }), row({ service: ['6:55:43', '6:55:43', '0'] }))
    expect(calls.map((call) => call.handlingMs)).toEqual([NaN, 0])
    expect(reasons(mended)).toEqual([['unknown-handling-time', 1, 2]])
  })

  it('across midnight belongs to the day on which it entered the queue, and has the length in seconds', () => {
    const vru = ['23:59:50', '0:00:02', '12'] as const
    const late = only(row({ date: '990131', vru, queue: ['0:00:02', '0:00:30', '28'] }))
    expect(late).toMatchObject({ date: '1999-02-01', arrivedMs: 2000, waitMs: 28_000 })
    const entry = ['23:59:19', '23:59:19', '0'] as const
    const early = only(row({ vru: entry, queue: ['23:59:29', '0:00:26', '57'], service: ['0:00:26', '0:01:20', '54'] }))
    expect(early).toMatchObject({ date: '1999-01-01', waitMs: 57_000, handlingMs: 54_000 })
  })

  it('with a negative time in the voice response unit, a mangled customer id or an endless service is right', () => {
    const call = only(
      row({ customer: '6.02E+11', vru: ['6:57:00', '6:55:26', '-94'], service: ['6:55:43', '11:15:19', '15576'] }),
    )
    expect(call).toMatchObject({ waitMs: 17_000, handlingMs: 15_576_000 })
  })

  it('with spaces around a cell, or in place of a tab', () => {
    expect(only(row({ type: ' TT' })).type).toBe('TT')
    const { calls, mended } = read(row().replace('\tPS\t', '    PS\t'))
    expect(calls[0]).toEqual(only(row()))
    expect(reasons(mended)).toEqual([['spaces-for-tab', 1, 2]])
  })

  it.each([
    ['phantom', row({ outcome: 'PHANTOM' })],
    ['never-queued', row({ outcome: 'HANG', queue: NONE, service: NONE, type: 'AA', server: 'NO_SERVER' })],
    ['wrong-columns', 'AA0101\t33118\tPS'],
    ['wrong-columns', `${row()}\textra`],
    ['unknown-outcome', row({ outcome: 'TRANSFER' })],
    ['faulty-date', row({ date: '991301' })],
    ['faulty-date', row({ date: '1999-01-01' })],
    ['undocumented-type', row({ type: '' })],
    ['undocumented-type', row({ type: 'AA' })],
    ['unknown-outcome', HEADER],
    ['faulty-times', row({ queue: ['25:00:00', '6:55:43', '17'] })],
    ['faulty-times', row({ queue: ['6:55:26', '6:55:43', '-17'] })],
    ['faulty-times', row({ queue: ['6:55:26', '6:55:43', ''] })],
    ['faulty-times', row({ queue: ['6:55:26', '6:55:43', '86400'] })],
    ['faulty-times', row({ service: ['6:55:43', '6:56:37', '-54'] })],
    ['faulty-times', row({ service: ['6:55:43', '6:56:37', 'x'] })],
  ])('is dropped as %s: %j', (reason, text) => {
    const log = read(row(), text)
    expect(log.calls).toHaveLength(1)
    expect(reasons(log.dropped)).toEqual([[reason, 1, 3]])
  })
})

describe('a log of the Anonymous Bank', () => {
  it('may end its lines as it likes and have empty ones, which are not rows', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const log = readLog([`\uFEFF${HEADER}`, row(), '', row(), ''].join(end), 'log.txt')
      expect([log.rows, log.calls.length]).toEqual([2, 2])
    }
    expect(readLog(HEADER, 'log.txt').calls).toEqual([])
  })

  it('is joined with others: calls in their order, remarks added up', () => {
    const phantom = row({ outcome: 'PHANTOM' })
    const joined = joinLogs([read(row(), phantom), read(phantom, row({ type: 'NW' }), phantom)])
    expect(joined.calls.map((call) => call.type)).toEqual(['PS', 'NW'])
    expect(joined).toMatchObject({ format: 'anonymous-bank', rows: 5 })
    expect(reasons(joined.dropped)).toEqual([['phantom', 3, 3]])
  })

  it.each(['', '\n', 'time,caller\n1,2\n', `x${HEADER}`, '%PDF-1.4\n'])('is nothing else: %j', (text) => {
    const mistake = /^log\.txt: its first line .+; give a log in a known format: anonymous-bank, [^\n\r]+$/
    expect(() => readLog(text, 'log.txt')).toThrow(mistake)
  })
})

/** Any text is read with every row accounted for, or is the one mistake. */
function expectTotal(text: string): void {
  try {
    const log = readLog(text, 'log.txt')
    const dropped = log.dropped.reduce((sum, each) => sum + each.rows, 0)
    expect(log.calls.length + dropped).toBe(log.rows)
    for (const call of log.calls) {
      expect(call.date).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(call.arrivedMs >= 0 && call.arrivedMs < 86_400_000 && call.waitMs >= 0).toBe(true)
      expect(Number.isNaN(call.handlingMs) || call.handlingMs >= 0).toBe(true)
      expect(call.outcome === 'answered' || Number.isNaN(call.handlingMs)).toBe(true)
    }
  } catch (error) {
    if (!(error instanceof StrowgerError)) throw error
    expect(error).toMatchObject({ code: 'unknown-log-format', path: 'log.txt' })
    expect(error.message).not.toMatch(/[\r\n\u2028\u2029]/)
  }
}

describe('any text whatever is read or is one mistake', () => {
  it('random text, with and without the header', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(fc.property(text, expectTotal), { numRuns: 300 })
    fc.assert(
      fc.property(text, (tail) => {
        expectTotal(`${HEADER}\n${tail}`)
      }),
      { numRuns: 300 },
    )
  })

  it('rows of plausible and of strange cells', () => {
    const usual = 'PS AGENT HANG PHANTOM NO_SERVER 990101 990231 000000 0:00:00 23:59:59 24:00:00 0 17 -1'.split(' ')
    const strange = ['', ' ', '1e9', '999999999', '9999999999', '6.02E+11', 'NaN', '__proto__', '\u2028', '\u0000']
    const cell = fc.constantFrom(...usual, ...strange)
    const damaged = fc.record({ at: fc.nat(16), cell })
    fc.assert(
      fc.property(fc.array(fc.array(damaged, { maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const lines = rows.map((edits) => {
          const cells = row().split('\t')
          for (const edit of edits) cells[edit.at] = edit.cell
          return cells.join('\t')
        })
        expectTotal(logOf(...lines))
      }),
      { numRuns: 1000 },
    )
  })
})
