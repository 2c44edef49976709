/** Which parameters of `routing` a policy has, by what they depend on. */
interface Parameters {
  /** Contact type → number. */
  readonly byType?: readonly ByTypeParameter[]
  /** Agent group → number. */
  readonly byGroup?: readonly ByGroupParameter[]
  /** Contact type → agent group → number. */
  readonly byPair?: readonly ByPairParameter[]
  /** One number. */
  readonly single?: readonly SingleParameter[]
}

/** Parameters given for a contact type. */
export type ByTypeParameter = 'weights' | 'rates' | 'offsets' | 'objectives' | 'ratios' | 'linear' | 'quadratic'
/** Parameters given for an agent group. */
export type ByGroupParameter = 'idleWeights' | 'sizes'
/** Parameters given for a contact type and an agent group. */
export type ByPairParameter = 'handlingTimes' | 'keep' | 'base' | 'wait' | 'idle' | 'shares'
/** Parameters given once. */
export type SingleParameter = 'window' | 'perPriority' | 'memory'

/** A policy whose parameters are numbers. */
export type TunedPolicy =
  | 'longest-idle'
  | 'least-occupied'
  | 'most-skilled'
  | 'least-skilled'
  | 'round-robin'
  | 'random'
  | 'fewest-contacts'
  | 'longest-weighted-wait'
  | 'accumulating-priority'
  | 'service-objective'
  | 'queue-ratio'
  | 'generalized-c-mu'
  | 'reservation'
  | 'wr'
  | 'weighted-idle'
  | 'percent-allocation'
  | 'shadow-routing'

/** Which parameters each has. */
const TUNED_POLICIES: Readonly<Record<TunedPolicy, Parameters>> = {
  'longest-idle': {},
  'least-occupied': { single: ['window'] },
  'most-skilled': {},
  'least-skilled': {},
  'round-robin': {},
  random: {},
  'fewest-contacts': {},
  'longest-weighted-wait': { byType: ['weights'] },
  'accumulating-priority': { byType: ['rates', 'offsets'], single: ['perPriority'] },
  'service-objective': { byType: ['objectives'] },
  'queue-ratio': { byType: ['ratios'] },
  'generalized-c-mu': { byType: ['linear', 'quadratic'], byPair: ['handlingTimes'] },
  reservation: { byPair: ['keep'] },
  wr: { byPair: ['base', 'wait', 'idle'] },
  'weighted-idle': { byGroup: ['idleWeights'] },
  'percent-allocation': { byPair: ['shares'], single: ['memory'] },
  'shadow-routing': { byGroup: ['sizes'], byPair: ['handlingTimes'] },
}

/** A policy with tiers or with policies inside. */
type StructuredPolicy = 'ranked' | 'expected-delay' | 'load-ratio' | 'fair-threshold' | 'combined' | 'per-type'

/** Which keys each has. */
const STRUCTURED_POLICIES: Readonly<Record<StructuredPolicy, readonly string[]>> = {
  ranked: ['agents', 'contacts'],
  'expected-delay': ['agents', 'targetDelay', 'assumedHandlingTime'],
  'load-ratio': ['agents', 'targetLoad'],
  'fair-threshold': ['bands'],
  combined: ['agentsBy', 'contactsBy'],
  'per-type': ['policies', 'otherwise', 'across'],
}

/** Keys of `routing` under which a policy of its own stands. */
export const POLICY_KEYS: ReadonlySet<string> = new Set(['agentsBy', 'contactsBy', 'otherwise', 'across'])

/** A policy that a scenario may name. */
export type PolicyName = TunedPolicy | StructuredPolicy

// The keys of an object written out here are known.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const TUNED_NAMES = Object.keys(TUNED_POLICIES) as TunedPolicy[]

// Likewise.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const STRUCTURED_NAMES = Object.keys(STRUCTURED_POLICIES) as StructuredPolicy[]

/** Every policy, in the order in which they are listed to people. */
export const POLICY_NAMES: readonly PolicyName[] = [
  'longest-idle',
  'ranked',
  ...TUNED_NAMES.slice(1),
  ...STRUCTURED_NAMES.slice(1),
]

/** Whether the parameters of a policy are numbers. */
export function isTuned(policy: PolicyName): policy is TunedPolicy {
  return policy in TUNED_POLICIES
}

/** The parameters of a tuned policy, each list present. */
export function parametersOf(policy: TunedPolicy): Required<Parameters> {
  const { byType = [], byGroup = [], byPair = [], single = [] } = TUNED_POLICIES[policy]
  return { byType, byGroup, byPair, single }
}

/** Every key of `routing` that belongs to some policies only, with those. */
export const POLICIES_OF_KEY: ReadonlyMap<string, readonly PolicyName[]> = policiesOfKey()

function policiesOfKey(): Map<string, PolicyName[]> {
  const result = new Map<string, PolicyName[]>()
  const add = (policy: PolicyName, keys: readonly string[]) => {
    for (const key of keys) result.set(key, [...(result.get(key) ?? []), policy])
  }
  for (const policy of STRUCTURED_NAMES) add(policy, STRUCTURED_POLICIES[policy])
  for (const policy of TUNED_NAMES) {
    const { byType, byGroup, byPair, single } = parametersOf(policy)
    add(policy, [...byType, ...byGroup, ...byPair, ...single])
  }
  return result
}
