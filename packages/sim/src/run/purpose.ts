/** What a caller's own random numbers are for; each purpose has its own, so that one does not shift the others. */
export const Purpose = {
  handling: 0,
  patience: 1,
  wrapUp: 2,
  balking: 3,
  leaving: 4,
  resolution: 5,
  return: 6,
  returnDelay: 7,
  transfer: 8,
  stage: 9,
  stageTime: 10,
  hold: 11,
  holdMoment: 12,
  holdLength: 13,
} as const
