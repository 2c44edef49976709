import { compileConfig } from '../config/compile.ts'
import { perform } from '../command/perform.ts'
import type { AcdCommand } from '../command/command.ts'
import type { AcdConfig } from '../config/config.ts'
import { AcdEngine } from '../engine/engine.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { WaitEstimator } from '../estimate/wait-estimator.ts'
import type { AcdEvent } from '../event/event.ts'
import { renumbered } from '../snapshot/renumber.ts'
import type { EngineSnapshot } from '../snapshot/snapshot.ts'
import { DeskLog } from './desk-log.ts'
import type { FlowAction } from './flow-action.ts'
import type { FlowsConfig } from './flow-config.ts'
import type { FlowAnswer, FlowCall, FlowCommand } from './flow-input.ts'
import { FlowMachine, type FlowMachineOptions } from './flow-machine.ts'
import type { FlowSnapshot } from './flow-snapshot.ts'
import { QueueWatch } from './queue-watch.ts'

/** What a desk tells: the actions of the flows and the events of the engine, in one order. Their kinds do not overlap. */
export type DeskEvent = FlowAction | AcdEvent

/** Every input of a desk as plain data. */
export type DeskCommand = FlowCommand | AcdCommand

/** How a desk runs. */
export interface FlowDeskOptions extends Omit<FlowMachineOptions, 'queueFacts'> {
  /** What the expected wait comes from. Default: `SkillModel`. */
  readonly estimator?: WaitEstimator
  /** Stands in for the engine that the desk makes: one that is `journalled`, say. Default: the engine itself. */
  readonly engineAs?: (engine: AcdEngine) => AcdEngine
}

/** Everything a desk knows between two commands, as plain data. */
export interface DeskSnapshot {
  readonly engine: EngineSnapshot
  readonly flows: FlowSnapshot
}

/**
 * The exchange with its flows in front: a `FlowMachine` and an `AcdEngine` tied together, so that a live host and the
 * simulator use the same glue.
 *
 * Commands and the time go in; {@link read} tells what the flows ask of the host and what the engine decided, in the
 * order in which it happened. The desk itself does what flows ask of the engine (`queue`, `move`, `leave`), and tells
 * the flows what became of it. Engine and machine move on in time together: deadlines of both fire in order, the
 * engine's first when they are equal. The `ref` of a contact that a flow offered is its session.
 */
export class FlowDesk {
  /** To ask; commands go through {@link do}, or are followed by {@link settle}. */
  readonly engine: AcdEngine
  /** To ask, not to command. */
  readonly machine: FlowMachine
  readonly #estimator: WaitEstimator | undefined
  readonly #log = new DeskLog()
  readonly #options: FlowMachineOptions
  #watch: QueueWatch
  /** The session whose contact is on its way into the engine, 0 for none. */
  #placing = 0

  /** @throws StrowgerError with the path of the first mistake in `acd` or `flows` */
  constructor(acd: AcdConfig, flows: FlowsConfig, options: FlowDeskOptions = {}, from?: DeskSnapshot) {
    this.#estimator = options.estimator
    this.#watch = new QueueWatch(acd, this.#estimator)
    this.#options = { ...options, queueFacts: (type, nowMs) => this.#watch.facts(type, nowMs) }
    const engine = from === undefined ? new AcdEngine(acd) : AcdEngine.restore(acd, from.engine)
    this.engine = options.engineAs?.(engine) ?? engine
    if (from !== undefined) this.#watch.restore(from.engine)
    this.machine =
      from === undefined
        ? new FlowMachine(flows, acd, this.#options)
        : FlowMachine.restore(flows, acd, this.#options, from.flows)
  }

  /** A desk in the state that a snapshot holds, under the same configuration. @throws StrowgerError */
  static restore(acd: AcdConfig, flows: FlowsConfig, options: FlowDeskOptions, snapshot: DeskSnapshot): FlowDesk {
    return new FlowDesk(acd, flows, options, snapshot)
  }

  /** Everything the desk knows, as plain data; what it told must have been read. O(contacts + agents + sessions). */
  snapshot(): DeskSnapshot {
    if (this.#log.size > 0) throw new StrowgerError('unread-events', 'events', this.#log.size, 'read all events first')
    return { engine: this.engine.snapshot(), flows: this.machine.snapshot() }
  }

  /**
   * Replaces exchange and flows while callers are inside: none is lost.
   *
   * @throws StrowgerError, and goes on as before, when either has a mistake or lacks what someone needs
   */
  reconfigure(acd: AcdConfig, flows: FlowsConfig, nowMs: number): void {
    this.advance(nowMs)
    const { engine, machine } = this
    const moved = renumbered(engine.snapshot(), compileConfig(acd))
    // Tried out on a copy: the flows must be known to fit before the engine, which cannot go back, is changed.
    FlowMachine.restore(flows, acd, this.#options, machine.snapshot())
    engine.reconfigure(acd, nowMs)
    this.#watch = new QueueWatch(acd, this.#estimator)
    this.#watch.restore(moved)
    machine.reconfigure(flows, acd, nowMs)
    this.settle()
  }

  /** When {@link advance} must be called next, ms; `Infinity` when nothing is due. O(1). */
  nextDeadlineMs(): number {
    return Math.min(this.engine.nextDeadlineMs(), this.machine.nextDeadlineMs())
  }

  /** The oldest of what was told and not yet read, the reader's to keep; undefined when there is none. O(1). */
  read(): DeskEvent | undefined {
    return this.#log.read()
  }

  /** Lets time pass: fires what is due up to and including `nowMs`, in order. @throws StrowgerError `time` */
  advance(nowMs: number): void {
    for (let nextMs = this.nextDeadlineMs(); nextMs <= nowMs; nextMs = this.nextDeadlineMs()) {
      if (this.engine.nextDeadlineMs() <= nextMs) this.engine.advance(Math.max(nextMs, this.engine.nowMs))
      else this.machine.advance(Math.max(nextMs, this.machine.nowMs))
      this.settle()
    }
    this.engine.advance(nowMs)
    this.machine.advance(nowMs)
  }

  /** A caller comes in; returns its session. @throws StrowgerError as {@link FlowMachine.enter} */
  enter(call: FlowCall, nowMs: number): number {
    this.advance(nowMs)
    this.#checkPreferred(call.preferredAgent, 'call.preferredAgent')
    const session = this.machine.enter(call, nowMs)
    this.settle()
    return session
  }

  /** A caller pressed a digit. False when it is dropped. */
  digit(session: number, digit: string, nowMs: number): boolean {
    this.advance(nowMs)
    const taken = this.machine.digit(session, digit, nowMs)
    this.settle()
    return taken
  }

  /** A prompt is over. False when none is played to its end. */
  played(session: number, nowMs: number): boolean {
    this.advance(nowMs)
    const wasPlayed = this.machine.played(session, nowMs)
    this.settle()
    return wasPlayed
  }

  /** The host answers a request. False when it comes too late. */
  answer(session: number, request: number, answer: FlowAnswer, nowMs: number): boolean {
    this.advance(nowMs)
    this.#checkPreferred(answer.preferredAgent, 'answer.preferredAgent')
    const taken = this.machine.answer(session, request, answer, nowMs)
    this.settle()
    return taken
  }

  /** A caller hung up: a wait is abandoned, a conversation released. False when the session has ended. */
  hangUp(session: number, nowMs: number): boolean {
    this.advance(nowMs)
    const wasInside = this.machine.hangUp(session, nowMs)
    this.settle()
    return wasInside
  }

  /** Does a command of either kind. Returns what the method of that name returns. */
  do(command: DeskCommand): number | boolean {
    const { atMs } = command
    if (command.do === 'enter') return this.enter(command, atMs)
    if (command.do === 'digit') return this.digit(command.session, command.digit, atMs)
    if (command.do === 'played') return this.played(command.session, atMs)
    if (command.do === 'hang-up') return this.hangUp(command.session, atMs)
    if (command.do === 'answer') return this.answer(command.session, command.request, command, atMs)
    this.advance(atMs)
    try {
      return perform(this.engine, command)
    } finally {
      this.settle()
    }
  }

  /**
   * Tells each side what the other has decided, until both are at rest. For a host that commands the {@link engine} itself, as
   * the simulator does: after {@link advance} to the time of the command, and before anything else is asked of the desk.
   */
  settle(): void {
    for (;;) {
      const event = this.engine.read()
      if (event !== undefined) {
        this.#watch.observe(event)
        this.#log.append(event)
        if (event.kind === 'arrived' && event.ref === this.#placing) {
          this.machine.placed(event.ref, event.contact)
          this.#placing = 0
        }
        // Whoever an agent asks, and who listens, is no caller in a flow.
        if (event.kind !== 'agent' && (event.parent ?? 0) !== 0) continue
        this.machine.observe(event)
        if (event.kind === 'queued') this.#catchUp(event.ref, event.contact, event.type)
        continue
      }
      const action = this.machine.read()
      if (action === undefined) return
      this.#log.append(action)
      this.#carryOut(action)
    }
  }

  #carryOut(action: FlowAction): void {
    if (action.kind === 'queue') this.#offer(action)
    else if (action.kind === 'move') {
      const to = { type: action.type, ...(action.priority < 0 ? {} : { priority: action.priority }) }
      this.engine.calls.move(action.contact, to, action.atMs)
    } else if (action.kind === 'leave') {
      if (action.how === 'release') this.engine.release(action.contact, action.atMs)
      else this.#leave(action)
    }
  }

  /** Who has just been answered is released instead: no agent talks to nobody. */
  #leave({ contact, how, reason, atMs }: FlowAction & { kind: 'leave' }): void {
    const { engine } = this
    const left = how === 'abandon' ? engine.abandon(contact, atMs) : engine.calls.divert(contact, reason, atMs)
    if (!left) engine.release(contact, atMs)
  }

  #offer({
    session,
    type,
    priority,
    headStartMs,
    preferred,
    preferredForMs,
    atMs,
  }: FlowAction & { kind: 'queue' }): void {
    // Known by its first event, so that a policy that throws does not cost the caller its contact.
    this.#placing = session
    this.engine.offer(
      {
        type,
        ref: session,
        ...(priority < 0 ? {} : { priority }),
        ...(Number.isNaN(headStartMs) ? {} : { headStartMs }),
        ...(preferred < 0 ? {} : { preferred: { agent: preferred, forMs: preferredForMs } }),
      },
      atMs,
    )
  }

  /** A caller who was moved while its contact rang could not be moved then. */
  #catchUp(session: number, contact: number, type: number): void {
    if (this.machine.contactOf(session) !== contact) return
    const wanted = this.machine.typeOf(session)
    if (wanted !== undefined && wanted !== type) this.engine.calls.move(contact, { type: wanted }, this.engine.nowMs)
  }

  /** @throws StrowgerError `unknown-agent` */
  #checkPreferred(agent: number | undefined, path: string): void {
    if (agent === undefined || agent === -1) return
    try {
      this.engine.agentState(agent)
    } catch {
      throw new StrowgerError('unknown-agent', path, agent, 'the number of an agent that was added, or -1 for nobody')
    }
  }
}
