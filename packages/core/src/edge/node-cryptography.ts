import { createCipheriv, createHmac } from 'node:crypto'
import type { CounterCipher, Cryptography, MessageAuthenticator } from '../srtp/cryptography.ts'

const BLOCK_BYTES = 16
/** Counter blocks of the longest datagram. */
const MOST_BLOCKS = 4096

/**
 * Counter blocks of all packets, encrypted one packet at a time and used at once. One memory for all ciphers of a thread: nothing is
 * kept in it from call to call.
 */
const blocks = new Uint8Array(MOST_BLOCKS * BLOCK_BYTES)

/**
 * Node's OpenSSL as SRTP wants it. Counter mode is built on AES of single blocks, whose cipher object lives as long as the key: to make
 * a counter-mode cipher for each packet costs twice as much.
 */
export const nodeCryptography: Cryptography = {
  counterCipher(key: Uint8Array): CounterCipher {
    const aes = createCipheriv('aes-128-ecb', key, null)
    aes.setAutoPadding(false)
    return {
      applyInto(bytes, from, to, counter) {
        const count = Math.ceil((to - from) / BLOCK_BYTES)
        // The counter proper is the last 16 bits: a datagram has not more blocks. RFC 3711 §4.1.1
        let value = (counter[14]! << 8) | counter[15]!
        for (let at = 0; at < count * BLOCK_BYTES; value++) {
          for (let i = 0; i < BLOCK_BYTES - 2; i++) blocks[at++] = counter[i]!
          blocks[at++] = value >> 8
          blocks[at++] = value
        }
        const stream = aes.update(blocks.subarray(0, count * BLOCK_BYTES))
        for (let i = from, j = 0; i < to; i++, j++) bytes[i]! ^= stream[j]!
      },
    }
  },

  authenticator(key: Uint8Array): MessageAuthenticator {
    return {
      digestInto(out, bytes, from, to, suffix) {
        const hmac = createHmac('sha1', key).update(bytes.subarray(from, to))
        if (suffix !== undefined) hmac.update(suffix)
        out.set(hmac.digest())
      },
    }
  },
}
