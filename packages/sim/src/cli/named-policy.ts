import type { RoutingPolicy } from '@strowger/acd'
import { policyOf } from '../model/routing.ts'
import { isTuned, parametersOf, POLICY_NAMES, type TunedPolicy } from '../scenario/policies.ts'
import { loadScenario } from '../scenario/load.ts'
import { plainRouting } from '../scenario/plain-routing.ts'
import { scenarioFiles } from './files.ts'
import { CommandLineMistake } from './mistake.ts'
import { loadPolicy } from './policy-module.ts'

/** A policy that was asked for, as it was written. */
export interface NamedPolicy {
  readonly name: string
  /** Makes a fresh one; `lots` is the seed of its lots. */
  readonly policy: (lots: number) => RoutingPolicy
}

/** What `--policy` takes. */
export const POLICY_HELP =
  'a name that needs no parameters, a scenario file with the routing, or a module as check-policy takes'

/** Policies by {@link POLICY_HELP}. @throws CommandLineMistake */
export async function namedPolicies(given: readonly string[]): Promise<NamedPolicy[]> {
  const twice = given.find((name, at) => given.indexOf(name) !== at)
  if (twice !== undefined) throw new CommandLineMistake(`--policy: ${twice} is given twice — give each once`)
  return Promise.all(given.map(async (name) => ({ name, policy: await policyNamed(name) })))
}

async function policyNamed(name: string): Promise<NamedPolicy['policy']> {
  if (/\.(ya?ml|json)$/.test(name)) return policyOf(loadScenario(name, scenarioFiles))
  if (/\.[cm]?[jt]s$/.test(name)) return (await loadPolicy(name)).policy
  const simple = POLICY_NAMES.filter(isSimple)
  const policy = simple.find((each) => each === name)
  if (policy !== undefined) {
    return policyOf({ routing: plainRouting(policy) })
  }
  const problem = POLICY_NAMES.some((each) => each === name) ? 'has parameters' : 'is no policy'
  const remedy = `give ${simple.join(', ')}, a scenario whose routing says it, or a module`
  throw new CommandLineMistake(`--policy: ${name} ${problem} — ${remedy}`)
}

function isSimple(name: (typeof POLICY_NAMES)[number]): name is TunedPolicy {
  if (!isTuned(name)) return false
  const { byType, byGroup, byPair } = parametersOf(name)
  return [byType, byGroup, byPair].every((keys) => keys.length === 0)
}
