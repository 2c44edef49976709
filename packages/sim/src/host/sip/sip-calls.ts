import {
  type CallAgent,
  DigestClient,
  type Hash,
  type HeaderLine,
  type Invitation,
  type NameAddress,
  type Peer,
  readUri,
  type SessionDescription,
  type SipView,
  type Uri,
  writeUri,
} from '@strowger/core/sip'
import type { TrunkConfig } from '../config/host-config.ts'
import type { Bindings } from '../registrar/bindings.ts'
import type { Destination, LegEnd, RefusalCause } from '../switch/switch-event.ts'
import type { Origination } from '../switch/switch.ts'
import type { Trunks } from '../trunk/trunks.ts'
import type { SipLeg, Target } from './sip-leg.ts'

/** What calls out are made with. */
export interface SipCallsOptions {
  readonly bindings: Bindings
  readonly trunks: Trunks
  readonly realm: string
  readonly hash: Hash
  readonly token: () => string
}

/** What phones take as the wish to answer by themselves: RFC 5373, and the two ways that were there before. */
const AUTO_ANSWER: readonly HeaderLine[] = [
  ['Answer-Mode', 'Auto'],
  ['Call-Info', '<sip:strowger>;answer-after=0'],
  ['Alert-Info', '<http://127.0.0.1>;info=alert-autoanswer'],
]
const NO_PARAMETERS: ReadonlyMap<string, string> = new Map()

/** Calls out: where they go, how they look, and what their refusal means. */
export class SipCalls {
  readonly #options: SipCallsOptions

  constructor(options: SipCallsOptions) {
    this.#options = options
  }

  /** Where a call to this destination goes; empty when nowhere. Takes a line where it goes by a trunk. */
  targetsOf(leg: SipLeg, to: Destination, nowMs: number): readonly Target[] {
    const { bindings, trunks } = this.#options
    if (to.kind === 'phone') return bindings.of(to.number, nowMs).map(({ uri, peer }) => ({ uri, peer }))
    const trunk = trunks.toward(to.number)
    const route = trunk?.to === undefined ? undefined : readUri(trunk.to)
    if (trunk === undefined || route?.scheme !== 'sip' || !trunks.take(trunk.name, nowMs)) return []
    leg.trunk = trunk.name
    if (trunk.user !== undefined && trunk.password !== undefined) {
      const { hash, token } = this.#options
      leg.login = new DigestClient({ hash, token, credentials: { user: trunk.user, password: trunk.password } })
    }
    return [{ uri: { ...route, user: to.number }, peer: peerOf(trunk) }]
  }

  /** Sends the INVITE of a leg to one target; returns its call. */
  invite(
    agent: CallAgent,
    leg: SipLeg,
    { uri, peer }: Target,
    { from, autoAnswer = false }: Origination,
    offer: SessionDescription,
    nowMs: number,
  ): number {
    const invitation: Invitation = {
      target: uri,
      from: this.#caller(leg, from),
      to: { name: '', uri: bare(uri), parameters: NO_PARAMETERS },
      peer,
      offer,
      headers: autoAnswer ? AUTO_ANSWER : [],
    }
    leg.invitation = invitation
    return agent.invite(invitation, nowMs)
  }

  /** A trunk asks who this side is: calls again with the answer, once. Undefined when there is none. RFC 3261 §22.2 */
  inviteAgain(agent: CallAgent, leg: SipLeg, response: SipView, nowMs: number): number | undefined {
    const { login, invitation } = leg
    leg.login = undefined
    if (invitation === undefined || login?.take(response) !== true) return undefined
    const header = login.authorize('INVITE', writeUri(invitation.target))
    return header && agent.invite({ ...invitation, headers: [...(invitation.headers ?? []), header] }, nowMs)
  }

  /** Who calls, as the called side is shown: on a trunk, its own number. */
  #caller(leg: SipLeg, from: Origination['from']): NameAddress {
    const trunk = leg.trunk === undefined ? undefined : this.#options.trunks.named(leg.trunk)
    return this.#address(from.name, trunk?.callerId ?? from.number)
  }

  #address(name: string, number: string): NameAddress {
    const user = number === '' ? 'anonymous' : number
    const uri = {
      scheme: 'sip',
      user,
      password: undefined,
      host: this.#options.realm,
      port: undefined,
      parameters: NO_PARAMETERS,
      headers: '',
    } as const
    return { name, uri, parameters: NO_PARAMETERS }
  }
}

const STATUS_OF: Readonly<Record<RefusalCause, number>> = {
  'unknown-number': 404,
  busy: 486,
  unavailable: 503,
  forbidden: 403,
  declined: 603,
}

/** The status that refuses a call. RFC 3261 §21 */
export function statusOf(cause: RefusalCause): number {
  return STATUS_OF[cause]
}

/** Why a leg is over, by how its call ended. RFC 3261 §21 */
export function legEndOf(reason: string, status: number): LegEnd {
  if (reason === 'bye' || reason === 'cancelled' || reason === 'no-ack' || reason === 'expired') return 'gone'
  if (reason === 'hung-up') return 'hung-up'
  if (reason === 'no-response') return 'unreachable'
  if (status === 404 || status === 408 || status === 410 || (status >= 500 && status < 600)) return 'unreachable'
  return status === 488 || status === 415 || status === 606 ? 'failed' : 'refused'
}

/** Where a trunk is reached; its address is a number, as its configuration was checked to be. */
export function peerOf({ to = '' }: TrunkConfig): Peer {
  const uri = readUri(to)
  if (uri?.scheme !== 'sip') return { transport: 'udp', address: '0.0.0.0', port: 0 }
  const named = uri.parameters.get('transport')
  const transport = named === 'tcp' || named === 'tls' ? named : 'udp'
  return { transport, address: uri.host.replace(/^\[|\]$/g, ''), port: uri.port ?? (transport === 'tls' ? 5061 : 5060) }
}

function bare(uri: Uri): Uri {
  return uri.scheme === 'sip' || uri.scheme === 'sips' ? { ...uri, parameters: NO_PARAMETERS, headers: '' } : uri
}
