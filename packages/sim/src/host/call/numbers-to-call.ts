import type { TimelessNote } from '../desk/live-desk.ts'

/** Whose numbers the engine has called, by contact: it asks for calls and knows no numbers. What is kept here is in the journal. */
export class NumbersToCall {
  readonly #note: (line: TimelessNote) => void
  readonly #byContact = new Map<number, string>()

  constructor(note: (line: TimelessNote) => void) {
    this.#note = note
  }

  get size(): number {
    return this.#byContact.size
  }

  of(contact: number): string | undefined {
    return this.#byContact.get(contact)
  }

  contacts(): number[] {
    return [...this.#byContact.keys()]
  }

  /** Contacts that are to be called by this number. */
  with(number: string): number[] {
    return [...this.#byContact].filter(([, each]) => each === number).map(([contact]) => contact)
  }

  keep(contact: number, number: string): void {
    this.#byContact.set(contact, number)
    this.#note({ do: 'to-call', contact, number })
  }

  /** The contact has ended, whatever it was. */
  forget(contact: number): void {
    if (this.#byContact.delete(contact)) this.#note({ do: 'called', contact, number: '' })
  }

  /** Takes them all down anew, in a journal that has just begun. */
  noteAll(): void {
    for (const [contact, number] of this.#byContact) this.#note({ do: 'to-call', contact, number })
  }
}
