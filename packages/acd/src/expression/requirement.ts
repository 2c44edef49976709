import { compileExpression } from './compile.ts'
import type { NameDeclaration } from './vocabulary.ts'

/**
 * Compiles a requirement on an agent's skills, such as `english >= 3 and not trainee`; a skill that is not held is level
 * 0, and a skill's bare name means that it is held at any level.
 *
 * @param skillNames - names by skill number, as in the configuration's `skills`
 * @param path - where the text stands; errors name `path:column`
 * @returns whether the levels `held`, by skill number, satisfy it; meant for once per pool of agents. O(length)
 * @throws StrowgerError as {@link compileExpression}
 */
export function compileRequirement(
  text: string,
  skillNames: readonly string[],
  path: string = 'requires',
): (held: Uint8Array) => boolean {
  const vocabulary = new Map<string, NameDeclaration<Uint8Array>>()
  for (const [skill, name] of skillNames.entries()) {
    vocabulary.set(name, { kind: 'number', read: (held) => held[skill] ?? 0 })
  }
  return compileExpression(text, vocabulary, path)
}
