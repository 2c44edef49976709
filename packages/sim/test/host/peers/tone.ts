/** Share of the power of `samples` that a tone has, 0 … 1: one bin of a Fourier transform over all that is there. */
export function shareOfTone(samples: Int16Array, toneHz: number, rateHz: number = 8000): number {
  let [real, imaginary, power] = [0, 0, 0]
  for (const [at, sample] of samples.entries()) {
    const angle = (2 * Math.PI * toneHz * at) / rateHz
    real += sample * Math.cos(angle)
    imaginary += sample * Math.sin(angle)
    power += sample * sample
  }
  return power === 0 ? 0 : (2 * (real * real + imaginary * imaginary)) / (samples.length * power)
}
