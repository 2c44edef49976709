import { inRange } from '../error/strowger-error.ts'

/** A language whose numbers can be put together from recorded words. */
export type SpokenLanguage = 'en' | 'zh'

/** Largest number that is spoken: what nobody waits for, and no agent is numbered. */
export const MOST_SPOKEN = 99_999_999

/**
 * The words of a row of digits, one after the other: an agent's number, a telephone number. What is no digit is left out; `*` is
 * `star` and `#` is `hash`. O(length).
 */
export function spokenDigits(text: string): string[] {
  const words: string[] = []
  for (const character of text) {
    if (character >= '0' && character <= '9') words.push(character)
    else if (character === '*') words.push('star')
    else if (character === '#') words.push('hash')
  }
  return words
}

/**
 * The words of a whole number from 0, as one says an amount: an expected wait in minutes, a place in a queue. English: 0–19, the
 * tens, `hundred`, `thousand`, `million`. Chinese: 0–10, `hundred`, `thousand`, `myriad`, and `liang` for the two of an
 * amount before a measure (两分钟, 两百). Each word names a recording. O(digits).
 */
export function spokenNumber(value: number, language: SpokenLanguage): string[] {
  inRange('value', value, 0, MOST_SPOKEN)
  const whole = Math.trunc(value)
  return language === 'en' ? english(whole) : chinese(whole)
}

function english(value: number): string[] {
  if (value === 0) return ['0']
  const words: string[] = []
  const millions = Math.trunc(value / 1_000_000)
  const thousands = Math.trunc(value / 1000) % 1000
  if (millions > 0) words.push(...underThousand(millions), 'million')
  if (thousands > 0) words.push(...underThousand(thousands), 'thousand')
  words.push(...underThousand(value % 1000))
  return words
}

function underThousand(value: number): string[] {
  const words: string[] = []
  const rest = value % 100
  if (value >= 100) words.push(String(Math.trunc(value / 100)), 'hundred')
  if (rest >= 20) {
    words.push(String(rest - (rest % 10)))
    if (rest % 10 > 0) words.push(String(rest % 10))
  } else if (rest > 0) words.push(String(rest))
  return words
}

function chinese(value: number): string[] {
  if (value === 0) return ['0']
  if (value === 2) return ['liang']
  const myriads = Math.trunc(value / 10_000)
  const rest = value % 10_000
  const words: string[] = []
  if (myriads > 0) words.push(...(myriads === 2 ? ['liang'] : underMyriad(myriads)), 'myriad')
  if (rest > 0) {
    // A place left empty is said once as zero: 10 005 is 一万零五.
    if (myriads > 0 && rest < 1000) words.push('0')
    words.push(...underMyriad(rest, myriads > 0))
  }
  return words
}

const PLACES = [
  [1000, 'thousand'],
  [100, 'hundred'],
  [10, '10'],
] as const

function underMyriad(value: number, follows: boolean = false): string[] {
  const words: string[] = []
  let rest = value
  let isGap = false
  for (const [weight, word] of PLACES) {
    const digit = Math.trunc(rest / weight)
    rest %= weight
    if (digit === 0) {
      isGap ||= words.length > 0
      continue
    }
    if (isGap) words.push('0')
    isGap = false
    // Ten to nineteen alone begin with ten; two hundred and two thousand with liang.
    if (!(weight === 10 && digit === 1 && words.length === 0 && !follows)) {
      words.push(digit === 2 && weight >= 100 ? 'liang' : String(digit))
    }
    words.push(word)
  }
  if (rest > 0) {
    if (isGap) words.push('0')
    words.push(String(rest))
  }
  return words
}
