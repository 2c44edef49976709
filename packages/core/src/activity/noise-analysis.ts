const MAX_ORDER = 10

/**
 * Describes a frame of background noise as a comfort-noise payload: level, and reflection coefficients by Levinson and Durbin
 * over a windowed autocorrelation. RFC 3389. Writes `1 + order` bytes to `out[at …]` and returns that, 0 when it does not fit.
 * O(samples × order), no allocation beyond two short arrays.
 */
export function describeNoiseInto(out: Uint8Array, at: number, samples: Int16Array, order: number = 4): number {
  const kept = Math.max(0, Math.min(MAX_ORDER, order))
  if (at + 1 + kept > out.length) return 0
  const n = samples.length
  const correlation = new Float64Array(kept + 1)
  let energy = 0
  for (let i = 0; i < n; i++) energy += samples[i]! ** 2
  for (let lag = 0; lag <= kept; lag++) {
    for (let i = lag; i < n; i++)
      correlation[lag]! += window(i, n) * samples[i]! * window(i - lag, n) * samples[i - lag]!
  }
  const dBov = energy === 0 ? -127 : 10 * Math.log10(energy / n / (32_768 * 32_768))
  out[at] = Math.max(0, Math.min(127, Math.round(-dBov)))
  // A little white noise keeps the recursion well conditioned on pure tones.
  correlation[0]! *= 1.0001
  const predictor = new Float64Array(kept + 1)
  let error = correlation[0]!
  for (let i = 1; i <= kept; i++) {
    let sum = correlation[i]!
    for (let j = 1; j < i; j++) sum += predictor[j]! * correlation[i - j]!
    const k = error <= 0 ? 0 : -sum / error
    for (let j = 1; j <= i >> 1; j++) {
      const low = predictor[j]!
      const high = predictor[i - j]!
      predictor[j] = low + k * high
      predictor[i - j] = high + k * low
    }
    predictor[i] = k
    error *= 1 - k * k
    out[at + i] = Math.max(0, Math.min(254, Math.round((k * 32_768) / 258 + 127)))
  }
  return 1 + kept
}

function window(i: number, n: number): number {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n)
}
