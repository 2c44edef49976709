import type { QueueFacts } from '../condition/queue-facts.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { AcdEvent } from '../event/event.ts'
import type { AttributeValues } from '../expression/attributes.ts'
import { valuesOf } from './attribute-values.ts'
import { compileFlows, type FlowFloor } from './compile-flow.ts'
import type { CompiledFlows } from './compiled-flow.ts'
import { checkDigit } from './digits.ts'
import { adoptFlowSnapshot } from './flow-adoption.ts'
import { flowOf, learn, openSession } from './entrance.ts'
import { UNKNOWN_QUEUE } from './flow-facts.ts'
import { FlowCore, type FlowRules } from './flow-core.ts'
import type { FlowAction } from './flow-action.ts'
import type { FlowsConfig } from './flow-config.ts'
import type { FlowAnswer, FlowCall } from './flow-input.ts'
import { type FlowSnapshot, takeFlowSnapshot } from './flow-snapshot.ts'
import { Awaits, NOBODY } from './session-table.ts'
import { Walker } from './walker.ts'

/** How a machine runs. */
export interface FlowMachineOptions {
  /**
   * `reported` (default): the host says when a prompt is over. `timed`: each prompt lasts as long as the file declares,
   * which every prompt then has to.
   */
  readonly prompts?: 'timed' | 'reported'
  /** A prompt whose end is not reported is taken to be over after so long, ms, so that nobody is lost. Default 10 minutes. */
  readonly promptLimitMs?: number
  /** Epoch ms at `nowMs` 0, for schedules. Default 0: `nowMs` is epoch ms. */
  readonly epochMs?: number
  /** What is known of a type's queue, for conditions and announcements. Default: nothing is. */
  readonly queueFacts?: (type: number, nowMs: number) => QueueFacts
}

/**
 * Callers inside IVR and routing flows, without I/O: calls, digits, answers and the time go in, actions come out.
 *
 * The host calls a command with the present time, reads actions with {@link read} until there are none, and calls
 * {@link advance} no later than {@link nextDeadlineMs}. What comes too late for its session returns false and changes
 * nothing. `FlowDesk` ties a machine to an `AcdEngine`; a machine alone leaves the actions `queue`, `move` and `leave`
 * to its host, who tells what became of them with {@link placed} and {@link observe}.
 */
export class FlowMachine {
  #core: FlowCore
  #walker: Walker
  readonly #rules: FlowRules

  /** @throws StrowgerError with the path of the first mistake in the flows */
  constructor(flows: FlowsConfig, floor: FlowFloor, options: FlowMachineOptions = {}) {
    const { prompts = 'reported', promptLimitMs = 600_000, epochMs = 0, queueFacts = () => UNKNOWN_QUEUE } = options
    if (!(promptLimitMs > 0)) throw new StrowgerError('out-of-range', 'promptLimitMs', promptLimitMs, 'more than 0 ms')
    this.#rules = { prompts, promptLimitMs, epochMs, queueFacts }
    this.#core = new FlowCore(this.#compile(flows, floor), this.#rules)
    this.#walker = new Walker(this.#core)
  }

  /** A machine in the state that a snapshot holds. @throws StrowgerError when it does not fit */
  static restore(
    flows: FlowsConfig,
    floor: FlowFloor,
    options: FlowMachineOptions,
    snapshot: FlowSnapshot,
  ): FlowMachine {
    const machine = new FlowMachine(flows, floor, options)
    machine.#settle(snapshot)
    return machine
  }

  /**
   * Replaces the flows while callers are inside: each goes on at the node of the same flow, name and kind, with what it
   * was waiting for, or at the flow's fallback. None is lost.
   *
   * @throws StrowgerError, and goes on as before, when the flows have a mistake or someone has nowhere to go on
   */
  reconfigure(flows: FlowsConfig, floor: FlowFloor, nowMs: number): void {
    this.advance(nowMs)
    const before = this.#core
    const core = new FlowCore(this.#compile(flows, floor), this.#rules, before.log)
    const displaced = adoptFlowSnapshot(core, takeFlowSnapshot(before))
    this.#core = core
    this.#walker = new Walker(core)
    this.#walker.waits.rearmAll()
    for (const { slot, node } of displaced) this.#walker.go(slot, node)
  }

  /** Everything the machine knows, as plain data; actions must have been read. O(sessions). */
  snapshot(): FlowSnapshot {
    const { size } = this.#core.log
    if (size > 0) throw new StrowgerError('unread-actions', 'actions', size, 'read all actions first')
    return takeFlowSnapshot(this.#core)
  }

  /** The time of the last command, ms; −∞ before the first. */
  get nowMs(): number {
    return this.#core.nowMs
  }

  /** Sessions inside. */
  get size(): number {
    return this.#core.sessions.size
  }

  /** When {@link advance} must be called next, ms; `Infinity` when nothing is due. O(1). */
  nextDeadlineMs(): number {
    return this.#core.deadlines.nextMs
  }

  /** The oldest action not yet read, valid until the next read; undefined when there is none. O(1), no allocation. */
  read(): FlowAction | undefined {
    return this.#core.log.read()
  }

  /** Lets time pass: fires what is due up to and including `nowMs`. @throws StrowgerError `time` */
  advance(nowMs: number): void {
    const core = this.#core
    if (!(nowMs >= core.nowMs && nowMs < Infinity)) {
      throw new StrowgerError('time', 'nowMs', nowMs, `a finite time, not before ${core.nowMs}`)
    }
    while (core.deadlines.nextMs <= nowMs) {
      core.nowMs = Math.max(core.nowMs, core.deadlines.nextMs)
      this.#fire(core.deadlines.nextOwner)
    }
    core.nowMs = nowMs
  }

  /**
   * A caller comes in. Returns its session's id; a call to a number without a flow, or without a free line, ends at
   * once, and the actions say so.
   *
   * @throws StrowgerError `unknown-flow`, `unknown-region`, `out-of-range`, and what `Attributes.record` throws
   */
  enter(call: FlowCall, nowMs: number): number {
    this.advance(nowMs)
    const core = this.#core
    const { sessions, compiled } = core
    const flow = flowOf(call, compiled)
    const slot = openSession(core, call, flow)
    const id = sessions.id[slot]!
    core.say('entered', slot)
    if (flow === NOBODY) {
      core.end(slot, 'unknown-number', 'flow')
      return id
    }
    core.linesHeld[flow]! += 1
    if (core.linesHeld[flow]! > compiled.flows[flow]!.lines) core.end(slot, 'no-line', 'flow')
    else this.#walker.go(slot, compiled.flows[flow]!.start)
    return id
  }

  /** The caller pressed a digit. False when nothing waits for it and it is dropped. @throws StrowgerError `digit` */
  digit(session: number, digit: string, nowMs: number): boolean {
    this.advance(nowMs)
    checkDigit(digit, 'digit')
    const core = this.#core
    const slot = core.sessions.slotOf(session)
    if (slot === NOBODY) return false
    const awaits = core.sessions.awaits[slot]
    if (awaits === Awaits.agent) return this.#walker.waits.digit(slot, digit)
    if (awaits === Awaits.digit || awaits === Awaits.entry) return this.#walker.answers.digit(slot, digit)
    const node = core.nodeOf(slot)
    if (awaits === Awaits.answer) return node.kind === 'lookup' && this.#walker.answers.keep(slot, digit)
    if (awaits !== Awaits.prompt) return false
    if (node.kind !== 'play' && node.kind !== 'announce') return this.#walker.answers.digit(slot, digit)
    if (!node.prompt.bargeIn) return false
    this.#walker.cutPrompt(slot, node.next, digit)
    return true
  }

  /** The prompt is over. False when none is played to its end. */
  played(session: number, nowMs: number): boolean {
    this.advance(nowMs)
    const { sessions } = this.#core
    const slot = sessions.slotOf(session)
    if (slot === NOBODY || sessions.awaits[slot] !== Awaits.prompt) return false
    this.#walker.promptEnded(slot)
    return true
  }

  /**
   * The host answers a request. False when the session waits for another answer, or none.
   *
   * @throws StrowgerError `unknown-outcome`, and what `Attributes.record` throws
   */
  answer(session: number, request: number, answer: FlowAnswer, nowMs: number): boolean {
    this.advance(nowMs)
    const { sessions } = this.#core
    const slot = sessions.slotOf(session)
    if (slot === NOBODY || sessions.awaits[slot] !== Awaits.answer || sessions.request[slot] !== request) return false
    const node = this.#core.nodeOf(slot)
    if (!('outcomes' in node)) return false
    const { outcome, attributes, preferredAgent } = answer
    const next = outcome === 'failed' ? node.failed : node.outcomes.get(outcome)
    if (next === undefined) {
      throw new StrowgerError('unknown-outcome', 'answer.outcome', outcome, suggest(outcome, [...node.outcomes.keys()]))
    }
    if (attributes !== undefined) learn(this.#core, slot, attributes)
    if (preferredAgent !== undefined) sessions.preferred[slot] = preferredAgent
    this.#walker.go(slot, next)
    return true
  }

  /** The caller hung up. False when the session has ended. */
  hangUp(session: number, nowMs: number): boolean {
    this.advance(nowMs)
    const slot = this.#core.sessions.slotOf(session)
    if (slot === NOBODY) return false
    this.#walker.hangUp(slot)
    return true
  }

  /** The engine took the caller under this number. False when the session has ended meanwhile. */
  placed(session: number, contact: number): boolean {
    const { sessions } = this.#core
    const slot = sessions.slotOf(session)
    if (slot === NOBODY) return false
    sessions.contact[slot] = contact
    return true
  }

  /** Takes in an event of the engine, after `advance` to its time; those of contacts that were not placed are nobody's. */
  observe(event: AcdEvent): void {
    if (event.kind === 'agent') return
    const { sessions } = this.#core
    const slot = sessions.slotOf(event.ref)
    if (slot === NOBODY || sessions.contact[slot] !== event.contact) return
    // Nothing fires here: a decision of the engine must not be overtaken by what is due at the same instant.
    this.#core.nowMs = Math.max(this.#core.nowMs, event.atMs)
    this.#walker.waits.observe(slot, event)
  }

  /** The contact type that a session waits as; undefined when it has none. */
  typeOf(session: number): number | undefined {
    const { sessions } = this.#core
    const slot = sessions.slotOf(session)
    return slot === NOBODY || sessions.type[slot] === NOBODY ? undefined : sessions.type[slot]
  }

  /** The engine's contact of a session; undefined when it has none. */
  contactOf(session: number): number | undefined {
    const { sessions } = this.#core
    const slot = sessions.slotOf(session)
    return slot === NOBODY || sessions.contact[slot] === 0 ? undefined : sessions.contact[slot]
  }

  /** What is known of a caller; undefined when the session has ended. Allocates. */
  attributesOf(session: number): AttributeValues | undefined {
    const { sessions, compiled } = this.#core
    const slot = sessions.slotOf(session)
    if (slot === NOBODY) return undefined
    return valuesOf(compiled.attributeKinds, sessions.attributes, slot * sessions.stride)
  }

  /** Digits that a session collected into an attribute, as they were pressed. */
  entry(session: number, into: string): string | undefined {
    const slot = this.#core.sessions.slotOf(session)
    return slot === NOBODY ? undefined : this.#core.sessions.collected[slot]?.get(into)
  }

  /** The caller's number; empty when it is not known. */
  callerOf(session: number): string {
    const slot = this.#core.sessions.slotOf(session)
    return slot === NOBODY ? '' : this.#core.sessions.caller[slot]!
  }

  /** How often callers came to each node since the flows were put in place. */
  visits(): { readonly flow: string; readonly node: string; readonly times: number }[] {
    const { compiled, visits } = this.#core
    return compiled.nodes.map(({ flow, name }, at) => ({
      flow: compiled.flows[flow]!.name,
      node: name,
      times: visits[at]!,
    }))
  }

  #compile(flows: FlowsConfig, floor: FlowFloor): CompiledFlows {
    const compiled = compileFlows(flows, floor)
    if (this.#rules.prompts === 'timed' && compiled.untimed !== undefined) {
      const remedy = 'a durationMs in prompts: prompts are timed'
      throw new StrowgerError('missing', compiled.untimed, undefined, remedy)
    }
    return compiled
  }

  #settle(snapshot: FlowSnapshot): void {
    for (const { slot, node } of adoptFlowSnapshot(this.#core, snapshot)) this.#walker.go(slot, node)
  }

  #fire(slot: number): void {
    const { sessions, deadlines } = this.#core
    deadlines.cancel(slot)
    const awaits = sessions.awaits[slot]
    if (awaits === Awaits.prompt) this.#walker.promptEnded(slot)
    else if (awaits === Awaits.agent) this.#walker.waits.due(slot)
    else if (awaits === Awaits.answer) {
      const node = this.#core.nodeOf(slot)
      if ('failed' in node) this.#walker.go(slot, node.failed)
    } else this.#walker.answers.silence(slot)
  }
}
