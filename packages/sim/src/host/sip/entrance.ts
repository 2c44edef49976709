import { type CallEvent, DigestServer, digestSecret, type Hash, type Peer } from '@strowger/core/sip'
import type { HostClock } from '../clock/host-clock.ts'
import type { HostConfig } from '../config/host-config.ts'
import { Bans } from '../guard/bans.ts'
import { Registrar } from '../registrar/registrar.ts'
import type { SwitchEvent } from '../switch/switch-event.ts'
import { type Locate, TrunkFinder } from '../trunk/trunk-finder.ts'
import { TrunkRoutes } from '../trunk/trunk-routes.ts'
import { rangesOf, Trunks } from '../trunk/trunks.ts'
import { Doorman, type Judgement } from './doorman.ts'
import type { SipWire } from './sip-wire.ts'
import { TrunkRegistrations } from './trunk-registrations.ts'

/** What an {@link Entrance} is made of. */
export interface EntranceOptions {
  readonly config: HostConfig
  readonly clock: HostClock
  readonly hash: Hash
  /** A new unguessable token. */
  readonly token: () => string
  /** 0 ≤ x < 1, by chance: which of a trunk's servers is called. */
  readonly random: () => number
  /** Looks the names of trunks up. */
  readonly locate: Locate
}

/** A host does not wait for longer until it knows where its trunks are, ms. */
const FIRST_LOOKUP_MS = 3000

/** What trunks may be called by, in order of preference. */
const TRANSPORTS = ['udp', 'tcp', 'tls'] as const

/** Where phones and callers come in: registrar, trunks, passwords, and who is not heard. */
export class Entrance {
  readonly trunks: Trunks
  readonly routes: TrunkRoutes
  readonly registrar: Registrar
  readonly #finder: TrunkFinder
  readonly #registrations: TrunkRegistrations
  readonly #wire: () => SipWire
  readonly #options: EntranceOptions
  readonly #tell: (event: SwitchEvent) => void
  readonly #bans: Bans
  #doorman: Doorman
  readonly #digest: DigestServer
  #config: HostConfig
  #lookedUp: Promise<void> = Promise.resolve()
  #stopExpiry: () => void = () => undefined

  constructor(options: EntranceOptions, wire: () => SipWire, tell: (event: SwitchEvent) => void) {
    const { config, clock, hash, token, random, locate } = options
    const { limits, listen, phones, realm } = config
    this.#options = options
    this.#wire = wire
    this.#tell = tell
    this.#config = config
    this.#digest = new DigestServer({
      realm,
      hash,
      nonceSecret: token(),
      algorithms: phones.hashes,
      secretOf: (user, algorithm) => {
        const password = passwordOf(this.#config, user)
        return password === undefined ? undefined : digestSecret(hash, algorithm, user, realm, password)
      },
    })
    this.#bans = new Bans({ failures: limits.failedLogins, banMs: limits.banMs })
    this.trunks = new Trunks(config.trunks, limits.callsPerSecond)
    this.routes = new TrunkRoutes(random)
    const transports = TRANSPORTS.filter((each) => listen.some(({ transport }) => transport === each))
    const families = ([4, 6] as const).filter((each) =>
      listen.some(({ address }) => address.includes(':') === (each === 6)),
    )
    this.#finder = new TrunkFinder({ routes: this.routes, clock, locate, transports, families })
    this.#registrations = new TrunkRegistrations({
      ...options,
      routes: this.routes,
      wire,
      tell: (trunk, state) => {
        tell({ kind: 'trunk', trunk, state })
      },
    })
    this.#follow()
    this.registrar = new Registrar({ digest: this.#digest, bans: this.#bans, ...phones })
    this.#doorman = this.#makeDoorman()
  }

  /** Trunks, phones and passwords are others from now on; who is registered stays so, and calls go on. */
  reconfigure(config: HostConfig): void {
    this.#config = config
    this.trunks.replace(config.trunks)
    this.#follow()
    this.#registrations.replace(config.trunks)
    for (const { number } of this.#options.config.agents) {
      if (passwordOf(config, number) === undefined) this.registrar.bindings.remove(number)
    }
    this.#doorman = this.#makeDoorman()
  }

  /** Whether a source is heard at all. */
  hears(peer: Peer): boolean {
    return this.#doorman.hears(peer, this.#options.clock.nowMs())
  }

  /** A call came in: who it is, where it has a line. */
  judge({ request, peer, replaces }: CallEvent & { kind: 'incoming' }, nowMs: number): Judgement {
    const judged = this.#doorman.judge(request, peer, nowMs)
    if (judged.kind === 'refused') return judged
    // Taking the place of another's call is offered to nobody: transfers go through the host.
    if (replaces !== undefined) return { kind: 'refused', status: 403, headers: [] }
    if (judged.origin.kind === 'trunk' && !this.trunks.take(judged.origin.trunk, nowMs))
      return { kind: 'refused', status: 503, headers: [['Retry-After', '5']] }
    return judged
  }

  /** Something came that is no call's. */
  take(event: CallEvent & { kind: 'request' | 'response' | 'timed-out' }): void {
    const nowMs = this.#options.clock.nowMs()
    if (event.kind === 'request') this.#receive(event, nowMs)
    else this.#registrations.take(event, nowMs)
  }

  #receive({ id, request, peer }: CallEvent & { kind: 'request' }, nowMs: number): void {
    const { bindings } = this.registrar
    const { reply, number } = this.#doorman.receive(request, peer, nowMs)
    this.#wire().act((agent) => agent.respond(id, { tag: this.#options.token(), ...reply }, nowMs))
    if (number === undefined) return
    this.#tell({ kind: bindings.of(number, nowMs).length > 0 ? 'registered' : 'unregistered', number })
    this.#awaitExpiry()
  }

  /** Counters and levels by their names in metrics. */
  figures(): [string, number][] {
    const lines = [...this.trunks.open].reduce((sum, [, open]) => sum + open, 0)
    return [
      ['phones_registered', this.registrar.bindings.size],
      ['sources_banned_total', this.#bans.banned],
      ['trunk_lines_in_use', lines],
      ['trunk_servers', this.routes.size],
      ['trunks_registered', this.#registrations.registered],
      ['trunk_lookups_unanswered_total', this.#finder.unanswered],
    ]
  }

  close(): void {
    this.#registrations.close()
    this.#stopExpiry()
    this.#finder.close()
  }

  /** Registers with trunks. Resolves when their names have been looked up, or that has taken too long. */
  async open(): Promise<void> {
    const { clock } = this.#options
    let stop = (): void => undefined
    const late = new Promise<void>((resolve) => {
      stop = clock.at(clock.nowMs() + FIRST_LOOKUP_MS, resolve)
    })
    await Promise.race([this.#lookedUp, late])
    stop()
    this.#registrations.replace(this.#config.trunks)
  }

  #follow(): void {
    this.#lookedUp = this.#finder.follow(this.#config.trunks.flatMap(({ to }) => to ?? []))
  }

  #makeDoorman(): Doorman {
    const { phones } = this.#config
    return new Doorman({
      trunks: this.trunks,
      registrar: this.registrar,
      digest: this.#digest,
      bans: this.#bans,
      phones: rangesOf(phones.from),
      calls: (address) => this.routes.leadsTo(address),
    })
  }

  #awaitExpiry(): void {
    this.#stopExpiry()
    const { bindings } = this.registrar
    const nextMs = bindings.nextMs()
    if (nextMs === Infinity) return
    this.#stopExpiry = this.#options.clock.at(nextMs, () => {
      for (const number of bindings.expire(this.#options.clock.nowMs())) this.#tell({ kind: 'unregistered', number })
      this.#awaitExpiry()
    })
  }
}

/** The password of an agent or of a trunk's user. */
function passwordOf({ agents, trunks }: HostConfig, user: string): string | undefined {
  return (agents.find(({ number }) => number === user) ?? trunks.find((trunk) => trunk.user === user))?.password
}
