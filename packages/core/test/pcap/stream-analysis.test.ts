import { describe, expect, it } from 'vitest'
import { CaptureAnalysis } from '../../src/pcap/capture-analysis.ts'
import type { CaptureReport } from '../../src/pcap/capture-analysis.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'
import { type Packet, le, pcap, pcapng } from './capture-files.ts'

function report(file: Uint8Array): CaptureReport {
  const analysis = new CaptureAnalysis()
  analysis.push(file)
  return analysis.finish()
}

/** Packet `i` of a stream of µ-law at 20 ms whose first number is `first`. */
function packet(i: number, first: number = 0, timestamp: number = i * 160): Packet {
  const payload = writeRtp({ payloadType: 0, sequence: first + i, timestamp, ssrc: 77 }, new Uint8Array(160).fill(0xff))
  return { payload, timeMs: 1000 + i * 20 }
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

describe('a stream', () => {
  it.each([20_000, 60_000])('whose sender begins anew is counted from its first packet to its last: at %i', (first) => {
    const before = numbers(500).map((i) => packet(i, 40_000))
    // Twenty of the second half never come; the one that begins it is a stray until the next has come.
    const after = numbers(1000)
      .slice(500)
      .filter((i) => i < 700 || i >= 720)
      .map((i) => packet(i, first - 500, 5_000_000 + i * 160))
    const [stream] = report(pcap([...before, ...after], le, false)).streams
    expect(stream).toMatchObject({ packets: 979, expected: 999, lost: 20, restarts: 1, duplicates: 0 })
    expect(stream!.bursts).toMatchObject({ bursts: 1, burstDurationMs: 400 })
  })

  it('each of whose packets was captured on two interfaces is found', () => {
    const twice = numbers(50).flatMap((i) => [packet(i), { ...packet(i), timeMs: 1000.1 + i * 20 }])
    expect(report(pcap(twice, le, false)).streams[0]).toMatchObject({ packets: 100, expected: 50, duplicates: 50 })
  })

  it('is of its sound, though it begins with events', () => {
    const digit = numbers(5).map((i) => {
      const payload = Uint8Array.of(5, i > 2 ? 0x8a : 10, 0, 160)
      return {
        payload: writeRtp({ payloadType: 101, sequence: i, timestamp: 0, ssrc: 77 }, payload),
        timeMs: 1000 + i * 20,
      }
    })
    const sound = numbers(50)
      .slice(5)
      .map((i) => packet(i))
    expect(report(pcap([...digit, ...sound], le, false)).streams[0]).toMatchObject({
      payloadType: 0,
      encoding: 'PCMU',
      eventPackets: 5,
    })
  })
})

describe('a capture', () => {
  it('that says how long the checksum behind each frame is has the same link', () => {
    const file = pcap(
      numbers(10).map((i) => packet(i)),
      le,
      false,
      0x2400_0001,
    )
    expect(report(file).streams).toHaveLength(1)
  })

  it('whose clock counts seconds, to times that no date has, ends', () => {
    const far = numbers(10).map((i) => ({ ...packet(i), timeMs: i < 5 ? 1000 : 6e17 }))
    const { frames, malformed } = report(pcapng(far, 0))
    expect([frames, malformed]).toEqual([5, 5])
  })
})
