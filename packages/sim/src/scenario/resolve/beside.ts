import type { ConsultSpec, OrderSpec, PreferenceSpec, RingSpec, SupervisionSpec } from '../beside-spec.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ContactTypeSpec, Label } from '../scenario.ts'
import type { RawConsult, RawOrder, RawPreference, RawRing, RawSupervision } from '../schema/beside.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { resolveDistribution } from './distribution.ts'
import type { TypeSelector } from './selector.ts'
import { resolveRequirement } from './requirement.ts'
import { resolveLevels } from './skills.ts'
import { clockMs, durationMs } from './time.ts'

/** How contacts of a type ring, whom they prefer, and who is asked about them; `path` is the type's. */
export function resolveBeside(
  raw: RawContactType,
  path: Path,
  skills: ReadonlyMap<string, Label>,
  context: Context,
): Pick<ContactTypeSpec, 'consult' | 'prefers' | 'ring'> {
  const { ring, prefers, consult } = raw
  return {
    ...(ring !== undefined && { ring: resolveRing(ring) }),
    ...(prefers !== undefined && { prefers: resolvePreferences(prefers, [...path, 'prefers'], skills, context) }),
    ...(consult !== undefined && { consult: resolveConsult(consult, [...path, 'consult'], context) }),
  }
}

/** Whom contacts prefer; `path` is the list's. */
export function resolvePreferences(
  raw: readonly RawPreference[],
  path: Path,
  skills: ReadonlyMap<string, Label>,
  context: Context,
): PreferenceSpec[] {
  return raw.map((each, index) => {
    if (each.skills === undefined && each.requirement === undefined) {
      const problem = 'it says not what is preferred'
      context.issues.add('missing-key', [...path, index], problem, 'write skills, requirement, or both')
    }
    return {
      skills: resolveLevels(each.skills, [...path, index, 'skills'], skills, context),
      ...resolveRequirement(each.requirement, [...path, index, 'requirement'], skills, context),
      weight: each.weight ?? 1,
    }
  })
}

/** Checks that agents ask those of one contact type that there is. */
export function checkConsults(types: readonly ContactTypeSpec[], selector: TypeSelector, { issues }: Context): void {
  const seen = new Set<string>()
  for (const { base, consult } of types) {
    if (consult?.with === undefined || seen.has(base)) continue
    seen.add(base)
    const path = ['types', base, 'consult', 'with']
    const found = selector.select(consult.with, path)
    if (found.length <= 1) continue
    const remedy = `write one of its parts, such as ${show(found[0]!.id)}`
    issues.add('wrong-value', path, `${show(consult.with)} is split, so that it is not one type`, remedy)
  }
}

/** Supervisors and their timetable. */
export function resolveSupervision(raw: RawSupervision, context: Context): SupervisionSpec {
  const { group, listens = 0, takes, whispers = 0, bargesIn = 0, intercepts = 0, orders = [] } = raw
  const path = ['supervision']
  checkGroup(group, [...path, 'group'], context)
  const sum = whispers + bargesIn + intercepts
  if (sum > 1 + 1e-9) {
    const problem = `the probabilities of whispers, bargesIn and intercepts add up to ${sum}`
    context.issues.add('out-of-range', path, problem, 'write probabilities that add up to 1 at most')
  }
  return {
    group,
    listens,
    ...(takes !== undefined && { takes: resolveDistribution(takes, [...path, 'takes'], context) }),
    whispers,
    bargesIn,
    intercepts,
    orders: orders.map((each, index) => resolveOrder(each, [...path, 'orders', index], context)),
  }
}

function resolveOrder(raw: RawOrder, path: Path, context: Context): OrderSpec {
  const { at, order, group, agents = Infinity, for: length } = raw
  checkGroup(group, [...path, 'group'], context)
  const { run, issues } = context
  const atMs = clockMs(at) - run.startsAtMs
  if (atMs < 0 || atMs >= run.warmUpMs + run.durationMs) {
    issues.add('out-of-range', [...path, 'at'], `${show(at)} is outside the run`, 'write a time of day inside it')
  }
  if (length !== undefined && order !== 'not-ready') {
    const problem = `for has no meaning with ${order}`
    issues.add('conflicting-keys', [...path, 'for'], problem, 'write order: not-ready, or remove it')
  }
  return { atMs: Math.max(0, atMs), order, group, agents, forMs: length === undefined ? Infinity : durationMs(length) }
}

/** At how many agents a contact rings at once. */
export function resolveRing(raw: RawRing): RingSpec {
  if (raw === 'all') return {}
  if (raw === 'group') return { sameGroup: true }
  const { atOnce, sameGroup, every } = raw
  return {
    ...(atOnce !== undefined && { atOnce }),
    ...(sameGroup !== undefined && { sameGroup }),
    ...(every !== undefined && { everyMs: durationMs(every) }),
  }
}

function resolveConsult(raw: RawConsult, path: Path, context: Context): ConsultSpec {
  const {
    with: asked,
    outside,
    probability,
    moment = 'any',
    from,
    takes,
    waits = '1m',
    transfers = 0,
    conference,
  } = raw
  if ((asked === undefined) === (outside === undefined)) {
    const problem = asked === undefined ? 'it says not who is asked' : 'one is asked at a time'
    context.issues.add('conflicting-keys', path, problem, 'write either with or outside')
  }
  for (const [at, group] of (from ?? []).entries()) checkGroup(group, [...path, 'from', at], context)
  const sum = transfers + (conference?.probability ?? 0)
  if (sum > 1 + 1e-9) {
    const problem = `the probabilities of transfers and conference add up to ${sum}`
    context.issues.add('out-of-range', path, problem, 'write probabilities that add up to 1 at most')
  }
  return {
    ...(asked !== undefined && { with: asked }),
    ...(outside !== undefined && { outside }),
    probability,
    atEnd: moment === 'end',
    ...(from !== undefined && { from }),
    takes: resolveDistribution(takes, [...path, 'takes'], context),
    waits: resolveDistribution(waits, [...path, 'waits'], context),
    transfers,
    ...(conference !== undefined && {
      conference: {
        probability: conference.probability,
        takes: resolveDistribution(conference.takes, [...path, 'conference', 'takes'], context),
      },
    }),
  }
}

function checkGroup(group: string, path: Path, { root, issues }: Context): void {
  const groups = keysAt(root, ['groups'])
  if (groups.includes(group)) return
  issues.add('unknown-name', path, `there is no agent group ${show(group)}`, suggest(group, groups))
}
