import { show } from '../issue.ts'
import { nearest, suggest } from '../nearest.ts'
import type { Label } from '../scenario.ts'
import type { RawSkillLevels } from '../schema/value.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { resolveLabel } from './label.ts'

/** The declared skills. */
export function resolveSkills({ raw, root }: Context): Map<string, Label> {
  return new Map(keysAt(root, ['skills']).map((name) => [name, resolveLabel(raw.skills?.[name]?.label, name)]))
}

/** Skill → level; a skill of a list has level 1. Every skill must be declared. */
export function resolveLevels(
  raw: RawSkillLevels | undefined,
  path: Path,
  declared: ReadonlyMap<string, Label>,
  context: Context,
): Map<string, number> {
  const levels = new Map<string, number>()
  if (raw === undefined) return levels
  if (isList(raw)) {
    for (const [index, skill] of raw.entries()) {
      if (levels.has(skill)) {
        context.issues.add('listed-twice', [...path, index], `${show(skill)} is listed twice`, 'keep one of the two')
      }
      checkDeclared(skill, [...path, index], declared, context)
      levels.set(skill, 1)
    }
    return levels
  }
  for (const skill of keysAt(context.root, path)) {
    checkDeclared(skill, [...path, skill], declared, context)
    levels.set(skill, raw[skill] ?? 1)
  }
  return levels
}

/** Adds a mistake when the skill is not declared. */
export function checkDeclared(skill: string, path: Path, declared: ReadonlyMap<string, Label>, context: Context): void {
  if (declared.has(skill)) return
  const known = [...declared.keys()]
  const isMistyped = nearest(skill, known) !== undefined
  const remedy = isMistyped ? suggest(skill, known) : `declare it under skills (${suggest(skill, known)})`
  context.issues.add('unknown-skill', path, `there is no skill ${show(skill)}`, remedy)
}

/** Whether `has` meets every required level. */
export function covers(has: ReadonlyMap<string, number>, requires: ReadonlyMap<string, number>): boolean {
  for (const [skill, level] of requires) if ((has.get(skill) ?? 0) < level) return false
  return true
}

function isList(raw: RawSkillLevels): raw is readonly string[] {
  return Array.isArray(raw)
}
