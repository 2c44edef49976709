import { END_LABELS } from '@strowger/acd'
import { emptyFlowTally, type FlowTally } from '../run/flow-tally.ts'
import type { Observation } from '../run/observation.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { estimateMean, estimateRatio } from '../stats/estimate.ts'
import type { Line } from './line.ts'
import { type RatingLine, ratingLines } from './ratings.ts'

/** What became of callers in flows. */
export interface FlowEnds {
  /** Entered = all ends by reason, unless some are unfinished; beside them how many came to a queue, self-service, cases. */
  readonly lines: readonly Line[]
  readonly ratings: readonly RatingLine[]
}

/** Figures of flows; undefined when the scenario has none. */
export function flowEnds(scenario: Scenario, observations: readonly Observation[]): FlowEnds | undefined {
  if (observations.every(({ flows }) => flows === undefined)) return undefined
  const tallies = observations.map(({ flows }) => flows ?? emptyFlowTally())
  const line = (name: string, label: Label, count: (tally: FlowTally) => number, isPart = true): Line => {
    return { name, label, unit: 'contacts', estimate: estimateMean(tallies.map(count)), isPart }
  }
  const entered = tallies.map((tally) => tally.entered)
  const share = (name: string, label: Label, count: (tally: FlowTally) => number): Line => {
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
      scenario,
      tallies.map((tally) => tally.ratings),
    ),
  }
}

function namesIn(tallies: readonly FlowTally[], what: 'cases' | 'ended'): string[] {
  return [...new Set(tallies.flatMap((tally) => Object.keys(tally[what])))].sort()
}
