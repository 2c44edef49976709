/** What the bytes of a telephone channel mean: ITU-T G.711 µ-law (PCMU) or A-law (PCMA). */
export type Law = 'mulaw' | 'alaw'

/** 16-bit samples of all 256 µ-law codes (ITU-T G.711 Table 2a, scaled to 16 bits). */
export const MULAW_TO_LINEAR: Int16Array = Int16Array.from({ length: 256 }, (_, code) => mulawToLinear(code))

/** 16-bit samples of all 256 A-law codes (ITU-T G.711 Table 1a, scaled to 16 bits). */
export const ALAW_TO_LINEAR: Int16Array = Int16Array.from({ length: 256 }, (_, code) => alawToLinear(code))

function mulawToLinear(code: number): number {
  const inverted = ~code & 0xff
  const segment = (inverted >> 4) & 7
  // 33 is the bias of the 14-bit law; ×4 fills 16 bits.
  const magnitude = ((2 * (inverted & 15) + 33) << segment) - 33
  return (inverted & 0x80 ? -magnitude : magnitude) * 4
}

function alawToLinear(code: number): number {
  const toggled = code ^ 0x55
  const segment = (toggled >> 4) & 7
  const step = 2 * (toggled & 15) + 1
  const magnitude = segment === 0 ? step : (step + 32) << (segment - 1)
  return (toggled & 0x80 ? magnitude : -magnitude) * 8
}

/** The table that turns a law's codes into 16-bit samples. */
export function expansionOf(law: Law): Int16Array {
  return law === 'mulaw' ? MULAW_TO_LINEAR : ALAW_TO_LINEAR
}

/** Compresses one 16-bit sample to the µ-law code whose decision interval holds it (ITU-T G.711 Table 2). */
function mulawOf(sample: number): number {
  const magnitude = Math.min(8158, Math.abs(sample) >> 2) + 33
  const segment = 26 - Math.clz32(magnitude)
  const code = (segment << 4) | ((magnitude >> (segment + 1)) & 15)
  return ~(sample < 0 ? code | 0x80 : code) & 0xff
}

/** Compresses one 16-bit sample to the A-law code whose decision interval holds it (ITU-T G.711 Table 1). */
function alawOf(sample: number): number {
  const negative = sample < 0
  const magnitude = Math.min(4095, (negative ? ~sample : sample) >> 3)
  const segment = magnitude < 32 ? 0 : 27 - Math.clz32(magnitude)
  const code = (segment << 4) | ((magnitude >> Math.max(1, segment)) & 15)
  return (negative ? code : code | 0x80) ^ 0x55
}

/** Compresses `samples` into `out` (at least as long) and returns it. */
export function compressInto(samples: Int16Array, law: Law, out: Uint8Array): Uint8Array {
  const code = law === 'mulaw' ? mulawOf : alawOf
  for (let index = 0; index < samples.length; index++) out[index] = code(samples[index]!)
  return out
}

/** Compresses `samples`, one byte each. */
export function compress(samples: Int16Array, law: Law): Uint8Array {
  return compressInto(samples, law, new Uint8Array(samples.length))
}

/** Expands `codes` into `out` (at least as long) and returns it. */
export function expandInto(codes: Uint8Array, law: Law, out: Int16Array): Int16Array {
  const table = expansionOf(law)
  for (let index = 0; index < codes.length; index++) out[index] = table[codes[index]!]!
  return out
}

/** Expands `codes`, one sample each. */
export function expand(codes: Uint8Array, law: Law): Int16Array {
  return expandInto(codes, law, new Int16Array(codes.length))
}
