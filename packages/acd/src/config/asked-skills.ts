import { StrowgerError } from '../errors/strowger-error.ts'
import { namesOf } from '../expression/expression.ts'
import { parseExpression } from '../expression/parse.ts'
import { compileRequirement } from '../expression/requirement.ts'
import type { Demand } from '../match/eligibility.ts'
import { meets, type SkillNames, type SkillProfile } from '../match/skill-profile.ts'
import type { PreferenceConfig, Requirement } from './config.ts'

/** What a contact requires: compiled once; evaluated once for each pool of agents, never while routing. */
export function required(given: Requirement, skillNames: SkillNames, path: string): Pick<Demand, 'accepts' | 'named'> {
  if (typeof given !== 'string') {
    const least = skillNames.profile(given, path)
    return { accepts: (held) => meets(held, least), named: least }
  }
  const accepts = compileRequirement(given, skillNames.names, path)
  const mentioned = Object.fromEntries(namesOf(parseExpression(given, path)).map((name) => [name, 1]))
  return { accepts, named: skillNames.profile(mentioned, path) }
}

/** What a contact prefers, as a score, evaluated as rarely; undefined where nothing is preferred. */
export function preferred(given: readonly PreferenceConfig[], skillNames: SkillNames, path: string): Demand['score'] {
  if (given.length === 0) return undefined
  const preferences = given.map(({ skills, weight = 1 }, at) => {
    if (!(weight > 0 && weight < Infinity)) {
      throw new StrowgerError('out-of-range', `${path}[${at}].weight`, weight, 'more than 0, finite')
    }
    return { accepts: required(skills, skillNames, `${path}[${at}].skills`).accepts, weight }
  })
  return (held: SkillProfile) =>
    preferences.reduce((sum, { accepts, weight }) => (accepts(held) ? sum + weight : sum), 0)
}
