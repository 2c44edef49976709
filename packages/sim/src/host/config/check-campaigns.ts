import { StrowgerError } from '@strowger/acd'
import { suggest } from '../../scenario/nearest.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import type { HostConfig } from './host-config.ts'

/**
 * Campaigns of `host.yaml` are those of the scenario: a name that is mistyped would let machines through to agents.
 *
 * @throws StrowgerError `unknown-campaign`
 */
export function checkCampaigns({ acd }: HostPlan, { campaigns }: HostConfig): void {
  const known = (acd.campaigns ?? []).map(({ name }) => name)
  for (const name of campaigns.keys()) {
    if (known.includes(name)) continue
    throw new StrowgerError('unknown-campaign', `campaigns.${name}`, name, suggest(name, known))
  }
}
