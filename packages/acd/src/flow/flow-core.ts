import type { QueueFacts } from '../condition/queue-facts.ts'
import { DeadlineHeap } from '../timer/deadline-heap.ts'
import { ActionLog, type ActionRecord } from './action-log.ts'
import type { CompiledFlows, CompiledNode, CompiledPrompt } from './compiled-flow.ts'
import type { FlowActionKind } from './flow-action.ts'
import { FlowFacts } from './flow-facts.ts'
import { Awaits, NOBODY, SessionTable } from './session-table.ts'

/** How a machine runs. */
export interface FlowRules {
  /** Prompts end by their declared duration (`timed`: a simulator) or when the host says so (`reported`). */
  readonly prompts: 'timed' | 'reported'
  /** A prompt whose end is not reported ends after so long, ms. */
  readonly promptLimitMs: number
  /** Epoch ms at `nowMs` 0. */
  readonly epochMs: number
  readonly queueFacts: (type: number, nowMs: number) => QueueFacts
}

/** Sessions under compiled flows, with what all parts of the machine need: the time, deadlines, and what they say. */
export class FlowCore {
  readonly compiled: CompiledFlows
  readonly rules: FlowRules
  readonly sessions: SessionTable
  readonly deadlines: DeadlineHeap
  readonly log: ActionLog
  readonly facts: FlowFacts
  /** Callers inside by the flow that they entered by. */
  readonly linesHeld: Int32Array
  /** How often each node was come to. */
  readonly visits: Float64Array
  nowMs: number = -Infinity
  lastRequest = 0

  constructor(compiled: CompiledFlows, rules: FlowRules, log: ActionLog = new ActionLog()) {
    this.compiled = compiled
    this.rules = rules
    this.log = log
    this.sessions = new SessionTable(compiled.attributeNames.length)
    this.deadlines = new DeadlineHeap(this.sessions.capacity)
    this.facts = new FlowFacts(compiled, this.sessions, rules.queueFacts)
    this.linesHeld = new Int32Array(compiled.flows.length)
    this.visits = new Float64Array(compiled.nodes.length)
  }

  /** The node that a session is at. */
  nodeOf(slot: number): CompiledNode {
    return this.compiled.nodes[this.sessions.node[slot]!]!
  }

  /** The facts about a session now, for one question. */
  factsOf(slot: number): FlowFacts {
    this.facts.slot = slot
    this.facts.nowMs = this.nowMs
    this.facts.epochMs = this.nowMs + this.rules.epochMs
    return this.facts
  }

  /** A new action about a session, to be filled. */
  say(kind: FlowActionKind, slot: number): ActionRecord {
    const record = this.log.append(kind)
    const node = this.sessions.node[slot]!
    record.atMs = this.nowMs
    record.session = this.sessions.id[slot]!
    record.ref = this.sessions.ref[slot]!
    record.flow = node === NOBODY ? '' : this.compiled.flows[this.compiled.nodes[node]!.flow]!.name
    record.node = node === NOBODY ? '' : this.compiled.nodes[node]!.name
    return record
  }

  /** Says a prompt without waiting for its end. */
  play(
    slot: number,
    { prompt, says, bargeIn, durationMs }: CompiledPrompt,
    value: number = Number.NaN,
    speaks: '' | 'agent' | 'wait' = '',
  ): void {
    const record = this.say('play', slot)
    record.prompt = prompt
    record.says = says
    record.bargeIn = bargeIn
    record.durationMs = durationMs
    record.value = value
    record.speaks = speaks
  }

  /** Says a prompt; the session goes on at its end. */
  playToEnd(
    slot: number,
    prompt: CompiledPrompt,
    value: number = Number.NaN,
    speaks: '' | 'agent' | 'wait' = '',
  ): void {
    this.play(slot, prompt, value, speaks)
    this.sessions.awaits[slot] = Awaits.prompt
    const isTimed = this.rules.prompts === 'timed'
    this.deadlines.set(slot, this.nowMs + (isTimed ? prompt.durationMs : this.rules.promptLimitMs), 0)
  }

  /** What a waiting caller leaves, whatever becomes of it; nothing when it has no contact. */
  leave(slot: number, how: 'divert' | 'abandon' | 'release', reason: string): void {
    const contact = this.sessions.contact[slot]!
    if (contact === 0) return
    const record = this.say('leave', slot)
    record.contact = contact
    record.how = how
    record.reason = reason
    this.sessions.contact[slot] = 0
    this.sessions.ringing[slot] = 0
  }

  /** The session is over. */
  end(slot: number, reason: string, by: 'flow' | 'caller' | 'exchange'): void {
    const { sessions } = this
    const record = this.say('ended', slot)
    record.reason = reason
    record.by = by
    record.durationMs = this.nowMs - sessions.enteredMs[slot]!
    const entryFlow = sessions.entryFlow[slot]!
    if (entryFlow !== NOBODY) this.linesHeld[entryFlow]! -= 1
    this.deadlines.cancel(slot)
    sessions.release(slot)
  }
}
