import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RTCP_BYE, RTCP_SDES, RTCP_XR, RtcpCursor } from '../../src/rtcp/compound.ts'
import { middleNtp, ntpOfUnixMs, readReport, reportBlock, roundTripMs, writeReportInto } from '../../src/rtcp/report.ts'
import type { Report } from '../../src/rtcp/report.ts'
import { readBye, readSdes, writeByeInto, writeSdesInto } from '../../src/rtcp/sdes.ts'
import { readVoipMetrics, writeVoipMetricsInto } from '../../src/rtcp/xr-voip-metrics.ts'
import { JitterStatistics } from '../../src/jitter/statistics.ts'
import { BurstGap } from '../../src/quality/burst-gap.ts'
import { voipMetricsOf } from '../../src/quality/voip-metrics.ts'
import { ReceptionStatistics } from '../../src/rtp/reception-statistics.ts'

const uint32 = fc.nat(0xffff_ffff)
const block = fc.record({
  ssrc: uint32,
  fractionLost: fc.nat(255),
  cumulativeLost: fc.integer({ min: -0x80_0000, max: 0x7f_ffff }),
  extendedHighest: uint32,
  jitterTicks: uint32,
  lastSr: uint32,
  delaySinceLastSr: uint32,
})
const sender = fc.record({
  ntpSeconds: uint32,
  ntpFraction: uint32,
  rtpTs: uint32,
  packetCount: uint32,
  octetCount: uint32,
})
const report: fc.Arbitrary<Report> = fc.record(
  { ssrc: uint32, sender, blocks: fc.array(block, { maxLength: 31 }) },
  { requiredKeys: ['ssrc', 'blocks'] },
)

describe('RTCP', () => {
  it('reads back a compound of report, description, metrics and goodbye', () => {
    const item = fc.record({
      name: fc.constantFrom('cname' as const, 'tool' as const),
      value: fc.uint8Array({ maxLength: 40 }),
    })
    const chunk = fc.record({ ssrc: uint32, items: fc.array(item, { maxLength: 3 }) })
    const bye = fc.record(
      { ssrcs: fc.array(uint32, { maxLength: 4 }), reason: fc.uint8Array({ maxLength: 30 }) },
      { requiredKeys: ['ssrcs'] },
    )
    fc.assert(
      fc.property(report, fc.array(chunk, { maxLength: 3 }), bye, (first, chunks, last) => {
        const out = new Uint8Array(4096)
        let length = writeReportInto(out, 0, first)
        length += writeSdesInto(out, length, chunks)
        length += writeByeInto(out, length, last)
        const cursor = new RtcpCursor()
        expect(cursor.start(out, 0, length)).toBe('ok')
        expect(cursor.next()).toBe(true)
        expect(readReport(cursor)).toEqual(first)
        expect(cursor.next()).toBe(true)
        expect(cursor.packetType).toBe(RTCP_SDES)
        expect(readSdes(cursor)).toEqual(chunks)
        expect(cursor.next()).toBe(true)
        expect(cursor.packetType).toBe(RTCP_BYE)
        expect(readBye(cursor)).toEqual(last)
        expect(cursor.next()).toBe(false)
      }),
    )
  })

  it('is total on any bytes', () => {
    const cursor = new RtcpCursor()
    const bytes = fc.uint8Array({ maxLength: 120 }).map((b) => {
      if (b.length >= 4 && b[3]! < 8) {
        b[0] = 0x80 | (b[0]! & 0x1f)
        b[1] = 200 + (b[1]! & 7)
        b[2] = 0
      }
      return b
    })
    fc.assert(
      fc.property(bytes, fc.boolean(), (datagram, reduced) => {
        if (cursor.start(datagram, 0, datagram.length, reduced) !== 'ok') {
          expect(cursor.next()).toBe(false)
          return
        }
        while (cursor.next()) {
          expect(cursor.end).toBeLessThanOrEqual(datagram.length)
          readReport(cursor)
          readSdes(cursor)
          readBye(cursor)
          readVoipMetrics(cursor)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('names what is wrong with a datagram', () => {
    const out = new Uint8Array(64)
    const length = writeReportInto(out, 0, { ssrc: 1, blocks: [] })
    const cursor = new RtcpCursor()
    expect(cursor.start(out, 0, length)).toBe('ok')
    expect(cursor.start(out, 0, 3)).toBe('short')
    expect(cursor.start(out, 0, length - 4)).toBe('length')
    const bye = new Uint8Array(8)
    writeByeInto(bye, 0, { ssrcs: [1] })
    expect(cursor.start(bye)).toBe('first')
    expect(cursor.start(bye, 0, 8, true)).toBe('ok')
    out[0] = 0xa0
    expect(cursor.start(out, 0, length)).toBe('padding')
  })

  it('computes the round trip of the example in RFC 3550 §6.4.1', () => {
    // A = 0xb710:8000, LSR = 0xb705:2000, DLSR = 0x0005:4000 → 6.125 s
    const made = reportBlock(1, new ReceptionStatistics(8000), 0xb705_2000, 0x0005_4000)
    expect(roundTripMs(made, 0xb710_8000)).toBe(6125)
    expect(roundTripMs({ ...made, lastSr: 0 }, 1)).toBeUndefined()
    // 10 Nov 1995 11:33:25.125 UTC, the figure's sender report: 0xb44db705:20000000
    const ntp = ntpOfUnixMs(Date.UTC(1995, 10, 10, 11, 33, 25, 125))
    expect([ntp.seconds, ntp.fraction]).toEqual([0xb44d_b705, 0x2000_0000])
    expect(middleNtp(ntp.seconds, ntp.fraction)).toBe(0xb705_2000)
  })

  it('makes the VoIP metrics of a call from its counters', () => {
    const bursts = new BurstGap(20)
    for (let i = 0; i < 1000; i++) bursts.take(i % 100 === 50 ? 'lost' : 'received')
    const jitter = new JitterStatistics()
    jitter.samples = 160_000
    jitter.concealedSamples = 1600
    const delays = { nominalDelayMs: 60, maximumDelayMs: 90, absoluteMaximumDelayMs: 400 }
    const metrics = voipMetricsOf({
      ssrc: 3,
      bursts: bursts.summary(),
      jitter,
      ...delays,
      roundTripMs: 80,
      adaptive: true,
    })
    expect(metrics.rFactor).toBeCloseTo(93.2 - 95 / 26.1, 3)
    expect(metrics.lossRate).toBeCloseTo(0.01, 6)
    expect(writeVoipMetricsInto(new Uint8Array(44), 0, 1, metrics)).toBe(44)
  })

  it('carries the VoIP metrics of RFC 3611, absent figures as 127', () => {
    const metrics = {
      ssrc: 0xdead_beef,
      lossRate: 0.0625,
      discardRate: 0.03125,
      burstDensity: 0.5,
      gapDensity: 0.0078125,
      burstDurationMs: 300,
      gapDurationMs: 4000,
      roundTripMs: 120,
      endSystemDelayMs: 80,
      signalLevelDbm0: -18,
      noiseLevelDbm0: -60,
      gmin: 16,
      rFactor: 82,
      mosLq: 4.1,
      mosCq: 3.9,
      concealment: 'standard' as const,
      adaptive: true,
      adaptationRate: 2,
      nominalDelayMs: 60,
      maximumDelayMs: 100,
      absoluteMaximumDelayMs: 400,
    }
    const out = new Uint8Array(64)
    let length = writeReportInto(out, 0, { ssrc: 5, blocks: [] })
    length += writeVoipMetricsInto(out, length, 5, metrics)
    const cursor = new RtcpCursor()
    expect(cursor.start(out, 0, length)).toBe('ok')
    cursor.next()
    cursor.next()
    expect(cursor.packetType).toBe(RTCP_XR)
    expect(readVoipMetrics(cursor)).toEqual([metrics])
    // Block header, loss 16/256, discard 8/256, then RERL absent, and the receiver configuration: PLC 3, JBA 3, rate 2.
    expect([...out.subarray(16, 20)]).toEqual([7, 0, 0, 8])
    expect([...out.subarray(24, 26)]).toEqual([16, 8])
    expect(out[38]).toBe(127)
    expect(out[44]).toBe(0b1111_0010)
  })
})
