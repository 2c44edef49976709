import type { LegEnd } from '../switch/switch-event.ts'
import type { Caller } from './callers.ts'
import type { House } from './house.ts'
import type { OutsideCalls } from './outside-calls.ts'

/** What becomes of a call to somebody: one of the two, once. */
export interface CallFate {
  onAnswered(): void
  /** It came to nothing; `hung-up`: this side gave up. */
  onFailed(reason: LegEnd): void
}

interface Call {
  readonly leg: number
  readonly fate: CallFate
  /** Undefined until it is answered. */
  caller: Caller | undefined
}

/** People whom the house calls for a contact, and who are its callers from their answer on: they have no session in the flows. */
export class CalledParties {
  readonly #house: House
  readonly #outside: OutsideCalls
  readonly #calls = new Map<number, Call>()

  constructor(house: House, outside: OutsideCalls) {
    this.#house = house
    this.#outside = outside
  }

  /** True while somebody is called for the contact, or has answered. */
  has(contact: number): boolean {
    return this.#calls.has(contact)
  }

  /** Calls a number for a contact that has this `ref`. */
  call(contact: number, ref: number, number: string, near: number, fate: CallFate): void {
    const { callers, exchange } = this.#house
    const leg = this.#outside.call(number, '', near, {
      onAnswered: () => {
        const call = this.#calls.get(contact)
        if (call?.leg !== leg) {
          exchange.hangUp(leg)
          return
        }
        call.caller = callers.add(leg, number, '')
        call.caller.isAnswered = true
        callers.enter(call.caller, ref)
        fate.onAnswered()
      },
      onEnded: (_, reason) => {
        const caller = callers.ofLeg(leg)
        if (caller !== undefined) {
          callers.remove(caller)
          this.#outside.callerGone(caller)
        }
        this.#ended(contact, leg, reason)
      },
    })
    this.#calls.set(contact, { leg, fate, caller: undefined })
  }

  /** A call is given up before its answer; nobody is told. */
  drop(contact: number): void {
    const call = this.#calls.get(contact)
    if (call === undefined || call.caller !== undefined) return
    this.#calls.delete(contact)
    this.#house.exchange.hangUp(call.leg)
  }

  /** The contact has ended: so has the call, unless they go on with somebody outside. */
  over(contact: number): void {
    const call = this.#calls.get(contact)
    if (call === undefined) return
    this.#calls.delete(contact)
    const { leg, caller, fate } = call
    if (caller !== undefined) caller.isOver = true
    if (caller?.outside === undefined) this.#house.exchange.hangUp(leg)
    if (caller === undefined) fate.onFailed('hung-up')
  }

  #ended(contact: number, leg: number, reason: LegEnd): void {
    const call = this.#calls.get(contact)
    if (call?.leg !== leg) return
    this.#calls.delete(contact)
    if (call.caller === undefined) call.fate.onFailed(reason)
    else {
      const { desk } = this.#house
      if (desk.do({ do: 'release', contact }) === false) desk.do({ do: 'abandon', contact })
    }
  }
}
