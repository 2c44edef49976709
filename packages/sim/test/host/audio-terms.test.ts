import { readSdp } from '@strowger/core/sip'
import { expect, test } from 'vitest'
import { AudioTerms } from '../../src/host/sip/audio-terms.ts'

const KEY = 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz'
const OPENED = { leg: 1, port: 40_000, rtcpPort: 40_001, srtpKey: 'A'.repeat(40) }

function offered(...cryptos: readonly string[]) {
  const lines = ['v=0', 'o=- 1 1 IN IP4 10.0.0.1', 's=-', 'c=IN IP4 10.0.0.1', 't=0 0', 'm=audio 6000 RTP/SAVP 0']
  const text = [...lines, ...cryptos.map((crypto) => `a=crypto:${crypto}`), ''].join('\r\n')
  return readSdp(text)!
}

function agreedOn(...cryptos: readonly string[]) {
  const media = { address: '127.0.0.1', srtp: 'offered', codecs: ['PCMU'] } as never
  const terms = new AudioTerms(media, '127.0.0.1')
  const offer = offered(...cryptos)
  const agreement = terms.answer(offer, OPENED, 1)
  return { tag: agreement.answer.media[0]?.cryptos[0]?.tag, srtp: terms.ofAnswered(offer, agreement)?.srtp }
}

test('of the keys of an offer the first that asks for nothing else is taken, in the answer and for the packets', () => {
  const suite = 'AES_CM_128_HMAC_SHA1_80'
  const plain = { suite, key: KEY }
  expect(agreedOn(`1 ${suite} inline:${KEY}|2^20`)).toEqual({ tag: 1, srtp: { ...plain, lifetimePackets: 2 ** 20 } })
  expect(agreedOn(`3 ${suite} inline:${KEY} WSH=128`)).toEqual({ tag: 3, srtp: plain })
  expect(agreedOn(`1 F8_128_HMAC_SHA1_80 inline:${KEY}`, `2 ${suite} inline:${KEY}`)).toEqual({ tag: 2, srtp: plain })
  for (const parameters of ['UNENCRYPTED_SRTP', 'UNAUTHENTICATED_SRTP', 'KDR=1', 'FEC_ORDER=FEC_SRTP']) {
    expect(agreedOn(`1 ${suite} inline:${'B'.repeat(40)} ${parameters}`, `2 ${suite} inline:${KEY}`)).toEqual({
      tag: 2,
      srtp: plain,
    })
    expect(agreedOn(`1 ${suite} inline:${KEY} ${parameters}`)).toEqual({ tag: undefined, srtp: undefined })
  }
})
