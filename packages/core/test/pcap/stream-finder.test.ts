import { expect, it } from 'vitest'
import { StreamFinder } from '../../src/pcap/stream-finder.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'
import { ipv4 } from './capture-files.ts'

/** Raw IP. */
const LINK_RAW = 101
/** IPv4 and UDP. */
const RTP_AT = 28

it('candidates are bounded in bytes: those that were proposed first give way to those that came last', () => {
  const first = writeRtp({ payloadType: 0, sequence: 0, timestamp: 0, ssrc: 0 }, new Uint8Array(60_000))
  const bytes = Uint8Array.from(ipv4(first))
  const view = new DataView(bytes.buffer)
  const found: number[] = []
  const finder = new StreamFinder(({ ssrc }) => {
    if (found.at(-1) !== ssrc) found.push(ssrc)
  })
  const send = (ssrc: number, sequence: number) => {
    view.setUint16(RTP_AT + 2, sequence)
    view.setUint32(RTP_AT + 4, 160 * sequence)
    view.setUint32(RTP_AT + 8, ssrc)
    finder.frame({ bytes, timeMs: 20 * sequence, linkType: LINK_RAW })
  }
  // Two packets of each flow, 120 MB in all, and then the third that proves them.
  for (let ssrc = 1; ssrc <= 1000; ssrc++) for (const sequence of [1, 2]) send(ssrc, sequence)
  for (let ssrc = 1000; ssrc > 0; ssrc--) send(ssrc, 3)
  expect(finder.streams).toBe(Math.floor((32 << 20) / (2 * first.length)))
  expect(found[0]).toBe(1000)
  // What was proved holds nothing any more: others can be found.
  for (const sequence of [4, 5, 6]) send(1, sequence)
  expect(found.at(-1)).toBe(1)
})
