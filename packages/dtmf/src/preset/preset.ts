/** What a decoder takes for a digit. Each threshold lies between a "must accept" and a "must reject" of its preset. */
export interface DecoderPreset {
  /** Largest deviation of either frequency that is taken, as a share of the nominal one (0.025 = 2.5 %). */
  readonly frequencyTolerance: number
  /** Added to the tolerance of every frequency, in Hz. */
  readonly frequencyToleranceHz: number
  /** Weakest level of each tone, in dBm0. */
  readonly minLevelDbm0: number
  /** Strongest the high group may be above the low one, in dB. */
  readonly maxTwistDb: number
  /** Strongest the low group may be above the high one, in dB, as a positive number. */
  readonly maxReverseTwistDb: number
  /** Shortest signal taken for a digit, in ms. */
  readonly minDurationMs: number
  /** Longest break that does not end a digit, in ms; a longer one is a pause between two. */
  readonly maxBreakMs: number
}

/** The names of the presets: ITU-T Q.24 (11/88) Table A-1 by administration, Bellcore, ETSI, and the strictest of all. */
export type PresetName = 'default' | 'att' | 'ntt' | 'danish' | 'australian' | 'brazilian' | 'bellcore' | 'etsi'

/** What an administration asks of a receiver, as its table says it; limits that it leaves open are absent. */
export interface ReceiverClause {
  readonly acceptTolerance: number
  readonly acceptToleranceHz: number
  readonly rejectTolerance?: number
  /** Strongest and weakest level per tone that must be accepted, in dBm0. */
  readonly acceptLevelDbm0: readonly [strongest: number, weakest: number]
  /** Strongest level per tone that must be rejected, in dBm0. */
  readonly rejectLevelDbm0?: number
  readonly twistDb: number
  readonly reverseTwistDb: number
  readonly acceptDurationMs: number
  readonly rejectDurationMs: number
  readonly pauseMs: number
  readonly interruptionMs: number
  /** Shortest cycle of a digit and its pause, in ms. */
  readonly velocityMs?: number
}
