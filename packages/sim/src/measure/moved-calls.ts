import type { Observation } from '../run/observation.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { estimateMean, estimateRatio } from '../stats/estimate.ts'
import { pairedDifference } from '../stats/paired.ts'
import type { Replications } from '../run/replications.ts'
import type { Line } from './line.ts'

/** Calls moved, from where to where, and what that cost; empty where there are no sites. */
export function movedCalls({ sites }: Scenario, observations: readonly Observation[]): Line[] {
  if (sites === undefined) return []
  const all = movedOf(observations)
  const answered = observations.map(({ byType }) => byType.reduce((sum, tally) => sum + tally.answered, 0))
  const money = all.map((calls) => calls * sites.cost)
  const pairs = [...new Set(observations.flatMap(({ moved = {} }) => Object.keys(moved)))].sort()
  return [
    { name: 'moved', label: MOVED, unit: 'contacts', estimate: estimateMean(all), isPart: false },
    ...pairs.map((pair): Line => {
      const [from, to] = pair.split(' ').map((site) => sites.places[Number(site)]!)
      const label = { en: `${from!.label.en} → ${to!.label.en}`, zh: `${from!.label.zh} → ${to!.label.zh}` }
      const estimate = estimateMean(observations.map(({ moved = {} }) => moved[pair] ?? 0))
      return { name: `moved.${from!.id}.${to!.id}`, label, unit: 'contacts', estimate, isPart: true }
    }),
    { name: 'movedShare', label: SHARE, unit: 'share', estimate: estimateRatio(all, answered), isPart: false },
    ...(sites.cost > 0
      ? [{ name: 'movingCost', label: COST, unit: 'money' as const, estimate: estimateMean(money), isPart: false }]
      : []),
  ]
}

/** How many more calls `a` moves than `b` on the same callers, and how much more that costs; empty where neither has sites. */
export function movedDifference(a: Replications, b: Replications): Line[] {
  if (a.scenario.sites === undefined && b.scenario.sites === undefined) return []
  const [over, under] = [a, b].map((each) => {
    const calls = movedOf(each.observations)
    return { calls, money: calls.map((count) => count * (each.scenario.sites?.cost ?? 0)) }
  })
  const lines: Line[] = [
    { name: 'moved', label: MOVED, unit: 'contacts', estimate: pairedDifference(under!.calls, over!.calls) },
  ]
  if ([...over!.money, ...under!.money].every((money) => money === 0)) return lines
  return [
    ...lines,
    { name: 'movingCost', label: COST, unit: 'money', estimate: pairedDifference(under!.money, over!.money) },
  ]
}

/** Calls moved in each replication. */
function movedOf(observations: readonly Observation[]): number[] {
  return observations.map(({ moved = {} }) => Object.values(moved).reduce((sum, calls) => sum + calls, 0))
}

const MOVED: Label = { en: 'calls moved to another site', zh: '跨中心转送的来话' }
const SHARE: Label = { en: 'calls moved ÷ answered', zh: '跨中心转送率' }
const COST: Label = { en: 'what moving cost', zh: '转送费用' }
