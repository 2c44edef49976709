import { type Measure, type MeasureName, MEASURES, type Sample } from '../measure/measure.ts'
import { ofGroup, ofTypes, overall, type Samples } from '../measure/population.ts'
import type { Observation } from '../run/observation.ts'
import { type Estimate, estimateMean } from '../stats/estimate.ts'
import { pairedRatioDifference } from '../stats/paired.ts'
import { predict } from '../stats/prediction.ts'
import type { Counterfactual } from './counterfactual.ts'

/** Contacts of a day that are looked at together. */
export interface Population {
  readonly kind: 'all' | 'group' | 'tenant' | 'type'
  readonly name: string
  readonly of: (observations: readonly Observation[]) => Samples
}

/** Everyone, then tenants, types and groups where there are several. */
export function populationsOf({ days }: Counterfactual): Population[] {
  const { types, groups } = days[0]!.config
  const tenants = new Map<string, number[]>()
  for (const [at, { tenant }] of types.entries()) {
    if (tenant !== undefined) tenants.set(tenant, [...(tenants.get(tenant) ?? []), at])
  }
  const several = <T>(list: readonly T[]) => (list.length > 1 ? list : [])
  return [
    { kind: 'all', name: '', of: overall },
    ...several([...tenants]).map(([name, members]): Population => ({
      kind: 'tenant',
      name,
      of: (all) => ofTypes(all, members),
    })),
    ...several(types).map(({ name }, at): Population => ({ kind: 'type', name, of: (all) => ofTypes(all, [at]) })),
    ...several(groups).map(({ name }, at): Population => ({ kind: 'group', name, of: (all) => ofGroup(all, at) })),
  ]
}

/** A figure, or a difference of two, with what is known of it. */
export interface Figure {
  readonly mean: number
  /** Where it lies on these days, in 95 of 100 cases: as far as the journals leave open what callers would have done. */
  readonly onTheseDays: Estimate['ci95']
  /** 95 % interval for days like these, from how the days differ from each other; unknown with one day. */
  readonly onDaysLikeThese: Estimate['ci95']
}

/** Every measure. */
export type Figures = Readonly<Record<MeasureName, Figure>>

/** By day, then by draw: of the recorded days every draw is the day itself. */
type Drawn = readonly Samples[]

/** Samples of a population: recorded (`undefined`), or under the policy of that number. */
export function drawnOf({ days, draws, contenders }: Counterfactual, { of }: Population, contender?: number): Drawn {
  if (contender !== undefined) return contenders[contender]!.observations.map((observations) => of(observations))
  return days.map(({ recorded }) => Array.from({ length: draws }, () => of([recorded])[0]!))
}

/** Figures of one side. Its interval for days like these is left out: differences are what days are compared by. */
export function figuresOf(drawn: Drawn): Figures {
  return forEachMeasure((measure) => {
    const { mean, ci95 } = predict(pooled(measure, drawn))
    return { mean, onTheseDays: ci95, onDaysLikeThese: UNKNOWN }
  })
}

/** How much more `a` has than `b` under the same draws. */
export function differencesOf(a: Drawn, b: Drawn): Figures {
  return forEachMeasure((measure) => {
    const [first, second] = [pooled(measure, a), pooled(measure, b)]
    const { mean, ci95 } = predict(first.map((value, draw) => value - second[draw]!))
    return { mean, onTheseDays: ci95, onDaysLikeThese: betweenDays(measure, a, b) }
  })
}

const UNKNOWN: Estimate['ci95'] = [-Infinity, Infinity]

/** The measure over all days, draw by draw. */
function pooled(measure: Measure, drawn: Drawn): number[] {
  const sum = (draw: number, part: (sample: Sample) => number) =>
    drawn.reduce((total, samples) => total + part(samples[draw]!), 0)
  return drawn[0]!.map((_, draw) => sum(draw, measure.numerator) / sum(draw, measure.denominator))
}

function betweenDays(measure: Measure, a: Drawn, b: Drawn): Estimate['ci95'] {
  const sideOf = (drawn: Drawn) => ({
    numerators: drawn.map((samples) => mean(samples.map(measure.numerator))),
    denominators: drawn.map((samples) => mean(samples.map(measure.denominator))),
  })
  const [first, second] = [sideOf(a), sideOf(b)]
  if (measure.unit !== 'contacts') return pairedRatioDifference(second, first).ci95
  return estimateMean(first.numerators.map((value, day) => value - second.numerators[day]!)).ci95
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function forEachMeasure(figure: (measure: Measure) => Figure): Figures {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- MEASURES has an entry for every name
  return Object.fromEntries(MEASURES.map((measure) => [measure.name, figure(measure)])) as Figures
}
