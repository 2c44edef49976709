import type { LegEnd } from '../switch/switch-event.ts'
import { type Answerer, Answers, type AnswerSearch } from './answers.ts'
import type { Caller } from './callers.ts'
import type { House } from './house.ts'
import { MachineMessages } from './machine-messages.ts'
import type { OutsideCalls } from './outside-calls.ts'

/** Why a call came to nothing; `hung-up`: this side gave up. */
export type CallEnd = LegEnd | Exclude<Answerer, 'human'>

/** What becomes of a call to somebody: one of the two, once. */
export interface CallFate {
  onAnswered(): void
  onFailed(reason: CallEnd): void
}

/** Who is called, for which contact. */
export interface Callee {
  readonly contact: number
  /** That of the contact. */
  readonly ref: number
  readonly number: string
  /** Leg of the agent who waits, 0 for nobody. */
  readonly near: number
  /** How it is found out who has answered; undefined: whoever it is, is a person. */
  readonly search?: AnswerSearch | undefined
}

interface Call {
  readonly callee: Callee
  readonly leg: number
  readonly fate: CallFate
  /** Undefined until a person has answered. */
  caller: Caller | undefined
}

/** People whom the house calls for a contact, and who are its callers from their answer on: they have no session in the flows. */
export class CalledParties {
  readonly #house: House
  readonly #outside: OutsideCalls
  readonly #calls = new Map<number, Call>()
  readonly answers: Answers
  readonly messages: MachineMessages

  constructor(house: House, outside: OutsideCalls) {
    this.#house = house
    this.#outside = outside
    this.answers = new Answers(house)
    this.messages = new MachineMessages(house)
  }

  /** True while somebody is called for the contact, or has answered. */
  has(contact: number): boolean {
    return this.#calls.has(contact)
  }

  /** Calls somebody for a contact. */
  call(callee: Callee, fate: CallFate): void {
    const { contact, number, near, search } = callee
    const leg = this.#outside.call(number, '', near, {
      onAnswered: () => {
        const call = this.#calls.get(contact)
        if (call?.leg !== leg) this.#house.exchange.hangUp(leg)
        else if (search === undefined) this.#reached(call)
        else {
          this.answers.begin(leg, search, (by) => {
            this.#found(call, by, search.how.message)
          })
        }
      },
      onEnded: (_, reason) => {
        this.answers.forget(leg)
        this.messages.forget(leg)
        const caller = this.#house.callers.ofLeg(leg)
        if (caller !== undefined) {
          this.#house.callers.remove(caller)
          this.#outside.callerGone(caller)
        }
        this.#ended(contact, leg, reason)
      },
    })
    this.#calls.set(contact, { callee, leg, fate, caller: undefined })
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

  /** A person is on the line: a caller from now on. */
  #reached(call: Call): void {
    const { callers } = this.#house
    const { ref, number } = call.callee
    call.caller = callers.add(call.leg, number, '')
    call.caller.isAnswered = true
    callers.enter(call.caller, ref)
    call.fate.onAnswered()
  }

  /** It is known who has answered. For the engine a machine's call is over, also while a message is left on it. */
  #found(call: Call, by: Answerer, message: string | undefined): void {
    if (this.#calls.get(call.callee.contact) !== call) return
    if (by === 'human') {
      this.#reached(call)
      return
    }
    const { leg, fate, callee } = call
    this.#calls.delete(callee.contact)
    if (by === 'machine' && message !== undefined) this.messages.leave(leg, callee.number, message)
    else this.#house.exchange.hangUp(leg)
    fate.onFailed(by)
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
