import { RECEIVER_CLAUSES, type DecoderOptions, type PresetName, type ReceiverClause } from '../../src/index.ts'
import { hear, randomDigit, type Burst, type Trial } from './bench-of-trials.ts'
import type { Law } from '../../src/index.ts'

/** One clause of a standard: how to make a trial, and the digits that must be heard. */
export interface Clause {
  readonly name: string
  readonly make: (random: () => number) => { readonly trial: Trial; readonly digits: string }
}

type Random = () => number
type Shape = Partial<Omit<Burst, 'digit'>>

const sign = (random: Random): 1 | -1 => (random() < 0.5 ? -1 : 1)

function one(
  name: string,
  expected: boolean,
  durationMs: number,
  shape: (random: Random) => Shape,
  more: (random: Random) => Partial<Trial> = () => ({}),
): Clause {
  return {
    name,
    make: (random) => {
      const { digit, leadMs } = randomDigit(random)
      const burst = { digit, startMs: leadMs, durationMs, ...shape(random) }
      const trial = { bursts: [burst], lengthMs: leadMs + durationMs + 60, ...more(random) }
      return { trial, digits: expected ? digit : '' }
    },
  }
}

/** Both frequencies off by the accept limit, each up or down. */
function offLimits(clause: ReceiverClause, random: Random): Shape {
  const low = sign(random)
  const high = sign(random)
  return {
    lowOff: low * clause.acceptTolerance,
    highOff: high * clause.acceptTolerance,
    lowOffHz: low * clause.acceptToleranceHz,
    highOffHz: high * clause.acceptToleranceHz,
  }
}

/** The level clauses' twist: one tone at `−10 dBm0`, the other `db` above or below. */
function twisted(db: number): Shape {
  return db > 0 ? { lowDbm0: -10 - db, highDbm0: -10 } : { lowDbm0: -10, highDbm0: -10 + db }
}

/** A signal cut in two by a break, its phases going on underneath. */
function interrupted(clause: ReceiverClause): Clause {
  return {
    name: `interruption of ${clause.interruptionMs} ms: one digit`,
    make: (random) => {
      const { digit, leadMs } = randomDigit(random)
      const first = { digit, startMs: leadMs, durationMs: 50 }
      const second = { digit, startMs: leadMs + 50 + clause.interruptionMs, durationMs: 50 }
      return { trial: { bursts: [first, second], lengthMs: leadMs + 250 }, digits: digit }
    },
  }
}

function paused(clause: ReceiverClause, same: boolean): Clause {
  return {
    name: `pause of ${clause.pauseMs} ms: two digits, ${same ? 'the same' : 'any'}`,
    make: (random) => {
      const { digit, leadMs } = randomDigit(random)
      const next = same ? digit : randomDigit(random).digit
      const first = { digit, startMs: leadMs, durationMs: 50 }
      const second = { digit: next, startMs: leadMs + 50 + clause.pauseMs, durationMs: 50 }
      return { trial: { bursts: [first, second], lengthMs: leadMs + 280 }, digits: digit + next }
    },
  }
}

function velocity(cycleMs: number, clause: ReceiverClause): Clause {
  const onMs = Math.max(clause.acceptDurationMs, Math.min(50, cycleMs - clause.pauseMs))
  return {
    name: `velocity of ${cycleMs} ms a digit`,
    make: (random) => {
      const bursts = Array.from({ length: 8 }, (_, index) => {
        const { digit } = randomDigit(random)
        return { digit, startMs: 50 + 10 * random() * Number(index === 0) + index * cycleMs, durationMs: onMs }
      })
      return { trial: { bursts, lengthMs: 120 + 8 * cycleMs }, digits: bursts.map((burst) => burst.digit).join('') }
    },
  }
}

/** Every clause of a receiver's table, in the order of ITU-T Q.24 §2. */
export function clausesOf(clause: ReceiverClause): Clause[] {
  const [strongest, weakest] = clause.acceptLevelDbm0
  const percent = `${(100 * clause.acceptTolerance).toFixed(1)} %${clause.acceptToleranceHz ? ` + ${clause.acceptToleranceHz} Hz` : ''}`
  const clauses: Clause[] = [
    one(`accept ±(${percent}), 50 ms`, true, 50, (random) => offLimits(clause, random)),
    one(`accept ±(${percent}), ${clause.acceptDurationMs} ms`, true, clause.acceptDurationMs, (random) =>
      offLimits(clause, random),
    ),
  ]
  if (clause.rejectTolerance !== undefined) {
    const off = clause.rejectTolerance
    const shown = `${(100 * off).toFixed(1)} %`
    for (const durationMs of [50, 500]) {
      clauses.push(
        one(`reject low ±${shown}, ${durationMs} ms`, false, durationMs, (random) => ({ lowOff: sign(random) * off })),
        one(`reject high ±${shown}, ${durationMs} ms`, false, durationMs, (random) => ({
          highOff: sign(random) * off,
        })),
        one(`reject both ±${shown}, ${durationMs} ms`, false, durationMs, (random) => ({
          lowOff: sign(random) * off,
          highOff: sign(random) * off,
        })),
      )
    }
  }
  clauses.push(
    one(`accept ${strongest} dBm0`, true, 50, () => ({ lowDbm0: strongest, highDbm0: strongest })),
    one(`accept ${weakest} dBm0`, true, 50, () => ({ lowDbm0: weakest, highDbm0: weakest })),
  )
  if (clause.rejectLevelDbm0 !== undefined) {
    const level = clause.rejectLevelDbm0
    clauses.push(one(`reject ${level} dBm0`, false, 50, () => ({ lowDbm0: level, highDbm0: level })))
  }
  clauses.push(
    one(`accept twist +${clause.twistDb} dB`, true, 50, () => twisted(clause.twistDb)),
    one(`accept twist −${clause.reverseTwistDb} dB`, true, 50, () => twisted(-clause.reverseTwistDb)),
    one(`accept ${clause.acceptDurationMs} ms`, true, clause.acceptDurationMs, () => ({})),
    one(`reject ${clause.rejectDurationMs} ms`, false, clause.rejectDurationMs, () => ({})),
    paused(clause, true),
    paused(clause, false),
    interrupted(clause),
  )
  if (clause.velocityMs !== undefined) clauses.push(velocity(clause.velocityMs, clause))
  clauses.push(
    one(`corner: ±(${percent}), twist, ${clause.acceptDurationMs} ms`, true, clause.acceptDurationMs, (random) => ({
      ...offLimits(clause, random),
      ...twisted(random() < 0.5 ? clause.twistDb : -clause.reverseTwistDb),
    })),
  )
  return clauses
}

/** What lines do to a digit, the same for every administration. */
export function impairments(): Clause[] {
  const dialTone =
    (db: number) =>
    (random: Random): Partial<Trial> => {
      const [low, high] = [2 * Math.PI * random(), 2 * Math.PI * random()]
      const amplitude = 32768 * 10 ** ((-10 + db - 3.14) / 20)
      return {
        addInto: (signal) => {
          const sine = (hz: number, index: number, phase: number): number =>
            amplitude * Math.sin((2 * Math.PI * hz * index) / 8000 + phase)
          signal.forEach((sample, index) => (signal[index] = sample + sine(350, index, low) + sine(440, index, high)))
        },
      }
    }
  return [
    one(
      'echo up to 20 ms, −10 dB; 40 ms',
      true,
      40,
      () => ({}),
      (random) => ({ echo: { delayMs: 20 * random(), db: -10 } }),
    ),
    one(
      'noise 15 dB below; ±1.5 %, 40 ms',
      true,
      40,
      (random) => ({ lowOff: sign(random) * 0.015, highOff: sign(random) * 0.015 }),
      () => ({ noiseDbm0: -22 }),
    ),
    one(
      'noise 12 dB below; 50 ms',
      true,
      50,
      () => ({}),
      () => ({ noiseDbm0: -19 }),
    ),
    one(
      'noise 6 dB below; 50 ms',
      true,
      50,
      () => ({}),
      () => ({ noiseDbm0: -13 }),
    ),
    one('dial tone 9 dB below each tone; 50 ms', true, 50, () => ({}), dialTone(-9)),
    one('dial tone 3 dB below each tone; 50 ms', true, 50, () => ({}), dialTone(-3)),
  ]
}

/** How many of `count` trials of a clause came out right. */
export function passed(
  clause: Clause,
  count: number,
  law: Law | 'none',
  options: DecoderOptions,
  random: Random,
): number {
  let right = 0
  for (let index = 0; index < count; index++) {
    const { trial, digits } = clause.make(random)
    if (
      hear(trial, law, options, random)
        .map((heard) => heard.digit)
        .join('') === digits
    )
      right++
  }
  return right
}

/** The strictest of all administrations' limits together: what the default preset keeps. */
const STRICTEST: ReceiverClause = {
  acceptTolerance: 0.015,
  acceptToleranceHz: 4,
  rejectTolerance: 0.03,
  acceptLevelDbm0: [0, -27],
  rejectLevelDbm0: -29,
  twistDb: 10,
  reverseTwistDb: 10,
  acceptDurationMs: 40,
  rejectDurationMs: 25,
  pauseMs: 30,
  interruptionMs: 20,
  velocityMs: 93,
}

/** The presets with the clauses they must keep. */
export const PRESET_CLAUSES: readonly (readonly [PresetName, ReceiverClause])[] = [
  ['default', STRICTEST],
  ['default', RECEIVER_CLAUSES.att],
  ...(['att', 'ntt', 'danish', 'australian', 'brazilian', 'bellcore', 'etsi'] as const).map(
    (name) => [name, RECEIVER_CLAUSES[name]] as const,
  ),
]
