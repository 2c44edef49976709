import { createCipheriv, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCryptography } from '../../src/edge/node-cryptography.ts'
import { StrowgerError } from '../../src/error/strowger-error.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'
import { ReplayWindow } from '../../src/srtp/replay-window.ts'
import { deriveKey } from '../../src/srtp/session-keys.ts'
import { SrtpReceiver } from '../../src/srtp/srtp-receiver.ts'
import { SrtpSender } from '../../src/srtp/srtp-sender.ts'
import type { SrtpMaster } from '../../src/srtp/suite.ts'

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Master of RFC 3711 appendix B.3. */
const MASTER: SrtpMaster = {
  suite: 'AES_CM_128_HMAC_SHA1_80',
  key: hex('E1F97A0D3E018BE0D64FA32C06DE4139'),
  salt: hex('0EC675AD498AFEEBB6960B3AABE6'),
}
const SHORT: SrtpMaster = { ...MASTER, suite: 'AES_CM_128_HMAC_SHA1_32' }
const NAMED: SrtpMaster = { ...MASTER, mki: Uint8Array.of(7, 9) }

/** A packet with room behind it. */
function roomy(packet: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(packet.length + 40)
  bytes.set(packet)
  return bytes
}

const packetOf = (
  extSeq: number,
  ssrc: number = 0xcafebabe,
  payload: Uint8Array = Uint8Array.of(1, 2, 3),
): Uint8Array => writeRtp({ payloadType: 0, sequence: extSeq, timestamp: extSeq * 160, ssrc }, payload)

function protect(sender: SrtpSender, packet: Uint8Array): Uint8Array {
  const bytes = roomy(packet)
  return bytes.subarray(0, sender.protect(bytes, packet.length))
}

describe('key derivation and cipher of RFC 3711', () => {
  it('gives the keystream of appendix B.2, over the wrap of the counter', () => {
    const cipher = nodeCryptography.counterCipher(hex('2B7E151628AED2A6ABF7158809CF4F3C'))
    const stream = (counter: string): string => {
      const bytes = new Uint8Array(48)
      cipher.applyInto(bytes, 0, 48, hex(counter))
      return textOf(bytes)
    }
    expect(stream('F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000')).toBe(
      'e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0',
    )
    expect(stream('F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF')).toBe(
      'ec8cdf7398607cb0f2d21675ea9ea1e4362b7c3c6773516318a077d7fc5073ae6a2cc3787889374fbeb4c81b17ba6c44',
    )
  })

  it('derives the keys of appendix B.3', () => {
    const derive = (label: number, length: number): string => textOf(deriveKey(nodeCryptography, MASTER, label, length))
    expect(derive(0, 16)).toBe('c61e7a93744f39ee10734afe3ff7a087')
    expect(derive(2, 14)).toBe('30cbbc08863d8c85d49db34a9ae1')
    expect(derive(1, 94)).toBe(
      'cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbcee049646c43d9327ad175578ef7227098' +
        '6371c10c9a369ac2f94a8c5fbcdddc256d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2',
    )
  })

  it('protects the packets that libsrtp has as its reference', () => {
    const sender = new SrtpSender(nodeCryptography, MASTER)
    const rtp = hex('800f1234decafbadcafebabe abababababababababababababababab')
    expect(textOf(protect(sender, rtp))).toBe(
      '800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb',
    )
  })
})

/** SRTP by its definition, with the platform's own counter mode. */
function naiveProtect(packet: Uint8Array, rolls: number, headerBytes: number, tagBytes: number): string {
  const keys = [0, 1, 2].map((label) => deriveKey(nodeCryptography, MASTER, label, [16, 20, 14][label]!))
  const x = (BigInt(`0x${textOf(keys[2]!)}`) << 16n) ^ (BigInt(`0x${textOf(packet.subarray(8, 12))}`) << 64n)
  const index = BigInt(rolls) * 65_536n + BigInt((packet[2]! << 8) | packet[3]!)
  const counter = hex((x ^ (index << 16n)).toString(16).padStart(32, '0'))
  const cipher = createCipheriv('aes-128-ctr', keys[0]!, counter)
  const body = Buffer.concat([packet.subarray(0, headerBytes), cipher.update(packet.subarray(headerBytes))])
  const roll = Buffer.alloc(4)
  roll.writeUInt32BE(rolls % 2 ** 32)
  const tag = createHmac('sha1', keys[1]!).update(body).update(roll).digest()
  return Buffer.concat([body, tag.subarray(0, tagBytes)]).toString('hex')
}

describe('SRTP', () => {
  it('is what its definition says, over rollovers, with sources and extension in the clear', () => {
    const payload = fc.uint8Array({ maxLength: 60 })
    const extension = fc.option(fc.uint8Array({ maxLength: 9 }), { nil: undefined })
    fc.assert(
      fc.property(
        payload,
        extension,
        fc.array(fc.nat(0xffff_ffff), { maxLength: 3 }),
        fc.nat(65_535),
        (payload, extension, csrcs, first) => {
          const sender = new SrtpSender(nodeCryptography, SHORT)
          for (const step of [0, 1, 30_000, 60_000, 90_000, 140_000]) {
            const sequence = first + step
            const packet = writeRtp(
              {
                payloadType: 0,
                sequence,
                timestamp: 5,
                ssrc: 77,
                csrcs,
                ...(extension && { extension, extensionProfile: 1 }),
              },
              payload,
            )
            const rolls = Math.floor(sequence / 65_536)
            expect(textOf(protect(sender, packet))).toBe(naiveProtect(packet, rolls, packet.length - payload.length, 4))
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it.each([
    ['80 bits', MASTER],
    ['32 bits', SHORT],
    ['with an MKI', NAMED],
  ])('gives back what was sent, %s', (_, master) => {
    const sender = new SrtpSender(nodeCryptography, master)
    const receiver = new SrtpReceiver(nodeCryptography, master)
    for (let seq = 65_500; seq < 65_600; seq++) {
      const packet = packetOf(seq)
      const bytes = protect(sender, packet)
      expect(bytes.length).toBe(packet.length + sender.rtpOverheadBytes)
      expect(receiver.unprotect(bytes)).toBe('ok')
      expect(bytes.subarray(0, receiver.length)).toEqual(packet)
      const report = Uint8Array.from({ length: 32 }, (_, i) => (i < 8 ? [0x80, 201, 0, 7, 1, 2, 3, 4][i]! : seq + i))
      const rtcp = roomy(report)
      const protectedBytes = rtcp.subarray(0, sender.protectRtcp(rtcp, 32))
      expect(protectedBytes.length).toBe(32 + sender.rtcpOverheadBytes)
      expect(protectedBytes.subarray(8, 32)).not.toEqual(report.subarray(8))
      expect(receiver.unprotectRtcp(protectedBytes)).toBe('ok')
      expect(protectedBytes.subarray(0, receiver.length)).toEqual(report)
    }
  })

  it('follows the rollover through loss and reordering, and takes nothing twice', () => {
    const way = fc.record({
      first: fc.nat(65_535),
      steps: fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 30 }),
      swaps: fc.array(fc.tuple(fc.nat(29), fc.integer({ min: 1, max: 3 })), { maxLength: 10 }),
    })
    fc.assert(
      fc.property(way, ({ first, steps, swaps }) => {
        const sender = new SrtpSender(nodeCryptography, MASTER)
        const receiver = new SrtpReceiver(nodeCryptography, MASTER)
        let extSeq = first
        const sent = steps.map((step) => {
          const packet = packetOf(extSeq)
          const bytes = protect(sender, packet)
          const made = { extSeq, packet, bytes }
          extSeq += step
          return made
        })
        const order = [...sent]
        for (const [at, by] of swaps) {
          if (at + by < order.length && at > 0) [order[at], order[at + by]] = [order[at + by]!, order[at]!]
        }
        let highest = -1
        for (const { extSeq, packet, bytes } of order) {
          const again = bytes.slice()
          const verdict = receiver.unprotect(bytes)
          // Within half of the numbers of the highest its rollover is known; within the window it may come late.
          const step = highest < 0 ? 0 : extSeq - highest
          if (step > -128 && step < 32_768) {
            expect(verdict).toBe('ok')
            expect(bytes.subarray(0, receiver.length)).toEqual(packet)
            expect(receiver.unprotect(again)).toBe('replayed')
          } else expect(verdict).not.toBe('ok')
          if (verdict === 'ok') highest = Math.max(highest, extSeq)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('refuses, counts and survives whatever was changed, cut or made up', () => {
    const damage = fc.record({
      at: fc.nat(30),
      bit: fc.nat(7),
      cut: fc.nat(40),
      rubbish: fc.uint8Array({ maxLength: 60 }),
    })
    fc.assert(
      fc.property(damage, ({ at, bit, cut, rubbish }) => {
        const sender = new SrtpSender(nodeCryptography, MASTER)
        const receiver = new SrtpReceiver(nodeCryptography, MASTER)
        const good = protect(sender, packetOf(9))
        const changed = good.slice()
        changed[at % changed.length]! ^= 1 << bit
        expect(receiver.unprotect(changed)).not.toBe('ok')
        if (cut < good.length) expect(receiver.unprotect(good.slice(0, cut))).not.toBe('ok')
        expect(receiver.unprotect(rubbish)).not.toBe('ok')
        expect(receiver.unprotectRtcp(rubbish)).not.toBe('ok')
        const { counts } = receiver
        expect(counts.malformed + counts.unauthentic).toBe(cut < good.length ? 4 : 3)
        // None of it has moved the rollover or the window.
        expect(receiver.unprotect(good)).toBe('ok')
      }),
    )
  })

  it('protects and takes as many packets as the key lives for, of all its sources, and no more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.boolean(), { maxLength: 120 }), (lifetime, ways) => {
        const master = { ...MASTER, lifetimePackets: lifetime }
        const [sender, endless] = [new SrtpSender(nodeCryptography, master), new SrtpSender(nodeCryptography, MASTER)]
        const receiver = new SrtpReceiver(nodeCryptography, master)
        const sent = { rtp: 0, rtcp: 0 }
        for (const isRtp of ways) {
          const count = (sent[isRtp ? 'rtp' : 'rtcp'] += 1)
          const packet = isRtp ? packetOf(count) : Uint8Array.of(0x80, 201, 0, 1, 0, 0, 0, 7)
          const by = (each: SrtpSender) => {
            const bytes = roomy(packet)
            const length = isRtp ? each.protect(bytes, packet.length) : each.protectRtcp(bytes, packet.length)
            return bytes.subarray(0, length)
          }
          expect(by(sender).length > 0).toBe(count <= lifetime)
          const bytes = by(endless)
          const verdict = isRtp ? receiver.unprotect(bytes) : receiver.unprotectRtcp(bytes)
          expect(verdict).toBe(count <= lifetime ? 'ok' : 'expired')
        }
      }),
    )
  })

  it('refuses keys, salts and suites that are not right', () => {
    const make = (master: SrtpMaster) => () => new SrtpSender(nodeCryptography, master)
    expect(make({ ...MASTER, key: new Uint8Array(15) })).toThrow(StrowgerError)
    expect(make({ ...MASTER, salt: new Uint8Array(16) })).toThrow('master.salt.length is 16: expected 14')
    expect(make({ ...MASTER, lifetimePackets: 0 })).toThrow('master.lifetimePackets is 0: expected 1 or more')
    expect(make({ ...MASTER, suite: 'F8_128_HMAC_SHA1_80' as never })).toThrow('master.suite')
  })
})

describe('the replay window', () => {
  it('tells what came as a set would, as far as it reaches', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: -140, max: 20 }), fc.nat(400)), { maxLength: 200 }), (steps) => {
        const window = new ReplayWindow()
        const came = new Set<number>()
        let highest = -1
        for (const step of steps) {
          const index = Math.max(0, highest + step)
          const expected = came.has(index) || index <= highest - 128
          expect(window.isReplayed(index)).toBe(expected)
          if (expected) continue
          window.accept(index)
          came.add(index)
          highest = Math.max(highest, index)
          expect(window.highest).toBe(highest)
        }
      }),
    )
  })
})
