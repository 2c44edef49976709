/** Full scale of a 16-bit square wave is 0 dBov; silence is −127 as RFC 6464 has it. */
const SILENCE_DBOV = -127
/** A sine at full scale is −3.01 dBov, and 3.14 dBm0 in A-law, 3.17 in µ-law by G.711: 0 dBm0 lies 6.15 below overload. */
export const DBOV_OF_0_DBM0 = -6.15

/** Level of `count` samples from `at`, in dBov, −127 … 0. RFC 6464 §3, Appendix. O(count), no allocation. */
export function levelDbov(samples: Int16Array, at: number = 0, count: number = samples.length - at): number {
  let energy = 0
  for (let i = 0; i < count; i++) energy += samples[at + i]! * samples[at + i]!
  if (count <= 0 || energy === 0) return SILENCE_DBOV
  return Math.max(SILENCE_DBOV, Math.min(0, 10 * Math.log10(energy / count / (32_768 * 32_768))))
}

/** dBov as dBm0. ITU-T G.711, G.100.1 */
export function dbm0OfDbov(dBov: number): number {
  return dBov - DBOV_OF_0_DBM0
}
