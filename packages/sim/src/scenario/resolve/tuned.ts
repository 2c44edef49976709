import { parametersOf, type TunedPolicy } from '../policies.ts'
import type { TunedRouting } from '../routing-spec.ts'
import type { RawPolicy } from '../schema/routing.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { findGroup, type Roster } from './tiers.ts'
import { durationMs } from './time.ts'

/** The numbers that a policy was given, by the ids of types and groups; durations in ms. @param at - where the policy stands */
export function resolveTuned(
  policy: TunedPolicy,
  raw: RawPolicy,
  at: Path,
  roster: Roster,
  context: Context,
): TunedRouting {
  const { byType, byGroup, byPair, single } = parametersOf(policy)
  const groups = new Map(roster.groups.map((group) => [group.id, group]))
  const groupNumbers = (given: Readonly<Record<string, RawNumber>>, path: Path): Map<string, number> => {
    for (const group of Object.keys(given)) findGroup(group, [...path, group], groups, context)
    return new Map(Object.entries(given).map(([group, value]) => [group, numberOf(value)]))
  }
  return {
    policy,
    byType: new Map(
      byType.flatMap((key) => {
        if (raw[key] === undefined) return []
        const values = roster.selector.perType<RawNumber>(raw[key], [...at, key])
        return [[key, new Map([...values].map(([type, value]) => [type, numberOf(value)]))] as const]
      }),
    ),
    byGroup: new Map(
      byGroup.flatMap((key) => {
        const given: Readonly<Record<string, RawNumber>> | undefined = raw[key]
        return given === undefined ? [] : [[key, groupNumbers(given, [...at, key])] as const]
      }),
    ),
    byPair: new Map(
      byPair.flatMap((key) => {
        const given: Readonly<Record<string, Readonly<Record<string, RawNumber>>>> | undefined = raw[key]
        if (given === undefined) return []
        const path = [...at, key]
        // A map stands under its selector, however many types that names: its groups are looked up once.
        const maps = Object.entries(given).map(([selector, row]) => [selector, groupNumbers(row, [...path, selector])])
        return [[key, roster.selector.perType(Object.fromEntries(maps), path)] as const]
      }),
    ),
    single: new Map(
      single.flatMap((key) => {
        const given: RawNumber | undefined = raw[key]
        return given === undefined ? [] : [[key, numberOf(given)] as const]
      }),
    ),
  }
}

/** A number, or a duration with its unit. */
type RawNumber = number | string

function numberOf(value: RawNumber): number {
  return typeof value === 'string' ? durationMs(value) : value
}
