import type { LegEnd, RefusalCause } from '../switch/switch-event.ts'

/** Causes by which channels end. ITU-T Q.850 (10/2018) table 1 */
export const Q850 = {
  unallocatedNumber: 1,
  normalClearing: 16,
  userBusy: 17,
  noUserResponding: 18,
  noAnswer: 19,
  callRejected: 21,
  networkOutOfOrder: 38,
  congestion: 42,
} as const

const CAUSE_OF: Readonly<Record<RefusalCause, number>> = {
  'unknown-number': Q850.unallocatedNumber,
  busy: Q850.userBusy,
  unavailable: Q850.congestion,
  forbidden: Q850.callRejected,
  declined: Q850.callRejected,
}

/** The cause that refuses a call. */
export function causeOf(refusal: RefusalCause): number {
  return CAUSE_OF[refusal]
}

/** Causes of a phone that is there and does not take the call: busy, declined, or temporarily unavailable (480) as one that is not to be disturbed. */
const REFUSALS: ReadonlySet<number> = new Set([Q850.userBusy, Q850.noAnswer, Q850.callRejected])

/** Why a leg is over; a cause that is no refusal says that nobody was reached. */
export function legEndOf(cause: number, wasAnswered: boolean): LegEnd {
  if (wasAnswered) return 'gone'
  return REFUSALS.has(cause) ? 'refused' : 'unreachable'
}
