import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ReserveSpec, RuleActionSpec, RuleSpec, TrunkGroupSpec } from '../rule-spec.ts'
import type { ContactTypeSpec } from '../scenario.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import type { RawOverflowRule, RawRule } from '../schema/rules.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import type { TypeSelector } from './selector.ts'
import { durationMs } from './time.ts'

/** What the engine is told to do about contacts of a type by themselves; `path` is the type's. */
export function resolveRules(
  raw: RawContactType,
  path: Path,
  context: Context,
): Pick<ContactTypeSpec, 'admission' | 'overflow' | 'reserves'> {
  const rules = (key: 'admission' | 'overflow', given: readonly (RawOverflowRule | RawRule)[]) =>
    given.map((rule, index) => resolveRule(rule, [...path, key, index], context))
  return {
    ...(raw.admission !== undefined && { admission: rules('admission', raw.admission) }),
    ...(raw.overflow !== undefined && { overflow: rules('overflow', raw.overflow) }),
    ...(raw.reserves !== undefined && {
      reserves: raw.reserves.map((each, at) => reserve(each, [...path, 'reserves', at], context)),
    }),
  }
}

/** Trunk groups by the ids of their types; types that rules name must be one. */
export function resolveTrunkGroups(selector: TypeSelector, context: Context): TrunkGroupSpec[] {
  const { raw, root } = context
  for (const [type, { admission = [], overflow = [] }] of Object.entries(raw.types)) {
    for (const [key, rules] of Object.entries({ admission, overflow })) {
      for (const [at, rule] of rules.entries()) {
        if (rule.type === undefined) continue
        const path = ['types', type, key, at, 'type']
        const found = selector.select(rule.type, path)
        if (found.length <= 1) continue
        const remedy = `write one of its parts, such as ${show(found[0]!.id)}`
        context.issues.add('wrong-value', path, `${show(rule.type)} is split, so that it is not one type`, remedy)
      }
    }
  }
  return keysAt(root, ['trunkGroups']).map((name) => {
    const { trunks = 1, types = [] } = raw.trunkGroups?.[name] ?? {}
    const ids = types.flatMap((type, at) =>
      selector.select(type, ['trunkGroups', name, 'types', at]).map(({ id }) => id),
    )
    return { name, trunks, types: ids }
  })
}

function resolveRule(raw: RawOverflowRule, path: Path, context: Context): RuleSpec {
  const { name, when, empty, type, where, divert, refuse, announce, callback, after = 0 } = raw
  const actions: RuleActionSpec[] = [
    ...(type === undefined ? [] : [{ type, ...(where !== undefined && { where }) }]),
    ...(divert === undefined ? [] : [{ divert }]),
    ...(refuse === undefined ? [] : [{ refuse }]),
    ...(announce === undefined ? [] : [{ announce }]),
    ...(callback === undefined ? [] : [{ callback }]),
  ]
  if (actions.length !== 1) {
    const problem = actions.length === 0 ? 'the rule does nothing' : 'the rule does more than one thing'
    context.issues.add('conflicting-keys', path, problem, 'write one of type, divert, refuse, announce and callback')
  }
  if (where !== undefined && type === undefined) {
    const problem = 'where is about the queue of another type'
    context.issues.add('missing-key', [...path, 'where'], problem, 'write type, or when in its place')
  }
  if (callback !== undefined && context.raw.types[String(path[1])]?.callback === undefined) {
    const problem = 'the type says not what is promised'
    const remedy = 'give the type a callback, such as { accepts: 0.6, promise: 30m }'
    context.issues.add('missing-key', [...path, 'callback'], problem, remedy)
  }
  return {
    name,
    ...(when !== undefined && { when }),
    ...(empty !== undefined && { empty: empty === true ? [] : empty }),
    afterMs: durationMs(after),
    do: actions[0] ?? { refuse: name },
  }
}

function reserve(raw: ReserveSpec, path: Path, { root, issues }: Context): ReserveSpec {
  const groups = keysAt(root, ['groups'])
  for (const [at, group] of raw.groups.entries()) {
    if (groups.includes(group)) continue
    issues.add('unknown-name', [...path, 'groups', at], `there is no group ${show(group)}`, suggest(group, groups))
  }
  return raw
}
