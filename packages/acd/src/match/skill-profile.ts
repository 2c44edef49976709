import type { SkillLevels } from '../config/config.ts'
import { StrowgerError } from '../errors/strowger-error.ts'

/** Levels by skill number: 0 where a skill is not required or not held. */
export type SkillProfile = Uint8Array

/** Names of skills, interned once, and the profiles built from them. */
export class SkillNames {
  /** The names, by number. */
  readonly names: readonly string[]
  readonly #numbers = new Map<string, number>()

  /** @throws StrowgerError `duplicate-skill` */
  constructor(names: readonly string[]) {
    this.names = names
    for (const [at, name] of names.entries()) {
      if (this.#numbers.has(name)) {
        throw new StrowgerError('duplicate-skill', `skills[${at}]`, name, 'name each skill once')
      }
      this.#numbers.set(name, at)
    }
  }

  /**
   * Turns named levels into a profile.
   *
   * @param path - where the levels stand, for the error
   * @throws StrowgerError `unknown-skill`, `skill-level`
   */
  profile(levels: SkillLevels, path: string): SkillProfile {
    const profile = new Uint8Array(this.#numbers.size)
    for (const [name, level] of Object.entries(levels)) {
      const skill = this.#numbers.get(name)
      if (skill === undefined) {
        throw new StrowgerError(
          'unknown-skill',
          `${path}.${name}`,
          name,
          'list it in skills, or use one that is listed',
        )
      }
      if (!Number.isInteger(level) || level < 1 || level > 255) {
        throw new StrowgerError('skill-level', `${path}.${name}`, level, 'a whole number from 1 to 255')
      }
      profile[skill] = level
    }
    return profile
  }
}

/** True when an agent with the levels `held` meets every minimum of `required`. O(skills). */
export function meets(held: SkillProfile, required: SkillProfile): boolean {
  for (let skill = 0; skill < required.length; skill += 1) {
    if (held[skill]! < required[skill]!) return false
  }
  return true
}
