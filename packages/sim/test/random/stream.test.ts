import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seedState } from '../../src/random/seed-state.ts'
import { RandomStream } from '../../src/random/stream.ts'

describe('RandomStream', () => {
  it('gives the published numbers of xoshiro128++ from the state 1, 2, 3, 4', () => {
    const stream = new RandomStream([1, 2, 3, 4])
    const published = [
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
    ]
    expect(published.map(() => stream.nextUint32())).toEqual(published)
  })

  it('refuses the state that never changes', () => {
    expect(() => new RandomStream([0, 0, 0, 0])).toThrow(/all zeros, got 0,0,0,0/)
  })

  it('gives uniforms that are odd multiples of 2^-53, so that 0 and 1 cannot occur', () => {
    const stream = RandomStream.named(7, 0, 'uniform')
    for (let i = 0; i < 10_000; i += 1) {
      const scaled = stream.uniform() * 2 ** 53
      expect(scaled % 2).toBe(1)
      expect(scaled > 0 && scaled < 2 ** 53).toBe(true)
    }
  })

  it('mirrors exactly when antithetic', () => {
    const plain = RandomStream.named('seed', 3, 'patience')
    const mirrored = RandomStream.named('seed', 3, 'patience', { antithetic: true })
    for (let i = 0; i < 1000; i += 1) expect(plain.uniform() + mirrored.uniform()).toBe(1)
  })

  it('fills 64 cells evenly: chi-square within its 0.1 % and 99.9 % points', () => {
    const stream = RandomStream.named(11, 0, 'cells')
    const cells = new Float64Array(64)
    const draws = 64_000
    for (let i = 0; i < draws; i += 1) cells[Math.floor(stream.uniform() * 64)]! += 1
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(chiSquare).toBeGreaterThan(33.9)
    expect(chiSquare).toBeLessThan(103.4)
  })

  it('draws integers without a favourite', () => {
    const stream = RandomStream.named(11, 0, 'integers')
    const counts = new Float64Array(3)
    for (let i = 0; i < 30_000; i += 1) counts[stream.integer(3)]! += 1
    const sd = Math.sqrt((30_000 * 2) / 9)
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * sd)
  })

  it('draws every integer of the widest range, and refuses impossible ranges', () => {
    const twin = RandomStream.named(1, 1, 'wide')
    const stream = RandomStream.named(1, 1, 'wide')
    expect(stream.integer(2 ** 32)).toBe(twin.nextUint32())
    expect(stream.integer(1)).toBe(0)
    for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => stream.integer(n)).toThrow(`got ${n}`)
  })
})

describe('named streams', () => {
  it('depend on nothing but seed, replication and name', () => {
    const first = RandomStream.named(42, 5, 'arrivals:sales')
    const again = RandomStream.named('42', 5, 'arrivals:sales')
    for (let i = 0; i < 100; i += 1) expect(first.nextUint32()).toBe(again.nextUint32())
  })

  it('start apart whenever any of the three differs, also when the texts join to the same', () => {
    const states = new Set<string>()
    let triples = 0
    for (const seed of ['1', '12', '123', '-1', '']) {
      for (const replication of ['0', '1', '2', '21', '100']) {
        for (const name of ['', 'a', 'b', 'ab', 'ba', '1', '\u0000', 'patience', 'patience:sales']) {
          states.add(seedState([seed, replication, name]).join())
          triples += 1
        }
      }
    }
    expect(states.size).toBe(triples)
  })

  it('avalanche: one changed character flips about half of the 128 bits', () => {
    let flipped = 0
    let pairs = 0
    for (let replication = 0; replication < 500; replication += 1) {
      const a = seedState(['1', String(replication), 'x'])
      const b = seedState(['1', String(replication + 1), 'x'])
      const bits = a.reduce((sum, word, lane) => sum + bitCount(word ^ b[lane]!), 0)
      expect(bits).toBeGreaterThan(30)
      flipped += bits
      pairs += 1
    }
    // The sum of 128·pairs fair coins: mean 64 each, standard deviation √32 each.
    expect(Math.abs(flipped / pairs - 64)).toBeLessThan(4 * Math.sqrt(32 / pairs))
  })

  it('are uncorrelated with each other and with themselves one step later', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const n = 4000
        const x = RandomStream.named(seed, 0, 'arrivals')
        const y = RandomStream.named(seed, 0, 'patience')
        const z = RandomStream.named(seed, 1, 'arrivals')
        const products = [0, 0, 0]
        let last = 0
        for (let i = 0; i < n; i += 1) {
          const u = x.uniform() - 0.5
          products[0]! += u * (y.uniform() - 0.5)
          products[1]! += u * (z.uniform() - 0.5)
          products[2]! += u * last
          last = u
        }
        // Each product of two centred uniforms has variance 1/144; five standard errors.
        for (const product of products) expect(Math.abs(product)).toBeLessThan((5 * Math.sqrt(n)) / 12)
      }),
      { numRuns: 30, seed: 1 },
    )
  })
})

function bitCount(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1
  return count
}
