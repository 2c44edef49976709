import { StrowgerError } from '@strowger/acd'
import { isTuned, parametersOf, POLICY_NAMES, type PolicyName } from '../scenario/policies.ts'
import type {
  FairThresholdRouting,
  PerTypeRouting,
  RoutingSpec,
  Tiers,
  TunedRouting,
} from '../scenario/routing-spec.ts'

/**
 * The routing that a policy in the head of a journal describes.
 *
 * @throws StrowgerError `not-made` for a name that no scenario can write; `not-data` for a parameter of another shape
 */
export function readPolicy(data: unknown, at: string): RoutingSpec {
  const given = objectAt(data, at)
  const { name } = given
  if (!isPolicyName(name)) throw new StrowgerError('not-made', at, name, `one of ${POLICY_NAMES.join(', ')}`)
  if (isTuned(name)) return tunedFrom(name, given, at)
  const inside = (key: string) => readPolicy(given[key], `${at}.${key}`)
  switch (name) {
    case 'ranked':
      return { policy: name, agentTiers: tiersIn('agents', given, at), contactTiers: tiersIn('contacts', given, at) }
    case 'expected-delay': {
      const { handlingMs } = given
      return {
        policy: name,
        agentTiers: tiersIn('agents', given, at),
        targetMs: numberAt(given['targetMs'], `${at}.targetMs`),
        ...(handlingMs !== undefined && { handlingMs: numberAt(handlingMs, `${at}.handlingMs`) }),
      }
    }
    case 'load-ratio': {
      const target = numberAt(given['target'], `${at}.target`)
      return { policy: name, agentTiers: tiersIn('agents', given, at), target }
    }
    case 'fair-threshold':
      return { policy: name, bands: listAt(given['bands'], `${at}.bands`, bandAt) }
    case 'combined':
      return { policy: name, agentsBy: inside('agentsBy'), contactsBy: inside('contactsBy') }
    case 'per-type': {
      const policies = listAt(given['policies'], `${at}.policies`, typePolicyAt)
      return { policy: name, policies, otherwise: inside('otherwise'), across: inside('across') }
    }
  }
}

function isPolicyName(name: unknown): name is PolicyName {
  return POLICY_NAMES.some((each) => each === name)
}

type Given = Readonly<Record<string, unknown>>

function tunedFrom(policy: TunedRouting['policy'], data: Given, at: string): TunedRouting {
  const { byType, byGroup, byPair, single } = parametersOf(policy)
  const given = <K extends string>(keys: readonly K[]) => keys.filter((key) => data[key] !== undefined)
  const numbers = (value: unknown, path: string) => new Map(numbersAt(value, path))
  return {
    policy,
    single: new Map(given(single).map((key) => [key, numberAt(data[key], `${at}.${key}`)])),
    byType: new Map(given(byType).map((key) => [key, numbers(data[key], `${at}.${key}`)])),
    byGroup: new Map(given(byGroup).map((key) => [key, numbers(data[key], `${at}.${key}`)])),
    byPair: new Map(
      given(byPair).map((key) => {
        const types = Object.entries(objectAt(data[key], `${at}.${key}`))
        return [key, new Map(types.map(([type, groups]) => [type, numbers(groups, `${at}.${key}.${type}`)]))]
      }),
    ),
  }
}

function bandAt(value: unknown, path: string): FairThresholdRouting['bands'][number] {
  const { upTo = Infinity, agents } = objectAt(value, path)
  return { upTo: numberAt(upTo, `${path}.upTo`), agents: tiersAt(agents, `${path}.agents`) }
}

function typePolicyAt(value: unknown, path: string): PerTypeRouting['policies'][number] {
  const { types, by } = objectAt(value, path)
  return { types: listAt(types, `${path}.types`, textAt), by: readPolicy(by, `${path}.by`) }
}

function tiersIn(key: string, data: Given, at: string): Map<string, Tiers> {
  const path = `${at}.${key}`
  return new Map(
    Object.entries(objectAt(data[key] ?? {}, path)).map(([name, tiers]) => [name, tiersAt(tiers, `${path}.${name}`)]),
  )
}

function tiersAt(value: unknown, path: string): Tiers {
  return listAt(value, path, (tier, tierPath) => listAt(tier, tierPath, textAt))
}

function numbersAt(value: unknown, path: string): [string, number][] {
  return Object.entries(objectAt(value, path)).map(([key, each]) => [key, numberAt(each, `${path}.${key}`)])
}

function listAt<T>(value: unknown, path: string, itemAt: (item: unknown, path: string) => T): T[] {
  if (Array.isArray(value)) return value.map((item: unknown, at) => itemAt(item, `${path}[${at}]`))
  throw notData(path, value, 'a list')
}

function textAt(value: unknown, path: string): string {
  if (typeof value === 'string') return value
  throw notData(path, value, 'a name')
}

function numberAt(value: unknown, path: string): number {
  if (typeof value === 'number') return value
  throw notData(path, value, 'a number')
}

function objectAt(value: unknown, path: string): Given {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw notData(path, value, 'an object')
}

function notData(path: string, value: unknown, expected: string): StrowgerError {
  return new StrowgerError('not-data', path, value, expected)
}
