import type { AcdEvent } from '@strowger/acd'
import { spokenWait } from '../prompt/prompt-files.ts'
import type { Bridges } from './bridges.ts'
import type { Callbacks } from './callbacks.ts'
import type { CalledParties } from './called-parties.ts'
import type { Contact } from './contacts.ts'
import type { Dialling } from './dialling.ts'
import type { FlowHands } from './flow-hands.ts'
import type { House } from './house.ts'
import type { OutsideCalls } from './outside-calls.ts'
import type { OwnCalls } from './own-calls.ts'
import type { Phones } from './phones.ts'
import type { Recordings } from './recordings.ts'
import type { Transfers } from './transfers.ts'
import type { WrapUpLimits } from './wrap-up-limits.ts'

/** Who carries out what the engine decides. */
export interface Crew {
  readonly flows: FlowHands
  readonly phones: Phones
  readonly outside: OutsideCalls
  readonly own: OwnCalls
  readonly bridges: Bridges
  readonly callbacks: Callbacks
  readonly called: CalledParties
  readonly dialling: Dialling
  readonly recordings: Recordings
  readonly transfers: Transfers
  readonly wrapUps: WrapUpLimits
}

/** The agent who had the contact has it no more. */
const LEAVES_AGENT: ReadonlySet<string> = new Set<AcdEvent['kind']>([
  'released',
  'transferred',
  'taken-over',
  'diverted',
])

/** Carries out what the engine decides about contacts. */
export class Conversations {
  readonly #house: House
  readonly #crew: Crew

  constructor(house: House, crew: Crew) {
    this.#house = house
    this.#crew = crew
  }

  /** An event of the engine. */
  carryOut(event: AcdEvent): void {
    const { contacts } = this.#house
    const before = 'contact' in event ? contacts.of(event.contact) : undefined
    contacts.observe(event)
    if (LEAVES_AGENT.has(event.kind) && 'contact' in event) this.#crew.outside.withdraw(event.contact)
    this.#carryOut(event, before)
    this.#crew.dialling.carryOut(event)
    this.#crew.own.observe(event)
  }

  #carryOut(event: AcdEvent, before: Contact | undefined): void {
    const { contacts } = this.#house
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others ask nothing of the host but new hearings
    switch (event.kind) {
      case 'offered':
        this.#crew.phones.offered(contacts.of(event.contact)!, event.agent)
        return
      case 'offer-ended':
        this.#crew.phones.offerEnded(event.contact, event.agent)
        return
      case 'connected':
      case 'taken-over':
      case 'bridged':
      case 'monitoring':
        this.#talks(event.contact, event.agent)
        return
      case 'queued':
      case 'requeued':
        this.#waits(event.ref)
        return
      case 'announced':
        this.#plays(event.ref, [event.reason])
        return
      case 'wait-announced':
        this.#plays(event.ref, spokenWait(event.upToMs))
        return
      case 'consulting': {
        const leg = contacts.of(event.contact)!
        this.#crew.transfers.consultBegan(leg)
        if (leg.outside !== '') this.#crew.outside.consult(leg, this.#house.lines.of(event.agent).voice ?? 0)
        return
      }
      case 'consult-ended':
        this.#crew.transfers.consultEnded(event.contact)
        if (before !== undefined && before.outside !== '') {
          this.#crew.outside.settle(before, this.#house.callers.ofRef(event.ref), event.reason === 'completed')
        }
        return
      case 'dial':
        if (event.agent >= 0) this.#crew.phones.connected(contacts.of(event.contact)!, event.agent)
        return
      case 'abandoned':
      case 'expired':
        this.#crew.called.over(event.contact)
        return
      case 'released':
        this.#crew.recordings.stop(event.contact)
        this.#crew.called.over(event.contact)
        if (event.wrapUp) this.#crew.wrapUps.began(event.contact, event.agent)
        return
      case 'wrap-up':
        this.#crew.wrapUps.began(event.contact, event.agent)
        return
      case 'wrap-up-ended':
        this.#crew.wrapUps.ended(event.contact)
        return
      case 'transferred':
        this.#crew.recordings.stop(event.contact)
        return
      case 'diverted':
        this.#crew.recordings.stop(event.contact)
        this.#crew.called.over(event.contact)
        return
      default:
    }
  }

  /** Nothing more is decided for now: puts into effect what was. */
  settle(): void {
    const { contacts, agents } = this.#house.contacts.takeTouched()
    for (const agent of agents) this.#crew.phones.settle(agent)
    for (const main of contacts) {
      this.#crew.bridges.refresh(main)
      this.#crew.recordings.start(main)
    }
  }

  #talks(id: number, agent: number): void {
    const contact = this.#house.contacts.of(id)!
    this.#crew.phones.connected(contact, agent)
    if (contact.role === 'consulted') this.#crew.transfers.consultAnswered(id)
    if (contact.role !== 'caller') return
    this.#crew.callbacks.connected(contact, agent)
    const caller = this.#house.callers.ofRef(contact.ref)
    if (caller === undefined) return
    caller.isWaiting = false
    this.#crew.flows.quiet(caller)
  }

  #waits(ref: number): void {
    const caller = this.#house.callers.ofRef(ref)
    if (caller === undefined) return
    caller.isWaiting = true
    this.#crew.flows.music(caller)
  }

  #plays(ref: number, prompts: readonly string[]): void {
    const caller = this.#house.callers.ofRef(ref)
    if (caller === undefined) return
    caller.sound = 'prompt'
    this.#house.exchange.play(caller.leg, { prompts })
  }
}
