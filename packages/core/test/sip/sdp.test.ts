import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerOffer, answeredDirection, makeOffer } from '../../src/sip/sdp/answer.ts'
import type { AudioCapability } from '../../src/sip/sdp/answer.ts'
import { readSdp } from '../../src/sip/sdp/read.ts'
import type { Direction, RtpFormat } from '../../src/sip/sdp/session-description.ts'
import { writeSdp } from '../../src/sip/sdp/write.ts'

function format(payloadType: number, encoding: string, clockHz: number = 8000): RtpFormat {
  return { payloadType, encoding, clockHz, channels: 1, parameters: '' }
}

const MINE: AudioCapability = {
  address: '192.0.2.10',
  port: 20_000,
  formats: [format(8, 'PCMA'), format(0, 'PCMU'), { ...format(101, 'TELEPHONE-EVENT'), parameters: '0-16' }],
  ptimeMs: 20,
}
const ORIGIN = { user: '-', id: '1', version: '1' }

const OFFER = [
  'v=0',
  'o=alice 2890844526 2890844526 IN IP4 host.atlanta.example.com',
  's=-',
  'c=IN IP4 192.0.2.1',
  't=0 0',
  'm=video 51372 RTP/AVP 31',
  'm=audio 49170 RTP/AVP 18 0 8 97',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:97 telephone-event/8000',
  'a=fmtp:97 0-15',
  'a=ptime:30',
  'a=sendonly',
  '',
].join('\r\n')

describe('SDP', () => {
  it('answers the first audio stream with a common format, in the order of the offer, and refuses the rest', () => {
    const offer = readSdp(OFFER)!
    const agreed = answerOffer(offer, MINE, ORIGIN)
    expect(agreed).toMatchObject({
      stream: 1,
      format: { payloadType: 0 },
      events: { payloadType: 97 },
      direction: 'recvonly',
    })
    const answer = readSdp(writeSdp(agreed.answer))!
    expect(answer.media.map(({ kind, port }) => [kind, port])).toEqual([
      ['video', 0],
      ['audio', 20_000],
    ])
    expect(answer.media[1]!.formats.map(({ payloadType }) => payloadType)).toEqual([0, 97])
    expect(answer.media[1]!.direction).toBe('recvonly')
  })

  it('refuses an offer without a common format', () => {
    expect(answerOffer(readSdp(OFFER.replace('18 0 8 97', '18'))!, MINE, ORIGIN).stream).toBe(-1)
  })

  it('an answer to its own offer is understood by both sides', () => {
    const offer = makeOffer(MINE, ORIGIN)
    expect(readSdp(writeSdp(offer))).toEqual(offer)
    const agreed = answerOffer(readSdp(writeSdp(offer))!, { ...MINE, port: 30_000 }, ORIGIN)
    expect(agreed).toMatchObject({ stream: 0, direction: 'sendrecv', format: { encoding: 'PCMA' } })
  })

  it('wants a key where the offer is secure, and refuses without', () => {
    const crypto = {
      tag: 1,
      suite: 'AES_CM_128_HMAC_SHA1_80',
      key: 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
      parameters: '',
    }
    const offer = readSdp(writeSdp(makeOffer(MINE, ORIGIN, crypto)))!
    expect(offer.media[0]!.cryptos).toEqual([crypto])
    expect(answerOffer(offer, MINE, ORIGIN).stream).toBe(-1)
    const agreed = answerOffer(offer, { ...MINE, secure: ([first]) => first }, ORIGIN)
    expect(agreed.answer.media[0]!.cryptos).toEqual([crypto])
  })

  it('refuses a stream whose protocol it does not speak: an answer without a fingerprint would be none', () => {
    const dtls = OFFER.replace('m=audio 49170 RTP/AVP', 'm=audio 49170 UDP/TLS/RTP/SAVPF')
    const { stream, answer } = answerOffer(readSdp(dtls)!, MINE, ORIGIN)
    expect(stream).toBe(-1)
    expect(writeSdp(answer)).toContain('m=audio 0 UDP/TLS/RTP/SAVPF 18 0 8 97')
  })

  it.each([
    ['IP4 0.0.0.0', 'sendrecv', 'recvonly'],
    ['IP4 0.0.0.0', 'recvonly', 'inactive'],
    ['IP6 ::', 'sendrecv', 'recvonly'],
  ])('sends nothing to %s, offered %s', (address, offered, answered) => {
    const held = OFFER.replace('c=IN IP4 192.0.2.1', `c=IN ${address}`).replace('a=sendonly', `a=${offered}`)
    expect(answerOffer(readSdp(held)!, MINE, ORIGIN).direction).toBe(answered)
  })

  it('never sends what the other will not take, and never expects what it does not send', () => {
    const directions: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive']
    for (const offered of directions) {
      for (const wanted of directions) {
        const answered = answeredDirection(offered, wanted)
        const sends = answered === 'sendrecv' || answered === 'sendonly'
        const receives = answered === 'sendrecv' || answered === 'recvonly'
        if (sends) expect(['sendrecv', 'recvonly']).toContain(offered)
        if (receives) expect(['sendrecv', 'sendonly']).toContain(offered)
        if (offered === 'sendrecv') expect(answered).toBe(wanted)
      }
    }
  })

  it('is total on any text, and on descriptions with characters changed', () => {
    const touched = fc
      .array(fc.tuple(fc.nat(OFFER.length - 1), fc.string({ maxLength: 3 })), { maxLength: 6 })
      .map((changes) => {
        let text = OFFER
        for (const [at, piece] of changes) text = text.slice(0, at) + piece + text.slice(at + 1)
        return text
      })
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), touched), (text) => {
        const read = readSdp(text)
        if (read !== undefined) expect(answerOffer(read, MINE, ORIGIN).answer.media.length).toBe(read.media.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('passes over a key with an MKI, and over several keys in a line: packets would look otherwise than they are read', () => {
    const key = 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz'
    const line = (tag: number, keys: string) => `a=crypto:${tag} AES_CM_128_HMAC_SHA1_80 ${keys}`
    const text = [
      'v=0',
      'o=- 1 1 IN IP4 192.0.2.1',
      's=-',
      'c=IN IP4 192.0.2.1',
      't=0 0',
      'm=audio 4000 RTP/SAVP 0',
      line(1, `inline:${key}|2^20|1:4`),
      line(2, `inline:${key}|2^20|1:4;inline:${key}|2^20|2:4`),
      line(3, `inline:${key}|1:4`),
      line(4, `inline:${key}|2^20`),
      line(5, `inline:${key}|2^49`),
      line(6, `inline:${key}|2^20|2^20`),
      line(7, `inline:${key}`),
    ].join('\r\n')
    const read = readSdp(text)!
    const suite = 'AES_CM_128_HMAC_SHA1_80'
    expect(read.media[0]!.cryptos).toEqual([
      { tag: 4, suite, key, lifetimePackets: 2 ** 20, parameters: '' },
      { tag: 7, suite, key, parameters: '' },
    ])
    expect(readSdp(writeSdp(read))!.media[0]!.cryptos).toEqual(read.media[0]!.cryptos)
  })
})
