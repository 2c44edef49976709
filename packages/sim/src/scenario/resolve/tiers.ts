import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import { formatPath } from '../path.ts'
import type { AgentGroupSpec, ContactTypeSpec } from '../scenario.ts'
import type { Tiers } from '../routing-spec.ts'
import type { RawPolicy, RawTiers } from '../schema/routing.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { isPart } from './selector.ts'
import type { TypeSelector } from './selector.ts'
import { qualifies } from './requirement.ts'

/** What the tables of routing are checked against. */
export interface Roster {
  readonly types: readonly ContactTypeSpec[]
  readonly groups: readonly AgentGroupSpec[]
  readonly selector: TypeSelector
}

/** For every type, tiers of the groups that may take it. @param path - of the policy */
export function resolveAgentTiers(
  raw: RawPolicy['agents'],
  path: Path,
  roster: Roster,
  context: Context,
): Map<string, Tiers> {
  const perType = resolveGivenTiers(raw, path, roster, context)
  const groups = new Map(roster.groups.map((group) => [group.id, group]))
  return new Map(
    roster.types.map((type) => {
      const tiers = perType.get(type.id) ?? [roster.groups.map((group) => group.id)]
      const skilled = (id: string): boolean => qualifies(groups.get(id)?.skills ?? new Map(), type)
      return [type.id, keep(tiers, skilled)]
    }),
  )
}

/** Tiers of groups for the types that are mentioned, as they are written. @param path - of the policy */
export function resolveGivenTiers(
  raw: RawPolicy['agents'],
  path: Path,
  roster: Roster,
  context: Context,
): Map<string, Tiers> {
  const own = [...path, 'agents']
  for (const [selector, tiers] of Object.entries(raw ?? {})) {
    checkGroupTiers(tiers, roster.selector.find(selector), [...own, selector], roster, context)
  }
  return roster.selector.perType(raw, own)
}

/** Adds mistakes for groups that do not exist, stand twice, or can serve none of the types. */
export function checkGroupTiers(
  tiers: RawTiers,
  types: readonly ContactTypeSpec[],
  path: Path,
  roster: Roster,
  context: Context,
): void {
  const groups = new Map(roster.groups.map((group) => [group.id, group]))
  for (const [name, namePath] of namesIn(tiers, path, context)) {
    const group = findGroup(name, namePath, groups, context)
    if (group === undefined || types.length === 0) continue
    if (!types.some((type) => qualifies(group.skills, type))) addLacksSkill(group, types, namePath, context)
  }
}

/** For every group, tiers of the types that it picks; only types whose agent tiers have the group. @param path - of the policy */
export function resolveContactTiers(
  raw: RawPolicy['contacts'],
  agentTiers: ReadonlyMap<string, Tiers>,
  path: Path,
  roster: Roster,
  context: Context,
): Map<string, Tiers> {
  const own = [...path, 'contacts']
  const groups = new Map(roster.groups.map((group) => [group.id, group]))
  for (const name of Object.keys(raw ?? {})) findGroup(name, [...own, name], groups, context)
  return new Map(
    roster.groups.map((group) => {
      const mayTake = (type: string): boolean => agentTiers.get(type)?.some((tier) => tier.includes(group.id)) ?? false
      const given = raw !== undefined && Object.hasOwn(raw, group.id) ? raw[group.id] : undefined
      if (given === undefined) return [group.id, keep([roster.types.map((type) => type.id)], mayTake)]
      const groupPath = [...own, group.id]
      for (const [name, namePath] of namesIn(given, groupPath, context)) {
        const types = roster.selector.select(name, namePath)
        if (types.length === 0 || types.some((type) => mayTake(type.id))) continue
        if (types.some((type) => qualifies(group.skills, type))) {
          const problem = `${show(name)} is never taken by ${show(group.id)}, which is in none of its tiers`
          context.issues.add(
            'conflicting-keys',
            namePath,
            problem,
            `add the group to ${formatPath([...path, 'agents'])}, or remove it here`,
          )
        } else {
          addLacksSkill(group, types, namePath, context)
        }
      }
      return [group.id, keep(expand(given, roster.selector), mayTake)]
    }),
  )
}

/** The group of this name; undefined, and a mistake, when there is none. */
export function findGroup(
  name: string,
  path: Path,
  groups: ReadonlyMap<string, AgentGroupSpec>,
  context: Context,
): AgentGroupSpec | undefined {
  const group = groups.get(name)
  if (group === undefined) {
    context.issues.add('unknown-name', path, `there is no group ${show(name)}`, suggest(name, [...groups.keys()]))
  }
  return group
}

/** Adds the mistake that a group is named for types none of which its skills allow. */
export function addLacksSkill(
  group: AgentGroupSpec,
  types: readonly ContactTypeSpec[],
  path: Path,
  context: Context,
): void {
  const type = types[0]
  if (type === undefined) return
  const missing = [...type.requires].filter(([skill, level]) => (group.skills.get(skill) ?? 0) < level)
  if (missing.length === 0) {
    const problem = `group ${show(group.id)} does not meet the requirement of ${show(type.id)} (${type.requirement})`
    context.issues.add('lacks-skill', path, problem, `change groups.${group.id}.skills, or remove the name here`)
    return
  }
  const list = missing.map(([skill, level]) => (level === 1 ? skill : `${skill}: ${level}`)).join(', ')
  const problem = `group ${show(group.id)} lacks skills of ${show(type.id)} (${list})`
  context.issues.add('lacks-skill', path, problem, `add them to groups.${group.id}.skills, or remove the name here`)
}

function* namesIn(tiers: RawTiers, path: Path, context: Context): Generator<[string, Path]> {
  const seen = new Set<string>()
  for (const [tierIndex, tier] of tiers.entries()) {
    for (const [index, name] of tier.entries()) {
      const namePath = [...path, tierIndex, index]
      if (seen.has(name)) {
        context.issues.add('listed-twice', namePath, `${show(name)} is listed twice`, 'keep one of the two')
      }
      seen.add(name)
      yield [name, namePath]
    }
  }
}

/** Selectors replaced by types; a part that is named itself stands only where it is named. */
function expand(tiers: RawTiers, selector: TypeSelector): Tiers {
  const named = new Set(tiers.flat().filter(isPart))
  return tiers.map((tier) =>
    tier.flatMap((name) =>
      isPart(name) ? [name] : selector.find(name).flatMap(({ id }) => (named.has(id) ? [] : [id])),
    ),
  )
}

function keep(tiers: Tiers, wanted: (id: string) => boolean): Tiers {
  return tiers.map((tier) => tier.filter(wanted)).filter((tier) => tier.length > 0)
}
