import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_SPOKEN, spokenDigits, spokenNumber } from '../../src/prompt/spoken-number.ts'

/** What a listener makes of English words: hundred multiplies what was just said, thousand and million all of the group. */
function understood(words: readonly string[]): number {
  let total = 0
  let group = 0
  for (const word of words) {
    if (word === 'hundred') group *= 100
    else if (word === 'thousand' || word === 'million') {
      total += group * (word === 'million' ? 1_000_000 : 1000)
      group = 0
    } else group += Number(word)
  }
  return total + group
}

/** The same of Chinese, where ten multiplies what stands before it, and thousand binds less than myriad. */
function understoodChinese(words: readonly string[]): number {
  const myriad = words.indexOf('myriad')
  if (myriad >= 0)
    return understoodChinese(words.slice(0, myriad)) * 10_000 + understoodChinese(words.slice(myriad + 1))
  let total = 0
  let digit: number | undefined
  for (const word of words) {
    const weight = { thousand: 1000, hundred: 100, '10': 10 }[word]
    if (weight === undefined) digit = word === 'liang' ? 2 : Number(word)
    else {
      total += (digit ?? 1) * weight
      digit = undefined
    }
  }
  return total + (digit ?? 0)
}

const number = fc.oneof(fc.nat(200), fc.nat(30_000), fc.nat(MOST_SPOKEN))

describe('numbers in words', () => {
  it('of English are understood as they were meant', () => {
    fc.assert(
      fc.property(number, (value) => {
        expect(understood(spokenNumber(value, 'en'))).toBe(value)
      }),
    )
  })

  it('of Chinese are understood as they were meant, and never say zero twice in a row', () => {
    fc.assert(
      fc.property(number, (value) => {
        const words = spokenNumber(value, 'zh')
        expect(understoodChinese(words)).toBe(value)
        expect(words.some((word, i) => word === '0' && words[i + 1] === '0')).toBe(false)
      }),
    )
  })

  it.each([
    [0, '0', '0'],
    [2, '2', 'liang'],
    [10, '10', '10'],
    [12, '12', '10 2'],
    [20, '20', '2 10'],
    [112, '1 hundred 12', '1 hundred 1 10 2'],
    [205, '2 hundred 5', 'liang hundred 0 5'],
    [1010, '1 thousand 10', '1 thousand 0 1 10'],
    [10_005, '10 thousand 5', '1 myriad 0 5'],
    [10_012, '10 thousand 12', '1 myriad 0 1 10 2'],
    [22_000, '20 2 thousand', 'liang myriad liang thousand'],
  ])('%i', (value, english, chinese) => {
    expect(spokenNumber(value, 'en').join(' ')).toBe(english)
    expect(spokenNumber(value, 'zh').join(' ')).toBe(chinese)
  })

  it('of digits one by one', () => {
    expect(spokenDigits('1-0 8*#x')).toEqual(['1', '0', '8', 'star', 'hash'])
  })
})
