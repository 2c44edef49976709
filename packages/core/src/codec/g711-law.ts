/** The two laws of G.711: µ (North America, Japan) and A (elsewhere). */
export type G711Law = 'mu' | 'a'

/** One µ-law code to its 16-bit sample (14 significant bits, left justified). ITU-T G.711 Table 2, scaled as in G.191. O(1). */
export function muLawSample(code: number): number {
  const inverted = ~code
  const segment = (inverted >> 4) & 7
  const magnitude = ((((inverted & 0x0f) << 1) + 33) << segment) - 33
  return (code & 0x80) === 0 ? -(magnitude << 2) : magnitude << 2
}

/** One A-law code to its 16-bit sample (13 significant bits, left justified). ITU-T G.711 Table 1, scaled as in G.191. O(1). */
export function aLawSample(code: number): number {
  const even = code ^ 0x55
  const segment = (even >> 4) & 7
  const mantissa = ((even & 0x0f) << 1) + 1
  const magnitude = segment === 0 ? mantissa : (mantissa + 32) << (segment - 1)
  return (even & 0x80) === 0 ? -(magnitude << 3) : magnitude << 3
}

/**
 * One 16-bit sample to its µ-law code. Negative samples are complemented, not negated, before they are cut to 14 bits, as in
 * G.191: this is what makes all 65 536 inputs agree with the reference. O(1).
 */
export function muLawCode(sample: number): number {
  const negative = sample < 0
  const biased = Math.min(0x1fff, ((negative ? ~sample : sample) >> 2) + 33)
  const segment = 26 - Math.clz32(biased)
  const code = (segment << 4) | ((biased >> (segment + 1)) & 0x0f)
  return (negative ? 0x7f : 0xff) - code
}

/** One 16-bit sample to its A-law code, rounded as in G.191. O(1). */
export function aLawCode(sample: number): number {
  const negative = sample < 0
  const cut = (negative ? ~sample : sample) >> 4
  let code = cut
  if (cut > 15) {
    const segment = 28 - Math.clz32(cut)
    code = (segment << 4) | ((cut >> (segment - 1)) & 0x0f)
  }
  return (negative ? code : code | 0x80) ^ 0x55
}
