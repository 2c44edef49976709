import { describe, expect, it } from 'vitest'
import { keyedUniform } from '../../src/random/keyed-uniform.ts'

const N = 40_000

/** Chi-squared of counts that should be equal. */
function unevenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

/** What chi-squared with so many degrees exceeds once in a thousand (Wilson & Hilferty 1931). */
function limit(degrees: number): number {
  const c = 2 / (9 * degrees)
  return degrees * (1 - c + 3.09 * Math.sqrt(c)) ** 3
}

const cell = (u: number, of: number) => Math.floor(u * of)

describe.each([
  ['along the first word', (i: number) => keyedUniform(i, 7, 3)],
  ['along the second word', (i: number) => keyedUniform(7, i, 3)],
  ['along the key', (i: number) => keyedUniform(123456789, -987654321, i)],
  ['along the key of no caller', (i: number) => keyedUniform(0, 0, i)],
])('keyed uniforms %s', (_name, at) => {
  it('fill the interval evenly', () => {
    const counts = Array.from({ length: 100 }, () => 0)
    for (let i = 0; i < N; i += 1) counts[cell(at(i), 100)]! += 1
    expect(unevenness(counts)).toBeLessThan(limit(99))
  })

  it('say nothing of their neighbours', () => {
    const counts = Array.from({ length: 400 }, () => 0)
    for (let i = 0; i < N; i += 1) counts[20 * cell(at(i), 20) + cell(at(i + 1), 20)]! += 1
    expect(unevenness(counts)).toBeLessThan(limit(399))
  })
})

describe('a keyed uniform', () => {
  it('is the same for the same key, strictly inside (0, 1), and another for another', () => {
    const seen = new Set<number>()
    for (let i = 0; i < N; i += 1) {
      const u = keyedUniform(i % 200, 55, Math.floor(i / 200))
      expect(u > 0 && u < 1).toBe(true)
      seen.add(u)
    }
    expect(seen.size).toBe(N)
    expect(keyedUniform(1, 2, 3)).toBe(keyedUniform(1, 2, 3))
  })
})
