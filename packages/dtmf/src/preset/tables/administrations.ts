import type { DecoderPreset, PresetName, ReceiverClause } from '../preset.ts'

/**
 * The receivers' clauses: ITU-T Q.24 (11/88) Table A-1, Bellcore TR-TSY-000181 in AT&T's limits, and ETSI ES 201 235-3.
 * Levels are at a relative zero point, so dBm there is dBm0 here.
 */
export const RECEIVER_CLAUSES: Readonly<Record<Exclude<PresetName, 'default'>, ReceiverClause>> = {
  att: {
    acceptTolerance: 0.015,
    acceptToleranceHz: 0,
    rejectTolerance: 0.035,
    acceptLevelDbm0: [0, -25],
    rejectLevelDbm0: -55,
    twistDb: 4,
    reverseTwistDb: 8,
    acceptDurationMs: 40,
    rejectDurationMs: 23,
    pauseMs: 40,
    interruptionMs: 10,
    velocityMs: 93,
  },
  ntt: {
    acceptTolerance: 0.018,
    acceptToleranceHz: 0,
    rejectTolerance: 0.03,
    acceptLevelDbm0: [-3, -24],
    rejectLevelDbm0: -29,
    twistDb: 5,
    reverseTwistDb: 5,
    acceptDurationMs: 40,
    rejectDurationMs: 24,
    pauseMs: 30,
    interruptionMs: 10,
    velocityMs: 120,
  },
  danish: {
    acceptTolerance: 0.015,
    acceptToleranceHz: 2,
    acceptLevelDbm0: [-2, -27],
    rejectLevelDbm0: -36,
    twistDb: 6,
    reverseTwistDb: 6,
    acceptDurationMs: 40,
    rejectDurationMs: 20,
    pauseMs: 40,
    interruptionMs: 20,
    velocityMs: 100,
  },
  australian: {
    acceptTolerance: 0.015,
    acceptToleranceHz: 4,
    rejectTolerance: 0.07,
    acceptLevelDbm0: [-5, -27],
    rejectLevelDbm0: -30,
    twistDb: 10,
    reverseTwistDb: 10,
    acceptDurationMs: 40,
    rejectDurationMs: 25,
    pauseMs: 70,
    interruptionMs: 12,
    velocityMs: 125,
  },
  brazilian: {
    acceptTolerance: 0.018,
    acceptToleranceHz: 0,
    rejectTolerance: 0.03,
    acceptLevelDbm0: [-3, -25],
    rejectLevelDbm0: -50,
    twistDb: 9,
    reverseTwistDb: 9,
    acceptDurationMs: 40,
    rejectDurationMs: 20,
    pauseMs: 30,
    interruptionMs: 10,
    velocityMs: 120,
  },
  bellcore: {
    acceptTolerance: 0.015,
    acceptToleranceHz: 0,
    rejectTolerance: 0.035,
    acceptLevelDbm0: [0, -25],
    rejectLevelDbm0: -55,
    twistDb: 4,
    reverseTwistDb: 8,
    acceptDurationMs: 40,
    rejectDurationMs: 23,
    pauseMs: 40,
    interruptionMs: 10,
    velocityMs: 93,
  },
  etsi: {
    acceptTolerance: 0.015,
    acceptToleranceHz: 2,
    acceptLevelDbm0: [-2, -27],
    twistDb: 6,
    reverseTwistDb: 6,
    acceptDurationMs: 40,
    rejectDurationMs: 20,
    pauseMs: 40,
    interruptionMs: 20,
  },
}

/** The thresholds of each preset, midway between its accept and reject limits where it has both. */
export const DECODER_PRESETS: Readonly<Record<PresetName, DecoderPreset>> = {
  // Every accept limit of the table together with every reject limit of it: they do not contradict each other.
  // No table says what twist must be rejected; an echo of −10 dB alone may add 5.7 dB to one that must be accepted.
  // 1.5 % + 4 Hz (Australia) is 2.07 % at 697 Hz, 3.0 % (NTT) must not pass; −27 dBm passes, −29 must not.
  default: threshold(0.02, 2.6, -28, 10.7, 10.7, 32, 25),
  att: threshold(0.025, 0, -40, 6.7, 10.7, 31, 25),
  ntt: threshold(0.024, 0, -26.5, 6.5, 6.5, 32, 20),
  danish: threshold(0.0225, 1, -31.5, 7.5, 7.5, 30, 30),
  australian: threshold(0.02, 2.6, -28.5, 10.7, 10.7, 32, 40),
  brazilian: threshold(0.024, 0, -37, 10.2, 10.2, 30, 20),
  bellcore: threshold(0.025, 0, -40, 6.7, 10.7, 31, 25),
  etsi: threshold(0.0225, 1, -31.5, 7.5, 7.5, 30, 30),
}

function threshold(
  frequencyTolerance: number,
  frequencyToleranceHz: number,
  minLevelDbm0: number,
  maxTwistDb: number,
  maxReverseTwistDb: number,
  minDurationMs: number,
  maxBreakMs: number,
): DecoderPreset {
  return {
    frequencyTolerance,
    frequencyToleranceHz,
    minLevelDbm0,
    maxTwistDb,
    maxReverseTwistDb,
    minDurationMs,
    maxBreakMs,
  }
}
