/**
 * Agents who may never take a contact, by contact slot. Most contacts have none: they cost a flag in the contact table
 * and nothing here.
 */
export class Restrictions {
  readonly #excluded = new Map<number, Set<number>>()

  /** Excludes an agent from a contact. */
  exclude(slot: number, agent: number): void {
    const agents = this.#excluded.get(slot)
    if (agents === undefined) this.#excluded.set(slot, new Set([agent]))
    else agents.add(agent)
  }

  /** True when the agent may take the contact as far as exclusions go. */
  allows(slot: number, agent: number): boolean {
    return this.#excluded.get(slot)?.has(agent) !== true
  }

  /** The agent may take the contact again. Returns false when nobody is excluded from it any more. */
  admit(slot: number, agent: number): boolean {
    const agents = this.#excluded.get(slot)
    agents?.delete(agent)
    if (agents !== undefined && agents.size > 0) return true
    this.#excluded.delete(slot)
    return false
  }

  /** Agents excluded from a contact, ascending. */
  of(slot: number): number[] {
    return [...(this.#excluded.get(slot) ?? [])].sort((a, b) => a - b)
  }

  /** The contact has ended. */
  forget(slot: number): void {
    this.#excluded.delete(slot)
  }
}
