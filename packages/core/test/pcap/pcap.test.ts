import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CaptureAnalysis } from '../../src/pcap/capture-analysis.ts'
import { CaptureReader, LINK_RTPDUMP } from '../../src/pcap/capture-reader.ts'
import { ClockDrift } from '../../src/pcap/clock-drift.ts'
import { DelayEnvelope } from '../../src/pcap/delay-envelope.ts'
import { renderDelayPlot } from '../../src/pcap/delay-plot.ts'
import { UdpFinder } from '../../src/pcap/udp-finder.ts'
import { PayloadMap } from '../../src/rtp/payload-map.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'
import { type Packet, be, ipv4, le, pcap, pcapng, rtpdump, udp } from './capture-files.ts'

/** A stream of µ-law at 20 ms, number 3 missing. */
const stream: Packet[] = Array.from({ length: 20 }, (_, i) => ({
  payload: writeRtp(
    { payloadType: 0, sequence: 65_530 + i, timestamp: i * 160, ssrc: 77 },
    new Uint8Array(160).fill(0xff),
  ),
  timeMs: 1000 + i * 20,
})).filter((_, i) => i !== 3)

const files: readonly [string, Uint8Array][] = [
  ['pcap', pcap(stream, le, false)],
  ['pcap of the other byte order, in ns', pcap(stream, be, true)],
  ['pcapng', pcapng(stream)],
  ['rtpdump', rtpdump(stream)],
]

describe.each(files)('%s', (_, file) => {
  it('gives the same figures in pieces of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (piece) => {
        const analysis = new CaptureAnalysis()
        for (let at = 0; at < file.length; at += piece) analysis.push(file.subarray(at, at + piece))
        const report = analysis.finish()
        expect([report.frames, report.datagrams, report.malformed, report.streams.length]).toEqual([19, 19, 0, 1])
        const found = report.streams[0]!
        expect(found).toMatchObject({ ssrc: 77, payloadType: 0, encoding: 'PCMU', packets: 19, expected: 20, lost: 1 })
        expect(found.durationMs).toBeCloseTo(380, 3)
        expect(found.jitterMs).toBeLessThan(0.1)
        expect(found.jitterBuffer.late).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  it('is total when bytes are changed or cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(file.length),
        (changes, cut) => {
          const broken = file.slice(0, cut)
          for (const [at, value] of changes) if (at < cut) broken[at] = value
          const analysis = new CaptureAnalysis()
          for (let at = 0; at < broken.length; at += 500) analysis.push(broken.subarray(at, at + 500))
          expect(analysis.finish().frames).toBeLessThanOrEqual(400)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('capture reading', () => {
  it('is total on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(3), (bytes, kind) => {
        const file = kind === 3 ? bytes : Uint8Array.of(...files[kind]![1].subarray(0, 28), ...bytes)
        const reader = new CaptureReader((frame) => new UdpFinder().find(frame))
        for (let at = 0; at < file.length; at += 37) reader.push(file.subarray(at, at + 37))
        reader.end()
        expect(reader.kind).not.toBe(undefined)
      }),
      { numRuns: 500 },
    )
  })

  it('finds UDP under VLAN tags, IPv6 with extensions, cooked and raw links; not in fragments', () => {
    const finder = new UdpFinder()
    const payload = Uint8Array.of(1, 2, 3)
    const inner = udp(payload)
    const v6 = [
      0x60,
      0,
      0,
      0,
      ...be(8 + inner.length, 2),
      0,
      64,
      ...Array.from({ length: 32 }, (_, i) => i),
      17,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...inner,
    ]
    const mac = Array.from({ length: 12 }, () => 9)
    const links: [number, number[]][] = [
      [1, [...mac, 0x81, 0x00, 0, 5, 0x08, 0x00, ...ipv4(payload)]],
      [1, [...mac, 0x86, 0xdd, ...v6]],
      [101, v6],
      [113, [...Array.from({ length: 14 }, () => 0), 0x08, 0x00, ...ipv4(payload)]],
      [276, [0x08, 0x00, ...Array.from({ length: 18 }, () => 0), ...ipv4(payload)]],
      [0, [2, 0, 0, 0, ...ipv4(payload)]],
    ]
    for (const [linkType, bytes] of links) {
      const frame = { bytes: Uint8Array.from(bytes), timeMs: 0, linkType }
      expect(finder.find(frame)).toBe(true)
      expect([...frame.bytes.subarray(finder.offset, finder.offset + finder.length)]).toEqual([1, 2, 3])
      expect([finder.sourcePort, finder.targetPort]).toEqual([4000, 5000])
    }
    expect(finder.target()).toBe('10.0.0.2:5000')
    const fragment = ipv4(payload)
    fragment[7] = 9
    expect(finder.find({ bytes: Uint8Array.from(fragment), timeMs: 0, linkType: 101 })).toBe(false)
    expect(finder.find({ bytes: payload, timeMs: 0, linkType: LINK_RTPDUMP })).toBe(true)
  })

  it('does not take DNS, or one stray packet, for RTP', () => {
    const noise: Packet[] = Array.from({ length: 50 }, (_, i) => ({
      payload: Uint8Array.from({ length: 30 }, (_, k) => (k === 0 ? 0x80 : (i * 37 + k * 11) & 255)),
      timeMs: i,
    }))
    const analysis = new CaptureAnalysis()
    analysis.push(pcap([...noise, stream[0]!], le, false))
    expect(analysis.finish().streams).toEqual([])
  })
})

describe('figures of a course', () => {
  it('tells drift of a clock from jitter', () => {
    const drift = new ClockDrift()
    for (let i = 0; i < 3000; i++) drift.take(i * 20 * 200e-6 + ((i * 7919) % 13), i * 20)
    expect(drift.ppm()).toBeGreaterThan(190)
    expect(drift.ppm()).toBeLessThan(210)
    expect(new ClockDrift().ppm()).toBeUndefined()
  })

  it('keeps a constant number of columns, and what is in them', () => {
    const envelope = new DelayEnvelope(100, 10)
    for (let i = 0; i < 100_000; i++) {
      envelope.arrival(i, i === 54_321 ? 500 : i % 7)
      envelope.pull(i, 30, i === 77_777)
    }
    expect(envelope.used).toBeLessThanOrEqual(100)
    const columns = Array.from({ length: envelope.used }, (_, i) => envelope.column(i))
    expect(Math.max(...columns.map((column) => column.mostMs))).toBe(500)
    expect(columns.filter((column) => column.hiddenShare > 0)).toHaveLength(1)
    const svg = renderDelayPlot('a <b> & "c"', envelope)
    expect(svg).toMatch(/^<svg[^]*<\/svg>$/)
    expect(svg).not.toContain('<b>')
    expect(svg).not.toContain('NaN')
  })
})

const folder = new URL('../../../../../shared/data/rtp/', import.meta.url)
const present = existsSync(folder)
if (!present) process.stderr.write('skipped: no captures in ../shared/data/rtp\n')

describe.skipIf(!present)('real captures of ../shared/data/rtp', () => {
  const report = (name: string): ReturnType<CaptureAnalysis['finish']> => {
    const analysis = new CaptureAnalysis({ payloads: new PayloadMap() })
    analysis.push(readFileSync(new URL(name, folder)))
    return analysis.finish()
  }

  // Packets, expected, loss and jitter as tshark's RTP statistics have them (`tshark -q -z rtp,streams`, 4.0).
  it('have the streams that another analyser finds', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.pcap'))
    expect(names.length).toBeGreaterThan(3)
    const found = Object.fromEntries(
      names.map((name) => [name, report(name).streams.map((s) => [s.ssrc, s.payloadType, s.packets, s.expected])]),
    )
    expect(found).toMatchObject({
      'asterisk-ulaw-2013785496.pcap': [[886_054_166, 0, 974, 974]],
      'sipp-dtmf-2833-1.pcap': [[235_223_118, 101, 10, 8]],
      'sipp-g711a.pcap': [[3_739_283_087, 8, 236, 236]],
    })
    expect(found['honeynet-0410.pcap']!.map(([ssrc]) => ssrc)).toEqual([2_723_471_383, 1_118_823_835])
  })

  it('hands digits to the ear given, packet by packet', () => {
    const heard: string[] = []
    const analysis = new CaptureAnalysis({
      ear: () => ({
        hear: () => {},
        event: (packet) => heard.push(`${packet.bytes[packet.payloadOffset]}`),
        digits: () => heard.join(''),
      }),
    })
    analysis.push(readFileSync(new URL('sipp-dtmf-2833-1.pcap', folder)))
    expect(analysis.finish().streams[0]!.digits).toBe('1'.repeat(10))
  })
})
