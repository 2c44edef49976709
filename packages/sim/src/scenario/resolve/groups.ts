import type { AgentGroupSpec, ContactTypeSpec, Label } from '../scenario.ts'
import type { RawRise } from '../schema/agent-group.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import { resolveAgents } from './agents.ts'
import type { Context } from './context.ts'
import { resolveDistribution } from './distribution.ts'
import { knowledgeFactor, resolveCapacity, skillFactor } from './handling.ts'
import { resolveLabel } from './label.ts'
import type { TypeSelector } from './selector.ts'
import { resolveQueues } from './queues.ts'
import { resolveOffers } from './run.ts'
import { resolveShifts } from './shifts.ts'
import { siteOf } from './sites.ts'
import { hasAfterCallWork } from '../after-call-work.ts'
import { resolveLevels } from './skills.ts'

/** Work after a transfer must be somebody's, of the type's agents or of one group's. */
export function checkAfterCallWork(
  types: readonly ContactTypeSpec[],
  groups: readonly AgentGroupSpec[],
  { issues }: Context,
): void {
  for (const base of new Set(types.map((type) => type.base))) {
    const parts = types.filter((type) => type.base === base)
    if (parts.some((part) => part.afterCallWorkOnTransfer !== true || hasAfterCallWork(part, groups))) continue
    const problem = 'there is no after-call work to do on a transfer'
    issues.add('missing-key', ['types', base, 'afterCallWorkOnTransfer'], problem, 'write afterCallWork, or remove it')
  }
}

/** The agent groups in the order of the file. */
export function resolveGroups(
  skills: ReadonlyMap<string, Label>,
  types: readonly ContactTypeSpec[],
  selector: TypeSelector,
  context: Context,
): AgentGroupSpec[] {
  const names = keysAt(context.root, ['groups'])
  if (names.length === 0) context.issues.add('missing-key', ['groups'], 'there is no agent group', 'declare one')
  return names.flatMap((name) => {
    const raw = context.raw.groups[name]
    if (raw === undefined) return []
    const path = ['groups', name]
    const { handlingFactor = 1, noAnswer = 0, ringTime = 0 } = raw
    const byType = selector.perType(raw.handlingFactorByType, [...path, 'handlingFactorByType'])
    const resolution = selector.perType(raw.resolution, [...path, 'resolution'])
    const held = resolveLevels(raw.skills, [...path, 'skills'], skills, context)
    const knowledge = knowledgeFactor(held, context)
    const lawsOf = (key: 'handlingTimeByType' | 'afterCallWorkByType') => {
      const laws = Object.entries(raw[key] ?? {}).map(([type, law]) => {
        return [type, resolveDistribution(law, [...path, key, type], context)] as const
      })
      return selector.perType(Object.fromEntries(laws), [...path, key])
    }
    const handlingTime = lawsOf('handlingTimeByType')
    const afterCallWork = lawsOf('afterCallWorkByType')
    const settles = (type: ContactTypeSpec) => knowledge * (resolution.get(type.id) ?? type.resolution ?? 1)
    const group: AgentGroupSpec = {
      id: name,
      label: resolveLabel(raw.label, name),
      skills: held,
      shifts: resolveShifts(raw, path, context),
      ...resolveAgents(raw, path, context),
      ...(raw.rises !== undefined && { rises: resolveRises(raw.rises, [...path, 'rises'], skills, context) }),
      handlingFactor: new Map(
        types.map(({ id, base }) => [id, handlingFactor * (byType.get(id) ?? 1) * skillFactor(base, held, context)]),
      ),
      ...(handlingTime.size > 0 && { handlingTime }),
      ...(afterCallWork.size > 0 && { afterCallWork }),
      ...(raw.tenant !== undefined && { tenant: raw.tenant }),
      ...siteOf(raw.site, path, context),
      ...resolveQueues(raw, { path, held, selector, context }),
      ...(raw.capacity !== undefined && {
        capacity: resolveCapacity(raw.capacity, [...path, 'capacity'], context),
      }),
      ...((resolution.size > 0 || knowledge !== 1) && {
        resolution: new Map(types.map((type) => [type.id, Math.min(1, settles(type))])),
      }),
      ringTime: resolveDistribution(ringTime, [...path, 'ringTime'], context),
      noAnswer,
      ...(raw.offers !== undefined && { offers: resolveOffers(raw.offers, context.raw.offers) }),
    }
    return [group]
  })
}

function resolveRises(
  raw: readonly RawRise[],
  path: Path,
  skills: ReadonlyMap<string, Label>,
  context: Context,
): NonNullable<AgentGroupSpec['rises']> {
  if (context.raw.routing?.policy === 'ranked') {
    const problem = 'ranked routing is of the skills that a group has when the run begins'
    context.issues.add('conflicting-keys', path, problem, 'write another policy, or remove it')
  }
  return raw.map(({ after, skills: held }, at) => {
    if (at > 0 && after <= raw[at - 1]!.after) {
      const problem = `the level after ${after} contacts comes after the one after ${raw[at - 1]!.after}`
      context.issues.add('out-of-range', [...path, at, 'after'], problem, 'write the levels in ascending order')
    }
    return { after, skills: resolveLevels(held, [...path, at, 'skills'], skills, context) }
  })
}
