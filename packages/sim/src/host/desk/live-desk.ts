import {
  type AcdEngine,
  type DeskCommand,
  type DeskEvent,
  type DeskSnapshot,
  deskJournalLine,
  type FlowDesk,
  type FlowMachine,
  StrowgerError,
} from '@strowger/acd'
import type { HostClock } from '../clock/host-clock.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { type HostNote, hostJournalLine, type Setup } from '../recovery/host-journal.ts'
import { decisionLine } from './decision.ts'

/** A command before it has a time: the desk puts in that of the clock. */
export type LiveCommand = DeskCommand extends infer Command
  ? Command extends DeskCommand
    ? Omit<Command, 'atMs'>
    : never
  : never

/** A note before it has a time. */
export type TimelessNote = HostNote extends infer Note ? (Note extends HostNote ? Omit<Note, 'atMs'> : never) : never

/** Where a desk writes down what it was told to do, before it does it, and what it decided. */
export interface DeskRecord {
  command(line: string): void
  decision(line: string): void
}

/** What a desk does with what it decides. */
export interface DeskHandlers {
  /** Something was decided. */
  onTold(event: DeskEvent): void
  /** Nothing more is to be told for now. */
  onRest(): void
  /** A command that can only be a mistake; it has changed nothing. */
  onMistake(command: DeskCommand, error: StrowgerError): void
}

/**
 * A {@link FlowDesk} by the clock: each command gets the time, is written down and done; deadlines fire by themselves. What is told is told in
 * order, and once; handlers may command the desk.
 */
export class LiveDesk {
  readonly #clock: HostClock
  #record: DeskRecord
  readonly #handlers: DeskHandlers
  #desk: FlowDesk
  /** Commands written down since the record began. */
  commands = 0
  #lastMs: number
  #telling = false
  #stopTimer: () => void = () => undefined

  /** @param lastMs - time of the last command that the desk was given before, ms */
  constructor(
    desk: FlowDesk,
    clock: HostClock,
    record: DeskRecord,
    handlers: DeskHandlers,
    lastMs: number = -Infinity,
  ) {
    this.#desk = desk
    this.#lastMs = lastMs
    this.#clock = clock
    this.#record = record
    this.#handlers = handlers
  }

  /** To ask, not to command. */
  get engine(): AcdEngine {
    return this.#desk.engine
  }

  /** To ask, not to command. */
  get machine(): FlowMachine {
    return this.#desk.machine
  }

  /** The time that a command would have now, ms: never before that of the last. */
  nowMs(): number {
    this.#lastMs = Math.max(this.#lastMs, this.#clock.nowMs())
    return this.#lastMs
  }

  /** Does a command. What it returns is that of the desk; false for a mistake. */
  do(command: LiveCommand): number | boolean {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- with its time it is one again
    const timed = { ...command, atMs: this.nowMs() } as DeskCommand
    this.commands += 1
    this.#record.command(deskJournalLine(timed))
    const result = this.#attempt(timed)
    this.#tellAll()
    return result
  }

  /** Fires what is due; that time has passed is written down only then, so that a restart does not decide it, and tell it, again. */
  advance(): void {
    if (this.#desk.nextDeadlineMs() <= this.nowMs()) this.do({ do: 'advance' })
    else this.#tellAll()
  }

  /** Another plan is routed by from now on, whoever is inside. @throws StrowgerError, and goes on as before, when it does not fit */
  setUp(setup: Setup, { acd, flows }: HostPlan): void {
    const atMs = this.nowMs()
    this.#desk.reconfigure(acd, flows, atMs)
    const { sources, numbers, agents } = setup
    this.#record.command(hostJournalLine({ do: 'set-up', atMs, sources, numbers, agents }))
    this.#tellAll()
  }

  /** Takes down something that the engine does not know. */
  note(line: TimelessNote): void {
    const { do: what, ...rest } = line
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- with its time it is one again
    this.#record.command(hostJournalLine({ do: what, atMs: this.nowMs(), ...rest } as HostNote))
  }

  /** Everything that the desk knows; nothing may be left to tell. */
  snapshot(): DeskSnapshot {
    return this.#desk.snapshot()
  }

  /** Goes on as another desk in the same state, whose commands are written down elsewhere. Nothing may be left to tell. */
  goOn(desk: FlowDesk, record: DeskRecord): void {
    this.#desk = desk
    this.#record = record
    this.commands = 0
    this.#arm()
  }

  /** Stops the clock. */
  close(): void {
    this.#stopTimer()
  }

  #attempt(command: DeskCommand): number | boolean {
    try {
      return this.#desk.do(command)
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      this.#handlers.onMistake(command, error)
      return false
    }
  }

  /** A handler that commands is served by the loop that called it. */
  #tellAll(): void {
    if (this.#telling) return
    this.#telling = true
    try {
      for (let event = this.#next(); event !== undefined; event = this.#next()) {
        this.#record.decision(decisionLine(event))
        this.#handlers.onTold(event)
      }
    } finally {
      this.#telling = false
    }
    this.#arm()
  }

  /** Handlers look at the whole only when nothing is left to tell; what they then command is told as well. */
  #next(): DeskEvent | undefined {
    const event = this.#desk.read()
    if (event !== undefined) return event
    this.#handlers.onRest()
    return this.#desk.read()
  }

  #arm(): void {
    this.#stopTimer()
    const nextMs = this.#desk.nextDeadlineMs()
    if (nextMs < Infinity)
      this.#stopTimer = this.#clock.at(nextMs, () => {
        this.advance()
      })
  }
}
