import { DeadlineHeap } from '../timer/deadline-heap.ts'
import type { CompiledCampaign } from './compile-campaigns.ts'
import { Pace } from './pacing.ts'

/** The contacts of each campaign that are to be dialled, by when they are due, and what the campaign has learnt. */
export class CampaignLists {
  readonly paces: readonly Pace[]
  /** By campaign, calls in flight that no agent waits for. */
  readonly inFlight: Int32Array
  /** Owners are slots. */
  readonly #due: readonly DeadlineHeap[]

  constructor(campaigns: readonly CompiledCampaign[]) {
    this.paces = campaigns.map(() => new Pace())
    this.inFlight = new Int32Array(campaigns.length)
    this.#due = campaigns.map(() => new DeadlineHeap(0))
  }

  /** When the next contact is due, ms; Infinity when the list is empty. */
  nextMs(campaign: number): number {
    return this.#due[campaign]!.nextMs
  }

  /** Slot of the next contact; only while there is one. */
  next(campaign: number): number {
    return this.#due[campaign]!.nextOwner
  }

  put(campaign: number, slot: number, dueMs: number): void {
    const due = this.#due[campaign]!
    if (slot >= due.owners) due.grow(2 * slot + 2)
    due.set(slot, dueMs, 0)
  }

  take(campaign: number, slot: number): void {
    const due = this.#due[campaign]!
    if (slot < due.owners) due.cancel(slot)
  }

  /** Slots on a list with their times, in the order in which equal ones go. */
  entries(campaign: number): readonly { readonly owner: number; readonly atMs: number }[] {
    return this.#due[campaign]!.entries()
  }
}
