import {
  type AcdConfig,
  type EngineConfigData,
  type ObjectData,
  type RoutingPolicy,
  StrowgerError,
} from '@strowger/acd'
import type { RoutingSpec, TunedRouting } from '../scenario/routing-spec.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { readPolicy } from './read-policy.ts'
import { policyOf } from './routing.ts'

/** A scenario's policy as it stands in the head of a journal: its name, its parameters, and the seed of its lots. */
export function policyData({ routing }: Scenario, seed: number): ObjectData {
  return routing.policy === 'ranked' ? dataOf(routing) : { ...dataOf(routing), seed }
}

function dataOf(routing: RoutingSpec): ObjectData {
  if ('byType' in routing) return tunedData(routing)
  const { policy: name } = routing
  switch (routing.policy) {
    case 'ranked': {
      const { agentTiers, contactTiers } = routing
      return { name, agents: Object.fromEntries(agentTiers), contacts: Object.fromEntries(contactTiers) }
    }
    case 'expected-delay': {
      const { agentTiers, targetMs, handlingMs } = routing
      const agents = Object.fromEntries(agentTiers)
      return { name, agents, targetMs, ...(handlingMs !== undefined && { handlingMs }) }
    }
    case 'load-ratio':
      return { name, agents: Object.fromEntries(routing.agentTiers), target: routing.target }
    case 'fair-threshold':
      // Without end is not written: it has no JSON.
      return { name, bands: routing.bands.map(({ upTo, agents }) => (upTo < Infinity ? { upTo, agents } : { agents })) }
    case 'combined':
      return { name, agentsBy: dataOf(routing.agentsBy), contactsBy: dataOf(routing.contactsBy) }
    case 'per-type': {
      const { policies, otherwise, across } = routing
      const by = policies.map((each) => ({ types: each.types, by: dataOf(each.by) }))
      return { name, policies: by, otherwise: dataOf(otherwise), across: dataOf(across) }
    }
  }
}

function tunedData({ policy: name, byType, byGroup, byPair, single }: TunedRouting): ObjectData {
  return {
    name,
    ...Object.fromEntries(single),
    ...Object.fromEntries([...byType, ...byGroup].map(([key, values]) => [key, Object.fromEntries(values)])),
    ...Object.fromEntries(
      [...byPair].map(([key, types]) => [
        key,
        Object.fromEntries([...types].map(([type, groups]) => [type, Object.fromEntries(groups)])),
      ]),
    ),
  }
}

/** The policy that a journal describes. @throws StrowgerError as {@link readPolicy} */
function policyFrom(data: ObjectData): RoutingPolicy {
  const { seed } = data
  return policyOf({ routing: readPolicy(data, 'config.policy') })(typeof seed === 'number' ? seed : 0)
}

/** A configuration of a journal, with the policy that it describes. @throws StrowgerError as {@link readPolicy} */
export function configFrom({ policy, estimator, ...config }: EngineConfigData): AcdConfig {
  if (estimator !== undefined) {
    throw new StrowgerError('not-made', 'config.estimator', estimator.name, 'a journal of the default estimator')
  }
  return policy === undefined ? config : { ...config, policy: policyFrom(policy) }
}
