import type { LegEnd, RefusalCause } from '../switch/switch-event.ts'

/** Causes by which channels end. ITU-T Q.850 (10/2018) table 1 */
export const Q850 = {
  unallocatedNumber: 1,
  normalClearing: 16,
  userBusy: 17,
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

/** Why a leg is over. Who is not answered by says no by 17 or 21; with any other cause nobody was reached. */
export function legEndOf(cause: number, wasAnswered: boolean): LegEnd {
  if (wasAnswered) return 'gone'
  return cause === Q850.userBusy || cause === Q850.callRejected ? 'refused' : 'unreachable'
}
