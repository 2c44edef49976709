import { compileRequirement, namesOf, parseExpression, StrowgerError } from '@strowger/acd'
import type { RelaxationSpec } from '../relaxation-spec.ts'
import type { ContactTypeSpec, Label } from '../scenario.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { addExpressionMistake } from './expression-mistake.ts'
import { covers } from './skills.ts'

/** The requirement, checked; a mistake in it is told with its column. Absent where there is none, or a mistake. */
export function resolveRequirement(
  text: string | undefined,
  path: Path,
  declared: ReadonlyMap<string, Label>,
  { issues }: Context,
): Pick<ContactTypeSpec, 'requirement'> {
  if (text === undefined) return {}
  try {
    // By itself, and as deep as it will stand beside required levels.
    for (const each of [text, `(${text})`]) compileRequirement(each, [...declared.keys()], '')
  } catch (error) {
    if (!(error instanceof StrowgerError)) throw error
    addExpressionMistake(error, path, issues)
    return {}
  }
  return { requirement: text }
}

/** Whether agents with these skills may take the type, at once or after a wait. */
export function qualifies(
  has: ReadonlyMap<string, number>,
  { requires, requirement, relaxation = [] }: Pick<ContactTypeSpec, 'relaxation' | 'requirement' | 'requires'>,
): boolean {
  return [{ requires, requirement }, ...relaxation.filter(asksAnew)].some((asked) => meets(has, asked))
}

function asksAnew({ requires, requirement }: RelaxationSpec): boolean {
  return (requires ?? requirement) !== undefined
}

/** Whether they meet every required level, and the requirement. */
function meets(
  has: ReadonlyMap<string, number>,
  { requires = new Map(), requirement }: { requires?: ReadonlyMap<string, number>; requirement?: string | undefined },
): boolean {
  if (!covers(has, requires)) return false
  if (requirement === undefined) return true
  const names = namesOf(parseExpression(requirement))
  return compileRequirement(requirement, names)(Uint8Array.from(names, (name) => has.get(name) ?? 0))
}
