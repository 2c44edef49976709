import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AudioDecoder } from '../../src/codec/codec.ts'
import { AdaptivePolicy } from '../../src/jitter/adaptive-policy.ts'
import type { DelayPolicy } from '../../src/jitter/delay-policy.ts'
import { FixedPolicy } from '../../src/jitter/fixed-policy.ts'
import { JitterBuffer } from '../../src/jitter/jitter-buffer.ts'
import type { JitterBufferOptions } from '../../src/jitter/jitter-buffer.ts'
import { RedundantReceiver } from '../../src/jitter/redundant-receiver.ts'
import { writeRedundancyInto } from '../../src/rtp/redundancy.ts'
import { RtpView } from '../../src/rtp/rtp-view.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'

/** A payload is two bytes of identity, sounded for `samples`: what comes out says which packet it was. */
const identity = (samples: number, stateless = true): AudioDecoder => ({
  clockHz: 8000,
  stateless,
  samplesIn: () => samples,
  decodeInto(out, at, bytes, offset) {
    const value = (bytes[offset]! << 8) | bytes[offset + 1]!
    for (let i = 0; i < samples; i++) out[at + i] = value
    return samples
  },
})

interface Sent {
  seq: number
  ts?: number
  ssrc?: number
  payloadType?: number
  id?: number
}

function inserter(buffer: JitterBuffer): (packet: Sent, nowMs: number) => string {
  const view = new RtpView()
  return ({ seq, ts = seq * 160, ssrc = 1, payloadType = 0, id = seq % 30_000 }, nowMs) => {
    view.parse(writeRtp({ payloadType, sequence: seq, timestamp: ts, ssrc }, Uint8Array.of(id >> 8, id)))
    return buffer.insert(view, nowMs)
  }
}

const make = (policy: DelayPolicy, options: Partial<JitterBufferOptions> = {}): JitterBuffer =>
  new JitterBuffer({ decoders: new Map([[0, identity(160)]]), policy, ...options })

describe('jitter buffer beside a sorted array', () => {
  // The oracle keeps what waits in a sorted array and knows three rules: the next number is played; a hole before
  // something known is concealed and passed; with nothing known, sound is concealed and time waits.
  it.each([true, false])('plays the same packets over loss, reordering and duplicates (stateless: %s)', (stateless) => {
    const event = fc.record({ shift: fc.nat(12), lost: fc.boolean(), twice: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 120 }),
        fc.constantFrom(0, 65_530, 40_000),
        fc.boolean(),
        (events, first, mostlyKept) => {
          const arrivals: { at: number; index: number }[] = []
          events.forEach(({ shift, lost, twice }, index) => {
            if (lost && !(mostlyKept && index % 7 !== 3)) return
            arrivals.push({ at: index * 20 + shift * 10, index })
            if (twice) arrivals.push({ at: index * 20 + shift * 10 + 30, index })
          })
          arrivals.sort((a, b) => a.at - b.at)
          const buffer = make(new FixedPolicy(0, Number.POSITIVE_INFINITY), {
            decoders: new Map([[0, identity(160, stateless)]]),
          })
          const insert = inserter(buffer)
          const out = new Int16Array(160)
          let waiting: number[] = []
          let next = -1
          let started = false
          for (let nowMs = 5, fedCount = 0; nowMs < events.length * 20 + 200; nowMs += 20) {
            for (; fedCount < arrivals.length && arrivals[fedCount]!.at <= nowMs; fedCount++) {
              const { index, at } = arrivals[fedCount]!
              const result = insert({ seq: first + index, id: index + 1 }, at)
              if (waiting.includes(index)) expect(result).toBe('duplicate')
              else if (started && index < next) expect(result).toBe('late')
              else {
                expect(result).toBe('stored')
                waiting = [...waiting, index].sort((a, b) => a - b)
                if (!started) next = waiting[0]!
              }
            }
            const outcome = buffer.pull(out, nowMs)
            if (next < 0) {
              expect(outcome).toBe('silence')
              continue
            }
            started = true
            if (waiting[0] === next) {
              expect([outcome, out[159]]).toEqual(['normal', next + 1])
              waiting.shift()
              next++
            } else {
              expect(outcome).toBe('concealed')
              if (waiting.length > 0) next++
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([0, 65_500])('never goes back in media time, whatever arrives, with an elastic policy (from %i)', (first) => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ delay: fc.nat(400), lost: fc.nat(9) }), { minLength: 20, maxLength: 200 }),
        fc.constantFrom(80, 160, 240, 480),
        (packets, pull) => {
          const buffer = make(new AdaptivePolicy())
          const insert = inserter(buffer)
          const arrivals = packets
            .map(({ delay, lost }, index) => ({ at: index * 20 + delay, index, lost: lost === 0 }))
            .filter((packet) => !packet.lost)
            .sort((a, b) => a.at - b.at)
          const out = new Int16Array(pull)
          let fedCount = 0
          let head = -1
          let pulled = 0
          for (let nowMs = 0; nowMs < packets.length * 20 + 3000; nowMs += pull / 8) {
            for (; fedCount < arrivals.length && arrivals[fedCount]!.at <= nowMs; fedCount++) {
              insert({ seq: first + arrivals[fedCount]!.index, id: 0 }, arrivals[fedCount]!.at)
            }
            buffer.pull(out, nowMs)
            pulled += pull
            const { played } = buffer.statistics
            if (played > 0) {
              const now = buffer.playheadRtpTs | 0
              expect(now).toBeGreaterThanOrEqual(head)
              head = now
            }
          }
          const { statistics } = buffer
          expect(statistics.samples).toBe(pulled)
          expect(statistics.played + statistics.late + statistics.duplicates + statistics.skipped).toBe(
            statistics.inserted - statistics.dropped,
          )
          // What waits, decoded for a stretch that was not made, is less than two pulls and a packet.
          // Samples in = samples out: what was decoded, hidden and repeated, less what was left out, is what was heard.
          const made =
            statistics.played * 160 + statistics.concealedSamples + statistics.pausedSamples + statistics.addedSamples
          const heard = statistics.samples - statistics.pulls.silence * pull
          expect(Math.abs(made - statistics.removedSamples - heard)).toBeLessThanOrEqual(2 * pull + 360)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('is total and bounded on any headers', () => {
    const packet = fc.record({
      seq: fc.nat(0xffff),
      ts: fc.nat(0xffff_ffff),
      ssrc: fc.nat(2),
      payloadType: fc.constantFrom(0, 0, 0, 13, 101),
    })
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 150 }), fc.boolean(), (packets, elastic) => {
        const buffer = make(elastic ? new AdaptivePolicy() : new FixedPolicy(40), { capacity: 16 })
        const insert = inserter(buffer)
        const out = new Int16Array(160)
        packets.forEach((each, i) => {
          insert({ ...each, id: 1 }, i * 7)
          if (i % 3 === 0) buffer.pull(out, i * 7)
        })
        expect(Number.isFinite(buffer.targetMs)).toBe(true)
        for (let i = 0; i < 400; i++) buffer.pull(out, packets.length * 7 + i * 20)
        expect(buffer.pull(out, packets.length * 7 + 8000)).toMatch(/silence|comfort-noise/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('jitter buffer, case by case', () => {
  it('gives silence before the first packet, and holds the fixed delay', () => {
    const buffer = make(new FixedPolicy(60))
    const insert = inserter(buffer)
    const out = new Int16Array(160).fill(7)
    expect(buffer.pull(out, 0)).toBe('silence')
    expect([...out]).toEqual(Array.from({ length: 160 }, () => 0))
    const heard: number[] = []
    for (let i = 0; i < 20; i++) {
      insert({ seq: i, id: i + 1 }, 100 + i * 20)
      buffer.pull(out, 100 + i * 20)
      heard.push(out[159]!)
    }
    expect(heard.slice(0, 6)).toEqual([0, 0, 0, 1, 2, 3])
    expect(buffer.delayMs(500)).toBeCloseTo(60)
  })

  it('with a fixed delay comes back at once, by leaving out what is too old', () => {
    const buffer = make(new FixedPolicy(60))
    const insert = inserter(buffer)
    const out = new Int16Array(160)
    for (let i = 0; i < 400; i++) {
      if (i < 100 || i > 150) insert({ seq: i, id: 1 }, i * 20)
      if (i === 150) for (let j = 100; j <= 150; j++) insert({ seq: j, id: 1 }, i * 20)
      buffer.pull(out, i * 20)
      if (i === 152) expect(buffer.delayMs(i * 20)).toBeLessThanOrEqual(120)
    }
    expect(buffer.statistics.skipped).toBeGreaterThan(40)
    expect(buffer.statistics.played + buffer.statistics.skipped).toBeGreaterThanOrEqual(396)
  })

  it('comes back to the old delay within a second after an outage of a second, without losing what was said', () => {
    const buffer = make(new AdaptivePolicy())
    const insert = inserter(buffer)
    const out = new Int16Array(160)
    let before = 0
    for (let i = 0; i < 1000; i++) {
      const nowMs = i * 20
      // Nothing from 10 s to 11 s, then everything at once.
      if (nowMs < 10_000 || nowMs > 11_000) insert({ seq: i, id: 1 }, nowMs)
      if (nowMs === 11_000) for (let j = 500; j <= 550; j++) insert({ seq: j, id: 1 }, nowMs)
      if (nowMs === 9980) before = buffer.delayMs(nowMs)
      buffer.pull(out, nowMs)
      if (nowMs === 11_000) expect(buffer.delayMs(nowMs)).toBeGreaterThan(900)
      if (nowMs === 13_000) expect(buffer.delayMs(nowMs)).toBeLessThan(before + 100)
    }
    expect(buffer.statistics.skipped + buffer.statistics.late).toBe(0)
  })

  it.each([-0.005, 0.005])('follows a sender clock off by %d for minutes without losing a packet', (drift) => {
    const buffer = make(new AdaptivePolicy())
    const insert = inserter(buffer)
    const out = new Int16Array(160)
    for (let i = 0, sent = 0; i < 6000; i++) {
      for (; sent * 20 * (1 + drift) <= i * 20; sent++) insert({ seq: sent, id: 1 }, sent * 20 * (1 + drift))
      buffer.pull(out, i * 20)
    }
    expect(buffer.statistics.late + buffer.statistics.skipped).toBe(0)
    expect(buffer.delayMs(120_000)).toBeLessThan(120)
    expect(buffer.statistics.concealedSamples / buffer.statistics.samples).toBeLessThan(0.002)
  })

  it('restarts with a new source, a jump of numbers, a jump of time; not for one stray', () => {
    const buffer = make(new FixedPolicy(0))
    const insert = inserter(buffer)
    const out = new Int16Array(160)
    insert({ seq: 100 }, 0)
    buffer.pull(out, 0)
    expect(insert({ seq: 30_000 }, 20)).toBe('dropped')
    expect(insert({ seq: 101 }, 20)).toBe('stored')
    expect(insert({ seq: 50_000, id: 5 }, 40)).toBe('dropped')
    expect(insert({ seq: 50_001, id: 6 }, 60)).toBe('restart')
    expect([buffer.pull(out, 60), out[159]]).toEqual(['normal', 6])
    expect(insert({ seq: 7, ssrc: 2, id: 8 }, 80)).toBe('restart')
    expect([buffer.pull(out, 80), out[159]]).toEqual(['normal', 8])
    expect(insert({ seq: 8, ssrc: 2, ts: 2_000_000_000, id: 9 }, 100)).toBe('restart')
    expect([buffer.pull(out, 100), out[159]]).toEqual(['normal', 9])
  })

  it('plays comfort noise in a pause, and the next talkspurt at its own time', () => {
    const buffer = make(new FixedPolicy(20), {
      decoders: new Map([[0, identity(160)]]),
    })
    const insert = inserter(buffer)
    const out = new Int16Array(160)
    const outcomes: string[] = []
    for (let i = 0; i < 60; i++) {
      const nowMs = i * 20
      if (i < 10) insert({ seq: i, id: 100 }, nowMs)
      if (i === 10) insert({ seq: 10, ts: 1600, payloadType: 13, id: 40 << 8 }, nowMs)
      if (i >= 40) insert({ seq: i - 29, ts: i * 160, id: 200 }, nowMs)
      outcomes.push(buffer.pull(out, nowMs))
    }
    expect(outcomes.slice(12, 40).every((outcome) => outcome === 'comfort-noise')).toBe(true)
    expect(outcomes.slice(43)).toEqual(Array.from({ length: 17 }, () => 'normal'))
    expect(buffer.statistics.pulls.concealed).toBe(0)
  })

  it('does not take an event for a loss', () => {
    const buffer = make(new FixedPolicy(0))
    const insert = inserter(buffer)
    const out = new Int16Array(160)
    const outcomes: string[] = []
    for (let i = 0; i < 10; i++) {
      if (i < 4 || i > 6) insert({ seq: i, id: 9 }, i * 20)
      else insert({ seq: i, ts: 4 * 160, payloadType: 101 }, i * 20)
      outcomes.push(buffer.pull(out, i * 20))
    }
    expect(buffer.statistics.missing).toBe(0)
    expect(buffer.statistics.concealedSamples).toBe(0)
  })

  it('fills holes from redundancy (RFC 2198), and learns no delay from it', () => {
    const plain = make(new AdaptivePolicy())
    const redundant = make(new AdaptivePolicy())
    const receiver = new RedundantReceiver(redundant)
    const insert = inserter(plain)
    const view = new RtpView()
    const out = new Int16Array(160)
    const block = (id: number): Uint8Array => Uint8Array.of(id >> 8, id)
    for (let i = 0; i < 500; i++) {
      const lost = i % 10 === 9
      if (!lost) {
        insert({ seq: i, id: i + 1 }, i * 20)
        const payload = new Uint8Array(16)
        const length = writeRedundancyInto(payload, [
          { payloadType: 0, timestampOffset: 160, data: block(i) },
          { payloadType: 0, timestampOffset: 0, data: block(i + 1) },
        ])
        const header = { payloadType: 96, sequence: i, timestamp: i * 160, ssrc: 1 }
        view.parse(writeRtp(header, payload.subarray(0, length)))
        expect(receiver.insert(view, i * 20)).toBe('stored')
      }
      plain.pull(out, i * 20)
      redundant.pull(out, i * 20)
    }
    expect(plain.statistics.missing).toBeGreaterThan(40)
    expect(redundant.statistics.recovered).toBeGreaterThan(45)
    expect(redundant.statistics.missing).toBeLessThan(5)
    expect(redundant.statistics.concealedSamples).toBeLessThan(plain.statistics.concealedSamples / 5)
    expect(Math.abs(redundant.targetMs - plain.targetMs)).toBeLessThanOrEqual(20)
    view.parse(writeRtp({ payloadType: 96, sequence: 1, timestamp: 0, ssrc: 1 }, Uint8Array.of(0x80)))
    expect([receiver.insert(view, 0), receiver.malformed]).toEqual(['dropped', 1])
  })

  it('keeps its own copy when told to', () => {
    const buffer = make(new FixedPolicy(0), { copyBytes: 160 })
    const bytes = writeRtp({ payloadType: 0, sequence: 1, timestamp: 0, ssrc: 1 }, Uint8Array.of(0, 77))
    const view = new RtpView()
    view.parse(bytes)
    buffer.insert(view, 0)
    bytes.fill(0)
    const out = new Int16Array(160)
    buffer.pull(out, 0)
    expect(out[0]).toBe(77)
    view.parse(writeRtp({ payloadType: 0, sequence: 2, timestamp: 160, ssrc: 1 }, new Uint8Array(161)))
    expect(buffer.insert(view, 20)).toBe('dropped')
  })

  it.each([
    [80, 160],
    [240, 160],
    [480, 160],
    [160, 480],
    [160, 240],
  ])('pulls %i samples from packets of %i without a hole', (pull, packet) => {
    for (const policy of [new FixedPolicy(60), new AdaptivePolicy()]) {
      const buffer = make(policy, { decoders: new Map([[0, identity(packet)]]) })
      const insert = inserter(buffer)
      const out = new Int16Array(pull)
      for (let nowMs = 0, sent = 0; nowMs < 4000; nowMs += pull / 8) {
        for (; (sent * packet) / 8 <= nowMs; sent++)
          insert({ seq: sent, ts: sent * packet, id: 3 }, (sent * packet) / 8)
        buffer.pull(out, nowMs)
      }
      expect([buffer.statistics.concealedSamples, buffer.statistics.late, buffer.statistics.skipped]).toEqual([0, 0, 0])
    }
  })
})
