import type { RatingTally } from '../run/flow-tally.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { type Estimate, estimateMean, estimateRatio } from '../stats/estimate.ts'
import { tenantsOf } from './population.ts'

/** Ratings of those whom a group served as a type, or of all whom a tenant served. */
export interface RatingLine {
  readonly label: Label
  /** `type · group` by their names in the scenario, empty for nobody; `tenant · name` of a tenant. */
  readonly name: string
  /** Callers asked per replication. */
  readonly asked: Estimate
  /** Answered ÷ asked. */
  readonly responseRate: Estimate
  /** Sum of the ratings ÷ answered. */
  readonly rating: Estimate
}

/** Tallies of one replication, by type and group. */
type Ratings = Readonly<Record<string, RatingTally>>

const NOBODY: Label = { en: '–', zh: '–' }

/** Ratings by who was served as what, then by tenant, of tallies one per replication. */
export function ratingLines(scenario: Scenario, replications: readonly Ratings[]): RatingLine[] {
  const { types, groups } = scenario
  const keys = [...new Set(replications.flatMap((ratings) => Object.keys(ratings)))].sort(byNumbers)
  const ofDesks = keys.map((key): RatingLine => {
    const [type = -1, group = -1] = numbersOf(key)
    const [of, by] = [types[type]?.label ?? NOBODY, groups[group]?.label ?? NOBODY]
    return {
      label: { en: `${of.en} · ${by.en}`, zh: `${of.zh} · ${by.zh}` },
      name: `${types[type]?.id ?? ''} · ${groups[group]?.id ?? ''}`,
      ...figures(replications, [key]),
    }
  })
  const ofTenants = tenantsOf(scenario).flatMap((tenant): RatingLine[] => {
    const own = keys.filter((key) => tenant.types.includes(numbersOf(key)[0]!))
    const label = { en: `tenant ${tenant.id}`, zh: `租户 ${tenant.id}` }
    return own.length === 0 ? [] : [{ label, name: `tenant · ${tenant.id}`, ...figures(replications, own) }]
  })
  return [...ofDesks, ...ofTenants]
}

function figures(replications: readonly Ratings[], keys: readonly string[]): Omit<RatingLine, 'label' | 'name'> {
  const of = (field: keyof RatingTally) =>
    replications.map((ratings) => keys.reduce((sum, key) => sum + (ratings[key]?.[field] ?? 0), 0))
  return {
    asked: estimateMean(of('asked')),
    responseRate: estimateRatio(of('answered'), of('asked')),
    rating: estimateRatio(of('sum'), of('answered')),
  }
}

function numbersOf(key: string): number[] {
  return key.split(' ').map(Number)
}

function byNumbers(a: string, b: string): number {
  const [typeA = 0, groupA = 0] = numbersOf(a)
  const [typeB = 0, groupB = 0] = numbersOf(b)
  return typeA - typeB || groupA - groupB
}
