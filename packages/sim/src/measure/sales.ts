import type { SalesTally } from '../run/sales.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { type Estimate, estimateMean, estimateRatio } from '../stats/estimate.ts'

/** Offers that a group made to callers of a type, or all offers. */
export interface SalesLine {
  readonly label: Label
  /** `type · group` by their names in the scenario; `all`. */
  readonly name: string
  /** Per replication. */
  readonly offers: Estimate
  readonly conversions: Estimate
  /** Conversions ÷ offers. */
  readonly conversionRate: Estimate
}

/** Tallies of one replication, by type and group. */
type Sales = Readonly<Record<string, SalesTally>>

/** Offers by type and group, and all of them where there are several, of tallies one per replication. */
export function salesLines({ types, groups }: Scenario, replications: readonly Sales[]): SalesLine[] {
  const lines: SalesLine[] = []
  const seen: string[] = []
  for (const [type, of] of types.entries()) {
    for (const [group, by] of groups.entries()) {
      const key = `${type} ${group}`
      if (!replications.some((sales) => key in sales)) continue
      seen.push(key)
      lines.push({
        label: { en: `${of.label.en} · ${by.label.en}`, zh: `${of.label.zh} · ${by.label.zh}` },
        name: `${of.id} · ${by.id}`,
        ...figures(replications, [key]),
      })
    }
  }
  if (seen.length > 1) lines.push({ label: { en: 'all', zh: '合计' }, name: 'all', ...figures(replications, seen) })
  return lines
}

function figures(replications: readonly Sales[], keys: readonly string[]): Omit<SalesLine, 'label' | 'name'> {
  const of = (field: keyof SalesTally) =>
    replications.map((sales) => keys.reduce((sum, key) => sum + (sales[key]?.[field] ?? 0), 0))
  return {
    offers: estimateMean(of('offers')),
    conversions: estimateMean(of('conversions')),
    conversionRate: estimateRatio(of('conversions'), of('offers')),
  }
}
