/**
 * Normalised cross-correlation of two pieces of one signal, every `step`-th of `window` samples: −1 … 1; silence resembles
 * silence fully. O(window / step).
 */
export function similarity(samples: Int16Array, a: number, b: number, window: number, step: number): number {
  let cross = 0
  let energyA = 0
  let energyB = 0
  for (let i = 0; i < window; i += step) {
    const x = samples[a + i]!
    const y = samples[b + i]!
    cross += x * y
    energyA += x * x
    energyB += y * y
  }
  const energy = energyA * energyB
  return energy === 0 ? (energyA === energyB ? 1 : 0) : cross / Math.sqrt(energy)
}
