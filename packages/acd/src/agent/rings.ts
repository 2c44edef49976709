/** One ringing of a contact at several agents, from the first offer to the answer or the last refusal. */
export interface Round {
  /** Those at whom it rings, in the order in which it began to; at least one. */
  readonly agents: number[]
  /** Those who refused it in this round: it does not ring there again before it has rung out everywhere. */
  readonly refused: number[]
  /** The group it rings in; NONE where any will do. */
  readonly group: number
  /** Agents it may ring at by now. */
  allowed: number
}

/** Contacts that ring, or may ring, at several agents, by slot. Those that ring at one agent cost nothing here. */
export class Rings {
  readonly #rounds = new Map<number, Round>()

  /** Contacts that ring so. */
  get size(): number {
    return this.#rounds.size
  }

  /** The round of a contact; undefined when it rings at one agent alone. */
  of(slot: number): Round | undefined {
    return this.#rounds.get(slot)
  }

  open(slot: number, round: Round): void {
    this.#rounds.set(slot, round)
  }

  close(slot: number): void {
    this.#rounds.delete(slot)
  }

  /** Slots of the contacts that may ring at one agent more. A copy. */
  withRoom(): number[] {
    return [...this.#rounds].filter(([, { agents, allowed }]) => agents.length < allowed).map(([slot]) => slot)
  }
}
