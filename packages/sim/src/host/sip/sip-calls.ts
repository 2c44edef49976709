import {
  type CallAgent,
  type CallEvent,
  DigestClient,
  type Hash,
  type HeaderLine,
  type Invitation,
  type NameAddress,
  type Peer,
  readUri,
  type SessionDescription,
  type Uri,
  writeUri,
} from '@strowger/core/sip'
import type { TrunkConfig } from '../config/host-config.ts'
import type { Bindings } from '../registrar/bindings.ts'
import type { Destination, LegEnd, RefusalCause } from '../switch/switch-event.ts'
import type { Origination } from '../switch/switch.ts'
import type { TrunkRoutes } from '../trunk/trunk-routes.ts'
import type { Trunks } from '../trunk/trunks.ts'
import type { SipLeg, Target } from './sip-leg.ts'

/** What calls out are made with. */
export interface SipCallsOptions {
  readonly bindings: Bindings
  readonly trunks: Trunks
  readonly routes: TrunkRoutes
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
const NOBODY: Origination['from'] = { name: '', number: '' }

/** How long a place of several may say nothing, not even that it tries, ms. Who is there says so within 0.2 s. RFC 3261 §17.2.1 */
const FIRST_RESPONSE_MS = 4000
/** A place is not left alone for longer, whatever it asks for, s. */
const MOST_RETRY_AFTER_S = 3600

type Ended = Pick<CallEvent & { kind: 'ended' }, 'reason' | 'status' | 'response'>

/** Calls out: where they go, how they look, and what their refusal means. */
export class SipCalls {
  readonly #options: SipCallsOptions
  /** Calls that went on to another place, of a trunk or of another one. */
  failovers = 0

  constructor(options: SipCallsOptions) {
    this.#options = options
  }

  /** Where a call to this destination goes, at once; empty when nowhere. Takes a line where it goes by a trunk. */
  targetsOf(leg: SipLeg, to: Destination, nowMs: number): readonly Target[] {
    const { bindings } = this.#options
    if (to.kind === 'phone') return bindings.of(to.number, nowMs).map(({ uri, peer }) => ({ uri, peer }))
    leg.dialled = to.number
    const target = this.#seize(leg, nowMs)
    return target === undefined ? [] : [target]
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
    leg.caller = from
    const invitation = { ...this.#addressed(leg, { uri, peer }), offer, headers: autoAnswer ? AUTO_ANSWER : [] }
    return this.#send(agent, leg, invitation, nowMs)
  }

  /** A call of this leg has ended, and how. Calls again where that helps; undefined where it does not. */
  inviteAgain(agent: CallAgent, leg: SipLeg, ended: Ended, nowMs: number): number | undefined {
    const { invitation, trunk, state } = leg
    if (invitation === undefined || trunk === undefined || state === 'over') return undefined
    return this.#isElsewhere(invitation.peer, ended, nowMs)
      ? this.#inviteNext(agent, leg, invitation, nowMs)
      : this.#prove(agent, leg, invitation, ended, nowMs)
  }

  /** Another place of the trunk is called where one could not be reached or cannot take the call (RFC 3263 §4.3), then another trunk. */
  #inviteNext(agent: CallAgent, leg: SipLeg, invitation: Invitation, nowMs: number): number | undefined {
    const peer = leg.further.shift()
    const target = peer === undefined ? this.#seizeAnother(leg, nowMs) : { uri: invitation.target, peer }
    if (target === undefined) return undefined
    this.failovers += 1
    return this.#send(agent, leg, { ...invitation, ...this.#addressed(leg, target) }, nowMs)
  }

  /** The first place of the next trunk that calls the number and has a line, which is taken. */
  #seize(leg: SipLeg, nowMs: number): Target | undefined {
    const { trunks, routes } = this.#options
    for (const { name, to = '' } of this.#untried(leg)) {
      leg.tried.add(name)
      const [peer, ...further] = routes.places(to, nowMs)
      const route = readUri(to)
      if (peer === undefined || route?.scheme !== 'sip' || !trunks.take(name, nowMs)) continue
      leg.trunk = name
      leg.further = further
      return { uri: { ...route, user: leg.dialled }, peer }
    }
    return undefined
  }

  #seizeAnother(leg: SipLeg, nowMs: number): Target | undefined {
    if (leg.trunk !== undefined) this.#options.trunks.release(leg.trunk)
    leg.trunk = undefined
    return this.#seize(leg, nowMs)
  }

  #untried({ dialled, tried }: SipLeg): readonly TrunkConfig[] {
    return dialled === undefined ? [] : this.#options.trunks.toward(dialled).filter(({ name }) => !tried.has(name))
  }

  #addressed(leg: SipLeg, { uri, peer }: Target): Pick<Invitation, 'target' | 'from' | 'to' | 'peer'> {
    const to = { name: '', uri: bare(uri), parameters: NO_PARAMETERS }
    return { target: uri, from: this.#caller(leg), to, peer }
  }

  /** The trunk asks who this side is: calls again with the answer, once. RFC 3261 §22.2 */
  #prove(
    agent: CallAgent,
    leg: SipLeg,
    invitation: Invitation,
    { status, response }: Ended,
    nowMs: number,
  ): number | undefined {
    if ((status !== 401 && status !== 407) || response === undefined || leg.login?.take(response) !== true)
      return undefined
    const header = leg.login.authorize('INVITE', writeUri(invitation.target))
    leg.login = undefined
    if (header === undefined) return undefined
    return agent.invite(this.#hastened(leg, { ...invitation, headers: [...(invitation.headers ?? []), header] }), nowMs)
  }

  #send(agent: CallAgent, leg: SipLeg, invitation: Invitation, nowMs: number): number {
    const { trunks, hash, token } = this.#options
    const trunk = leg.trunk === undefined ? undefined : trunks.named(leg.trunk)
    leg.invitation = invitation
    leg.login =
      trunk?.user === undefined || trunk.password === undefined
        ? undefined
        : new DigestClient({ hash, token, credentials: { user: trunk.user, password: trunk.password } })
    return agent.invite(this.#hastened(leg, invitation), nowMs)
  }

  /** Where there is another place to call, one that says nothing is not waited for as long. */
  #hastened(leg: SipLeg, invitation: Invitation): Invitation {
    const isLast = leg.further.length === 0 && this.#untried(leg).length === 0
    return isLast ? invitation : { ...invitation, timerBMs: FIRST_RESPONSE_MS }
  }

  /** True where another place is to be tried; this one is left alone for a while. */
  #isElsewhere(place: Peer, { reason, status, response }: Ended, nowMs: number): boolean {
    if (reason === 'no-response') this.#options.routes.failed(place, nowMs)
    else if (status !== 503) return false
    const seconds = Number.parseInt(response?.header('Retry-After') ?? '', 10)
    if (seconds > 0) this.#options.routes.failed(place, nowMs, 1000 * Math.min(seconds, MOST_RETRY_AFTER_S))
    return true
  }

  /** Who calls, as the called side is shown: on a trunk, its own number. */
  #caller({ trunk: name, caller = NOBODY }: SipLeg): NameAddress {
    const trunk = name === undefined ? undefined : this.#options.trunks.named(name)
    return this.#address(caller.name, trunk?.callerId ?? caller.number)
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

function bare(uri: Uri): Uri {
  return uri.scheme === 'sip' || uri.scheme === 'sips' ? { ...uri, parameters: NO_PARAMETERS, headers: '' } : uri
}
