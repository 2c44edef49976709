/** Cases about one matter, opened inside the counted window and followed to their end. Plain data; times in ms. */
export interface CaseTally {
  opened: number
  /** Escalated at once, and because they were overdue. */
  complex: number
  escalated: number
  reminded: number
  /** Passed the limit of a department that escalates nowhere. */
  overdue: number
  closed: number
  promised: number
  promiseKept: number
  repeatCalls: number
  /** Σ time from opening to closing. */
  openMs: number
  /** Taken in hand where workers are counted, and Σ time that they waited for one. */
  taken: number
  queuedMs: number
  /** Work orders sent, and late. */
  orders: number
  ordersLate: number
}

/** A tally of nothing. */
export function emptyCaseTally(): CaseTally {
  return {
    opened: 0,
    complex: 0,
    escalated: 0,
    reminded: 0,
    overdue: 0,
    closed: 0,
    promised: 0,
    promiseKept: 0,
    repeatCalls: 0,
    openMs: 0,
    taken: 0,
    queuedMs: 0,
    orders: 0,
    ordersLate: 0,
  }
}
