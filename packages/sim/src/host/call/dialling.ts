import { type AcdEvent, awaitsCall, type DialEnd } from '@strowger/acd'
import type { AnswerSearch } from './answers.ts'
import { mayBeCalled } from '../trunk/may-be-called.ts'
import type { CalledParties, CallEnd } from './called-parties.ts'
import type { Caller } from './callers.ts'
import type { House } from './house.ts'

type DialledEvent = AcdEvent & { readonly kind: 'dial' }
type OfferedEvent = AcdEvent & { readonly kind: 'callback-offered' }

/** What the engine is told of a call that came to nothing. */
const END_OF: Readonly<Record<CallEnd, DialEnd>> = {
  machine: 'machine',
  network: 'failed',
  refused: 'busy',
  unreachable: 'no-answer',
  gone: 'no-answer',
  failed: 'failed',
  'hung-up': 'failed',
}

/** A call is no answer after so long where the scenario says nothing, ms; and so long before that a person must have been told from a machine. */
const USUAL_RING_MS = 30_000
const MARGIN_MS = 250

/** Calls that the engine asks for: callbacks that callers accept who wait, and the contacts of campaigns. */
export class Dialling {
  readonly #house: House
  readonly #called: CalledParties
  /** Contacts whose callers were asked whether to be called back. */
  readonly #asked = new Set<number>()
  /** Number of the contact that is being put on a list. */
  #listing = ''
  /** Nobody new is called. */
  isDraining = false

  constructor(house: House, called: CalledParties) {
    this.#house = house
    this.#called = called
  }

  /** An event of the engine. */
  carryOut(event: AcdEvent): void {
    const { numbers, callers } = this.#house
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are of no call that the engine asks for
    switch (event.kind) {
      case 'callback-offered':
        this.#ask(event)
        return
      case 'callback-accepted':
        numbers.keep(event.contact, callers.ofRef(event.ref)?.number ?? '')
        return
      case 'listed':
        this.#listed(event.contact, event.ref)
        return
      case 'dial':
        this.#dial(event)
        return
      case 'dial-ended':
        this.#called.drop(event.contact)
        return
      case 'connected':
        this.#asked.delete(event.contact)
        return
      case 'expired':
      case 'released':
      case 'abandoned':
      case 'diverted':
        this.#asked.delete(event.contact)
        numbers.forget(event.contact)
        return
      default:
    }
  }

  /** A caller who waits has pressed a key. True when it was the answer to whether to be called back. */
  press(caller: Caller, digit: string): boolean {
    const { desk, config } = this.#house
    if (digit !== config.callback.key) return false
    const contact = desk.machine.contactOf(caller.ref) ?? 0
    return this.#asked.has(contact) && desk.do({ do: 'accept-callback', contact }) === true
  }

  /** Puts somebody on the list of a campaign. Returns the contact, or why not. */
  list(campaignName: string, number: string, dueInMs: number): number | string {
    const { desk, plan, config, refs } = this.#house
    const campaigns = plan.acd.campaigns ?? []
    const campaign = campaigns.findIndex(({ name }) => name === campaignName)
    if (campaign < 0) {
      const known = campaigns.map(({ name }) => name).join(', ')
      return `there is no campaign ${JSON.stringify(campaignName)}: ${known === '' ? 'the scenario has none' : known}`
    }
    if (!mayBeCalled(config, number)) return `no trunk may call ${JSON.stringify(number)}`
    this.#listing = number
    const contact = desk.do({ do: 'list', campaign, ref: refs.next(), dueInMs })
    this.#listing = ''
    return typeof contact === 'number' ? contact : 'the campaign takes nobody'
  }

  /** Calls somebody no more. False when nobody with this number is to be called. */
  unlist(number: string): boolean {
    const { numbers, desk } = this.#house
    const cancelled = numbers.with(number).map((contact) => desk.do({ do: 'cancel-dial', contact }))
    return cancelled.includes(true)
  }

  /** After a restart: numbers of contacts that have ended are forgotten, and who is to be called without a number never was listed. */
  settle(): void {
    const { desk, numbers } = this.#house
    const inside = new Map(desk.snapshot().engine.contacts.map((contact) => [contact.id, contact]))
    for (const contact of numbers.contacts()) if (!inside.has(contact)) numbers.forget(contact)
    for (const contact of inside.values()) {
      if (awaitsCall(contact) && numbers.of(contact.id) === undefined)
        desk.do({ do: 'cancel-dial', contact: contact.id })
    }
  }

  #ask({ contact, ref }: OfferedEvent): void {
    const { callers, exchange, config } = this.#house
    const caller = callers.ofRef(ref)
    // Whom nobody can call back is not asked.
    if (caller === undefined || !mayBeCalled(config, caller.number)) return
    this.#asked.add(contact)
    caller.sound = 'prompt'
    exchange.play(caller.leg, { prompts: [config.callback.prompt] })
  }

  /** Somebody stands on a list: put there from outside, or because it gave up waiting. */
  #listed(contact: number, ref: number): void {
    const { callers, numbers, config, desk } = this.#house
    const number = this.#listing === '' ? (callers.ofRef(ref)?.number ?? '') : this.#listing
    if (mayBeCalled(config, number)) numbers.keep(contact, number)
    else desk.do({ do: 'cancel-dial', contact })
  }

  #dial({ contact, ref, agent, type }: DialledEvent): void {
    const { numbers, desk, lines, log, config } = this.#house
    const number = numbers.of(contact) ?? ''
    // A carrier may have been taken out of the configuration since.
    if (this.isDraining || !mayBeCalled(config, number)) {
      desk.do({ do: 'dial-failed', contact, reason: 'failed' })
      return
    }
    log.say('debug', 'dial', { contact, number })
    const line = agent < 0 ? undefined : lines.of(agent)
    const near = line?.voice ?? line?.ringing?.leg ?? 0
    this.#called.call(
      { contact, ref, number, near, search: this.#searchOf(type) },
      {
        onAnswered: () => desk.do({ do: 'dial-answered', contact }),
        onFailed: (reason) => desk.do({ do: 'dial-failed', contact, reason: END_OF[reason] }),
      },
    )
  }

  /** How it is found out who answers a contact of a type. */
  #searchOf(type: number): AnswerSearch | undefined {
    const { plan, config, desk } = this.#house
    const name = plan.acd.types[type]?.name
    const campaign = plan.acd.campaigns?.find((each) => each.type === name)
    const how = campaign && config.campaigns.get(campaign.name)
    return how && { how, untilMs: desk.nowMs() + (campaign.ringMs ?? USUAL_RING_MS) - MARGIN_MS }
  }
}
