import type { RelaxationSpec } from '../relaxation-spec.ts'
import type { ContactTypeSpec, Label } from '../scenario.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import type { RawRelaxation } from '../schema/relaxation.ts'
import type { Path } from '../source.ts'
import { resolvePreferences, resolveRing } from './beside.ts'
import type { Context } from './context.ts'
import { resolveRequirement } from './requirement.ts'
import { resolveLevels } from './skills.ts'
import { durationMs } from './time.ts'

/** What is asked of agents after a wait; `path` is the type's. */
export function resolveRelaxation(
  { relaxation }: RawContactType,
  path: Path,
  skills: ReadonlyMap<string, Label>,
  context: Context,
): Pick<ContactTypeSpec, 'relaxation'> {
  if (relaxation === undefined) return {}
  const stages = relaxation.map((raw, at) => stage(raw, [...path, 'relaxation', at], skills, context))
  for (const [at, { afterMs }] of stages.entries()) {
    if (at === 0 || afterMs > stages[at - 1]!.afterMs) continue
    const problem = 'it does not come after the one before'
    context.issues.add('out-of-range', [...path, 'relaxation', at, 'after'], problem, 'write them in ascending order')
  }
  return { relaxation: stages }
}

function stage(raw: RawRelaxation, path: Path, skills: ReadonlyMap<string, Label>, context: Context): RelaxationSpec {
  const { after, requires, requirement, prefers, ring } = raw
  if ((requires ?? requirement ?? prefers ?? ring) === undefined) {
    context.issues.add('missing-key', path, 'it relaxes nothing', 'write requires, requirement, prefers or ring')
  }
  return {
    afterMs: durationMs(after),
    ...(requires !== undefined && { requires: resolveLevels(requires, [...path, 'requires'], skills, context) }),
    ...resolveRequirement(requirement, [...path, 'requirement'], skills, context),
    ...(prefers !== undefined && { prefers: resolvePreferences(prefers, [...path, 'prefers'], skills, context) }),
    ...(ring !== undefined && { ring: resolveRing(ring) }),
  }
}
