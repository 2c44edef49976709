import { SrtpReceiver, SrtpSender, StrowgerError, readKeyAndSalt } from '@strowger/core'
import type { Cryptography, SrtpSuite } from '@strowger/core'
import type { LegConnection } from './leg.ts'

/**
 * SRTP of a leg. What it sends is protected by one key as long as it lives, and the counters of a key must never begin again
 * (RFC 3711 §9.1): so the sender stays when a re-INVITE agrees the same suite, and the receiver when the other side keeps its key.
 */
export class LegSecurity {
  readonly #cryptography: Cryptography
  readonly #ownKey: string
  readonly #senders = new Map<SrtpSuite, SrtpSender>()
  #receiverOf = ''
  /** What is in force; `undefined` in the clear. */
  sender: SrtpSender | undefined
  receiver: SrtpReceiver | undefined

  constructor(cryptography: Cryptography, ownKey: string) {
    this.#cryptography = cryptography
    this.#ownKey = ownKey
  }

  /** @throws StrowgerError when the other side's key is not 30 bytes of base64 */
  agree(srtp: LegConnection['srtp']): void {
    if (srtp === undefined) {
      this.sender = undefined
      this.receiver = undefined
      this.#receiverOf = ''
      return
    }
    const { suite, key, lifetimePackets } = srtp
    const agreed = `${suite} ${key} ${lifetimePackets}`
    if (agreed === this.#receiverOf) return
    const lifetime = lifetimePackets !== undefined && { lifetimePackets }
    this.receiver = new SrtpReceiver(this.#cryptography, { suite, ...keyAndSalt('srtp.key', key), ...lifetime })
    this.#receiverOf = agreed
    let sender = this.#senders.get(suite)
    if (sender === undefined) {
      sender = new SrtpSender(this.#cryptography, { suite, ...keyAndSalt('srtpKey', this.#ownKey) })
      this.#senders.set(suite, sender)
    }
    this.sender = sender
  }
}

function keyAndSalt(path: string, base64: string): { key: Uint8Array; salt: Uint8Array } {
  const read = readKeyAndSalt(base64)
  // The value is a secret: it is not told.
  if (read === undefined) throw new StrowgerError('invalid-option', path, '(secret)', 'expected 30 bytes in base64')
  return read
}
