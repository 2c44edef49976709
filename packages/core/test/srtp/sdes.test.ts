import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSdesKey, writeSdesKey } from '../../src/srtp/sdes.ts'

const KEY = 'd0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj'

describe('keys in session descriptions', () => {
  it('reads the examples of RFC 4568', () => {
    const key = readSdesKey(`1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^20|1:32`)!
    expect([key.tag, key.master.suite, key.master.lifetimePackets]).toEqual([1, 'AES_CM_128_HMAC_SHA1_80', 2 ** 20])
    expect(Buffer.from(key.master.key).toString('latin1')).toBe('wDfvg&T+)xG7@fb5')
    expect(Buffer.from(key.master.salt).toString('latin1')).toBe('jU,RaA}\\|p0%*#')
    expect([...key.master.mki!]).toEqual([...new Uint8Array(31), 1])
    expect(readSdesKey(`2 AES_CM_128_HMAC_SHA1_32 inline:${KEY}`)).toEqual({
      tag: 2,
      master: { suite: 'AES_CM_128_HMAC_SHA1_32', key: key.master.key, salt: key.master.salt },
    })
  })

  it.each([
    ['no tag', `AES_CM_128_HMAC_SHA1_80 inline:${KEY}`],
    ['tag 0', `0 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`],
    ['another suite', `1 F8_128_HMAC_SHA1_80 inline:${KEY}`],
    ['two keys', `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY};inline:${KEY}`],
    ['a short key', `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY.slice(4)}`],
    ['no protection asked for', `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY} UNENCRYPTED_SRTP`],
    ['another derivation rate', `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY} KDR=1`],
    ['an MKI that does not fit its length', `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|256:1`],
    ['a lifetime past the most', `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^49`],
    ['a field too many', `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^20|2^20|1:4`],
  ])('passes over a line with %s', (_, line) => {
    expect(readSdesKey(line)).toBeUndefined()
  })

  it('reads what it writes, and is total', () => {
    const key = fc.record({
      tag: fc.integer({ min: 1, max: 999_999_999 }),
      suite: fc.constantFrom('AES_CM_128_HMAC_SHA1_80' as const, 'AES_CM_128_HMAC_SHA1_32' as const),
      bytes: fc.uint8Array({ minLength: 30, maxLength: 30 }),
      mki: fc.option(fc.uint8Array({ minLength: 1, maxLength: 128 }), { nil: undefined }),
      lifetime: fc.option(fc.integer({ min: 1, max: 2 ** 48 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(key, fc.string(), ({ tag, suite, bytes, mki, lifetime }, rubbish) => {
        const life = lifetime !== undefined && { lifetimePackets: lifetime }
        const master = { suite, key: bytes.subarray(0, 16), salt: bytes.subarray(16), ...(mki && { mki }), ...life }
        const made = { tag, master }
        expect(readSdesKey(writeSdesKey(made))).toEqual(made)
        readSdesKey(rubbish)
        readSdesKey(`1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|${rubbish}`)
      }),
    )
  })
})
