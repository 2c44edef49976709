/** What became of callers who came in by a flow inside the counted window. Plain data. */
export interface FlowTally {
  entered: number
  /** Came to a queue at least once. */
  queued: number
  /** The last thing they were served with was self-service that settled the matter. */
  selfService: number
  /** Ends by reason: they add up to those who entered, unless some are unfinished. */
  readonly ended: Record<string, number>
  /** Cases opened, by matter. */
  readonly cases: Record<string, number>
  /** Surveys by who was served as what; see {@link ratingKey}. */
  readonly ratings: Record<string, RatingTally>
}

/** Callers who were asked for a rating. */
export interface RatingTally {
  asked: number
  answered: number
  /** Sum of the ratings. */
  sum: number
}

/** Key of {@link FlowTally.ratings}: numbers of the type and the group that served last, −1 for nobody. */
export function ratingKey(type: number, group: number): string {
  return `${type} ${group}`
}

/** A tally of nothing. */
export function emptyFlowTally(): FlowTally {
  return { entered: 0, queued: 0, selfService: 0, ended: {}, cases: {}, ratings: {} }
}

/** Adds one to a count. */
export function countOne(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

/** The tally of a rating's key, made when there is none. */
export function ratingsOf({ ratings }: FlowTally, key: string): RatingTally {
  return (ratings[key] ??= { asked: 0, answered: 0, sum: 0 })
}
