import type { Announcement } from '../estimate/announcement.ts'

/** What a contact has been told of its wait. */
export interface Told {
  /** When it entered the queue that this is about. */
  readonly queuedMs: number
  /** When it is to be looked at again. */
  nextMs: number
  /** What it was told last, and at which position; undefined before the first time. */
  last: (Announcement & { readonly position: number }) | undefined
}

/** The same as data; null for endless, and for nothing told. */
export interface ToldSnapshot {
  readonly queuedMs: number
  readonly nextMs: number
  readonly last: { readonly atMs: number; readonly upToMs: number | null; readonly position: number } | null
}

/** What contacts have been told of their waits, by slot. Those of types without announcements cost nothing. */
export class ToldWaits {
  readonly #told = new Map<number, Told>()

  of(slot: number): Told | undefined {
    return this.#told.get(slot)
  }

  begin(slot: number, told: Told): void {
    this.#told.set(slot, told)
  }

  /** The contact has ended. */
  forget(slot: number): void {
    if (this.#told.size > 0) this.#told.delete(slot)
  }

  snapshotOf(slot: number): ToldSnapshot | null {
    const told = this.#told.get(slot)
    if (told === undefined) return null
    const { queuedMs, nextMs, last } = told
    const upToMs = last === undefined || last.upToMs === Infinity ? null : last.upToMs
    return { queuedMs, nextMs, last: last === undefined ? null : { ...last, upToMs } }
  }

  restore(slot: number, { queuedMs, nextMs, last }: ToldSnapshot): void {
    const told = last === null ? undefined : { ...last, upToMs: last.upToMs ?? Infinity }
    this.#told.set(slot, { queuedMs, nextMs, last: told })
  }
}
