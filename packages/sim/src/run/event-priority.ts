/**
 * What comes first of several events at the same instant: agents become free before contacts come or go. Also what an
 * event of an owner is about; a caller who is away and whose event is an arrival calls again.
 */
export const EventPriority = {
  release: 0,
  wrapUpEnd: 1,
  shiftStart: 2,
  staffing: 3,
  pauseEnd: 4,
  pauseStart: 5,
  shiftEnd: 6,
  answer: 7,
  holdStart: 8,
  holdEnd: 9,
  announcement: 10,
  patienceEnds: 11,
  calledAnswers: 12,
  calledMachine: 13,
  calledBusy: 14,
  listing: 15,
  order: 16,
  consultStart: 17,
  consultGivenUp: 18,
  consultEnd: 19,
  conferenceEnd: 20,
  listenStart: 21,
  listenEnd: 22,
  arrival: 23,
} as const
