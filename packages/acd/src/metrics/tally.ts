/**
 * Counts and times of a set of contacts, the raw material of every measure; all times in ms.
 *
 * Contacts are counted when what the field says happens to them. Rates and means are formed by whoever reads, with
 * the denominators named there.
 */
export interface Tally {
  /** Contacts that arrived. */
  offered: number
  /** Refused for want of a trunk. */
  blocked: number
  /** Answered by an agent. */
  answered: number
  /** Gave up before an agent answered. */
  abandoned: number
  /** Answered no later than the threshold. */
  answeredWithin: number
  /** Gave up no later than the threshold. */
  abandonedWithin: number
  /** Answered or gave up after waiting at all. */
  waited: number
  /** Σ wait of the answered. */
  answeredWaitMs: number
  /** Σ wait of those who gave up. */
  abandonedWaitMs: number
  /** Conversations that have ended. */
  handled: number
  /** Σ length of conversations. */
  talkMs: number
  /** Σ time on hold, part of `talkMs`. */
  holdMs: number
  /** Σ after-call work. */
  wrapUpMs: number
  /** Came from another type by transfer; not in `offered`, but answered or abandoned here. */
  transferredIn: number
  /** Left for voicemail, a call-back, a partner: sent elsewhere with a reason. */
  diverted: number
  /** Turned away by a rule. */
  refused: number
  /** A rule applied to them here; some go on here, some elsewhere, some nowhere. */
  overflowed: number
  /** Hung up to be called back: neither answered nor abandoned. */
  calledBack: number
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return {
    offered: 0,
    blocked: 0,
    answered: 0,
    abandoned: 0,
    answeredWithin: 0,
    abandonedWithin: 0,
    waited: 0,
    answeredWaitMs: 0,
    abandonedWaitMs: 0,
    handled: 0,
    talkMs: 0,
    holdMs: 0,
    wrapUpMs: 0,
    transferredIn: 0,
    diverted: 0,
    refused: 0,
    overflowed: 0,
    calledBack: 0,
  }
}

/** Adds `other` to `tally`, field by field. */
export function addTally(tally: Tally, other: Tally): void {
  tally.offered += other.offered
  tally.blocked += other.blocked
  tally.answered += other.answered
  tally.abandoned += other.abandoned
  tally.answeredWithin += other.answeredWithin
  tally.abandonedWithin += other.abandonedWithin
  tally.waited += other.waited
  tally.answeredWaitMs += other.answeredWaitMs
  tally.abandonedWaitMs += other.abandonedWaitMs
  tally.handled += other.handled
  tally.talkMs += other.talkMs
  tally.holdMs += other.holdMs
  tally.wrapUpMs += other.wrapUpMs
  tally.transferredIn += other.transferredIn
  tally.diverted += other.diverted
  tally.refused += other.refused
  tally.overflowed += other.overflowed
  tally.calledBack += other.calledBack
}
