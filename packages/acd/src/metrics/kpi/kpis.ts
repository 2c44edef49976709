import { AGENT_KPIS } from './agents.ts'
import { CONTACT_KPIS } from './contacts.ts'
import type { Kpi, KpiName } from './kpi.ts'
import { SERVICE_LEVELS } from './service-level.ts'

/** All KPIs, in the order in which they are shown. */
export const KPIS: readonly Kpi[] = [...CONTACT_KPIS, ...SERVICE_LEVELS, ...AGENT_KPIS]

/** A KPI by its name. */
export function kpiNamed(name: KpiName): Kpi {
  // The list and the union are tested against each other.
  return KPIS.find((kpi) => kpi.name === name)!
}
