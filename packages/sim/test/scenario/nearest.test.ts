import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { editDistance, nearest, suggest } from '../../src/scenario/nearest.ts'

describe('the nearest name', () => {
  it.each([
    ['agnets', 'agents'],
    ['VIP', 'vip'],
    ['shift', 'shifts'],
    ['serviceLevel', undefined],
    ['x', undefined],
  ])('of %s is %s', (word, expected) => {
    expect(nearest(word, ['agents', 'shifts', 'vip', 'trunks'])).toBe(expected)
  })

  it('is the word itself when it is known', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 5 }), (words) => {
        const word = words.at(-1)!
        expect(editDistance(word.toLowerCase(), nearest(word, words)!.toLowerCase())).toBe(0)
      }),
    )
  })

  it('is measured by a metric that no word can make negative or longer than the longer word', () => {
    const word = fc.string({ maxLength: 10 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b)
        expect(distance).toBe(editDistance(b, a))
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })

  it('or else the names that there are, at most twelve', () => {
    expect(suggest('zebra', ['a', 'b'])).toBe('known: a, b')
    expect(suggest('zebra', [])).toBe('none is declared')
    expect(
      suggest(
        'zebra',
        Array.from({ length: 14 }, (_, index) => `n${index}`),
      ),
    ).toMatch(/n11, and 2 more$/)
  })
})
