import { directFlow } from '../plan/host-plan.ts'
import type { KeyedFeature } from '../feature/keyed-feature.ts'
import type { AgentLine } from './agent-lines.ts'
import type { Contact } from './contacts.ts'
import { mayBeCalled } from '../trunk/may-be-called.ts'
import type { House } from './house.ts'
import type { OutsideCalls } from './outside-calls.ts'

/** Where a number that an agent calls or transfers to leads. */
type Goal =
  | { readonly kind: 'agent'; readonly agent: number }
  | { readonly kind: 'queue'; readonly type: number }
  | { readonly kind: 'outside'; readonly number: string }

const OK = 200
const NOT_FOUND = 404
const BUSY = 486

/** What agents do with a caller they talk to: hold, consult, transfer, confer, by their phone's own keys or by codes. */
export class Transfers {
  readonly #house: House
  readonly #outside: OutsideCalls
  /** Calls that agents make on another line of their phone to consult somebody, by the engine's contact for whom they consult. */
  readonly #consulting = new Map<number, { readonly line: AgentLine; readonly leg: number }>()

  constructor(house: House, outside: OutsideCalls) {
    this.#house = house
    this.#outside = outside
  }

  /** The phone has put the house on hold, or takes it back. */
  held(line: AgentLine, isHeld: boolean): void {
    const { contacts, desk } = this.#house
    const [talk] = contacts.talksOf(line.agent)
    if (talk !== undefined && talk.isHeld !== isHeld) desk.do({ do: isHeld ? 'hold' : 'resume', contact: talk.id })
  }

  /** An agent who talks to a caller calls somebody on another line. False when there is nobody to be consulted about, or with. */
  consultOnLine(line: AgentLine, leg: number, number: string): boolean {
    const main = this.#house.contacts.mainOf(line.agent)
    if (main === undefined || line.parked !== undefined) return false
    line.parked = line.voice
    line.voice = leg
    this.#house.lines.bind(leg, line)
    this.#house.exchange.ring(leg)
    if (this.#consult(main, number)) return true
    this.#house.lines.forget(leg)
    return false
  }

  /** A consultation has begun: by a call of its own, where the agent has another line for it. */
  consultBegan(leg: Contact): void {
    const line = this.#house.lines.of(leg.by)
    if (line.parked !== undefined && line.voice !== undefined) this.#consulting.set(leg.id, { line, leg: line.voice })
  }

  /** Somebody who is consulted has answered: so is the agent's own call. */
  consultAnswered(contact: number): void {
    const asking = this.#consulting.get(contact)
    if (asking !== undefined) this.#house.exchange.answer(asking.leg, asking.line.parked)
  }

  /** A consultation is over: the agent is back on the line that it had put aside. */
  consultEnded(contact: number): void {
    const asking = this.#consulting.get(contact)
    this.#consulting.delete(contact)
    if (asking !== undefined) this.#house.exchange.hangUp(asking.leg)
  }

  /** The phone asks for a transfer. */
  asked(line: AgentLine, leg: number, number: string, replaces: number | undefined): void {
    const { contacts, exchange, desk } = this.#house
    const main = contacts.mainOf(line.agent)
    const told = (status: number) => {
      if (line.referring !== leg) return
      line.referring = undefined
      exchange.transferred(leg, status)
    }
    line.referring = leg
    if (main === undefined) told(NOT_FOUND)
    else if (replaces === undefined) this.#transfer(main, number, told)
    else told(desk.do({ do: 'complete-consult', contact: main.id }) === true ? OK : BUSY)
  }

  /** Keys that an agent pressed in a conversation are a code. */
  keyed(line: AgentLine, { feature, number }: KeyedFeature): void {
    const { contacts, desk } = this.#house
    const main = contacts.mainOf(line.agent)
    if (main === undefined) return
    const contact = main.id
    if (feature === 'hold') desk.do({ do: main.isHeld ? 'resume' : 'hold', contact })
    else if (feature === 'complete') desk.do({ do: 'complete-consult', contact })
    else if (feature === 'conference') desk.do({ do: 'conference', contact })
    else if (feature === 'cancel') desk.do({ do: 'cancel-consult', contact })
    else if (feature === 'consult') this.#consult(main, number)
    else this.#transfer(main, number, () => undefined)
  }

  /** An agent's phone hung up the line that it consults on: it is back with the caller. False when it has no other line. */
  consultHungUp({ agent, parked }: AgentLine): boolean {
    const main = this.#house.contacts.mainOf(agent)
    if (main === undefined || parked === undefined) return false
    this.#house.desk.do({ do: 'cancel-consult', contact: main.id })
    return true
  }

  /** An agent's phone hung up: what it talked to is over for it. */
  hungUp({ agent }: AgentLine): void {
    const { contacts, desk } = this.#house
    for (const talk of contacts.talksOf(agent).toReversed()) {
      const contact = talk.id
      if (talk.role === 'monitor') desk.do({ do: 'stop-listening', contact: talk.main, agent })
      else if (talk.role === 'consulted') desk.do({ do: 'release', contact })
      // Whoever hangs up while another agent hears the caller, or has been told of it, leaves the caller there.
      else if (desk.do({ do: 'leave-conference', contact, agent }) === false) this.#leave(contact)
    }
  }

  #leave(contact: number): void {
    const { desk } = this.#house
    if (desk.do({ do: 'complete-consult', contact }) !== false) return
    // Whoever hangs up while the other side is still being called takes that back.
    if (desk.do({ do: 'release', contact }) === false) desk.do({ do: 'dial-failed', contact, reason: 'failed' })
  }

  #consult(main: Contact, number: string): boolean {
    const { desk } = this.#house
    const goal = this.#goalOf(number)
    if (goal === undefined) return false
    const contact = main.id
    const leg =
      goal.kind === 'agent'
        ? desk.do({ do: 'consult-agent', contact, agent: goal.agent })
        : goal.kind === 'queue'
          ? desk.do({ do: 'consult-queue', contact, type: goal.type })
          : desk.do({ do: 'consult-outside', contact, outside: goal.number })
    return leg !== false
  }

  #transfer(main: Contact, number: string, told: (status: number) => void): void {
    const { desk, callers } = this.#house
    const goal = this.#goalOf(number)
    const caller = callers.ofRef(main.ref)
    if (goal === undefined || caller === undefined) told(NOT_FOUND)
    else if (goal.kind === 'outside') {
      if (!this.#outside.transferOut(main, caller, goal.number, told)) told(BUSY)
    } else {
      const contact = main.id
      const done =
        goal.kind === 'agent'
          ? desk.do({ do: 'transfer-to-agent', contact, agent: goal.agent })
          : desk.do({ do: 'transfer', contact, type: goal.type })
      told(done === true ? OK : BUSY)
    }
  }

  #goalOf(number: string): Goal | undefined {
    const { agents, plan, config } = this.#house
    const agent = agents.agentOf(number)
    if (agent !== undefined) return { kind: 'agent', agent }
    const flow = plan.flows.numbers?.[number]
    const type = plan.acd.types.findIndex(({ name }) => flow === directFlow(name))
    if (type >= 0) return { kind: 'queue', type }
    return mayBeCalled(config, number) ? { kind: 'outside', number } : undefined
  }
}
