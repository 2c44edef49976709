import fc from 'fast-check'
import rtpJs from 'rtp.js'
import { expect, it } from 'vitest'
import { RtpView } from '../../src/rtp/rtp-view.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'

const { RtpPacket, isRtp } = rtpJs.packets

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

it('writes packets that rtp.js reads the same, and reads what rtp.js writes', () => {
  const uint32 = fc.nat(0xffff_ffff)
  fc.assert(
    fc.property(
      fc.record({
        payloadType: fc.nat(127),
        sequence: fc.nat(0xffff),
        timestamp: uint32,
        ssrc: uint32,
        marker: fc.boolean(),
        csrcs: fc.array(uint32, { maxLength: 15 }),
        paddingBytes: fc.nat(40),
      }),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      (header, payload) => {
        const bytes = writeRtp(header, payload)
        expect(isRtp(viewOf(bytes))).toBe(true)
        const theirs = new RtpPacket(viewOf(bytes))
        expect(theirs.getPayloadType()).toBe(header.payloadType)
        expect(theirs.getSequenceNumber()).toBe(header.sequence)
        expect(theirs.getTimestamp()).toBe(header.timestamp)
        expect(theirs.getSsrc()).toBe(header.ssrc)
        expect(theirs.getMarker()).toBe(header.marker)
        expect(theirs.getCsrcs()).toEqual(header.csrcs)
        expect(theirs.getPadding()).toBe(header.paddingBytes)
        const body = theirs.getPayload()
        expect([...new Uint8Array(body.buffer, body.byteOffset, body.byteLength)]).toEqual([...payload])
        theirs.setSequenceNumber((header.sequence + 1) & 0xffff)
        theirs.setTimestamp((header.timestamp + 160) >>> 0)
        const out = new Uint8Array(theirs.getByteLength())
        theirs.serialize(out.buffer, out.byteOffset)
        const view = new RtpView()
        expect(view.parse(out)).toBe('ok')
        expect([view.seq16, view.rtpTs]).toEqual([(header.sequence + 1) & 0xffff, (header.timestamp + 160) >>> 0])
        expect([...view.payload()]).toEqual([...payload])
      },
    ),
  )
})
