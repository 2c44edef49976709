/**
 * What comes first of several events at the same instant: agents become free before contacts come or go. Also what an
 * event of an owner is about; a caller who is away and whose event is an arrival calls again.
 */
export const EventPriority = {
  release: 0,
  wrapUpEnd: 1,
  shiftStart: 2,
  shiftEnd: 3,
  answer: 4,
  announcement: 5,
  patienceEnds: 6,
  arrival: 7,
} as const
