import { END_LABELS } from '@strowger/acd'
import { type FlowTally, type RatingTally, emptyFlowTally } from '../run/flow-tally.ts'
import type { Observation } from '../run/observation.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { type Estimate, estimateMean, estimateRatio } from '../stats/estimate.ts'
import type { EndLine } from './ends.ts'

/** Ratings of who was served by a group as a type. */
export interface RatingLine {
  readonly type: Label
  readonly group: Label
  /** Names of both, as in the scenario; empty for nobody. */
  readonly name: string
  /** Callers asked per replication. */
  readonly asked: Estimate
  /** Answered ÷ asked. */
  readonly responseRate: Estimate
  /** Sum of the ratings ÷ answered. */
  readonly rating: Estimate
}

/** What became of callers in flows. */
export interface FlowEnds {
  /** Entered = all ends by reason, unless some are unfinished; beside them how many came to a queue, self-service, cases. */
  readonly lines: readonly EndLine[]
  readonly ratings: readonly RatingLine[]
}

const NOBODY: Label = { en: '–', zh: '–' }

/** Figures of flows; undefined when the scenario has none. */
export function flowEnds({ types, groups }: Scenario, observations: readonly Observation[]): FlowEnds | undefined {
  if (observations.every(({ flows }) => flows === undefined)) return undefined
  const tallies = observations.map(({ flows }) => flows ?? emptyFlowTally())
  const line = (name: string, label: Label, count: (tally: FlowTally) => number, isPart = true): EndLine => {
    return { name, label, unit: 'contacts', estimate: estimateMean(tallies.map(count)), isPart }
  }
  const entered = tallies.map((tally) => tally.entered)
  const share = (name: string, label: Label, count: (tally: FlowTally) => number): EndLine => {
    return { name, label, unit: 'share', estimate: estimateRatio(tallies.map(count), entered), isPart: false }
  }
  const cases = namesIn(tallies, 'cases')
  const lines = [
    line('entered', { en: 'came in', zh: '进入流程' }, (tally) => tally.entered, false),
    ...namesIn(tallies, 'ended').map((reason) => {
      const label = END_LABELS[reason] ?? { en: reason, zh: reason }
      const own = { en: `ended: ${label.en}`, zh: `结束：${label.zh}` }
      return line(`ended.${reason}`, own, (tally) => tally.ended[reason] ?? 0)
    }),
    line('queued', { en: 'came to a queue', zh: '进入人工排队' }, (tally) => tally.queued, false),
    line('selfService', { en: 'settled by self-service', zh: '自助服务解决' }, (tally) => tally.selfService, false),
    share(
      'selfServiceShare',
      { en: 'settled by self-service ÷ came in', zh: '自助解决率' },
      (tally) => tally.selfService,
    ),
    ...cases.map((matter) => {
      const label = { en: `case opened: ${matter}`, zh: `立案：${matter}` }
      return line(`cases.${matter}`, label, (tally) => tally.cases[matter] ?? 0, false)
    }),
  ]
  return {
    lines,
    ratings: ratingLines(
      { types, groups },
      tallies.map((tally) => tally.ratings),
    ),
  }
}

/** Ratings by who was served as what, of tallies one per replication. */
export function ratingLines(
  { types, groups }: Pick<Scenario, 'groups' | 'types'>,
  tallies: readonly Readonly<Record<string, RatingTally>>[],
): RatingLine[] {
  const keys = [...new Set(tallies.flatMap((ratings) => Object.keys(ratings)))].sort(byNumbers)
  return keys.map((key): RatingLine => {
    const [type = -1, group = -1] = key.split(' ').map(Number)
    const of = (field: 'answered' | 'asked' | 'sum') => tallies.map((ratings) => ratings[key]?.[field] ?? 0)
    return {
      type: types[type]?.label ?? NOBODY,
      group: groups[group]?.label ?? NOBODY,
      name: `${types[type]?.id ?? ''} · ${groups[group]?.id ?? ''}`,
      asked: estimateMean(of('asked')),
      responseRate: estimateRatio(of('answered'), of('asked')),
      rating: estimateRatio(of('sum'), of('answered')),
    }
  })
}

function namesIn(tallies: readonly FlowTally[], what: 'cases' | 'ended'): string[] {
  return [...new Set(tallies.flatMap((tally) => Object.keys(tally[what])))].sort()
}

function byNumbers(a: string, b: string): number {
  const [typeA = 0, groupA = 0] = a.split(' ').map(Number)
  const [typeB = 0, groupB = 0] = b.split(' ').map(Number)
  return typeA - typeB || groupA - groupB
}
