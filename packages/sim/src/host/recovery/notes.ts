import type { HostNote, PromiseLine } from './host-journal.ts'

/** What the notes of a journal leave to be done. */
export class Notes {
  readonly #promises = new Map<number, PromiseLine>()
  readonly #numbers = new Map<number, string>()

  /** Calls that were promised and not made. */
  get promises(): readonly PromiseLine[] {
    return [...this.#promises.values()]
  }

  /** Numbers of those who are to be called, by contact. */
  get numbers(): ReadonlyMap<number, string> {
    return this.#numbers
  }

  /** Takes in the next. */
  take(note: HostNote): void {
    if ('ref' in note) {
      if (note.do === 'promise') this.#promises.set(note.ref, note)
      else this.#promises.delete(note.ref)
    } else if (note.do === 'to-call') this.#numbers.set(note.contact, note.number)
    else this.#numbers.delete(note.contact)
  }
}
