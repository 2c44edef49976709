import { StrowgerError } from '@strowger/acd'
import { type Estimates, estimates } from '../measure/estimates.ts'
import { overall } from '../measure/population.ts'
import { RandomStream } from '../random/stream.ts'
import type { Runner } from '../run/batch.ts'
import { replicateWith } from '../run/replications.ts'
import { scenarioFrom, type ScenarioIo } from '../scenario/load.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { setAt } from '../scenario/set-at.ts'
import type { SourceMap } from '../scenario/source.ts'
import { type DesignName, gridIndices, unitPoints } from './design.ts'
import { type Factor, gridValues, valueAt } from './factor.ts'
import { SOBOL_DIMENSIONS } from './sobol.ts'

/** One combination of the factors' values. */
export interface SweepPoint {
  /** In the order of the factors, as they would stand in the file. */
  readonly values: readonly string[]
  readonly scenario: Scenario
}

/** A point with what was estimated there. */
export interface SweepResult {
  readonly values: readonly string[]
  readonly measures: Estimates
}

/** Which points, and how many where the design does not say. */
export interface SweepDesign {
  readonly design: DesignName
  /** Points of a Latin hypercube or of Sobol's sequence. */
  readonly points: number
  readonly seed: number
}

const MOST_POINTS = 100_000

/**
 * The scenarios of a sweep: the file with each combination of values in its place, checked like any file.
 *
 * @throws StrowgerError where a factor does not fit the design or the file, ScenarioError for a value that is not allowed
 */
export function sweepPoints(
  root: SourceMap,
  factors: readonly Factor[],
  design: SweepDesign,
  io: ScenarioIo,
): SweepPoint[] {
  return combinations(factors, design).map((values) => ({ values, scenario: scenarioAt(root, factors, values, io) }))
}

/** Runs every point on the same callers, as far as the factors leave them the same. */
export async function sweep(
  runner: Runner,
  points: readonly SweepPoint[],
  options: {
    readonly seed: number
    readonly replications: number
    readonly onProgress?: (done: number, of: number) => void
  },
): Promise<SweepResult[]> {
  const { seed, replications } = options
  let done = 0
  const onProgress = () => options.onProgress?.((done += 1), replications * points.length)
  return Promise.all(
    points.map(async ({ values, scenario }) => {
      const { observations } = await replicateWith(runner, scenario, { seed, replications, onProgress })
      return { values, measures: estimates(overall(observations)) }
    }),
  )
}

function combinations(factors: readonly Factor[], { design, points, seed }: SweepDesign): string[][] {
  if (design === 'grid') {
    const values = factors.map(gridValues)
    const count = values.reduce((product, each) => product * each.length, 1)
    if (count > MOST_POINTS) {
      throw new StrowgerError(
        'out-of-range',
        '--vary',
        count,
        `at most ${MOST_POINTS} points: longer steps, or --design`,
      )
    }
    return gridIndices(values.map((each) => each.length)).map((point) =>
      point.map((at, factor) => values[factor]![at]!),
    )
  }
  if (design === 'sobol' && factors.length > SOBOL_DIMENSIONS) {
    throw new StrowgerError(
      'out-of-range',
      '--vary',
      factors.length,
      `at most ${SOBOL_DIMENSIONS} factors, or --design lhs`,
    )
  }
  const stream = RandomStream.named(seed, 0, 'sweep')
  return unitPoints(design, points, factors.length, stream).map((point) =>
    factors.map((factor, at) => valueAt(factor, point[at]!)),
  )
}

function scenarioAt(root: SourceMap, factors: readonly Factor[], values: readonly string[], io: ScenarioIo): Scenario {
  let changed = root
  for (const [at, { name, path }] of factors.entries()) {
    const text = values[at]!
    const next = setAt(changed, path, /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text)
    if (typeof next === 'string') throw new StrowgerError('unknown-name', name, text, next)
    changed = next
  }
  return scenarioFrom(changed, io)
}
