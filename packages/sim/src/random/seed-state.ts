// Odd constants from the binary expansions of √2, √3, √5 and √7: nothing up the sleeve, and no two lanes alike.
const LANE_1 = 0x6a09e667
const LANE_2 = 0xbb67ae85 | 0
const LANE_3 = 0x3c6ef373
const LANE_4 = 0xa54ff53b | 0

// Not a UTF-16 code unit, so that ['ab', 'c'] and ['a', 'bc'] differ.
const END_OF_PART = 0x10000

const ROUNDS = 4

/**
 * Hashes texts to 128 bits: the start of a random stream. Never all zeros; O(total length).
 *
 * Each text is read as UTF-16 code units, so that nothing depends on an encoder. Not for secrets. Mixing: multiply,
 * rotate and cross-feed of four lanes; each lane is finished by the avalanche of A. Appleby's MurmurHash3 (2008).
 */
export function seedState(parts: readonly string[]): [number, number, number, number] {
  const lanes: [number, number, number, number] = [LANE_1, LANE_2, LANE_3, LANE_4]
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 1) absorb(lanes, part.charCodeAt(i))
    absorb(lanes, END_OF_PART)
  }
  for (let round = 0; round < ROUNDS; round += 1) absorb(lanes, ROUNDS - round)
  const state: [number, number, number, number] = [
    avalanche(lanes[0]),
    avalanche(lanes[1]),
    avalanche(lanes[2]),
    avalanche(lanes[3]),
  ]
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = LANE_1
  return state
}

function absorb(lanes: [number, number, number, number], unit: number): void {
  let [a, b, c, d] = lanes
  a = Math.imul(a ^ unit, LANE_3)
  b = Math.imul(b ^ rotate(a, 13), LANE_4)
  c = Math.imul(c ^ rotate(b, 16), LANE_1 | 0)
  d = Math.imul(d ^ rotate(c, 11), LANE_2)
  lanes[0] = (a + rotate(d, 19)) | 0
  lanes[1] = (b ^ d) | 0
  lanes[2] = (c + rotate(a, 7)) | 0
  lanes[3] = (d ^ rotate(b, 17)) | 0
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function avalanche(word: number): number {
  let h = word ^ (word >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
