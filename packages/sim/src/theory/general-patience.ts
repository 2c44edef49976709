import { nonNegative, positive } from '../random/argument.ts'
import type { Distribution } from '../random/distribution.ts'
import type { ErlangAResult, ServiceLevels } from './erlang-a.ts'
import { erlangB } from './erlang-b.ts'
import { requireProbability, thresholdOf } from './erlang-c.ts'
import { type VirtualWait, virtualWait } from './patience-integrals.ts'

/** M/M/n+G: callers wait first come first served, and abandon after a patience of any law. */
export interface GeneralPatienceInput {
  /** Arrival rate × mean handling time, in erlangs; > 0. */
  readonly offeredErlangs: number
  /** Whole number ≥ 1. */
  readonly agents: number
  readonly meanHandlingMs: number
  /** Law of the patience, in ms, of finite mean. */
  readonly patience: Distribution
  /** Wait up to which an answer counts for the service level; 0 when left out: answered without waiting. */
  readonly thresholdMs?: number
}

/** What {@link ErlangAResult} says; `pBlock` is 0 and `stable` true. */
export type GeneralPatienceResult = ErlangAResult

/**
 * M/M/n+G, exact (F. Baccelli & G. Hebuterne 1981): the wait of a caller who never abandons has the density
 * v(x) ∝ exp(λ∫₀ˣ P(patience > u) du − nμx). Relative error about 1e-9 where the law of the patience is smooth but for its
 * jumps and kinks; some 10⁴ evaluations of it.
 *
 * @throws RangeError when an input is out of its range.
 */
export function generalPatience(input: GeneralPatienceInput): GeneralPatienceResult {
  const { agents, meanHandlingMs } = input
  const threshold = thresholdOf(input.thresholdMs)
  const { wait, load } = solve(input, [threshold])
  const [within = NOTHING] = wait.within
  const { pWait, pAbandon } = wait
  const served = 1 - pAbandon
  return {
    stable: true,
    pBlock: 0,
    pWait,
    pAbandon,
    meanWaitMs: wait.meanWaitMs,
    asaMs: wait.servedWaitMs / served,
    meanQueueLength: (load * wait.meanWaitMs) / meanHandlingMs,
    occupancy: Math.min(1, (load * served) / agents),
    serviceLevels: levels(within, wait.pAtOnce, served),
  }
}

const NOTHING = { served: 0, abandoned: 0 } as const

/**
 * Share of the offered callers whose wait, until service or abandonment, exceeds `ms`.
 *
 * @throws RangeError when an input is out of its range.
 */
export function generalPatienceWaitBeyond(input: GeneralPatienceInput, ms: number): number {
  const { wait } = solve(input, [nonNegative('ms', ms)])
  const [within = NOTHING] = wait.within
  return Math.max(0, wait.pWait - within.served - within.abandoned)
}

/**
 * Wait, served or abandoned, that a share `probability` of the offered does not exceed; 0 while it does not wait.
 * Bisection on {@link generalPatienceWaitBeyond}, to 1e-9.
 *
 * @throws RangeError when an input is out of its range.
 */
export function generalPatienceWaitQuantileMs(input: GeneralPatienceInput, probability: number): number {
  requireProbability('probability', probability)
  const beyond = (ms: number): number => generalPatienceWaitBeyond(input, ms)
  if (beyond(0) <= 1 - probability) return 0
  let [low, high] = [0, input.meanHandlingMs]
  while (beyond(high) > 1 - probability) [low, high] = [high, high * 2]
  for (let step = 0; step < 60 && high - low > 1e-9 * high; step += 1) {
    const middle = (low + high) / 2
    if (beyond(middle) > 1 - probability) low = middle
    else high = middle
  }
  return high
}

function solve(input: GeneralPatienceInput, thresholdsMs: readonly number[]): { wait: VirtualWait; load: number } {
  const { agents, patience } = input
  const load = positive('offeredErlangs', input.offeredErlangs)
  const handlingMs = positive('meanHandlingMs', input.meanHandlingMs)
  if (!(Number.isInteger(agents) && agents >= 1)) {
    throw new RangeError(`agents must be a whole number >= 1, got ${agents}`)
  }
  positive('patience.mean', patience.mean)
  const blocking = erlangB({ offeredErlangs: load, agents: agents - 1 })
  const wait = virtualWait({
    arrivalsPerMs: load / handlingMs,
    servicesPerMs: agents / handlingMs,
    blocking,
    patience,
    thresholdsMs,
  })
  return { wait, load }
}

function levels(within: VirtualWait['within'][number], atOnce: number, served: number): ServiceLevels {
  const servedWithin = Math.min(served, atOnce + within.served)
  return {
    servedOverOffered: servedWithin,
    servedOverServed: Math.min(1, servedWithin / served),
    servedOrAbandonedOverOffered: Math.min(1, servedWithin + within.abandoned),
    excludingShortAbandons: Math.min(1, servedWithin / (1 - within.abandoned)),
  }
}
