import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { AgentRecord } from './agent-record.ts'
import {
  type FloorFacts,
  mean,
  PERFORMANCE_MEASURES,
  type PerformanceMeasure,
  type PerformanceMeasureName,
} from './measures.ts'

/** How much each measure counts; what is not named counts nothing. */
export type PerformanceWeights = Readonly<Partial<Record<PerformanceMeasureName, number>>>

/** A measure of one agent beside the floor's. */
export interface Standing {
  readonly value: number
  /** 1 is the best; equals share the mean of their places. */
  readonly rank: number
  /** Agents who have the measure. */
  readonly among: number
  /** Share of the others who are not better, equals half: 1 is the best, 0 the worst. */
  readonly score: number
}

/** One agent, or one team, beside the floor. */
export interface Evaluation {
  readonly name: string
  readonly standings: Readonly<Partial<Record<PerformanceMeasureName, Standing>>>
  /** Measures that count and that the agent lacks. */
  readonly missing: readonly PerformanceMeasureName[]
  /** Weighted mean of the scores of the measures that are there, 0..1; undefined when there is none. */
  readonly composite: number | undefined
  /** Share of the weights that the composite rests on. */
  readonly coverage: number
  /** Calls completed × composite: what pay follows; undefined where either is missing. */
  readonly measuredCalls: number | undefined
  /** False without sign-in records or survey: then the model does not apply to this agent, whatever the composite. */
  readonly applies: boolean
}

/**
 * Relative evaluation: each measure as a rank within the floor, ranks weighted into one composite. Equal weights unless
 * given. Read it only beside `warningsOf`.
 *
 * @throws StrowgerError `unknown-measure`, `out-of-range` for a weight that is negative, or when all are 0
 */
export function evaluate(records: readonly AgentRecord[], weights?: PerformanceWeights): Evaluation[] {
  const weightOf = checkedWeights(weights)
  const floor: FloorFacts = {
    meanHandlingMs: mean(records.flatMap(({ handlingMs }) => handlingMs ?? [])) ?? Number.NaN,
  }
  const counted = PERFORMANCE_MEASURES.filter(({ name }) => weightOf(name) > 0)
  const standings = counted.map((measure) => standingsOf(measure, records, floor))
  const total = counted.reduce((sum, { name }) => sum + weightOf(name), 0)
  return records.map((record, at) => {
    const own: Partial<Record<PerformanceMeasureName, Standing>> = {}
    const missing: PerformanceMeasureName[] = []
    let sum = 0
    let weight = 0
    for (const [index, { name }] of counted.entries()) {
      const standing = standings[index]![at]
      if (standing === undefined) missing.push(name)
      else {
        own[name] = standing
        sum += weightOf(name) * standing.score
        weight += weightOf(name)
      }
    }
    const composite = weight > 0 ? sum / weight : undefined
    const measuredCalls = composite === undefined || record.calls === undefined ? undefined : record.calls * composite
    const { workMs, satisfied, dissatisfied } = record
    const applies = workMs !== undefined && satisfied !== undefined && dissatisfied !== undefined
    return { name: record.name, standings: own, missing, composite, coverage: weight / total, measuredCalls, applies }
  })
}

function standingsOf(
  { of, better }: PerformanceMeasure,
  records: readonly AgentRecord[],
  floor: FloorFacts,
): (Standing | undefined)[] {
  const values = records.map((record) => of(record, floor))
  const known = values.filter((value) => value !== undefined).sort((a, b) => (better === 'higher' ? b - a : a - b))
  const places = new Map<number, { first: number; count: number }>()
  for (const [at, value] of known.entries()) {
    const place = places.get(value)
    if (place === undefined) places.set(value, { first: at, count: 1 })
    else place.count += 1
  }
  const others = known.length - 1
  return values.map((value) => {
    // Alone on the floor, nobody has a rank.
    if (value === undefined || others < 1) return undefined
    const { first, count } = places.get(value)!
    const rank = first + (count + 1) / 2
    return { value, rank, among: known.length, score: (known.length - rank) / others }
  })
}

function checkedWeights(weights: PerformanceWeights | undefined): (name: PerformanceMeasureName) => number {
  if (weights === undefined) return () => 1
  const names = PERFORMANCE_MEASURES.map(({ name }) => name)
  let total = 0
  for (const [name, weight] of Object.entries(weights)) {
    if (!names.some((each) => each === name)) {
      throw new StrowgerError('unknown-measure', `weights.${name}`, name, suggest(name, names))
    }
    if (!(weight >= 0 && weight < Infinity)) {
      throw new StrowgerError('out-of-range', `weights.${name}`, weight, 'a number, 0 or more')
    }
    total += weight
  }
  if (!(total > 0)) throw new StrowgerError('out-of-range', 'weights', total, 'at least one weight above 0')
  return (name) => weights[name] ?? 0
}
