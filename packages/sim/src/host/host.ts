import { type DeskCommand, type DeskEvent, isFlowAction } from '@strowger/acd'
import { AgentLines } from './call/agent-lines.ts'
import { Arrivals } from './call/arrivals.ts'
import { Bridges } from './call/bridges.ts'
import { Callbacks } from './call/callbacks.ts'
import { CalledParties } from './call/called-parties.ts'
import { Callers } from './call/callers.ts'
import { Contacts } from './call/contacts.ts'
import { Conversations, type Crew } from './call/conversations.ts'
import { Dialling } from './call/dialling.ts'
import { FlowHands } from './call/flow-hands.ts'
import type { House } from './call/house.ts'
import { NumbersToCall } from './call/numbers-to-call.ts'
import { OutsideCalls } from './call/outside-calls.ts'
import { ON_A_CALL, OwnCalls } from './call/own-calls.ts'
import { OwnRefs } from './call/own-refs.ts'
import { Phones } from './call/phones.ts'
import { Recordings } from './call/recordings.ts'
import { type ServiceClient, Services } from './call/services.ts'
import { Transfers } from './call/transfers.ts'
import { Voicemail } from './call/voicemail.ts'
import { WrapUpLimits } from './call/wrap-up-limits.ts'
import type { HostClock } from './clock/host-clock.ts'
import { checkCampaigns } from './config/check-campaigns.ts'
import type { HostConfig } from './config/host-config.ts'
import { Features } from './feature/features.ts'
import type { HostLog } from './log/host-log.ts'
import { Agents } from './phone/agents.ts'
import { agentsOf, type OpenedFloor, openFloor, staff, turnOver } from './recovery/floor.ts'
import type { Setup } from './recovery/host-journal.ts'
import type { HostStore } from './recovery/host-store.ts'
import { leftovers } from './recovery/leftovers.ts'
import { planOfSetup } from './recovery/rebuild.ts'
import type { Sources } from './recovery/sources.ts'
import type { SwitchEvent } from './switch/switch-event.ts'
import type { SwitchMaker } from './switch/switch.ts'

/** What a host is made of: everything that touches the world is given to it. */
export interface HostOptions {
  readonly config: HostConfig
  /** The files of the scenario. */
  readonly sources: Sources
  readonly clock: HostClock
  readonly exchange: SwitchMaker
  readonly store: HostStore
  readonly log: HostLog
  readonly services: ServiceClient
  /** A new journal is begun after so many commands; a restart does those of the last again. Default 100 000. */
  readonly commandsOfJournal?: number
  /** Hears everything that is decided, in order, after the host has carried it out. */
  readonly onTold?: (event: DeskEvent) => void
}

const COMMANDS_OF_JOURNAL = 100_000

/**
 * A live exchange: the engine, flows and policy of a scenario, with telephones. It decides nothing: what the engine decides is carried out, and
 * what happens at the telephones is told to the engine as commands, each of which is in the journal before it is done.
 */
export class Host {
  readonly house: House
  readonly #options: HostOptions
  readonly #arrivals: Arrivals
  readonly #callbacks: Callbacks
  /** For figures: who has answered. */
  readonly called: CalledParties
  /** For programs that act for agents. */
  readonly transfers: Transfers
  /** For programs that have lists of people to be called. */
  readonly dialling: Dialling
  #setup: Setup
  /** Agents that the engine knows, those who have left included. */
  #introduced = 0
  /** Number of the journal. */
  #part: number

  private constructor(
    options: HostOptions,
    exchange: House['exchange'],
    onEvent: (take: (event: SwitchEvent) => void) => void,
  ) {
    const { config, sources, clock, store, log, services, onTold } = options
    this.#options = options
    const contacts = new Contacts()
    const lines = new AgentLines(() => this.house.config.codes)
    const floor = openFloor(sources, config, clock, store, {
      onTold: (event) => {
        if (isFlowAction(event)) crew.flows.carryOut(event)
        else conversations.carryOut(event)
        onTold?.(event)
      },
      onRest: () => {
        conversations.settle()
        this.#turnOver()
      },
      onMistake: (command: DeskCommand, error) => {
        log.say('error', 'mistake', { command: command.do, message: error.message })
      },
    })
    const { desk, plan } = floor
    this.house = {
      desk,
      exchange,
      clock,
      agents: new Agents(),
      callers: new Callers(),
      contacts,
      lines,
      numbers: new NumbersToCall((note) => {
        desk.note(note)
      }),
      refs: new OwnRefs(),
      log,
      config,
      plan,
    }
    const outside = new OutsideCalls(this.house)
    this.transfers = new Transfers(this.house, outside)
    const voicemail = new Voicemail(this.house)
    this.called = new CalledParties(this.house, outside)
    this.#callbacks = new Callbacks(this.house, this.called)
    this.dialling = new Dialling(this.house, this.called)
    const crew: Crew = {
      flows: new FlowHands(this.house, outside, this.#callbacks, new Services(this.house, services), voicemail),
      phones: new Phones(this.house, this.#callbacks),
      outside,
      own: new OwnCalls(this.house),
      bridges: new Bridges(this.house, outside),
      callbacks: this.#callbacks,
      called: this.called,
      dialling: this.dialling,
      recordings: new Recordings(this.house),
      transfers: this.transfers,
      wrapUps: new WrapUpLimits(this.house),
    }
    const conversations = new Conversations(this.house, crew)
    this.#arrivals = new Arrivals(this.house, crew, new Features(this.house), voicemail)
    this.#setup = floor.setup
    this.#part = floor.part
    this.#begin(floor)
    crew.wrapUps.restore()
    onEvent((event) => {
      this.#arrivals.take(event)
    })
  }

  /** Opens a host. Rejects when the exchange cannot be opened; @throws what a scenario or a journal with a mistake throws. */
  static async open(options: HostOptions): Promise<Host> {
    let take: ((event: SwitchEvent) => void) | undefined
    // Whoever calls while the journal is read is answered when it was.
    const early: SwitchEvent[] = []
    const exchange = await options.exchange((event) => {
      if (take === undefined) early.push(event)
      else take(event)
    })
    try {
      return new Host(options, exchange, (given) => {
        take = given
        for (const event of early.splice(0)) given(event)
      })
    } catch (error) {
      await exchange.close()
      throw error
    }
  }

  /** Calls inside: callers, who is being told from a machine, and machines on which a message is left. */
  get calls(): number {
    const { answers, messages } = this.called
    return this.house.callers.size + answers.size + messages.size
  }

  /** Calls that are promised and not done. */
  get promises(): number {
    return this.#callbacks.size
  }

  /**
   * Routes by other files from now on, while callers are inside; calls go on.
   *
   * @throws what a file with a mistake throws, or one in which somebody has no place: then everything is as before
   */
  reload(sources: Sources, config: HostConfig): void {
    const setup = { sources, numbers: Object.fromEntries(config.numbers), agents: this.#setup.agents }
    const plan = planOfSetup(setup)
    this.#change(setup, plan, config)
    this.house.exchange.reconfigure(config)
    this.house.log.say('info', 'reloaded', { scenario: plan.name })
  }

  get isDraining(): boolean {
    return this.#arrivals.isDraining
  }

  /** Lets nobody in any more; callers inside are served. */
  drain(): void {
    this.#arrivals.isDraining = true
    this.dialling.isDraining = true
    this.house.log.say('info', 'draining', { calls: this.calls })
  }

  /** Ends: calls that are left are hung up. */
  async close(): Promise<void> {
    await this.house.exchange.close()
    this.house.desk.close()
  }

  /** Takes up where the last journal ends: other files, agents who came or went, callers whose calls are gone. */
  #begin({ setup, left, notes }: OpenedFloor): void {
    const { house } = this
    const { config, sources } = this.#options
    const introduced = left?.engine.agents ?? []
    for (const [agent, number] of setup.agents.entries()) {
      const known = config.agents.find((each) => each.number === number)
      if (known !== undefined && introduced[agent]?.removed === false) house.agents.set(known, agent)
    }
    this.#introduced = introduced.length
    // Agents who are free may be given somebody to call at once.
    for (const [contact, number] of notes.numbers) house.numbers.keep(contact, number)
    for (const { ref } of left?.engine.contacts ?? []) house.refs.keep(ref)
    const waiting =
      left === null ? new Set<number>() : leftovers(house.desk, left, new Set(notes.promises.map(({ ref }) => ref)))
    const next = { sources, numbers: Object.fromEntries(config.numbers), agents: setup.agents }
    this.#change(next, left === null ? house.plan : planOfSetup(next), config)
    this.#callbacks.restore(notes.promises, waiting)
    this.dialling.settle()
    // Calls of their own that agents were on are gone.
    for (const [agent, { reason }] of (left?.engine.agents ?? []).entries()) {
      if (reason === ON_A_CALL) house.desk.do({ do: 'ready', agent })
    }
    // What fell due meanwhile, and the clock for what is due next.
    house.desk.advance()
  }

  /** A journal that has grown long enough is followed by another. */
  #turnOver(): void {
    const { desk } = this.house
    if (desk.commands < (this.#options.commandsOfJournal ?? COMMANDS_OF_JOURNAL)) return
    this.#part += 1
    turnOver(desk, this.#setup, this.#part, this.#options.store)
    this.#callbacks.noteAll()
    this.house.numbers.noteAll()
  }

  #change(setup: Setup, plan: House['plan'], config: HostConfig): void {
    checkCampaigns(plan, config)
    const { desk, agents } = this.house
    const next = { ...setup, agents: agentsOf(setup.agents, config, agents, this.#introduced) }
    if (!sameSetup(next, this.#setup)) desk.setUp(next, plan)
    this.#setup = next
    this.house.plan = plan
    this.house.config = config
    staff(desk, plan, next.agents, this.#introduced, config, agents)
    this.#introduced = next.agents.length
  }
}

function sameSetup(a: Setup, b: Setup): boolean {
  const plain = ({ sources, numbers, agents }: Setup) => JSON.stringify([sources, numbers, agents])
  return plain(a) === plain(b)
}
