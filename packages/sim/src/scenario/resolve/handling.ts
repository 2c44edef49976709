import type { CapacitySpec, ChannelSpec } from '../handling-spec.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ContactTypeSpec, Label } from '../scenario.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import type { RawCapacity } from '../schema/handling.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { resolveDistribution } from './distribution.ts'
import { resolveLabel } from './label.ts'
import { checkDeclared } from './skills.ts'
import { durationMs } from './time.ts'

/** How contacts of a type are handled beside their talk time; `path` is the type's. */
export function resolveHandling(
  raw: RawContactType,
  path: Path,
  context: Context,
): Pick<ContactTypeSpec, 'channel' | 'headStartMs' | 'hold' | 'lastAgentMs' | 'stages' | 'tenant'> {
  const { stages, hold, channel, tenant, headStart, lastAgent } = raw
  if (channel !== undefined) findChannel(channel, [...path, 'channel'], context)
  return {
    ...(stages !== undefined && {
      stages: stages.map(({ probability = 1, time, converts }, index) => {
        const resolved = resolveDistribution(time, [...path, 'stages', index, 'time'], context)
        return { probability, time: resolved, ...(converts !== undefined && { converts }) }
      }),
    }),
    ...(hold !== undefined && {
      hold: { probability: hold.probability, length: resolveDistribution(hold.for, [...path, 'hold', 'for'], context) },
    }),
    ...(channel !== undefined && { channel }),
    ...(tenant !== undefined && { tenant }),
    ...(headStart !== undefined && { headStartMs: durationMs(headStart) }),
    ...(lastAgent !== undefined && { lastAgentMs: durationMs(lastAgent) }),
  }
}

/** The declared channels. */
export function resolveChannels(context: Context): ChannelSpec[] {
  const { raw, root } = context
  return keysAt(root, ['channels']).map((id) => {
    const { label, weight = 1, interrupts = [] } = raw.channels?.[id] ?? {}
    for (const [at, other] of interrupts.entries()) findChannel(other, ['channels', id, 'interrupts', at], context)
    return { id, label: resolveLabel(label, id), weight, interrupts }
  })
}

/** What agents of a group do at once; `path` is that of the capacity. */
export function resolveCapacity({ total = 1, channels = {} }: RawCapacity, path: Path, context: Context): CapacitySpec {
  for (const name of Object.keys(channels)) findChannel(name, [...path, 'channels', name], context)
  return { total, channels: new Map(Object.entries(channels)) }
}

/** Factor on the handling time of a type by a group with these skills: by levels, and by how much it has to know. */
export function skillFactor(type: string, skills: ReadonlyMap<string, number>, { raw }: Context): number {
  const byLevel = Object.entries(raw.types[type]?.handlingFactorByLevel ?? {}).map(([skill, factors]) => {
    const level = skills.get(skill) ?? 0
    const known = Object.keys(factors).map(Number)
    // The factor of the highest level named that the agent reaches.
    const reached = Math.max(...known.filter((each) => each <= level))
    return Number.isFinite(reached) ? (factors[String(reached)] ?? 1) : 1
  })
  const further = furtherSkills(skills, raw.breadth)
  return byLevel.reduce((product, each) => product * each, Math.max(0.01, 1 + (raw.breadth?.handling ?? 0) * further))
}

/** Factor on the probability that a group with these skills settles a matter. */
export function knowledgeFactor(skills: ReadonlyMap<string, number>, { raw }: Context): number {
  return Math.max(0, 1 + (raw.breadth?.resolution ?? 0) * furtherSkills(skills, raw.breadth))
}

/** Checks the skills that are named for levels and breadth. */
export function checkSkillFactors(skills: ReadonlyMap<string, Label>, context: Context): void {
  const { raw } = context
  for (const [at, skill] of (raw.breadth?.skills ?? []).entries()) {
    checkDeclared(skill, ['breadth', 'skills', at], skills, context)
  }
  for (const [type, { handlingFactorByLevel = {} }] of Object.entries(raw.types)) {
    for (const skill of Object.keys(handlingFactorByLevel)) {
      checkDeclared(skill, ['types', type, 'handlingFactorByLevel', skill], skills, context)
    }
  }
}

function furtherSkills(skills: ReadonlyMap<string, number>, breadth: Context['raw']['breadth']): number {
  if (breadth === undefined) return 0
  const held = breadth.skills.filter((skill) => skills.has(skill)).length
  return Math.max(0, held - (breadth.free ?? 1))
}

function findChannel(name: string, path: Path, { root, issues }: Context): void {
  const channels = keysAt(root, ['channels'])
  if (channels.includes(name)) return
  issues.add('unknown-name', path, `there is no channel ${show(name)}`, suggest(name, channels))
}
