/** What comes first of several events at the same instant: agents become free before contacts come or go. */
export const EventPriority = {
  release: 0,
  wrapUpEnd: 1,
  shiftStart: 2,
  shiftEnd: 3,
  answer: 4,
  patienceEnds: 5,
  arrival: 6,
} as const
