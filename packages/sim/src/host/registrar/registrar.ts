import type { DigestServer, HeaderLine, NameAddress, Peer, SipReply, SipView } from '@strowger/core/sip'
import { readNameAddress, writeNameAddress } from '@strowger/core/sip'
import type { Bans } from '../guard/bans.ts'
import { type Binding, Bindings } from './bindings.ts'

/** Settings of a {@link Registrar}. */
export interface RegistrarOptions {
  readonly digest: DigestServer
  readonly bans: Bans
  readonly minExpiresS: number
  readonly maxExpiresS: number
}

/** What a REGISTER came to: the reply, and the number whose phones may be others now. */
export interface Registration {
  readonly reply: SipReply
  readonly number: string | undefined
}

const refusal = (status: number, headers: readonly HeaderLine[] = []): Registration => {
  return { reply: { status, headers }, number: undefined }
}

/** Takes the registrations of agents' phones. RFC 3261 §10.3, RFC 7616; Sans-I/O. */
export class Registrar {
  readonly bindings: Bindings = new Bindings()
  readonly #options: RegistrarOptions

  constructor(options: RegistrarOptions) {
    this.#options = options
  }

  /** A REGISTER came. */
  receive(request: SipView, peer: Peer, nowMs: number): Registration {
    const { digest, bans } = this.#options
    const verdict = digest.check(request, nowMs)
    if (verdict.kind !== 'ok') {
      if (verdict.kind === 'wrong' || verdict.kind === 'unknown-user' || verdict.kind === 'replayed')
        bans.failed(peer.address, nowMs)
      // An unknown user is asked as a known one is: nobody learns which numbers there are.
      const challenges = digest.challenges(nowMs, verdict.kind === 'stale')
      return refusal(
        401,
        challenges.map((each) => ['WWW-Authenticate', each]),
      )
    }
    bans.proved(peer.address)
    const { to } = request
    const number = to?.uri.scheme === 'sip' || to?.uri.scheme === 'sips' ? to.uri.user : undefined
    // Nobody registers a phone for somebody else.
    if (number === undefined || number !== verdict.user) return refusal(403)
    return this.#register(number, request, peer, nowMs)
  }

  #register(number: string, request: SipView, peer: Peer, nowMs: number): Registration {
    const contacts = request.list('Contact')
    const callId = request.callId
    const cseq = request.cseq?.number ?? 0
    const known = this.bindings.of(number, nowMs)
    const late = known.some((each) => each.callId === callId && each.cseq >= cseq)
    if (late) return refusal(500, [['Retry-After', '1']])
    if (contacts.length === 1 && contacts[0]!.trim() === '*') {
      if (request.header('Expires')?.trim() !== '0') return refusal(400)
      this.bindings.remove(number)
      return this.#told(number, nowMs)
    }
    if (contacts.length > Bindings.most) return refusal(400)
    const read = contacts.map((each) => ({ text: each, address: readNameAddress(each) }))
    if (read.some(({ address }) => address === undefined)) return refusal(400)
    const { minExpiresS, maxExpiresS } = this.#options
    for (const { address } of read) {
      const seconds = secondsOf(address!, request, maxExpiresS)
      if (seconds > 0 && seconds < minExpiresS) return refusal(423, [['Min-Expires', String(minExpiresS)]])
    }
    for (const { address } of read) {
      const seconds = Math.min(secondsOf(address!, request, maxExpiresS), maxExpiresS)
      const contact = writeNameAddress({ ...address!, name: '', parameters: new Map() })
      if (seconds === 0) this.bindings.remove(number, contact)
      else {
        const binding: Binding = { uri: address!.uri, contact, peer, callId, cseq, expiresMs: nowMs + seconds * 1000 }
        this.bindings.add(number, binding)
      }
    }
    return this.#told(number, nowMs)
  }

  /** The bindings that hold now, each with what is left of it. RFC 3261 §10.3 step 8 */
  #told(number: string, nowMs: number): Registration {
    const headers = this.bindings.of(number, nowMs).map(({ contact, expiresMs }): HeaderLine => {
      return ['Contact', `${contact};expires=${Math.ceil((expiresMs - nowMs) / 1000)}`]
    })
    return { reply: { status: 200, headers }, number }
  }
}

/** How long a Contact is to hold: its own parameter, else the header, else as long as may be. */
function secondsOf(contact: NameAddress, request: SipView, otherwise: number): number {
  const text = contact.parameters.get('expires') ?? request.header('Expires')
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : otherwise
}
