import {
  type AcdConfig,
  type EngineConfigData,
  type ObjectData,
  type RoutingPolicy,
  StrowgerError,
} from '@strowger/acd'
import { parametersOf, POLICY_NAMES, type PolicyName } from '../scenario/policies.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { TunedRouting } from '../scenario/routing-spec.ts'
import { policyOf } from './routing.ts'

/** A scenario's policy as it stands in the head of a journal: its name, its parameters, and the seed of its lots. */
export function policyData({ routing }: Scenario, seed: number): ObjectData {
  if (routing.policy === 'ranked') {
    const { agentTiers, contactTiers } = routing
    return { name: 'ranked', agents: Object.fromEntries(agentTiers), contacts: Object.fromEntries(contactTiers) }
  }
  const { policy, byType, byGroup, byPair, single } = routing
  return {
    name: policy,
    ...Object.fromEntries(single),
    ...Object.fromEntries([...byType, ...byGroup].map(([key, values]) => [key, Object.fromEntries(values)])),
    ...Object.fromEntries(
      [...byPair].map(([key, types]) => [
        key,
        Object.fromEntries([...types].map(([type, groups]) => [type, Object.fromEntries(groups)])),
      ]),
    ),
    seed,
  }
}

/**
 * The policy that a journal describes.
 *
 * @throws StrowgerError `not-made` for a name that no scenario can write; `not-data` for a parameter of another shape
 */
function policyFrom(data: ObjectData): RoutingPolicy {
  const { name, seed } = data
  if (!isPolicyName(name))
    throw new StrowgerError('not-made', 'config.policy', name, `one of ${POLICY_NAMES.join(', ')}`)
  const lots = typeof seed === 'number' ? seed : 0
  if (name !== 'ranked') return policyOf({ routing: tunedFrom(name, data) })(lots)
  return policyOf({
    routing: { policy: name, agentTiers: tiers('agents', data), contactTiers: tiers('contacts', data) },
  })(lots)
}

/** A configuration of a journal, with the policy that it describes. @throws StrowgerError as {@link policyFrom} */
export function configFrom({ policy, estimator, ...config }: EngineConfigData): AcdConfig {
  if (estimator !== undefined) {
    throw new StrowgerError('not-made', 'config.estimator', estimator.name, 'a journal of the default estimator')
  }
  return policy === undefined ? config : { ...config, policy: policyFrom(policy) }
}

function isPolicyName(name: string): name is PolicyName {
  return POLICY_NAMES.some((each) => each === name)
}

function tunedFrom(policy: TunedRouting['policy'], data: ObjectData): TunedRouting {
  const { byType, byGroup, byPair, single } = parametersOf(policy)
  const given = <K extends string>(keys: readonly K[]) => keys.filter((key) => data[key] !== undefined)
  return {
    policy,
    single: new Map(given(single).map((key) => [key, numberAt(data[key], key)])),
    byType: new Map(given(byType).map((key) => [key, new Map(numbersAt(data[key], key))])),
    byGroup: new Map(given(byGroup).map((key) => [key, new Map(numbersAt(data[key], key))])),
    byPair: new Map(
      given(byPair).map((key) => [
        key,
        new Map(
          entriesOf(data[key], key).map(([type, groups]) => [type, new Map(numbersAt(groups, `${key}.${type}`))]),
        ),
      ]),
    ),
  }
}

function tiers(key: string, data: ObjectData): Map<string, string[][]> {
  const isTiers = (value: unknown): value is string[][] =>
    Array.isArray(value) && value.every((tier) => Array.isArray(tier) && tier.every((each) => typeof each === 'string'))
  return new Map(
    entriesOf(data[key] ?? {}, key).map(([name, value]) => {
      if (!isTiers(value)) throw notData(`${key}.${name}`, value, 'a list of lists of names')
      return [name, value]
    }),
  )
}

function numbersAt(value: unknown, path: string): [string, number][] {
  return entriesOf(value, path).map(([key, each]) => [key, numberAt(each, `${path}.${key}`)])
}

function numberAt(value: unknown, path: string): number {
  if (typeof value === 'number') return value
  throw notData(path, value, 'a number')
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value)
  throw notData(path, value, 'an object')
}

function notData(path: string, value: unknown, expected: string): StrowgerError {
  return new StrowgerError('not-data', `config.policy.${path}`, value, expected)
}
