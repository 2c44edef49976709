import { type MeasureName, measureNamed } from '../measure/measure.ts'
import { ofTypes, overall, typesNamed } from '../measure/population.ts'
import { replicationsFrom, type Runner } from '../run/batch.ts'
import type { Observation } from '../run/observation.ts'
import { type Estimate, estimateMean } from '../stats/estimate.ts'
import { pow } from '../random/elementary.ts'
import { pairedDifference } from '../stats/paired.ts'
import type { Contender } from './experiment.ts'

/** What is ranked, and how surely. */
export interface RankOptions {
  readonly measure: MeasureName
  /** One contact type, or all parts of a split one, instead of the whole floor. */
  readonly type?: string
  readonly direction: 'higher' | 'lower'
  /** The smallest difference δ worth detecting, in the unit of the measure; > 0. */
  readonly indifference: number
  /** Chance, at least, that the one selected is the best when it is better than all others by δ; 0.5 to 1. */
  readonly confidence: number
  readonly seed: number
  /** Replications of each before the first comparison, n₀; at least 2, better 10. */
  readonly first: number
  /** Replications of each after which the procedure gives up. */
  readonly most: number
  readonly onProgress?: (done: number, of: number) => void
}

/** How one contender fared. */
export interface Ranked {
  readonly id: string
  /** Mean over its replications of each replication's own figure. */
  readonly estimate: Estimate
  /** Less the best's, over the replications that both had. Undefined for the best itself. */
  readonly behind: Estimate | undefined
  readonly replications: number
  /** Undefined while it is still in the race. */
  readonly eliminatedAt: number | undefined
}

/** The outcome, best first. */
export interface Ranking {
  /** Whether one contender is left: otherwise those that are could not be told apart in time. */
  readonly decided: boolean
  readonly ranked: readonly Ranked[]
  readonly replications: number
}

interface Racer {
  readonly contender: Contender
  /** Figures, turned so that the larger is the better, one per replication. */
  readonly values: number[]
  eliminatedAt: number | undefined
}

/** Replications between two rounds of messages to the workers; the outcome does not depend on it. */
const ROUND = 8

/**
 * Selects the best of k scenarios with a guaranteed chance: procedure KN (S.-H. Kim & B. Nelson 2001), which drops a
 * contender as soon as its mean lies too far behind another's, and allows common random numbers. Valid for figures that
 * are near normal over replications; the guarantee counts for a best that leads by δ, and one within δ may win otherwise.
 *
 * @throws RangeError for fewer than two contenders
 */
export async function rank(runner: Runner, contenders: readonly Contender[], options: RankOptions): Promise<Ranking> {
  if (contenders.length < 2) throw new RangeError(`at least two contenders are needed, got ${contenders.length}`)
  const racers = contenders.map((contender): Racer => ({ contender, values: [], eliminatedAt: undefined }))
  let size = options.first
  let done = 0
  await extend(runner, racers, size, options, () => options.onProgress?.((done += 1), options.most * racers.length))
  const race = new Race(racers, options)
  for (let r = options.first; ; r += 1) {
    if (r > size) {
      size = Math.min(options.most, size + ROUND)
      const left = racers.filter(inRace)
      await extend(runner, left, size, options, () => options.onProgress?.((done += 1), options.most * left.length))
    }
    race.screen(r)
    const left = racers.filter(inRace).length
    if (left > 1 && r < options.most) continue
    // What ran ahead of the decision is not looked at: the same figures whatever the size of a round.
    for (const racer of racers) racer.values.length = Math.min(racer.values.length, racer.eliminatedAt ?? r)
    return { decided: left === 1, ranked: ranked(racers, options.direction), replications: r }
  }
}

const inRace = ({ eliminatedAt }: Racer) => eliminatedAt === undefined

async function extend(
  runner: Runner,
  racers: readonly Racer[],
  size: number,
  options: RankOptions,
  onObservation: () => void,
): Promise<void> {
  const { seed } = options
  const all = racers.map(async ({ contender, values }) => {
    const replications = replicationsFrom(values.length, size)
    const observations = await runner.run({ scenario: contender.scenario, seed, replications }, onObservation)
    values.push(...observations.map((seen) => figure(contender, seen, options)))
  })
  await Promise.all(all)
}

/** A replication's own figure; with nothing to divide by, 0: as bad as can be for a share to be raised. */
function figure({ scenario }: Contender, observation: Observation, { measure, type, direction }: RankOptions): number {
  const { numerator, denominator } = measureNamed(measure)
  const [sample] = type === undefined ? overall([observation]) : ofTypes([observation], typesNamed(scenario, type))
  const below = denominator(sample!)
  const value = below === 0 ? 0 : numerator(sample!) / below
  return direction === 'higher' ? value : -value
}

/** The continuation region of KN: variances of the differences after the first stage, and the boundary. */
class Race {
  readonly #racers: readonly Racer[]
  readonly #delta: number
  readonly #h2: number
  readonly #variance: readonly (readonly number[])[]
  readonly #sums: number[]
  #summed = 0

  constructor(racers: readonly Racer[], { first, confidence, indifference }: RankOptions) {
    const k = racers.length
    const eta = (pow((2 * (1 - confidence)) / (k - 1), -2 / (first - 1)) - 1) / 2
    this.#racers = racers
    this.#delta = indifference
    this.#h2 = 2 * eta * (first - 1)
    this.#variance = racers.map((a) => racers.map((b) => varianceOfDifference(a.values, b.values, first)))
    this.#sums = racers.map(() => 0)
  }

  /** Drops those that after r replications lie too far behind one that was in the race before. */
  screen(r: number): void {
    for (; this.#summed < r; this.#summed += 1) {
      for (const [at, racer] of this.#racers.entries()) this.#sums[at]! += racer.values[this.#summed] ?? 0
    }
    const left = this.#racers.flatMap((racer, at) => (inRace(racer) ? [at] : []))
    for (const i of left) {
      const behind = left.some((l) => l !== i && this.#sums[i]! < this.#sums[l]! - r * this.#allowance(i, l, r))
      if (behind) this.#racers[i]!.eliminatedAt = r
    }
    // Two that are level cannot both lie behind the other, so that one is always left.
  }

  #allowance(i: number, l: number, r: number): number {
    return Math.max(0, (this.#delta / (2 * r)) * ((this.#h2 * this.#variance[i]![l]!) / this.#delta ** 2 - r))
  }
}

function varianceOfDifference(a: readonly number[], b: readonly number[], n: number): number {
  let sum = 0
  for (let r = 0; r < n; r += 1) sum += a[r]! - b[r]!
  let squares = 0
  for (let r = 0; r < n; r += 1) squares += (a[r]! - b[r]! - sum / n) ** 2
  return squares / (n - 1)
}

function ranked(racers: readonly Racer[], direction: RankOptions['direction']): Ranked[] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const order = racers.toSorted(
    (a, b) => (b.eliminatedAt ?? Infinity) - (a.eliminatedAt ?? Infinity) || mean(b.values) - mean(a.values),
  )
  const sign = direction === 'higher' ? 1 : -1
  const best = order[0]!.values.map((value) => sign * value)
  return order.map(({ contender, values, eliminatedAt }, at) => {
    const own = values.map((value) => sign * value)
    const behind = at === 0 ? undefined : pairedDifference(best.slice(0, own.length), own.slice(0, best.length))
    return { id: contender.id, estimate: estimateMean(own), behind, replications: own.length, eliminatedAt }
  })
}
