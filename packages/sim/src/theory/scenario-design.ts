import type { AgentGroupSpec, ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import type { SkillDesign } from './skill-based.ts'

const MS_PER_HOUR = 3_600_000

/** Keys of a type that the Markov chain has, or that only say what it is called and how it is counted. */
const TYPE_KEYS: ReadonlySet<string> = new Set([
  'id',
  'base',
  'label',
  'arrivals',
  'priority',
  'requires',
  'handlingTime',
  'patience',
  'split',
])
const GROUP_KEYS: ReadonlySet<string> = new Set([
  'id',
  'label',
  'skills',
  'shifts',
  'handlingFactor',
  'ringTime',
  'noAnswer',
])

/**
 * The design that a scenario describes, times in ms; or, in words, what of the scenario no Markov chain of
 * {@link SkillDesign} has, and what would be right. Whatever this function does not know is refused, not left out.
 */
export function designOfScenario(scenario: Scenario): SkillDesign | string {
  const { types, groups, routing } = scenario
  if (scenario.trunks !== undefined) return 'trunks — remove them: the chain has no bound on lines'
  if (scenario.flows !== undefined) return 'flows — remove them: the chain knows no callers in menus'
  if (scenario.overflowAfter.length > 0) return 'routing.overflowAfter — remove it: the chain knows no waiting times'
  if (routing.policy !== 'ranked') return `routing.policy ${routing.policy} — the chain is of the policy ranked`
  for (const type of types) {
    const problem = typeProblem(type)
    if (problem !== undefined) return `types.${type.id}.${problem}`
  }
  for (const group of groups) {
    const problem = groupProblem(group)
    if (problem !== undefined) return `groups.${group.id}.${problem}`
  }
  const typeAt = new Map(types.map(({ id }, at) => [id, at]))
  const groupAt = new Map(groups.map(({ id }, at) => [id, at]))
  const tied = [...routing.agentTiers, ...routing.contactTiers].find(([, tiers]) =>
    tiers.some(({ length }) => length > 1),
  )
  if (tied !== undefined) return `routing: equals in the tiers of ${tied[0]} — the chain needs an order without ties`
  const flat = (tiers: readonly (readonly string[])[] | undefined, at: ReadonlyMap<string, number>): number[] =>
    (tiers ?? []).flat().map((name) => at.get(name)!)
  const takes = groups.map(({ id }) => flat(routing.contactTiers.get(id), typeAt))
  const goes = types.map(({ id }) => flat(routing.agentTiers.get(id), groupAt))
  const oneSided = goes.some((list, type) => list.some((group) => !takes[group]!.includes(type)))
  if (oneSided || takes.some((list, group) => list.some((type) => !goes[type]!.includes(group)))) {
    return 'routing — a type that goes to a group must be among those that the group takes, and the other way round'
  }
  return {
    types: types.map(({ arrivals, patience }, type) => ({
      rate: arrivals.kind === 'constant' ? arrivals.perHour / MS_PER_HOUR : 0,
      impatience: patience.distribution === 'exponential' ? 1 / patience.meanMs : 0,
      groups: goes[type]!,
    })),
    groups: groups.map(({ shifts, handlingFactor }, group) => ({
      agents: shifts.reduce((sum, shift) => sum + shift.agents, 0),
      types: takes[group]!,
      rates: types.map(({ id, handlingTime }) =>
        handlingTime.distribution === 'exponential' ? 1 / (handlingTime.meanMs * (handlingFactor.get(id) ?? 1)) : 0,
      ),
    })),
  }
}

function typeProblem(type: ContactTypeSpec): string | undefined {
  const { arrivals, handlingTime, patience } = type
  if (arrivals.kind !== 'constant') return 'arrivals — the chain has a constant rate'
  if (handlingTime.distribution !== 'exponential')
    return `handlingTime ${handlingTime.distribution} — must be exponential`
  if (patience.distribution !== 'exponential' && patience.distribution !== 'never') {
    return `patience ${patience.distribution} — must be exponential or never`
  }
  return unknownKey(type, TYPE_KEYS)
}

function groupProblem(group: AgentGroupSpec): string | undefined {
  if (group.shifts.some(({ fromMs, toMs }) => fromMs > 0 || toMs < Infinity)) {
    return 'shifts — the chain has the same agents all the time: write agents'
  }
  const { ringTime, noAnswer } = group
  if (noAnswer > 0) return `noAnswer ${noAnswer} — the chain's agents answer at once`
  if (!(ringTime.distribution === 'deterministic' && ringTime.valueMs === 0)) {
    return "ringTime — the chain's agents answer at once"
  }
  return unknownKey(group, GROUP_KEYS)
}

function unknownKey(spec: object, known: ReadonlySet<string>): string | undefined {
  const key = Object.entries(spec).find(([name, value]) => !known.has(name) && value !== undefined)?.[0]
  return key === undefined ? undefined : `${key} — remove it: the chain does not have it`
}
