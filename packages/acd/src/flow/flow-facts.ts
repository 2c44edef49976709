import type { QueueFacts } from '../condition/queue-facts.ts'
import type { CompiledFlows } from './compiled-flow.ts'
import type { SessionTable } from './session-table.ts'

/** A queue of which nothing is known. */
export const UNKNOWN_QUEUE: QueueFacts = {
  nowMs: Number.NaN,
  waiting: Number.NaN,
  longestWaitMs: Number.NaN,
  waitedMs: Number.NaN,
  ewtMs: Number.NaN,
  ready: Number.NaN,
  signedIn: Number.NaN,
  inside: Number.NaN,
}

/** What conditions of flows are asked about: one session at one time. One object for all, set before each question. */
export class FlowFacts {
  /** The session in question. */
  slot = 0
  /** Epoch ms. */
  epochMs = 0
  nowMs = 0
  readonly sessions: SessionTable
  readonly compiled: CompiledFlows
  readonly #queueFacts: (type: number, nowMs: number) => QueueFacts

  constructor(
    compiled: CompiledFlows,
    sessions: SessionTable,
    queueFacts: (type: number, nowMs: number) => QueueFacts,
  ) {
    this.compiled = compiled
    this.sessions = sessions
    this.#queueFacts = queueFacts
  }

  /** An attribute of the session by its place. */
  attribute(place: number): number {
    return this.sessions.attributes[this.slot * this.sessions.stride + place]!
  }

  /** What is known of the queue of a contact type. */
  queue(type: number): QueueFacts {
    return this.#queueFacts(type, this.nowMs)
  }
}
