import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  digitFrom,
  DigitCollector,
  DigitMap,
  DtmfError,
  E164_MAP,
  KEYPAD,
  type CollectorOptions,
  type Digit,
} from '../../src/index.ts'

/** Presses keys at given times and says how the entry ended, letting each time-out happen when it is due. */
function collect(options: CollectorOptions, keys: readonly (readonly [Digit, number])[], untilMs = 1e7): unknown {
  const collector = new DigitCollector(options)
  collector.start(0)
  for (const [digit, atMs] of keys) {
    const ended = collector.digit(digit, atMs)
    if (ended) return [ended.digits, ended.end, ended.valid]
  }
  const ended = collector.advance(Math.min(untilMs, collector.nextDeadlineMs()))
  return ended && [ended.digits, ended.end, ended.valid]
}

const typed = (text: string, everyMs = 500): [Digit, number][] =>
  Array.from(text, (digit, index) => [digitFrom(digit) ?? '0', (index + 1) * everyMs])

describe('an entry ends', () => {
  test.each([
    ['at its terminator', {}, typed('123#'), ['123', 'terminator', true]],
    ['at its most digits', { maxDigits: 4 }, typed('12345'), ['1234', 'maximum', true]],
    ['when no first digit comes', {}, [], ['', 'first-digit-timeout', false]],
    ['when no next digit comes', {}, typed('12'), ['12', 'inter-digit-timeout', true]],
    [
      'when a digit comes too late',
      {},
      [
        ['1', 100],
        ['2', 3101],
      ],
      ['1', 'inter-digit-timeout', true],
    ],
    ['when all takes too long', { overallMs: 1200 }, typed('12345'), ['12', 'overall-timeout', true]],
    ['too short to be used', { minDigits: 4 }, typed('123#'), ['123', 'terminator', false]],
    ['edited: last digit taken back', { eraseDigit: '*' }, typed('129*3#'), ['123', 'terminator', true]],
    ['edited: all taken back', { clearDigit: '*' }, typed('999*12#'), ['12', 'terminator', true]],
    ['when the map has nothing longer', { map: new DigitMap('1xx|2xxx') }, typed('101'), ['101', 'match', true]],
    ['when the map has nothing like it', { map: new DigitMap('1xx|2xxx') }, typed('3'), ['3', 'no-match', false]],
    [
      'of a service code, its # being part of it',
      { map: new DigitMap('*xx#|1xx') },
      typed('*21#'),
      ['*21#', 'match', true],
    ],
  ] as [string, CollectorOptions, [Digit, number][], unknown][])('%s', (_name, options, keys, expected) => {
    expect(collect(options, keys)).toEqual(expected)
  })
})

describe('barge-in', () => {
  test('a digit cuts the prompt short and counts', () => {
    const collector = new DigitCollector({ maxDigits: 1 })
    collector.start(0, 'prompt')
    expect(collector.prompting).toBe(true)
    expect(collector.digit('7', 60_000)).toEqual({ digits: '7', end: 'maximum', valid: true })
    expect(collector.prompting).toBe(false)
  })

  test('without it, digits during the prompt are dropped, and time runs from its end', () => {
    const collector = new DigitCollector({ bargeIn: false, firstDigitMs: 4000 })
    collector.start(0, 'prompt')
    expect(collector.digit('7', 1000)).toBeUndefined()
    collector.promptEnded(9000)
    expect(collector.digits).toBe('')
    expect(collector.nextDeadlineMs()).toBe(13_000)
  })
})

describe('digit maps', () => {
  test.each([
    ['(0|00|[1-7]xxx|8xxxxxxx|*xx)', '0', 'open'],
    ['(0|00|[1-7]xxx|8xxxxxxx|*xx)', '00', 'full'],
    ['(0|00|[1-7]xxx|8xxxxxxx|*xx)', '123', 'partial'],
    ['(0|00|[1-7]xxx|8xxxxxxx|*xx)', '9', 'none'],
    ['9011x.T', '901133', 'open'],
    ['0T|1', '0', 'open'],
    ['[13-5]x', '32', 'full'],
    ['[13-5]x', '22', 'none'],
    ['x.#', '55', 'partial'],
    ['x.#', '55#', 'full'],
    [E164_MAP, '0044207946', 'open'],
    [E164_MAP, `00${'1'.repeat(15)}`, 'full'],
    [E164_MAP, `00${'1'.repeat(16)}`, 'none'],
  ])('%s on %s is %s', (map, digits, expected) => {
    expect(new DigitMap(map).match(digits)).toBe(expected)
  })

  test.each(['', '1||2', '[12', 'z', '[]', '.1', '[4-1]'])('%j is refused with a reason', (map) => {
    expect(() => new DigitMap(map)).toThrow(DtmfError)
  })

  test('agree with a regular expression on random maps and digits', () => {
    const position = fc.tuple(fc.constantFrom('x', '1', '2', '[12]', '[3-5]', '*'), fc.boolean())
    const alternative = fc.array(position, { minLength: 1, maxLength: 5 })
    const maps = fc.array(alternative, { minLength: 1, maxLength: 4 })
    const digits = fc.array(fc.constantFrom('1', '2', '3', '6', '*'), { maxLength: 7 }).map((list) => list.join(''))
    fc.assert(
      fc.property(maps, digits, (alternatives, text) => {
        const map = alternatives.map((one) => one.map(([set, many]) => set + (many ? '.' : '')).join('')).join('|')
        const expressions = alternatives.map((one) => {
          const source = one
            .map(([set, many]) => (set === 'x' ? '\\d' : set === '*' ? '\\*' : set) + (many ? '*' : ''))
            .join('')
          return new RegExp(`^(?:${source})$`)
        })
        const match = new DigitMap(map).match(text)
        expect(match === 'full' || match === 'open').toBe(expressions.some((expression) => expression.test(text)))
      }),
      { numRuns: 1000 },
    )
  })
})

test('however keys and time-outs fall, an entry ends once and holds what was pressed', () => {
  const keys = fc.array(fc.tuple(fc.constantFrom(...KEYPAD), fc.integer({ min: 1, max: 4000 })), { maxLength: 40 })
  fc.assert(
    fc.property(keys, (list) => {
      const collector = new DigitCollector({ maxDigits: 8, overallMs: 20_000 })
      collector.start(0)
      let nowMs = 0
      let ended = 0
      let pressed = ''
      for (const [digit, gapMs] of list) {
        nowMs += gapMs
        const result = collector.digit(digit, nowMs)
        if (ended === 0 && !result && digit !== '#') pressed += digit
        if (result) {
          ended++
          expect(result.digits).toBe(result.end === 'maximum' ? pressed + digit : pressed)
        }
      }
      if (collector.advance(1e9)) ended++
      expect(ended).toBe(1)
      expect(collector.nextDeadlineMs()).toBe(Infinity)
    }),
  )
})
