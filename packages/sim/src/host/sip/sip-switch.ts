import type { AmdOptions } from '@strowger/core'
import type { CallEvent } from '@strowger/core/sip'
import type { HostConfig } from '../config/host-config.ts'
import type { MediaEvent } from '../media/media-event.ts'
import type { Media } from '../media/media-server.ts'
import type { PromptFiles } from '../prompt/prompt-files.ts'
import type { Destination, LegEnd, RefusalCause, SwitchEvent } from '../switch/switch-event.ts'
import type { Origination, Program, Switch } from '../switch/switch.ts'
import { AudioTerms } from './audio-terms.ts'
import { numberOf } from './doorman.ts'
import { Entrance, type EntranceOptions } from './entrance.ts'
import { LegAudio } from './leg-audio.ts'
import { mediaFigures } from './media-figures.ts'
import { Negotiator } from './negotiator.ts'
import { legEndOf, SipCalls, statusOf } from './sip-calls.ts'
import type { SipLeg, Target } from './sip-leg.ts'
import { SipLegs } from './sip-legs.ts'
import { sipFigures, type SipWire, type SipWireMaker } from './sip-wire.ts'

/** What a {@link SipSwitch} is made of. */
export interface SipSwitchOptions extends EntranceOptions {
  readonly wire: SipWireMaker
  /** Opens the media; its events go to `onEvent`. */
  readonly media: (onEvent: (event: MediaEvent) => void) => Media
  readonly prompts: PromptFiles
}

type AgentEvent = Exclude<CallEvent, { kind: 'send' }>

/** The exchange of Strowger itself: its SIP stack, its registrar, its media. */
export class SipSwitch implements Switch {
  readonly #options: SipSwitchOptions
  readonly #tell: (event: SwitchEvent) => void
  readonly #legs = new SipLegs()
  readonly #entrance: Entrance
  readonly #calls: SipCalls
  readonly #media: Media
  readonly #audio: LegAudio
  readonly #negotiator: Negotiator
  #wire!: SipWire

  private constructor(options: SipSwitchOptions, onEvent: (event: SwitchEvent) => void) {
    const { config, hash, token } = options
    this.#options = options
    this.#tell = onEvent
    this.#entrance = new Entrance(options, () => this.#wire, onEvent)
    const { trunks, routes, registrar } = this.#entrance
    this.#calls = new SipCalls({ bindings: registrar.bindings, trunks, routes, realm: config.realm, hash, token })
    this.#media = options.media((event) => {
      this.#heard(event)
    })
    this.#audio = new LegAudio(this.#media, options.prompts, this.#legs.byId)
    const terms = new AudioTerms(config.media, config.publicAddress ?? config.media.address)
    this.#negotiator = new Negotiator(() => this.#wire, terms, this.#audio, onEvent)
  }

  /** Opens the switch. Rejects when an address cannot be bound. */
  static async open(options: SipSwitchOptions, onEvent: (event: SwitchEvent) => void): Promise<SipSwitch> {
    const made = new SipSwitch(options, onEvent)
    made.#wire = await options.wire({
      admits: (peer) => made.#entrance.hears(peer),
      onEvent: (event) => {
        made.#take(event)
      },
    })
    await made.#entrance.open()
    return made
  }

  answer(id: number, near?: number): void {
    const leg = this.#legs.get(id)
    if (leg?.state !== 'incoming') return
    leg.state = 'opening'
    void this.#openAndAnswer(leg, near)
  }

  ring(id: number): void {
    const leg = this.#legs.get(id)
    if (leg?.state === 'incoming') this.#wire.act((agent, nowMs) => agent.progress(leg.call!, nowMs))
  }

  refuse(id: number, cause: RefusalCause): void {
    const leg = this.#legs.get(id)
    if (leg?.isIncoming !== true || leg.state === 'up') return
    this.#wire.act((agent, nowMs) => agent.refuse(leg.call!, statusOf(cause), nowMs))
    this.#end(leg, 'hung-up')
  }

  hangUp(id: number): void {
    this.#legs.with(id, (leg) => this.#drop(leg, 'hung-up'))
  }

  originate(to: Destination, how: Origination): number {
    const leg = this.#legs.add(false)
    const targets = this.#calls.targetsOf(leg, to, this.#options.clock.nowMs())
    void this.#openAndInvite(leg, targets, how)
    return leg.id
  }

  hear(id: number, sources: readonly number[]): void {
    this.#legs.with(id, (leg) => this.#audio.hear(leg, sources))
  }

  play(id: number, program: Program): void {
    this.#legs.with(id, (leg) => this.#audio.play(leg, program))
  }

  stopPlay(id: number): void {
    this.#legs.with(id, (leg) => this.#audio.stop(leg))
  }

  detect(id: number, analysis: AmdOptions): void {
    this.#legs.with(id, (leg) => this.#audio.detect(leg, analysis))
  }

  record(id: string, legs: readonly number[], path: string): void {
    const opened = legs.flatMap((leg) => this.#legs.get(leg)?.opened?.leg ?? [])
    this.#media.record(id, opened, path).catch(() => {
      this.#tell({ kind: 'recorded', id, path, durationMs: 0 })
    })
  }

  stopRecord(id: string): void {
    this.#media.stopRecord(id)
  }

  transferred(id: number, status: number): void {
    const call = this.#legs.get(id)?.call
    if (call !== undefined) this.#wire.act((agent, nowMs) => agent.notifyTransfer(call, status, nowMs))
  }

  reconfigure(config: HostConfig): void {
    this.#entrance.reconfigure(config)
  }

  async figures(): Promise<ReadonlyMap<string, number>> {
    const [media, sip] = [await this.#media.counters(), this.#wire.act(({ counters }) => counters)]
    const failovers = ['trunk_failovers_total', this.#calls.failovers] as const
    return new Map([
      ['legs', this.#legs.size],
      failovers,
      ...this.#entrance.figures(),
      ...sipFigures(sip),
      ...mediaFigures(media),
    ])
  }

  async close(): Promise<void> {
    for (const id of this.#legs.byId.keys()) this.hangUp(id)
    this.#entrance.close()
    this.#wire.close()
    await this.#media.close()
  }

  async #openAndAnswer(leg: SipLeg, near: number | undefined): Promise<void> {
    const opened = await this.#audio.open(leg, near)
    if (leg.state === 'over') return
    if (!opened) this.refuse(leg.id, 'unavailable')
    else if (this.#negotiator.answer(leg)) this.#up(leg)
    else this.#end(leg, 'failed')
  }

  async #openAndInvite(leg: SipLeg, targets: readonly Target[], how: Origination): Promise<void> {
    const opened = await this.#audio.open(leg, how.near)
    if (leg.state === 'over') return
    if (!opened || targets.length === 0) {
      this.#end(leg, opened ? 'unreachable' : 'failed')
      return
    }
    const offer = this.#negotiator.offer(leg)
    this.#wire.act((agent, nowMs) => {
      for (const target of targets) this.#legs.bind(leg, this.#calls.invite(agent, leg, target, how, offer, nowMs))
    })
  }

  #take(event: AgentEvent): void {
    if (event.kind === 'incoming') this.#incoming(event)
    else if ('call' in event) {
      const leg = this.#legs.ofCall(event.call)
      if (leg !== undefined) this.#ofLeg(leg, event)
    } else this.#entrance.take(event)
  }

  #ofLeg(leg: SipLeg, event: AgentEvent & { readonly call: number }): void {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- `incoming` was taken before; of transfers this side asks for none
    switch (event.kind) {
      case 'progress':
        this.#tell({ kind: 'ringing', leg: leg.id })
        return
      case 'answered':
        this.#calledAnswered(leg, event)
        return
      case 'confirmed':
      case 'renegotiated':
        if (event.remote !== undefined) this.#negotiator.agreed(leg, event.remote)
        return
      case 'reoffered':
        this.#negotiator.reoffered(leg, event)
        return
      case 'info':
        this.#audio.key(leg, event.contentType, event.body)
        return
      case 'transfer-asked': {
        const replaces = this.#legs.ofCall(event.replaced ?? 0)?.id
        this.#tell({ kind: 'transfer-asked', leg: leg.id, to: numberOf(event.to.uri), replaces })
        return
      }
      case 'ended':
        this.#callEnded(leg, event)
        return
      default:
    }
  }

  #incoming(event: AgentEvent & { kind: 'incoming' }): void {
    this.#wire.act((agent, nowMs) => {
      const isFull = this.#legs.size >= this.#options.config.limits.calls
      const judged = isFull
        ? ({ kind: 'refused', status: 503, headers: [['Retry-After', '5']] } as const)
        : this.#entrance.judge(event, nowMs)
      if (judged.kind === 'refused') {
        agent.refuse(event.call, judged.status, nowMs, judged.headers)
        return
      }
      const { origin, from, to } = judged
      const leg = this.#legs.add(true)
      leg.call = event.call
      leg.offer = event.offer
      if (origin.kind === 'trunk') leg.trunk = origin.trunk
      this.#legs.bind(leg, event.call)
      this.#tell({ kind: 'incoming', leg: leg.id, from, to, origin })
    })
  }

  /** One phone of several has answered: the others stop ringing. */
  #calledAnswered(leg: SipLeg, { call, remote }: AgentEvent & { kind: 'answered' }): void {
    if (leg.state !== 'opening') return
    leg.calls.delete(call)
    this.#hangUpCalls(leg)
    leg.calls.add(call)
    leg.call = call
    if (this.#negotiator.agreed(leg, remote)) this.#up(leg)
    else this.#drop(leg, 'failed')
  }

  #callEnded(leg: SipLeg, event: AgentEvent & { kind: 'ended' }): void {
    const { call, reason, status } = event
    this.#legs.unbind(leg, call)
    const again =
      leg.call === undefined
        ? this.#wire.act((agent, nowMs) => this.#calls.inviteAgain(agent, leg, event, nowMs))
        : undefined
    if (again !== undefined) this.#legs.bind(leg, again)
    else if (leg.state !== 'over' && leg.calls.size === 0) this.#end(leg, legEndOf(reason, status))
  }

  #heard(event: MediaEvent): void {
    if (event.kind === 'recorded') this.#tell(event)
    if (event.kind === 'lost') for (const leg of this.#audio.lost(event)) this.#drop(leg, 'failed')
    const leg = this.#audio.legOf(event)
    if (leg === undefined) return
    if (event.kind === 'digit') this.#tell({ kind: 'digit', leg: leg.id, digit: event.digit })
    else if (event.kind === 'silent') this.#silent(leg)
    else if (event.kind === 'answered-by' || event.kind === 'machine-records') this.#tell({ ...event, leg: leg.id })
    else if (event.kind === 'played' && this.#audio.played(leg, event)) this.#tell({ kind: 'played', leg: leg.id })
  }

  /** Nothing has been heard of a leg for a while: it may be gone without a word. */
  #silent(leg: SipLeg): void {
    this.#tell({ kind: 'silent', leg: leg.id })
    if (leg.call !== undefined && leg.state === 'up') this.#wire.act((agent, nowMs) => agent.probe(leg.call!, nowMs))
  }

  #hangUpCalls(leg: SipLeg): void {
    this.#wire.act((agent, nowMs) => {
      for (const call of leg.calls) agent.hangUp(call, nowMs)
    })
    leg.calls.clear()
  }

  #drop(leg: SipLeg, reason: LegEnd): void {
    this.#hangUpCalls(leg)
    this.#end(leg, reason)
  }

  #up(leg: SipLeg): void {
    leg.state = 'up'
    this.#tell({ kind: 'answered', leg: leg.id })
  }

  #end(leg: SipLeg, reason: LegEnd): void {
    if (leg.state === 'over') return
    leg.state = 'over'
    this.#audio.close(leg)
    this.#legs.remove(leg)
    if (leg.trunk !== undefined) this.#entrance.trunks.release(leg.trunk)
    this.#tell({ kind: 'ended', leg: leg.id, reason })
  }
}
