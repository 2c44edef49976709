import {
  type CallAgent,
  type CallEvent,
  DigestClient,
  type Hash,
  type NameAddress,
  type Peer,
  readUri,
  Registration,
  type RegistrationState,
} from '@strowger/core/sip'
import type { HostClock } from '../clock/host-clock.ts'
import type { TrunkConfig } from '../config/host-config.ts'
import type { TrunkRoutes } from '../trunk/trunk-routes.ts'
import type { SipWire } from './sip-wire.ts'

/** What {@link TrunkRegistrations} are kept with. */
export interface TrunkRegistrationsOptions {
  readonly routes: TrunkRoutes
  readonly clock: HostClock
  readonly wire: () => SipWire
  readonly hash: Hash
  readonly token: () => string
  readonly random: () => number
  /** A trunk's registration has come to another state. */
  readonly tell: (trunk: string, state: RegistrationState) => void
}

interface Kept {
  readonly trunk: TrunkConfig
  readonly digest: DigestClient
  /** None before it is known where the trunk is. */
  registration: Registration | undefined
  told: RegistrationState
  /** Where the last request went, and its number. */
  place: Peer | undefined
  request: number
  stop: () => void
}

/** A trunk that nobody knows the place of is asked for again after so long, ms. */
const UNKNOWN_MS = 5000
/** One that refuses is asked again after so long: somebody may have put it right there, ms. */
const REFUSED_MS = 600_000

/** Keeps this side registered with trunks that ask for it, so that they know where to bring calls. RFC 3261 §10.2 */
export class TrunkRegistrations {
  readonly #options: TrunkRegistrationsOptions
  readonly #kept = new Map<string, Kept>()

  constructor(options: TrunkRegistrationsOptions) {
    this.#options = options
  }

  /** Trunks that know this side now. */
  get registered(): number {
    return [...this.#kept.values()].filter(({ told }) => told === 'registered').length
  }

  /** These are the trunks from now on; those that are gone, or are reached otherwise, are told that this side is. */
  replace(trunks: readonly TrunkConfig[]): void {
    const wanted = trunks.filter(({ register }) => register)
    for (const kept of this.#kept.values()) {
      if (!wanted.some((trunk) => isSame(trunk, kept.trunk))) this.#end(kept)
    }
    for (const trunk of wanted) {
      if (this.#kept.has(trunk.name)) continue
      const { hash, token, clock } = this.#options
      const digest = new DigestClient({
        hash,
        token,
        credentials: { user: trunk.user ?? '', password: trunk.password ?? '' },
      })
      const kept: Kept = {
        trunk,
        digest,
        registration: undefined,
        told: 'trying',
        place: undefined,
        request: 0,
        stop: () => undefined,
      }
      this.#kept.set(trunk.name, kept)
      this.#act(kept, clock.nowMs())
    }
  }

  /** What came of a request outside of calls. */
  take(event: CallEvent & { kind: 'response' | 'timed-out' }, nowMs: number): void {
    const kept = [...this.#kept.values()].find(({ request }) => request === event.id)
    if (kept?.registration === undefined) return
    if (event.kind === 'response') kept.registration.receive(event.response, nowMs)
    else {
      kept.registration.timedOut(nowMs)
      if (kept.place !== undefined) this.#options.routes.failed(kept.place, nowMs)
    }
    this.#act(kept, nowMs)
  }

  /** Takes all registrations back; whether that is heard is not waited for. */
  close(): void {
    for (const kept of this.#kept.values()) this.#end(kept)
  }

  /** Does what is due, and comes again when something is. */
  #act(kept: Kept, nowMs: number): void {
    this.#send(kept, nowMs)
    const { registration } = kept
    const { clock, tell } = this.#options
    if (registration !== undefined && registration.state !== kept.told) {
      kept.told = registration.state
      tell(kept.trunk.name, kept.told)
    }
    const isRefused = registration?.state === 'refused'
    if (isRefused) kept.registration = undefined
    kept.stop()
    const dueMs = isRefused ? nowMs + REFUSED_MS : (registration?.nextDeadlineMs() ?? nowMs + UNKNOWN_MS)
    if (dueMs === Infinity) return
    kept.stop = clock.at(dueMs, () => {
      this.#act(kept, clock.nowMs())
    })
  }

  #send(kept: Kept, nowMs: number): void {
    const { routes, wire } = this.#options
    const [place] = routes.places(kept.trunk.to ?? '', nowMs)
    if (place === undefined) return
    wire().act((agent) => {
      kept.registration ??= this.#begin(kept, agent, place)
      const message = kept.registration.next(nowMs)
      if (message === undefined) return
      kept.place = place
      kept.request = agent.request(message, place, nowMs)
    })
  }

  #begin({ trunk, digest }: Kept, agent: CallAgent, place: Peer): Registration {
    const { token, random } = this.#options
    const contact = agent.contact(place)
    return new Registration({
      address: ofUser({ name: '', uri: readUri(trunk.to ?? '')!, parameters: new Map() }, trunk),
      contact: ofUser(contact, trunk),
      callId: token(),
      tag: token(),
      digest,
      spread: random,
    })
  }

  #end(kept: Kept): void {
    const { clock } = this.#options
    kept.stop()
    this.#kept.delete(kept.trunk.name)
    if (kept.told !== 'registered') return
    kept.registration?.stop(clock.nowMs())
    this.#send(kept, clock.nowMs())
  }
}

function ofUser({ uri, ...rest }: NameAddress, { user }: TrunkConfig): NameAddress {
  return { ...rest, uri: uri.scheme === 'sip' || uri.scheme === 'sips' ? { ...uri, user } : uri }
}

function isSame(a: TrunkConfig, b: TrunkConfig): boolean {
  return a.name === b.name && a.to === b.to && a.user === b.user && a.password === b.password
}
