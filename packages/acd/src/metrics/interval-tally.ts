/**
 * What is counted of a set of contacts and of the agents who serve them; all times in ms.
 *
 * Every field is a sum, so tallies of intervals, types, groups or days add up. Rates are formed by a {@link Kpi}.
 * `T` is the service level's threshold, `s` the limit of a short abandon.
 */
export const TALLY_FIELDS = [
  /** Contacts that arrived; for a group or agent: that it answered, or that gave up while ringing there. */
  'offered',
  /** Came by transfer to wait anew; not in `offered`, but answered or abandoned here. */
  'transferredIn',
  /** Came while waiting from another type, or left for one. */
  'movedIn',
  'movedOut',
  /** Refused for want of a trunk. */
  'blocked',
  /** Turned away by a rule. */
  'refused',
  /** A rule applied to them; some go on. */
  'overflowed',
  /** Sent elsewhere before an agent answered: voicemail, call-back, partner. */
  'diverted',
  /** Hung up to be called back: neither answered nor abandoned here. */
  'calledBack',
  /** Answered by an agent. */
  'answered',
  /** Gave up before an agent answered. */
  'abandoned',
  /** Gave up after less than s. */
  'abandonedShort',
  /** Answered no later than T. */
  'answeredWithin',
  /** Gave up no later than T. */
  'abandonedWithin',
  /** Waited longer than T, whatever came of it. */
  'exceeded',
  /** Answered within 15 s, whatever T is. */
  'answeredWithin15s',
  /** Answered or gave up after waiting at all. */
  'waited',
  /** Σ wait of the answered. */
  'answeredWaitMs',
  /** Σ wait of those who gave up. */
  'abandonedWaitMs',
  /** Conversations that have ended here, or were handed on from here. */
  'handled',
  /** Conversations that were handed on. */
  'transferredOut',
  /** Σ length of conversations, hold included. */
  'talkMs',
  /** Σ time on hold. */
  'holdMs',
  /** Σ after-call work. */
  'wrapUpMs',
  /** Contacts from callers who had not called in the time before; known when it is known whether they call again. */
  'firstContacts',
  /** Of them: those not followed by another call in the time after. */
  'resolvedContacts',
  /** Offers that rang at an agent, and how those that failed for its sake ended. */
  'rung',
  'declined',
  'noAnswer',
  /** Agents' time by activity, inside the interval. */
  'unreachableMs',
  'notReadyMs',
  'readyMs',
  'ringingMs',
  'talkingMs',
  'holdingMs',
  'wrappingMs',
  /** Σ time of contacts in an agent's hand, after-call work included: an agent with three for an hour has three hours. */
  'contactMs',
  /** The same with the weights of their channels, and Σ time at work × what the agent could have in hand. */
  'loadMs',
  'capacityMs',
  /** Agents' time that the host states: paid, present at work. */
  'paidMs',
  'attendanceMs',
  /** Agents' time that the roster covers, and of it: spent in the state that the roster says. */
  'scheduledMs',
  'adherentMs',
] as const

/** Name of a field of an {@link IntervalTally}. */
export type TallyField = (typeof TALLY_FIELDS)[number]

/** Sums of one set of contacts and agents over one interval, or over any union of such. */
export type IntervalTally = Record<TallyField, number>

/** Fields there are. */
export const TALLY_WIDTH: number = TALLY_FIELDS.length

/** Place of each field in a row of a table. */
export const Column: Readonly<IntervalTally> = intervalTally((_, at) => at)

/** A tally of nothing. */
export function emptyIntervalTally(): IntervalTally {
  return intervalTally(() => 0)
}

/** Adds `other` to `tally`, field by field. */
export function addIntervalTally(tally: IntervalTally, other: Readonly<IntervalTally>): void {
  for (const field of TALLY_FIELDS) tally[field] += other[field]
}

/** A tally whose fields are given by a function. */
export function intervalTally(value: (field: TallyField, at: number) => number): IntervalTally {
  // TALLY_FIELDS has every name of the union: the union is made of it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(TALLY_FIELDS.map((field, at) => [field, value(field, at)])) as IntervalTally
}
