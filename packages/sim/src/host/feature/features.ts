import type { AgentLine } from '../call/agent-lines.ts'
import type { House } from '../call/house.ts'
import type { LiveCommand } from '../desk/live-desk.ts'
import { type DialledFeature, dialledFeature, NOT_READY_REASONS } from './feature-codes.ts'

/** Heard when a code was taken. */
const CONFIRMED = 'confirmed'
const TAKES_PART: Readonly<Partial<Record<DialledFeature, 'listen' | 'whisper' | 'barge-in' | 'intercept'>>> = {
  listen: 'listen',
  whisper: 'whisper',
  bargeIn: 'barge-in',
  intercept: 'intercept',
}

/** What agents dial on their phones. */
export class Features {
  readonly #house: House
  /** Legs that hear that their code was taken, and are hung up then. */
  readonly #confirming = new Set<number>()

  constructor(house: House) {
    this.#house = house
  }

  /** An agent's phone calls. False when the number is no code. */
  dialled(leg: number, number: string, dialled: string): boolean {
    const { agents, config, exchange, lines } = this.#house
    const code = dialledFeature(config.codes, dialled)
    const agent = agents.agentOf(number)
    if (code === undefined || agent === undefined) return false
    const part = TAKES_PART[code.feature]
    const done =
      part === undefined
        ? this.#command(code.feature, code.rest, agent)
        : this.#takePart(part, code.rest, lines.of(agent), leg)
    if (!done) exchange.refuse(leg, 'forbidden')
    else if (part === undefined) {
      exchange.answer(leg)
      this.#confirming.add(leg)
      exchange.play(leg, { prompts: [CONFIRMED] })
    } else exchange.answer(leg, this.#callerHeardBy(agent))
    return true
  }

  /** Something was played to its end. False when it was no confirmation. */
  played(leg: number): boolean {
    if (!this.#confirming.delete(leg)) return false
    this.#house.exchange.hangUp(leg)
    return true
  }

  #command(feature: DialledFeature, rest: string, agent: number): boolean {
    const command = this.#commandOf(feature, rest, agent)
    return command !== undefined && this.#house.desk.do(command) !== false
  }

  #commandOf(feature: DialledFeature, rest: string, agent: number): LiveCommand | undefined {
    const { agents } = this.#house
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- those that take part were taken before
    switch (feature) {
      case 'signIn':
        return { do: 'sign-in', agent }
      case 'signOut':
        return { do: 'sign-out', agent }
      case 'ready':
        return { do: 'ready', agent }
      case 'endWrapUp':
        return { do: 'end-wrap-up', agent }
      case 'notReady': {
        const reason = NOT_READY_REASONS.get(rest)
        return reason === undefined ? undefined : { do: 'not-ready', agent, reason }
      }
      default:
    }
    const other = agents.agentOf(rest)
    if (other === undefined || !this.#isSupervisor(agent)) return undefined
    if (feature === 'forceReady') return { do: 'force-ready', agent: other, by: agent }
    if (feature === 'forceSignOut') return { do: 'force-sign-out', agent: other, by: agent }
    return { do: 'force-not-ready', agent: other, reason: 'supervisor', by: agent }
  }

  /** The supervisor's own call is the one it hears on. */
  #takePart(
    part: 'listen' | 'whisper' | 'barge-in' | 'intercept',
    rest: string,
    line: AgentLine,
    leg: number,
  ): boolean {
    const { agents, contacts, desk, lines } = this.#house
    const other = agents.agentOf(rest)
    const contact = other === undefined ? undefined : contacts.mainOf(other)
    if (contact === undefined || !this.#isSupervisor(line.agent) || line.voice !== undefined) return false
    line.voice = leg
    lines.bind(leg, line)
    if (desk.do({ do: part, contact: contact.id, agent: line.agent }) !== false) return true
    lines.forget(leg)
    return false
  }

  /** The leg of the caller whom a supervisor hears: their sound is mixed on one thread. */
  #callerHeardBy(agent: number): number | undefined {
    const { contacts, callers } = this.#house
    const [talk] = contacts.talksOf(agent)
    return talk && callers.ofRef(talk.ref)?.leg
  }

  #isSupervisor(agent: number): boolean {
    const { agents } = this.#house
    return agents.configOf(agents.numberOf(agent))?.supervisor === true
  }
}
