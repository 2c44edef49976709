import {
  type DigestServer,
  type HeaderLine,
  type NameAddress,
  type Peer,
  type SipView,
  readNameAddress,
} from '@strowger/core/sip'
import type { TrunkConfig } from '../config/host-config.ts'
import type { Bans } from '../guard/bans.ts'
import { type AddressRange, isInside } from '../guard/address-range.ts'
import type { Registrar, Registration } from '../registrar/registrar.ts'
import type { Origin } from '../switch/switch-event.ts'
import type { Trunks } from '../trunk/trunks.ts'

/** What a doorman decides from. */
export interface DoormanOptions {
  readonly trunks: Trunks
  readonly registrar: Registrar
  /** Asks for passwords of phones and trunks. */
  readonly digest: DigestServer
  readonly bans: Bans
  /** Where phones may be. */
  readonly phones: readonly AddressRange[]
  /** Whether this side itself calls an address. */
  readonly calls: (address: string) => boolean
}

/** Who calls, or what to say instead. */
export type Judgement =
  | { readonly kind: 'admitted'; readonly origin: Origin; readonly from: string; readonly to: string }
  | { readonly kind: 'refused'; readonly status: number; readonly headers: readonly HeaderLine[] }

/** Decides who is heard and who may call. Nobody is, unless the configuration says so. Sans-I/O. */
export class Doorman {
  readonly #options: DoormanOptions

  constructor(options: DoormanOptions) {
    this.#options = options
  }

  /** Whether a source is heard at all: whoever is not, scanners before all, gets no answer. */
  hears({ address }: Peer, nowMs: number): boolean {
    const { trunks, phones, bans, calls } = this.#options
    if (bans.isBanned(address, nowMs)) return false
    if (trunks.ofAddress(address) !== undefined || calls(address) || isInside(address, phones)) return true
    return trunks.anyByPassword
  }

  /** A call came in. */
  judge(request: SipView, peer: Peer, nowMs: number): Judgement {
    const to = numberOf(request.requestUri)
    const byAddress = this.#options.trunks.ofAddress(peer.address)
    // A phone in the range of a trunk is known by where it has registered from.
    const phone = this.#options.registrar.bindings.ownerOf(peer, nowMs)
    if (byAddress !== undefined && phone === undefined) return admitted(request, byAddress)
    return this.#byPassword(request, peer, to, nowMs)
  }

  /** Answers a request that is no call: REGISTER, OPTIONS. Tells the number whose phones may be others now. */
  receive(request: SipView, peer: Peer, nowMs: number): Registration {
    if (request.method !== 'REGISTER') {
      return { reply: { status: request.method === 'OPTIONS' ? 200 : 405 }, number: undefined }
    }
    if (!isInside(peer.address, this.#options.phones)) return { reply: { status: 403 }, number: undefined }
    return this.#options.registrar.receive(request, peer, nowMs)
  }

  #byPassword(request: SipView, peer: Peer, to: string, nowMs: number): Judgement {
    const { digest, bans, trunks } = this.#options
    const verdict = digest.check(request, nowMs, 'Proxy-Authorization')
    if (verdict.kind !== 'ok') {
      if (verdict.kind === 'wrong' || verdict.kind === 'unknown-user' || verdict.kind === 'replayed')
        bans.failed(peer.address, nowMs)
      const challenges = digest.challenges(nowMs, verdict.kind === 'stale')
      return { kind: 'refused', status: 407, headers: challenges.map((each) => ['Proxy-Authenticate', each]) }
    }
    bans.proved(peer.address)
    const trunk = trunks.ofUser(verdict.user)
    if (trunk !== undefined) return admitted(request, trunk)
    if (!isInside(peer.address, this.#options.phones)) return { kind: 'refused', status: 403, headers: [] }
    return { kind: 'admitted', origin: { kind: 'phone', number: verdict.user }, from: verdict.user, to }
  }
}

function admitted(request: SipView, trunk: TrunkConfig): Judgement {
  return {
    kind: 'admitted',
    origin: { kind: 'trunk', trunk: trunk.name },
    from: callerOf(request),
    to: calledOf(request, trunk),
  }
}

/** The number that was called. A trunk that this side has registered with calls its contact there: the number is elsewhere. RFC 7315 §4.2 */
function calledOf(request: SipView, { register, user }: TrunkConfig): string {
  const to = numberOf(request.requestUri)
  if (!register || to !== user) return to
  const told = readNameAddress(request.header('P-Called-Party-ID') ?? '')?.uri
  return [told, request.to?.uri].map(numberOf).find((each) => each !== '') ?? to
}

/** The caller's number; empty when it is not told. The network's word goes before the caller's own. RFC 3325 */
function callerOf(request: SipView): string {
  const asserted = request.list('P-Asserted-Identity').map((each) => readNameAddress(each)?.uri)
  const number = [...asserted, request.from?.uri].map(numberOf).find((each) => each !== '') ?? ''
  return number === 'anonymous' ? '' : number
}

/** Number in a URI; empty when there is none. */
export function numberOf(uri: NameAddress['uri'] | undefined): string {
  if (uri === undefined || uri.scheme === 'other') return ''
  return uri.scheme === 'tel' ? uri.number : (uri.user ?? '')
}
