/** AES-128 as SRTP uses it, with one key. */
export interface CounterCipher {
  /**
   * XORs `bytes[from … to)` with AES in counter mode, whose first counter block is `counter` (16 bytes). RFC 3711 §4.1.1
   */
  applyInto(bytes: Uint8Array, from: number, to: number, counter: Uint8Array): void
}

/** HMAC-SHA1 with one key. */
export interface MessageAuthenticator {
  /** Writes the 20 bytes of the code over `bytes[from … to)` and then `suffix` to `out`. RFC 3711 §4.2.1 */
  digestInto(out: Uint8Array, bytes: Uint8Array, from: number, to: number, suffix: Uint8Array | undefined): void
}

/** Where ciphers come from: the edge gives one made of the platform's (`nodeCryptography`), a test may give its own. */
export interface Cryptography {
  /** A cipher for a key of 16 bytes. */
  counterCipher(key: Uint8Array): CounterCipher
  /** An authenticator for a key of 20 bytes. */
  authenticator(key: Uint8Array): MessageAuthenticator
}
