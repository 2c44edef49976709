import { arrivalControl, talkControl } from '../controls.ts'
import { designTheory } from '../theory-of.ts'
import { contactFigure, type Figure, occupancy } from '../figures.ts'
import { exponential } from '../law.ts'
import { type Effort, type Plan, relaxationOf, steadyPlan } from '../plan.ts'
import { isRecord, numberOf, numbersOf, type ReferenceCase, Refusal, wholeOf } from '../reference-case.ts'
import { perHour } from '../scenario-text.ts'

/** A group of alike agents with the types it takes, first choice first. */
export interface DesignGroup {
  readonly name: string
  readonly agents: number
  readonly mu: number
  readonly types: readonly number[]
}

/** A skill-based design: types of callers, groups of agents, and who prefers whom. */
export interface Design {
  readonly rates: readonly number[]
  /** Abandonments per waiting caller and time unit, by type; 0 for callers who never do. */
  readonly thetas: readonly number[]
  readonly groups: readonly DesignGroup[]
  /** By type, the groups that take it, first choice first. */
  readonly groupsOfType: readonly (readonly number[])[]
}

/** Whether a case is a design of types and groups. */
export function isSkillBased({ given }: ReferenceCase): boolean {
  return isRecord(given['groups']) && given['type_to_group'] !== undefined
}

/** N, V, W and other designs with ranked routing; figures by type (`type0.Pab`) and by group (`occ_A`). */
export function skillBasedPlan(reference: ReferenceCase, effort: Effort): Plan {
  const { given } = reference
  const design = designOf(given)
  const { rates, groups } = design
  const all = [...rates.keys()]
  return steadyPlan(
    reference,
    {
      text: textOf(design),
      threshold: given['awt'] === undefined ? undefined : numberOf(given, 'awt'),
      rate: rates.reduce((sum, rate) => sum + rate, 0),
      relaxation: relaxation(design),
      controls: ({ duration }) => [
        ...rates.map((rate, type) => arrivalControl(type, rate * duration)),
        ...groups.map(({ mu }, group) => talkControl([group], [1 / mu])),
      ],
      figure: (measure, { duration }): Figure | undefined => {
        if (measure === 'occ') return occupancy([...groups.keys()])
        const [, name] = /^occ_(.+)$/.exec(measure) ?? []
        if (name !== undefined) {
          const group = groups.findIndex((each) => each.name === name)
          return group < 0 ? undefined : occupancy([group])
        }
        const [, digits, ofType = measure] = /^type(\d+)\.(.+)$/.exec(measure) ?? []
        if (digits !== undefined && Number(digits) >= rates.length) return undefined
        return contactFigure(ofType, digits === undefined ? all : [Number(digits)], duration)
      },
      theory: designTheory(design),
    },
    effort,
  )
}

/**
 * Reads a design.
 *
 * @throws Refusal when something is missing or a name is unknown.
 */
function designOf(given: ReferenceCase['given']): Design {
  const rates = numbersOf(given, 'lam')
  const thetas = given['theta'] === undefined ? rates.map(() => 0) : numbersOf(given, 'theta')
  if (thetas.length !== rates.length) throw new Refusal('theta: not as many figures as lam has')
  const { groups: byName, type_to_group: lists } = given
  if (!isRecord(byName) || Object.keys(byName).length === 0) throw new Refusal('groups is no map of groups')
  const groups = Object.entries(byName).map(([name, group]) => {
    if (!isRecord(group)) throw new Refusal(`groups.${name} is no group`)
    return {
      name,
      agents: wholeOf(group, 'n', 0),
      mu: group['mu'] === undefined ? 1 : numberOf(group, 'mu', Number.MIN_VALUE),
      types: typesOf(group['types'], rates.length, name),
    }
  })
  if (!Array.isArray(lists) || lists.length !== rates.length) {
    throw new Refusal('type_to_group: not one list of groups for each type')
  }
  const groupsOfType = lists.map((list: unknown, type) => {
    if (!Array.isArray(list)) throw new Refusal(`type_to_group[${type}] is no list`)
    return list.map((name: unknown) => {
      const group = groups.findIndex((each) => each.name === name)
      if (group < 0) throw new Refusal(`type_to_group[${type}]: there is no group ${JSON.stringify(name)}`)
      if (!groups[group]!.types.includes(type)) throw new Refusal(`${String(name)} does not take type ${type}`)
      return group
    })
  })
  return { rates, thetas, groups, groupsOfType }
}

function typesOf(types: unknown, count: number, group: string): number[] {
  if (!Array.isArray(types)) throw new Refusal(`groups.${group}.types is no list`)
  return types.map((type: unknown) => {
    if (typeof type !== 'number' || !(type in Array.from({ length: count }).fill(0))) {
      throw new Refusal(`groups.${group}.types: there is no type ${JSON.stringify(type)}`)
    }
    return type
  })
}

function textOf({ rates, thetas, groups, groupsOfType }: Design): {
  readonly types: Record<string, object>
  readonly groups: Record<string, object>
  readonly routing: object
} {
  const typeName = (type: number) => `type${type}`
  const groupName = (group: number) => `group${group}`
  return {
    types: Object.fromEntries(
      rates.map((rate, type) => [
        typeName(type),
        {
          arrivals: { perHour: perHour(rate) },
          handlingTime: exponential(1).text,
          patience: thetas[type] === 0 ? 'never' : exponential(1 / thetas[type]!).text,
        },
      ]),
    ),
    groups: Object.fromEntries(
      groups.map(({ agents, mu }, group) => [groupName(group), { agents, handlingFactor: 1 / mu }]),
    ),
    routing: {
      policy: 'ranked',
      agents: Object.fromEntries(groupsOfType.map((list, type) => [typeName(type), list.map((at) => [groupName(at)])])),
      contacts: Object.fromEntries(
        groups.map(({ types }, group) => [groupName(group), types.map((type) => [typeName(type)])]),
      ),
    },
  }
}

/** As of one pool of all agents: an overestimate of the load leaves a longer warm-up, never a shorter one. */
function relaxation({ rates, thetas, groups }: Design): number {
  const slowest = Math.min(...groups.map(({ mu }) => mu))
  const agents = groups.reduce((sum, group) => sum + group.agents, 0)
  const load = rates.reduce((sum, rate) => sum + rate, 0) / slowest
  const theta = Math.min(...thetas)
  const patience = theta === 0 ? Infinity : slowest / theta
  if (load < agents || patience < Infinity) return relaxationOf(load, agents, patience) / slowest
  // Without patience the load of each group decides, which the design alone does not tell: many services are enough for
  // whatever is stable by a margin.
  return 100 / slowest
}
