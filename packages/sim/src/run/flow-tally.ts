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

/** Sum of tallies, every count times a factor. */
export function summedFlowTally(tallies: readonly FlowTally[], factor: number): FlowTally {
  const sum = emptyFlowTally()
  for (const tally of tallies) {
    sum.entered += tally.entered * factor
    sum.queued += tally.queued * factor
    sum.selfService += tally.selfService * factor
    for (const kind of ['ended', 'cases'] as const) {
      for (const [name, count] of Object.entries(tally[kind])) sum[kind][name] = (sum[kind][name] ?? 0) + count * factor
    }
    addRatings(sum.ratings, tally.ratings, factor)
  }
  return sum
}

/** Sum of ratings by key, each times a factor. */
export function summedRatings(
  all: readonly Readonly<Record<string, RatingTally>>[],
  factor: number,
): Record<string, RatingTally> {
  const sum: Record<string, RatingTally> = {}
  for (const tallies of all) addRatings(sum, tallies, factor)
  return sum
}

function addRatings(
  to: Record<string, RatingTally>,
  tallies: Readonly<Record<string, RatingTally>>,
  factor: number,
): void {
  for (const [key, { asked, answered, sum }] of Object.entries(tallies)) {
    const own = (to[key] ??= { asked: 0, answered: 0, sum: 0 })
    own.asked += asked * factor
    own.answered += answered * factor
    own.sum += sum * factor
  }
}
