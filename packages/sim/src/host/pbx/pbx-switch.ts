import type { HostClock } from '../clock/host-clock.ts'
import type { HostConfig } from '../config/host-config.ts'
import type { Destination, LegEnd, RefusalCause, SwitchEvent } from '../switch/switch-event.ts'
import type { Origination, Program, Switch } from '../switch/switch.ts'
import { Trunks } from '../trunk/trunks.ts'
import type { Pbx, PbxAddress, PbxMaker } from './pbx.ts'
import type { PbxEvent } from './pbx-event.ts'
import type { PbxLeg } from './pbx-leg.ts'
import { PbxLegs } from './pbx-legs.ts'
import { PbxPhones } from './pbx-phones.ts'
import { Programs } from './programs.ts'
import { causeOf, legEndOf, Q850 } from './q850.ts'

/** What a {@link PbxSwitch} is made of. */
export interface PbxSwitchOptions {
  readonly config: HostConfig
  readonly clock: HostClock
  readonly pbx: PbxMaker
  /** Begins the names of this side's channels; another in each life of a host. */
  readonly prefix: string
}

type LegEvent = Exclude<Extract<PbxEvent, { readonly channel: string }>, { readonly kind: 'incoming' }>

/**
 * An exchange that is there already: its channels become legs. Who may call is what the PBX and its dialplan let through, and of that only what comes
 * from a trunk or an agent of the configuration.
 */
export class PbxSwitch implements Switch {
  readonly #options: PbxSwitchOptions
  readonly #tell: (event: SwitchEvent) => void
  readonly #legs = new PbxLegs()
  readonly #trunks: Trunks
  /** Legs that hear others than before, until the PBX is told. */
  readonly #changed = new Set<PbxLeg>()
  readonly #phones = new PbxPhones()
  #config: HostConfig
  #pbx!: Pbx
  #programs!: Programs

  private constructor(options: PbxSwitchOptions, onEvent: (event: SwitchEvent) => void) {
    this.#options = options
    this.#config = options.config
    this.#tell = onEvent
    this.#trunks = new Trunks(options.config.trunks, options.config.limits.callsPerSecond)
  }

  /** Opens the switch. Rejects when the PBX is not there. */
  static async open(options: PbxSwitchOptions, onEvent: (event: SwitchEvent) => void): Promise<PbxSwitch> {
    const made = new PbxSwitch(options, onEvent)
    let isOpen = false
    const early: PbxEvent[] = []
    made.#pbx = await options.pbx((event) => {
      if (isOpen) made.#take(event)
      else early.push(event)
    })
    made.#programs = new Programs(made.#pbx, options.prefix, (leg) => {
      onEvent({ kind: 'played', leg: leg.id })
    })
    isOpen = true
    for (const event of early) made.#take(event)
    return made
  }

  answer(id: number): void {
    const leg = this.#legs.get(id)
    if (leg?.isIncoming !== true || leg.isUp) return
    leg.isUp = true
    this.#pbx.answer(leg.channel)
    this.#tell({ kind: 'answered', leg: id })
  }

  ring(id: number): void {
    const leg = this.#legs.get(id)
    if (leg?.isIncoming === true && !leg.isUp) this.#pbx.ring(leg.channel)
  }

  refuse(id: number, cause: RefusalCause): void {
    const leg = this.#legs.get(id)
    if (leg?.isIncoming === true && !leg.isUp) this.#drop(leg, causeOf(cause))
  }

  hangUp(id: number): void {
    this.#legs.with(id, (leg) => this.#drop(leg, Q850.normalClearing))
  }

  originate(to: Destination, how: Origination): number {
    const leg = this.#legs.add(false, (id) => `${this.#options.prefix}-${id}`)
    const address = this.#addressOf(leg, to)
    if (address === undefined) {
      // Told when whoever calls knows the number of the leg.
      this.#soon(() => {
        this.#end(leg, 'unreachable')
      })
      return leg.id
    }
    const trunk = leg.trunk === undefined ? undefined : this.#trunks.named(leg.trunk)
    this.#pbx.originate(leg.channel, address, {
      number: trunk?.callerId ?? how.from.number,
      name: how.from.name,
      autoAnswer: how.autoAnswer ?? false,
    })
    return leg.id
  }

  hear(id: number, sources: readonly number[]): void {
    this.#legs.with(id, (leg) => {
      leg.hears = sources
      this.#reconnect(leg)
    })
  }

  play(id: number, program: Program): void {
    this.#legs.with(id, (leg) => {
      // What is played next is heard by who is where they should be.
      this.#flush()
      this.#programs.start(leg, program)
    })
  }

  stopPlay(id: number): void {
    this.#legs.with(id, (leg) => this.#programs.stop(leg))
  }

  /** The sound of calls stays at the PBX. */
  detect(id: number): void {
    this.#soon(() => {
      this.#legs.with(id, ({ id: leg }) => this.#tell({ kind: 'answered-by', leg, by: 'unsure', cause: 'out-of-time' }))
    })
  }

  record(id: string, legs: readonly number[]): void {
    const channels = legs.flatMap((leg) => this.#legs.get(leg)?.channel ?? [])
    this.#pbx.record(id, channels)
  }

  stopRecord(id: string): void {
    this.#pbx.stopRecord(id)
  }

  transferred(id: number, status: number): void {
    this.#legs.with(id, (leg) => this.#pbx.transferred(leg.channel, status))
  }

  reconfigure(config: HostConfig): void {
    this.#config = config
    this.#trunks.replace(config.trunks)
    this.#watch()
  }

  async figures(): Promise<ReadonlyMap<string, number>> {
    return await Promise.resolve(new Map([['legs', this.#legs.size], ...this.#pbx.figures()]))
  }

  async close(): Promise<void> {
    for (const leg of this.#legs.all) this.#drop(leg, Q850.normalClearing)
    await this.#pbx.close()
  }

  #take(event: PbxEvent): void {
    switch (event.kind) {
      case 'connected':
        this.#watch()
        return
      case 'disconnected':
        for (const leg of this.#legs.all) this.#end(leg, 'failed')
        return
      case 'incoming':
        this.#incoming(event)
        return
      case 'played':
        this.#programs.played(event.token, event.found)
        return
      case 'recorded':
        this.#tell({ kind: 'recorded', id: event.name, path: event.path, durationMs: event.durationMs })
        return
      case 'phone':
        this.#phone(event)
        return
      case 'answered':
      case 'ringing':
      case 'held':
      case 'resumed':
      case 'digit':
      case 'transfer-asked':
      case 'ended': {
        const leg = this.#legs.ofChannel(event.channel)
        if (leg !== undefined) this.#ofLeg(leg, event)
      }
    }
  }

  #ofLeg(leg: PbxLeg, event: LegEvent): void {
    switch (event.kind) {
      case 'answered':
        if (leg.isUp) return
        leg.isUp = true
        this.#tell({ kind: 'answered', leg: leg.id })
        this.#reconnect(leg)
        return
      case 'ringing':
        if (!leg.isUp) this.#tell({ kind: 'ringing', leg: leg.id })
        return
      case 'held':
      case 'resumed':
        this.#tell({ kind: event.kind, leg: leg.id })
        return
      case 'digit':
        this.#tell({ kind: 'digit', leg: leg.id, digit: event.digit })
        return
      case 'transfer-asked': {
        const replaces = event.replaces === undefined ? undefined : this.#legs.ofChannel(event.replaces)?.id
        this.#tell({ kind: 'transfer-asked', leg: leg.id, to: event.to, replaces })
        return
      }
      case 'ended':
        this.#end(leg, legEndOf(event.cause, leg.isUp || leg.isIncoming))
    }
  }

  #incoming({ channel, endpoint, from, to }: PbxEvent & { kind: 'incoming' }): void {
    const agent = this.#config.agents.find(({ number }) => number === endpoint)
    const trunk = this.#trunks.named(endpoint)
    if (this.#legs.ofChannel(channel) !== undefined) return
    if (agent === undefined && trunk === undefined) {
      this.#pbx.hangUp(channel, Q850.callRejected)
      return
    }
    const isFull = this.#legs.size >= this.#config.limits.calls
    if (isFull || (trunk !== undefined && !this.#trunks.take(trunk.name, this.#options.clock.nowMs()))) {
      this.#pbx.hangUp(channel, Q850.congestion)
      return
    }
    const leg = this.#legs.add(true, () => channel)
    leg.trunk = trunk?.name
    const origin =
      trunk === undefined
        ? ({ kind: 'phone', number: endpoint } as const)
        : ({ kind: 'trunk', trunk: trunk.name } as const)
    this.#tell({ kind: 'incoming', leg: leg.id, from, to, origin })
  }

  /** Where a call to this destination goes; undefined when nowhere. Takes a line where it goes by a trunk. */
  #addressOf(leg: PbxLeg, to: Destination): PbxAddress | undefined {
    if (to.kind === 'phone') {
      leg.phone = to.number
      return to
    }
    const trunk = this.#trunks.seize(to.number, this.#options.clock.nowMs())
    if (trunk?.to === undefined) return undefined
    leg.trunk = trunk.name
    return { kind: 'trunk', trunk: trunk.to, number: to.number }
  }

  #phone(event: PbxEvent & { kind: 'phone' }): void {
    const { number } = event
    if (this.#config.agents.every((agent) => agent.number !== number)) return
    const kind = this.#phones.changed(event)
    if (kind !== undefined) this.#tell({ kind, number })
  }

  #watch(): void {
    this.#pbx.watch(this.#config.agents.map(({ number }) => number))
  }

  /** Both sides of a conversation change one after the other: the PBX is told once. */
  #reconnect(leg: PbxLeg): void {
    if (this.#changed.size === 0) {
      this.#soon(() => {
        this.#flush()
      })
    }
    this.#changed.add(leg)
  }

  #flush(): void {
    const hearings = this.#legs.hearingsAround(this.#changed)
    this.#changed.clear()
    if (hearings.size > 0) this.#pbx.connect(hearings)
  }

  #soon(then: () => void): void {
    const { clock } = this.#options
    clock.at(clock.nowMs(), then)
  }

  #drop(leg: PbxLeg, cause: number): void {
    this.#pbx.hangUp(leg.channel, cause)
    this.#end(leg, 'hung-up')
  }

  #end(leg: PbxLeg, reason: LegEnd): void {
    if (this.#legs.get(leg.id) === undefined) return
    if (reason === 'unreachable' && leg.phone !== undefined) this.#phones.missed(leg.phone)
    this.#programs.forget(leg)
    this.#legs.remove(leg)
    if (leg.trunk !== undefined) this.#trunks.release(leg.trunk)
    this.#tell({ kind: 'ended', leg: leg.id, reason })
  }
}
