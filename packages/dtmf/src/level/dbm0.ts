/** Level in dBm0 of a sine that just fills 16 bits: 3.14 dBm0, the load capacity of A-law (ITU-T G.711 §4). */
export const FULL_SCALE_SINE_DBM0 = 3.14

const FULL_SCALE = 32768

/** Peak amplitude, in 16-bit steps, of a sine of `dbm0`. */
export function amplitudeOfDbm0(dbm0: number): number {
  return FULL_SCALE * 10 ** ((dbm0 - FULL_SCALE_SINE_DBM0) / 20)
}

/** Level in dBm0 of a sine of peak `amplitude` in 16-bit steps; −Infinity for 0. */
export function dbm0OfAmplitude(amplitude: number): number {
  return 20 * Math.log10(amplitude / FULL_SCALE) + FULL_SCALE_SINE_DBM0
}

/** Level in dBm0 of any signal of mean power `meanSquare` (16-bit steps squared); −Infinity for 0. */
export function dbm0OfMeanSquare(meanSquare: number): number {
  return dbm0OfAmplitude(Math.sqrt(2 * meanSquare))
}

/** The ratio of two amplitudes that are `db` decibels apart. */
export function ratioOfDb(db: number): number {
  return 10 ** (db / 20)
}
