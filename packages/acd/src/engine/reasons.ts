/** Reasons for not being ready, as numbers: hosts use few different texts, and events carry only the number. */
export class Reasons {
  /** Texts by number; 0 is no reason. */
  readonly names: string[] = ['']
  readonly #numbers = new Map<string, number>([['', 0]])

  /** The number of a reason, new ones are added. */
  numberOf(reason: string): number {
    const known = this.#numbers.get(reason)
    if (known !== undefined) return known
    const number = this.names.length
    this.names.push(reason)
    this.#numbers.set(reason, number)
    return number
  }
}
