import type { RequestAction } from '@strowger/acd'
import type { LegEnd } from '../switch/switch-event.ts'
import type { Caller } from './callers.ts'
import type { Contact } from './contacts.ts'
import type { House } from './house.ts'

/** What a call to somebody outside is for. */
interface Errand {
  readonly leg: number
  /** It was answered. */
  onAnswered(): void
  /** It is over, answered or not. */
  onEnded(reason: LegEnd): void
}

/** A flow's transfer is given up so long before the flow's own limit, which knows nothing of the call that rings, ms. */
const MARGIN_MS = 250
/** What a phone is told of a transfer to somebody who did not answer. */
const UNAVAILABLE = 480

/** Calls to somebody outside: a flow's transfer, an agent's blind transfer, a consultation. */
export class OutsideCalls {
  readonly #house: House
  readonly #errands = new Map<number, Errand>()
  /** Leg of somebody outside who is consulted or in conference, by the engine's contact. */
  readonly #byContact = new Map<number, number>()
  /** Blind transfers whose other side has not answered yet, by the contact that is to be transferred. */
  readonly #pending = new Map<number, { readonly leg: number; readonly told: (status: number) => void }>()

  constructor(house: House) {
    this.#house = house
  }

  /** Calls a number; who asked is told what becomes of it. Returns the leg. */
  call(
    number: string,
    from: string,
    near: number,
    told: { onAnswered(leg: number): void; onEnded(leg: number, reason: LegEnd): void },
  ): number {
    const leg = this.#house.exchange.originate({ kind: 'outside', number }, { from: { number: from, name: '' }, near })
    this.#errands.set(leg, {
      leg,
      onAnswered: () => {
        told.onAnswered(leg)
      },
      onEnded: (reason) => {
        told.onEnded(leg, reason)
      },
    })
    return leg
  }

  /** A flow hands the caller to somewhere outside. */
  transferFromFlow(caller: Caller, { subject, request, session, limitMs }: RequestAction): void {
    const { desk, clock, exchange } = this.#house
    const answer = (outcome: string) => desk.do({ do: 'answer', session, request, outcome })
    const leg = this.call(subject, caller.number, caller.leg, {
      onAnswered: () => {
        stopTimer()
        this.#connect(caller, leg)
        answer('done')
      },
      onEnded: () => {
        stopTimer()
        this.#separate(caller)
        answer('failed')
      },
    })
    caller.outside = leg
    const stopTimer = clock.at(desk.nowMs() + Math.max(0, limitMs - MARGIN_MS), () => {
      exchange.hangUp(leg)
      this.ended(leg, 'hung-up')
    })
  }

  /**
   * Blind transfer by an agent: the agent stays until somebody outside has answered, so that nobody is lost on the way. `told` gets a SIP status.
   * False when another one is under way.
   */
  transferOut(contact: Contact, caller: Caller, number: string, told: (status: number) => void): boolean {
    const { desk } = this.#house
    const { id } = contact
    if (this.#pending.has(id)) return false
    const leg = this.call(number, caller.number, caller.leg, {
      onAnswered: () => {
        this.#pending.delete(id)
        caller.outside = leg
        const left = desk.do({ do: 'transfer-out', contact: id, reason: 'transferred' })
        if (left === true) this.#connect(caller, leg)
        else {
          caller.outside = undefined
          this.#house.exchange.hangUp(leg)
        }
        told(left === true ? 200 : 486)
      },
      onEnded: () => {
        this.#pending.delete(id)
        if (caller.outside === leg) this.#separate(caller)
        else told(UNAVAILABLE)
      },
    })
    this.#pending.set(id, { leg, told })
    return true
  }

  /** The agent does not have the contact any more: whoever it was to be transferred to rings no longer. */
  withdraw(contact: number): void {
    const pending = this.#pending.get(contact)
    if (pending === undefined) return
    this.#pending.delete(contact)
    this.#errands.delete(pending.leg)
    this.#house.exchange.hangUp(pending.leg)
    pending.told(UNAVAILABLE)
  }

  /** The engine says that somebody outside is consulted: calls them. */
  consult(leg: Contact, near: number): void {
    const { desk, contacts } = this.#house
    const called = this.call(leg.outside, '', near, {
      onAnswered: () => {
        contacts.touch(leg.main)
        desk.advance()
      },
      onEnded: () => {
        this.#byContact.delete(leg.id)
        if (desk.do({ do: 'cancel-consult', contact: leg.main }) === false) {
          desk.do({ do: 'release', contact: leg.id })
        }
      },
    })
    this.#byContact.set(leg.id, called)
  }

  /** The leg of somebody outside who takes part in a contact; undefined when it has none. */
  legOf(contact: number): number | undefined {
    return this.#byContact.get(contact)
  }

  /** A part outside is over. Where it has become the caller's own (an attended transfer), they go on together. */
  settle(leg: Contact, caller: Caller | undefined, goesOn: boolean): void {
    const called = this.#byContact.get(leg.id)
    if (called === undefined) return
    this.#byContact.delete(leg.id)
    if (goesOn && caller !== undefined) {
      caller.outside = called
      this.#errands.set(called, {
        leg: called,
        onAnswered: () => undefined,
        onEnded: () => {
          this.#separate(caller)
        },
      })
      this.#connect(caller, called)
    } else this.#house.exchange.hangUp(called)
  }

  /** A leg of somebody outside was answered. False when it is none. */
  answered(leg: number): boolean {
    const errand = this.#errands.get(leg)
    errand?.onAnswered()
    return errand !== undefined
  }

  /** A leg of somebody outside is over. False when it was none. */
  ended(leg: number, reason: LegEnd): boolean {
    const errand = this.#errands.get(leg)
    this.#errands.delete(leg)
    errand?.onEnded(reason)
    return errand !== undefined
  }

  /** The caller is gone: so is whom it talked to outside. */
  callerGone(caller: Caller): void {
    if (caller.outside === undefined) return
    const leg = caller.outside
    caller.outside = undefined
    this.#house.exchange.hangUp(leg)
  }

  #connect(caller: Caller, leg: number): void {
    const { exchange } = this.#house
    caller.sound = 'nothing'
    exchange.stopPlay(caller.leg)
    exchange.hear(caller.leg, [leg])
    exchange.hear(leg, [caller.leg])
  }

  #separate(caller: Caller): void {
    caller.outside = undefined
    this.#house.exchange.hear(caller.leg, [])
    if (caller.isOver) this.#house.exchange.hangUp(caller.leg)
  }
}
