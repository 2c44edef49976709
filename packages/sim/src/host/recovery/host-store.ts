import type { DeskRecord } from '../desk/live-desk.ts'

/** Where a host keeps its journals: each begins with all that the desk knew. */
export interface HostStore {
  /** Text of the last journal; undefined when there is none. */
  last(): string | undefined
  /** Begins a new journal; what was written before stays. It is complete on disk before this returns. */
  begin(part: number, head: string): DeskRecord
}
