import type { AcdEvent, AgentEvent, PairEvent } from '../event/event.ts'
import { IntervalMetrics } from '../metrics/interval-metrics.ts'
import type { SurveyFigures } from '../survey/survey-figures.ts'
import type { AgentRecord, SalesRecord, ShiftRecord } from './agent-record.ts'

/** What is recorded of agents. */
export interface AgentRecorderOptions {
  /** Number of contact types and of agent groups, as configured. */
  readonly types: number
  readonly groups: number
  /** A call is answered in time that waited no longer than this, ms. Default 15,000 (GB/T 33358-2016). */
  readonly answerWithinMs?: number
  /** Signed out for longer than this, the next sign-in begins another shift, ms. Default 2 h. */
  readonly shiftGapMs?: number
  /** When it is night: a `WeeklySchedule` will do. Default: nothing is known of nights. */
  readonly night?: { isOpen(ms: number): boolean; nextChangeMs(ms: number): number }
  /** Epoch ms at the events' 0, for `night`. Default 0. */
  readonly epochMs?: number
}

/** What an agent's record needs beside the engine's events; what is not given is missing. */
export interface RecordInputs {
  readonly name?: string
  readonly survey?: SurveyFigures
  readonly exam?: number
  readonly sales?: SalesRecord
}

interface Worker {
  calls: number
  signedInMs: number
  signedOutMs: number
  nightCalls: number
  nightWorkMs: number
  readonly handlingMs: number[]
  readonly shifts: { -readonly [K in keyof ShiftRecord]: ShiftRecord[K] }[]
}

const HOUR_MS = 3_600_000
/** One interval over everything. */
const ALL_MS = 2 ** 52

/** Agents' records from the engine's events alone: live, simulated, or read again from a journal. */
export class AgentRecorder {
  readonly #options: AgentRecorderOptions
  readonly #metrics: IntervalMetrics
  readonly #workers: Worker[] = []
  /** When the agent that has a contact took it, ms, by agent and contact. */
  readonly #tookMs = new Map<string, number>()

  /** @throws StrowgerError as `IntervalMetrics` */
  constructor(options: AgentRecorderOptions) {
    const { types, groups, answerWithinMs = 15_000 } = options
    this.#options = options
    this.#metrics = new IntervalMetrics({
      types,
      groups,
      accounting: { thresholdMs: answerWithinMs },
      intervalMs: ALL_MS,
      intervals: 1,
    })
  }

  /** Takes in an event; events come in order. O(1) amortised. */
  observe(event: AcdEvent): void {
    this.#metrics.observe(event)
    if (event.kind === 'agent') this.#state(event)
    else if (event.kind === 'connected' || event.kind === 'taken-over') this.#answer(event)
    else if (event.kind === 'released') {
      this.#worker(event.agent).calls += 1
      if (!event.wrapUp) this.#handled(event)
    } else if (event.kind === 'transferred' || event.kind === 'wrap-up-ended') this.#handled(event)
  }

  /** The record of an agent up to now. Allocates the list of its handling times. */
  recordOf(agent: number, nowMs: number, inputs: RecordInputs = {}): AgentRecord {
    this.#metrics.settle(nowMs)
    const { name = `agent ${agent}`, survey, exam, sales } = inputs
    const worker = this.#workers[agent]
    const seen = worker === undefined ? {} : this.#seen(agent, worker, nowMs)
    const rated = survey?.of({ agent })
    const ratings =
      rated === undefined || rated.answered === 0
        ? {}
        : { satisfied: rated.satisfied, dissatisfied: rated.dissatisfied }
    return {
      name,
      ...seen,
      ...ratings,
      ...(exam === undefined ? {} : { exam }),
      ...(sales === undefined ? {} : { sales }),
    }
  }

  #seen(agent: number, worker: Worker, nowMs: number): Partial<AgentRecord> {
    const tally = this.#metrics.ofAgent(agent)
    const talkMs = tally.talkingMs + tally.holdingMs
    const workingMs = talkMs + tally.wrappingMs
    const workMs = workingMs + tally.ringingMs + tally.readyMs + tally.notReadyMs
    const { calls, shifts, handlingMs, nightCalls, nightWorkMs, signedInMs } = worker
    const untilNowMs = Number.isNaN(signedInMs) ? 0 : this.#nightMs(signedInMs, nowMs)
    const night = this.#options.night === undefined ? {} : { nightCalls, nightWorkMs: nightWorkMs + untilNowMs }
    const own = shifts.map((shift) => ({ ...shift }))
    return { calls, workMs, talkMs, workingMs, handlingMs: [...handlingMs], shifts: own, ...night }
  }

  #state({ agent, state, atMs }: AgentEvent): void {
    const worker = this.#worker(agent)
    if (state === 'signed-out') {
      if (Number.isNaN(worker.signedInMs)) return
      worker.nightWorkMs += this.#nightMs(worker.signedInMs, atMs)
      worker.signedInMs = Number.NaN
      worker.signedOutMs = atMs
    } else if (Number.isNaN(worker.signedInMs)) {
      const { shiftGapMs = 2 * HOUR_MS } = this.#options
      const isSameShift = atMs - worker.signedOutMs <= shiftGapMs
      if (!isSameShift) worker.shifts.push({ answered: 0, timely: 0, signIns: 0 })
      worker.shifts.at(-1)!.signIns += 1
      worker.signedInMs = atMs
    }
  }

  #answer(event: PairEvent & { readonly kind: 'connected' | 'taken-over'; readonly durationMs?: number }): void {
    const { agent, contact, atMs, durationMs = Number.NaN } = event
    const worker = this.#worker(agent)
    this.#tookMs.set(`${agent} ${contact}`, atMs)
    const shift = worker.shifts.at(-1)
    // Who was not seen to sign in has no shift; a caller who was handed over did not wait for an answer.
    if (shift !== undefined && event.kind === 'connected') {
      shift.answered += 1
      if (durationMs <= (this.#options.answerWithinMs ?? 15_000)) shift.timely += 1
    }
    const { night, epochMs = 0 } = this.#options
    if (night?.isOpen(atMs + epochMs) === true) worker.nightCalls += 1
  }

  #handled({ agent, contact, atMs }: PairEvent): void {
    const key = `${agent} ${contact}`
    const tookMs = this.#tookMs.get(key)
    if (tookMs === undefined) return
    this.#tookMs.delete(key)
    this.#worker(agent).handlingMs.push(atMs - tookMs)
  }

  /** Night time between two moments, ms. */
  #nightMs(fromMs: number, toMs: number): number {
    const { night, epochMs = 0 } = this.#options
    if (night === undefined) return 0
    let sumMs = 0
    for (let at = fromMs + epochMs; at < toMs + epochMs;) {
      const nextMs = Math.min(toMs + epochMs, night.nextChangeMs(at))
      if (night.isOpen(at)) sumMs += nextMs - at
      at = nextMs
    }
    return sumMs
  }

  #worker(agent: number): Worker {
    let worker = this.#workers[agent]
    if (worker === undefined) {
      worker = {
        calls: 0,
        signedInMs: Number.NaN,
        signedOutMs: -Infinity,
        nightCalls: 0,
        nightWorkMs: 0,
        handlingMs: [],
        shifts: [],
      }
      this.#workers[agent] = worker
    }
    return worker
  }
}
