import { nonNegative, positive } from '../random/argument.ts'
import { advance } from './chain/uniformisation.ts'

/** A period in which nothing changes. */
export interface Period {
  readonly durationMs: number
  /** Calls per hour, ≥ 0. */
  readonly perHour: number
  /** Whole number ≥ 0. When it falls, agents finish their call before they leave. */
  readonly agents: number
}

/** M(t)/M/s(t)+M: starts empty; at the end of the last period its agents stay until everyone has left. */
export interface TimeVaryingInput {
  readonly periods: readonly Period[]
  readonly meanHandlingMs: number
  /** Exponential; Infinity when nobody abandons. */
  readonly meanPatienceMs: number
  /** Share of those who would have to wait that abandon at once; 0 when left out. */
  readonly balking?: number
  /** Callers waiting at once that are told apart; 200 when left out. See {@link TimeVaryingResult.pTruncated}. */
  readonly mostWaiting?: number
}

/** What a period, or all of them, showed on average. */
export interface PeriodResult {
  /** Expected calls. */
  readonly offered: number
  /** Share of them that finds no agent free. */
  readonly pWait: number
  /** Abandoned in the period, at once or later / offered. */
  readonly pAbandon: number
  /** Time waited in the period / offered. */
  readonly meanWaitMs: number
  readonly meanQueueLength: number
  /** Time agents were busy / time they were there, staying to finish a call included. */
  readonly occupancy: number
}

/** The whole day, exactly. */
export interface TimeVaryingResult extends PeriodResult {
  readonly periods: readonly PeriodResult[]
  /** Share of the calls that found as many waiting as are told apart, and were taken for lost: the error's bound. */
  readonly pTruncated: number
}

const MS_PER_HOUR = 3_600_000
const MOST_WAITING = 200
const EMPTY = 1e-9

/**
 * The Markov chain of a day with changing rates and staffing, by uniformisation of each period; nothing is approximated
 * but the number that may wait. O(jumps · agents · waiting).
 *
 * @throws RangeError when an input is out of its range, or callers are left whom nobody will ever serve.
 */
export function timeVarying(input: TimeVaryingInput): TimeVaryingResult {
  const chain = new DayChain(input)
  const periods = input.periods.map((period) => chain.pass(period))
  const last = input.periods.at(-1)
  if (last === undefined) throw new RangeError('periods must hold at least one period, got none')
  const tail = chain.drain(last)
  const offered = periods.reduce((sum, period) => sum + period.offered, 0)
  const all = [...periods, ...tail]
  const sum = (of: (period: Passed) => number): number => all.reduce((total, period) => total + of(period), 0)
  const total = {
    offered,
    delayed: sum(({ delayed }) => delayed),
    abandoned: sum(({ abandoned }) => abandoned),
    waitMs: sum(({ waitMs }) => waitMs),
    // The day ends with its last period for averages over time.
    durationMs: periods.reduce((ms, period) => ms + period.durationMs, 0),
    busyMs: periods.reduce((ms, period) => ms + period.busyMs, 0),
    staffedMs: periods.reduce((ms, period) => ms + period.staffedMs, 0),
    lost: sum(({ lost }) => lost),
  }
  return { ...figures(total), periods: periods.map(figures), pTruncated: offered > 0 ? total.lost / offered : 0 }
}

/** Sums of a period. */
interface Passed {
  readonly durationMs: number
  readonly offered: number
  readonly delayed: number
  readonly abandoned: number
  readonly waitMs: number
  readonly busyMs: number
  readonly staffedMs: number
  readonly lost: number
}

function figures(passed: Passed): PeriodResult {
  const { offered, delayed, abandoned, waitMs, durationMs, busyMs, staffedMs } = passed
  const per = (sum: number, of: number): number => (of > 0 ? sum / of : 0)
  return {
    offered,
    pWait: per(delayed, offered),
    pAbandon: per(abandoned, offered),
    meanWaitMs: per(waitMs, offered),
    meanQueueLength: per(waitMs, durationMs),
    occupancy: per(busyMs, staffedMs),
  }
}

/** States: agents busy (more than there should be while some stay to finish) × callers waiting. */
class DayChain {
  readonly #services: number
  readonly #abandons: number
  readonly #balking: number
  readonly #most: number
  readonly #busyLimit: number
  #now: Float64Array

  constructor({ periods, meanHandlingMs, meanPatienceMs, balking = 0, mostWaiting = MOST_WAITING }: TimeVaryingInput) {
    this.#services = 1 / positive('meanHandlingMs', meanHandlingMs)
    this.#abandons = meanPatienceMs === Infinity ? 0 : 1 / positive('meanPatienceMs', meanPatienceMs)
    if (!(balking >= 0 && balking <= 1)) throw new RangeError(`balking must be from 0 to 1, got ${balking}`)
    this.#balking = balking
    this.#most = positive('mostWaiting', Math.floor(mostWaiting))
    for (const [at, { agents, durationMs, perHour }] of periods.entries()) {
      if (!(Number.isInteger(agents) && agents >= 0)) {
        throw new RangeError(`periods[${at}].agents must be a whole number >= 0, got ${agents}`)
      }
      positive(`periods[${at}].durationMs`, durationMs)
      nonNegative(`periods[${at}].perHour`, perHour)
    }
    this.#busyLimit = Math.max(0, ...periods.map(({ agents }) => agents))
    this.#now = new Float64Array((this.#busyLimit + 1) * (this.#most + 1))
    this.#now[0] = 1
  }

  /** One period, at whose start agents who come take those who wait. */
  pass({ durationMs, perHour, agents }: Period): Passed {
    const lambda = perHour / MS_PER_HOUR
    this.#seat(agents)
    const timeMs = new Float64Array(this.#now.length)
    const jumpsPerMs = lambda + this.#busyLimit * this.#services + this.#most * this.#abandons
    const jump = (from: Float64Array, to: Float64Array): void => this.#jump(from, to, lambda, agents, jumpsPerMs)
    if (jumpsPerMs > 0) advance({ jumpsPerMs, jump }, durationMs, this.#now, timeMs)
    return this.#sums(timeMs, durationMs, lambda, agents)
  }

  /** Nobody comes any more; until all have left. */
  drain({ agents }: Period): Passed[] {
    const passed: Passed[] = []
    const stepMs = 1 / this.#services
    for (let step = 0; 1 - this.#now[0]! > EMPTY; step += 1) {
      if (agents === 0 && this.#abandons === 0 && step > this.#most) {
        throw new RangeError('callers are left whom nobody will ever serve: give the last period an agent')
      }
      passed.push(this.pass({ durationMs: stepMs, perHour: 0, agents }))
    }
    return passed
  }

  #seat(agents: number): void {
    const width = this.#most + 1
    const seated = new Float64Array(this.#now.length)
    for (let busy = 0; busy <= this.#busyLimit; busy += 1) {
      for (let waiting = 0; waiting < width; waiting += 1) {
        const taken = Math.min(waiting, Math.max(0, agents - busy))
        seated[(busy + taken) * width + waiting - taken]! += this.#now[busy * width + waiting]!
      }
    }
    this.#now = seated
  }

  #jump(from: Float64Array, to: Float64Array, lambda: number, agents: number, jumps: number): void {
    const width = this.#most + 1
    to.fill(0)
    for (let busy = 0; busy <= this.#busyLimit; busy += 1) {
      const serve = (busy * this.#services) / jumps
      const stays = busy > agents
      for (let waiting = 0; waiting < width; waiting += 1) {
        const state = busy * width + waiting
        const here = from[state]!
        if (here === 0) continue
        const arrive = busy < agents || waiting < this.#most ? lambda / jumps : 0
        const enter = busy < agents ? arrive : arrive * (1 - this.#balking)
        const abandon = (waiting * this.#abandons) / jumps
        to[busy < agents ? state + width : state + 1]! += here * enter
        if (busy > 0) to[stays || waiting === 0 ? state - width : state - 1]! += here * serve
        if (waiting > 0) to[state - 1]! += here * abandon
        to[state]! += here * (1 - enter - serve - abandon)
      }
    }
  }

  #sums(timeMs: Float64Array, durationMs: number, lambda: number, agents: number): Passed {
    const width = this.#most + 1
    let [delayedMs, fullMs, waitMs, busyMs, staffedMs] = [0, 0, 0, 0, 0]
    for (let busy = 0; busy <= this.#busyLimit; busy += 1) {
      for (let waiting = 0; waiting < width; waiting += 1) {
        const ms = timeMs[busy * width + waiting]!
        waitMs += waiting * ms
        busyMs += busy * ms
        staffedMs += Math.max(busy, agents) * ms
        if (busy >= agents) delayedMs += ms
        if (busy >= agents && waiting === this.#most) fullMs += ms
      }
    }
    return {
      durationMs,
      offered: lambda * durationMs,
      delayed: lambda * delayedMs,
      abandoned: lambda * this.#balking * delayedMs + this.#abandons * waitMs,
      waitMs,
      busyMs,
      staffedMs,
      lost: lambda * (1 - this.#balking) * fullMs,
    }
  }
}
