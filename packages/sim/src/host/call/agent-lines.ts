import { KeyReader } from '../feature/keyed-feature.ts'
import type { FeatureCodes } from '../feature/feature-codes.ts'

/** What an agent's phone does. */
export interface AgentLine {
  readonly agent: number
  /** The leg that the agent talks on. */
  voice: number | undefined
  /** The leg that it has put aside on its phone, to consult somebody on another. */
  parked: number | undefined
  /** The leg that rings there, for which contact; by force where the phone is to answer by itself. */
  ringing:
    | { readonly leg: number; readonly contact: number; readonly byForce: boolean; readonly stopTimer: () => void }
    | undefined
  /** The leg on which the phone has asked for a transfer that is under way. */
  referring: number | undefined
  /** The host has told the engine that the phone cannot be reached. */
  isUnreachable: boolean
  readonly keys: KeyReader
}

/** Agents' phones by agent and by leg. */
export class AgentLines {
  readonly #codes: () => FeatureCodes
  readonly #lines = new Map<number, AgentLine>()
  readonly #byLeg = new Map<number, AgentLine>()

  constructor(codes: () => FeatureCodes) {
    this.#codes = codes
  }

  of(agent: number): AgentLine {
    const known = this.#lines.get(agent)
    if (known !== undefined) return known
    const line: AgentLine = {
      agent,
      voice: undefined,
      parked: undefined,
      ringing: undefined,
      referring: undefined,
      isUnreachable: false,
      keys: new KeyReader(this.#codes()),
    }
    this.#lines.set(agent, line)
    return line
  }

  /** The line that a leg belongs to; undefined for a caller's. */
  ofLeg(leg: number): AgentLine | undefined {
    return this.#byLeg.get(leg)
  }

  /** A leg belongs to an agent's phone until it is forgotten. */
  bind(leg: number, line: AgentLine): void {
    this.#byLeg.set(leg, line)
  }

  /** The leg is over. */
  forget(leg: number): void {
    const line = this.#byLeg.get(leg)
    this.#byLeg.delete(leg)
    if (line === undefined) return
    if (line.voice === leg) {
      line.voice = line.parked
      line.parked = undefined
    }
    if (line.parked === leg) line.parked = undefined
    if (line.ringing?.leg === leg) {
      line.ringing.stopTimer()
      line.ringing = undefined
    }
  }
}
