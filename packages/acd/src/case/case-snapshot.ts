import type { ClockSnapshot } from './case-clocks.ts'

/** A case that is open, as data. */
export interface OpenCase {
  readonly id: number
  readonly matter: string
  readonly caller: string
  readonly agent: number
  readonly node: string
  readonly openedMs: number
  /** When it came to its node, ms. */
  readonly sinceMs: number
  /** When an answer is due, ms; null when nothing was promised. */
  readonly promisedMs: number | null
  readonly repeatCalls: number
}

/** A work order that is not done, as data. */
export interface WorkOrder {
  readonly id: number
  readonly case: number
  readonly to: string
  readonly dueMs: number
}

/** Everything a desk knows between two commands, as plain data. */
export interface CaseSnapshot {
  readonly strowgerCases: 1
  readonly nowMs: number | null
  readonly lastCase: number
  readonly lastOrder: number
  readonly cases: readonly OpenCase[]
  readonly orders: readonly WorkOrder[]
  readonly clocks: readonly ClockSnapshot[]
}
