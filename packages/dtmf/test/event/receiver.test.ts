import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EventReceiver,
  EventSender,
  eventCode,
  eventDigit,
  KEYPAD,
  readEvent,
  writeEvent,
  type EventPacket,
  type ReceivedEvent,
} from '../../src/index.ts'

interface Sent {
  readonly packet: EventPacket
  readonly atMs: number
}

/** What a sender puts on the wire for presses of a given start and length. */
function wire(
  presses: readonly { code: number; startMs: number; durationMs: number }[],
  firstTimestamp: number,
  updateMs = 20,
): Sent[] {
  const sender = new EventSender({ updateMs })
  const sent: Sent[] = []
  const run = (untilMs: number): void => {
    while (sender.nextDeadlineMs() <= untilMs) {
      const atMs = sender.nextDeadlineMs()
      for (let packet = sender.poll(atMs); packet; packet = sender.poll(atMs)) sent.push({ packet, atMs })
    }
  }
  for (const { code, startMs, durationMs } of presses) {
    run(startMs)
    sender.start(code, -10, (firstTimestamp + startMs * 8) >>> 0, startMs)
    run(startMs + durationMs)
    sender.stop(startMs + durationMs)
  }
  run(1e9)
  return sent
}

function receive(sent: readonly Sent[]): ReceivedEvent[] {
  const receiver = new EventReceiver()
  const events: ReceivedEvent[] = []
  for (const { packet, atMs } of sent) {
    events.push(...receiver.advance(atMs), ...receiver.receive(packet.timestamp, packet.payload, atMs))
  }
  events.push(...receiver.advance(1e12))
  return events
}

const pressesArb = fc
  .array(
    fc.record({
      code: fc.integer({ min: 0, max: 16 }),
      lengthMs: fc.integer({ min: 40, max: 600 }),
      gapMs: fc.integer({ min: 80, max: 900 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) => {
    let atMs = 100
    return list.map(({ code, lengthMs, gapMs }) => {
      const startMs = atMs
      atMs += lengthMs + gapMs
      return { code, startMs, durationMs: lengthMs }
    })
  })

describe('payload, RFC 4733 §2.3', () => {
  test.each([
    ['0a8a0820', { code: 10, end: true, volume: 10, durationTicks: 2080 }],
    ['010a00a0', { code: 1, end: false, volume: 10, durationTicks: 160 }],
    ['10bfffff', { code: 16, end: true, volume: 63, durationTicks: 65535 }],
  ])('%s', (hex, report) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    expect(readEvent(bytes)).toEqual(report)
    expect(writeEvent(report)).toEqual(bytes)
  })

  test('codes 0–15 are the sixteen digits', () => {
    expect(Array.from({ length: 16 }, (_, code) => eventDigit(code)).join('')).toBe('0123456789*#ABCD')
    for (const digit of KEYPAD) expect(eventDigit(eventCode(digit))).toBe(digit)
  })
})

describe('a key press is one event', () => {
  test('over any loss that leaves a packet of each press, repetition and 32-bit wrap', () => {
    fc.assert(
      fc.property(
        pressesArb,
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
        (presses, first, fates) => {
          const survivors: Sent[] = []
          for (const press of presses) {
            const own = wire([press], first)
            const kept = own.filter(() => (fates.next().value ?? 0) < 50)
            const left = kept.length > 0 ? kept : own.slice(0, 1)
            for (const each of left) {
              survivors.push(each)
              if ((fates.next().value ?? 0) < 20) survivors.push(each)
            }
          }
          const events = receive(survivors)
          expect(events.filter(({ kind }) => kind === 'start').map(({ code }) => code)).toEqual(
            presses.map(({ code }) => code),
          )
          // A key whose end was lost may end after the next one, as overlapping keys do.
          const ends = events.filter(({ kind }) => kind === 'end').toSorted((a, b) => a.startMs - b.startMs)
          expect(ends.map(({ code }) => code)).toEqual(presses.map(({ code }) => code))
          ends.forEach((end, index) => {
            if (end.confirmed) expect(Math.abs(end.durationMs - (presses[index]?.durationMs ?? 0))).toBeLessThan(0.2)
            else expect(end.durationMs).toBeLessThanOrEqual((presses[index]?.durationMs ?? 0) + 0.2)
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('of 20 s, sent as segments of 65535 ticks, lasts 20 s', () => {
    const sent = wire([{ code: 5, startMs: 0, durationMs: 20_000 }], 0xffff_ff00)
    expect(new Set(sent.map(({ packet }) => packet.timestamp)).size).toBe(3)
    expect(sent.filter(({ packet }) => packet.marker)).toHaveLength(1)
    const events = receive(sent)
    expect(events.map(({ kind }) => kind)).toEqual(['start', 'end'])
    expect(events[1]?.durationMs).toBeCloseTo(20_000, 6)
  })

  test('its end is sent three times, with one timestamp', () => {
    const ends = wire([{ code: 1, startMs: 0, durationMs: 100 }], 7).filter(({ packet }) => packet.end)
    expect(ends.map(({ packet }) => [packet.timestamp, readEvent(packet.payload)?.durationTicks])).toEqual(
      Array.from({ length: 3 }, () => [7, 800]),
    )
  })

  test('two different keys whose packets interleave are two', () => {
    const both = [
      ...wire([{ code: 1, startMs: 0, durationMs: 200 }], 0),
      ...wire([{ code: 2, startMs: 100, durationMs: 200 }], 0),
    ]
    const events = receive(both.sort((a, b) => a.atMs - b.atMs))
    expect(events.map(({ kind, code }) => `${kind} ${code}`)).toEqual(['start 1', 'start 2', 'end 1', 'end 2'])
  })

  test('one that is pressed again before its lost end is missed is two', () => {
    const first = wire([{ code: 3, startMs: 0, durationMs: 100 }], 0).filter(({ packet }) => !packet.end)
    const events = receive([...first, ...wire([{ code: 3, startMs: 150, durationMs: 100 }], 0)])
    expect(events.map(({ kind, confirmed }) => [kind, confirmed])).toEqual([
      ['start', false],
      ['end', false],
      ['start', false],
      ['end', true],
    ])
  })
})

test('any bytes are events or counted, never an exception', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer(), fc.uint8Array({ maxLength: 20 }))), (packets) => {
      const receiver = new EventReceiver()
      let bad = 0
      packets.forEach(([timestamp, payload], index) => {
        if (payload.length === 0 || payload.length % 4 !== 0) bad++
        receiver.receive(timestamp, payload, index * 20)
      })
      expect(receiver.malformed).toBe(bad)
    }),
  )
})
