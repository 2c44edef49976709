import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StrowgerError } from '../../src/error/strowger-error.ts'
import { audioLevelByte, readAudioLevel } from '../../src/rtp/audio-level.ts'
import { ExtensionCursor, ONE_BYTE_PROFILE } from '../../src/rtp/header-extension.ts'
import { PayloadMap, isRtcp } from '../../src/rtp/payload-map.ts'
import { RedundancyCursor, writeRedundancyInto } from '../../src/rtp/redundancy.ts'
import { RtpView } from '../../src/rtp/rtp-view.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'
import type { RtpHeader } from '../../src/rtp/rtp-writer.ts'
import { SequenceExtender, TimestampExtender, distance16, nearest } from '../../src/rtp/sequence.ts'
import { SourceTable } from '../../src/rtp/source-table.ts'

const uint32 = fc.nat(0xffff_ffff)
const header: fc.Arbitrary<RtpHeader> = fc.record(
  {
    payloadType: fc.nat(127),
    sequence: fc.nat(0xffff),
    timestamp: uint32,
    ssrc: uint32,
    marker: fc.boolean(),
    csrcs: fc.array(uint32, { maxLength: 15 }),
    extensionProfile: fc.nat(0xffff),
    extension: fc.uint8Array({ maxLength: 40 }),
    paddingBytes: fc.nat(255),
  },
  { requiredKeys: ['payloadType', 'sequence', 'timestamp', 'ssrc'] },
)

describe('RTP packet', () => {
  it('reads back what was written, with every field', () => {
    const view = new RtpView()
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 400 }), fc.nat(7), (fields, payload, start) => {
        const packet = writeRtp(fields, payload)
        const bytes = new Uint8Array(start + packet.length + 3)
        bytes.set(packet, start)
        expect(view.parse(bytes, start, packet.length)).toBe('ok')
        expect(view.payloadType).toBe(fields.payloadType)
        expect(view.seq16).toBe(fields.sequence)
        expect(view.rtpTs).toBe(fields.timestamp)
        expect(view.ssrc).toBe(fields.ssrc)
        expect(view.marker).toBe(fields.marker ?? false)
        expect(Array.from({ length: view.csrcCount }, (_, i) => view.csrc(i))).toEqual(fields.csrcs ?? [])
        expect(view.csrc(view.csrcCount)).toBeUndefined()
        expect(view.paddingBytes).toBe(fields.paddingBytes ?? 0)
        expect([...view.payload()]).toEqual([...payload])
        if (fields.extension === undefined) expect(view.extensionProfile).toBeUndefined()
        else {
          expect(view.extensionProfile).toBe(fields.extensionProfile ?? 0)
          const at = view.extensionOffset
          expect([...bytes.subarray(at, at + fields.extension.length)]).toEqual([...fields.extension])
        }
        const copy = new Uint8Array(payload.length)
        expect(view.payloadInto(copy)).toBe(payload.length)
        expect(copy).toEqual(payload)
      }),
    )
  })

  it('is total on any bytes, and what it accepts lies inside them', () => {
    const view = new RtpView()
    const cursor = new ExtensionCursor()
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          fc.uint8Array({ minLength: 12, maxLength: 80 }).map((b) => {
            b[0] = 0x80 | (b[0]! & 0x3f)
            return b
          }),
        ),
        (bytes) => {
          if (view.parse(bytes) !== 'ok') return
          expect(view.payloadOffset).toBeGreaterThanOrEqual(12)
          expect(view.payloadBytes).toBeGreaterThanOrEqual(0)
          expect(view.payloadOffset + view.payloadBytes + view.paddingBytes).toBe(bytes.length)
          cursor.start(view)
          let last = -1
          while (cursor.next()) {
            expect(cursor.offset).toBeGreaterThan(last)
            expect(cursor.offset + cursor.length).toBeLessThanOrEqual(view.payloadOffset)
            last = cursor.offset
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('names what is wrong', () => {
    const view = new RtpView()
    const bytes = writeRtp({ payloadType: 0, sequence: 1, timestamp: 2, ssrc: 3 }, new Uint8Array(4))
    const changed = (at: number, value: number): Uint8Array => {
      const copy = Uint8Array.from(bytes)
      copy[at] = value
      return copy
    }
    expect(view.parse(bytes.subarray(0, 11))).toBe('short')
    expect(view.parse(changed(0, 0x40))).toBe('version')
    expect(view.parse(changed(0, 0x8f))).toBe('csrc')
    expect(view.parse(changed(0, 0x90).subarray(0, 14))).toBe('extension')
    expect(view.parse(changed(0, 0xa0))).toBe('padding')
    expect(() => writeRtp({ payloadType: 0, sequence: 0, timestamp: 0, ssrc: 0, paddingBytes: 256 }, bytes)).toThrow(
      StrowgerError,
    )
  })

  it('reads the example of RFC 8285 and the level of RFC 6464', () => {
    // Elements: ID 1 of one byte, ID 2 of two bytes, padding, ID 3 of four bytes: the figure of RFC 8285 §4.2.
    const extension = Uint8Array.of(0x10, 0x83, 0x21, 0xaa, 0xbb, 0, 0, 0x33, 1, 2, 3, 4)
    const packet = writeRtp(
      { payloadType: 0, sequence: 0, timestamp: 0, ssrc: 0, extensionProfile: ONE_BYTE_PROFILE, extension },
      new Uint8Array(1),
    )
    const view = new RtpView()
    expect(view.parse(packet)).toBe('ok')
    const cursor = new ExtensionCursor().start(view)
    const found: [number, number][] = []
    while (cursor.next()) {
      if (cursor.id === 1) expect(readAudioLevel(packet, cursor)).toEqual({ dBov: -3, voice: true })
      found.push([cursor.id, cursor.length])
    }
    expect(found).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
    ])
    // Padding with a length: neither it nor what follows is an element.
    packet[16 + 5] = 0x01
    cursor.start(view)
    expect([cursor.next(), cursor.next(), cursor.next()]).toEqual([true, true, false])
    expect(audioLevelByte({ dBov: -200, voice: false })).toBe(127)
  })
})

describe('numbers that wrap', () => {
  it('are placed nearest to the reference at every width', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 16, 24, 32), fc.nat(2 ** 40), fc.integer(), (bits, reference, jitter) => {
        const modulus = 2 ** bits
        const offset = jitter % (modulus / 2)
        const truth = reference + modulus + offset
        expect(nearest(truth % modulus, reference + modulus, modulus)).toBe(truth)
      }),
    )
  })

  it('survive any walk whose steps are below half a cycle', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff),
        fc.array(fc.integer({ min: -3000, max: 3000 }), { maxLength: 200 }),
        (first, steps) => {
          const extender = new SequenceExtender()
          let truth = 65_536 + first
          let highest = truth
          expect(extender.extend(first)).toBe(truth)
          for (const step of steps) {
            truth = Math.max(highest - 30_000, truth + step)
            if (truth < 0) truth = 0
            const isNext = extender.take(truth & 0xffff)
            expect(isNext).toBe(truth === highest + 1)
            if (!isNext) expect(extender.extend(truth & 0xffff)).toBe(truth)
            highest = Math.max(highest, truth)
            expect(extender.highest).toBe(highest)
          }
        },
      ),
    )
  })

  it('survive 2^33 ticks of timestamps, forwards and back', () => {
    fc.assert(
      fc.property(
        uint32,
        fc.array(fc.integer({ min: -(2 ** 30), max: 2 ** 31 - 1 }), { maxLength: 60 }),
        (first, steps) => {
          const extender = new TimestampExtender()
          let truth = first
          extender.extend(first)
          for (const step of steps) {
            truth += step
            const wire = ((truth % 2 ** 32) + 2 ** 32) % 2 ** 32
            expect(extender.extend(wire)).toBe(truth - first)
            expect((extender.first + extender.last) >>> 0).toBe(wire)
          }
        },
      ),
    )
  })

  it('have a signed distance', () => {
    expect(distance16(0, 65_535)).toBe(1)
    expect(distance16(65_535, 0)).toBe(-1)
    expect(distance16(0x8000, 0)).toBe(-32_768)
  })
})

describe('redundancy (RFC 2198)', () => {
  it('reads back what was written; is total on any bytes', () => {
    const cursor = new RedundancyCursor()
    const block = fc.record({
      payloadType: fc.nat(127),
      timestampOffset: fc.nat(16_383),
      data: fc.uint8Array({ maxLength: 1023 }),
    })
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (blocks) => {
        const out = new Uint8Array(6000)
        const length = writeRedundancyInto(out, blocks)
        expect(cursor.start(out, 0, length)).toBe(true)
        blocks.forEach((expected, i) => {
          expect(cursor.next()).toBe(true)
          expect(cursor.payloadType).toBe(expected.payloadType)
          expect(cursor.timestampOffset).toBe(i === blocks.length - 1 ? 0 : expected.timestampOffset)
          expect([...out.subarray(cursor.offset, cursor.offset + cursor.length)]).toEqual([...expected.data])
        })
        expect(cursor.next()).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const ok = cursor.start(bytes, 0, bytes.length)
        let blocks = 0
        while (cursor.next()) {
          blocks++
          expect(cursor.offset + cursor.length).toBeLessThanOrEqual(bytes.length)
        }
        expect(blocks > 0).toBe(ok)
      }),
    )
  })

  it('reads a block header laid out by hand from the figure', () => {
    // F=1 PT=5 offset=0x0123 length=0x004, F=0 PT=0, then 4 + 2 bytes
    const bytes = Uint8Array.of(0x85, 0x04, 0x8c, 0x04, 0x00, 1, 2, 3, 4, 9, 8)
    const cursor = new RedundancyCursor()
    expect(cursor.start(bytes, 0, bytes.length)).toBe(true)
    cursor.next()
    expect([cursor.payloadType, cursor.timestampOffset, cursor.offset, cursor.length]).toEqual([5, 0x123, 5, 4])
    cursor.next()
    expect([cursor.payloadType, cursor.offset, cursor.length, cursor.primary]).toEqual([0, 9, 2, true])
  })
})

describe('payload types', () => {
  it('are static, or as agreed; RTCP is told apart', () => {
    const map = new PayloadMap().set(101, 'telephone-event', 8000).set(96, 'red', 8000)
    expect(map.get(9)).toEqual({ encoding: 'G722', clockHz: 8000, channels: 1 })
    expect([0, 13, 101, 96, 97].map((type) => map.kind(type))).toEqual([
      'audio',
      'comfort-noise',
      'event',
      'redundant',
      'unknown',
    ])
    expect(() => map.set(72, 'X', 8000)).toThrow(StrowgerError)
    expect(isRtcp(Uint8Array.of(0x80, 200, 0, 1, 0, 0, 0, 0))).toBe(true)
    expect(
      isRtcp(writeRtp({ payloadType: 0, marker: true, sequence: 0, timestamp: 0, ssrc: 0 }, new Uint8Array(0))),
    ).toBe(false)
  })
})

describe('sources', () => {
  it('are learnt, bounded, and told from impostors', () => {
    const table = new SourceTable({ ownSsrc: 9, capacity: 2, timeoutMs: 1000 })
    expect(table.hear(1, 'a', 8000, 0)).toBe('new')
    expect(table.hear(1, 'a', 8000, 20)).toBe('known')
    expect(table.hear(1, 'b', 8000, 40)).toBe('collision')
    expect(table.current).toBeUndefined()
    expect(table.hear(9, 'b', 8000, 40)).toBe('loop')
    expect(table.hear(2, 'b', 8000, 60)).toBe('new')
    expect(table.hear(3, 'c', 8000, 80)).toBe('full')
    expect(table.hear(1, 'b', 8000, 2000)).toBe('known')
    expect(table.hear(3, 'c', 8000, 2000)).toBe('new')
    expect(table.size).toBe(2)
    expect([...table.sources()].map((source) => source.ssrc)).toEqual([1, 3])
  })
})
