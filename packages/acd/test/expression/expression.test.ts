import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StrowgerError } from '../../src/errors/strowger-error.ts'
import { compileExpression } from '../../src/expression/compile.ts'
import { type Expression, namesOf } from '../../src/expression/expression.ts'
import { parseExpression } from '../../src/expression/parse.ts'
import { printExpression } from '../../src/expression/print.ts'
import type { Vocabulary } from '../../src/expression/vocabulary.ts'
import { interpret } from './interpreter.ts'
import { DAYS, expressions, type Facts, facts } from './random-expressions.ts'

const vocabulary: Vocabulary<Facts> = new Map([
  ['english', { kind: 'number', read: (f) => f.english }],
  ['and', { kind: 'number', read: (f) => f.and }],
  ['ewt', { kind: 'duration', read: (f) => f.ewt }],
  ['time', { kind: 'time', read: (f) => f.time }],
  ['caller.vip', { kind: 'truth', read: (f) => f['caller.vip'] }],
  ['day', { kind: 'text', values: DAYS, read: (f) => f.day }],
])

const withoutColumns = (tree: Expression): unknown =>
  JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'at' ? undefined : value)))

test('what is printed is read as the same tree', () => {
  fc.assert(
    fc.property(expressions, (tree) => {
      expect(withoutColumns(parseExpression(printExpression(tree)))).toEqual(withoutColumns(tree))
    }),
    { seed: 1891, numRuns: 1000 },
  )
})

test('a compiled expression says what the plain interpreter says', () => {
  fc.assert(
    fc.property(expressions, fc.array(facts, { minLength: 1, maxLength: 10 }), (tree, cases) => {
      const compiled = compileExpression(printExpression(tree), vocabulary)
      for (const each of cases) expect(compiled(each)).toBe(interpret(tree, each))
    }),
    { seed: 1891, numRuns: 1000 },
  )
})

const SCRAPS = [
  '(',
  ')',
  'and',
  'OR',
  'not',
  'in',
  '..',
  '=',
  '<=',
  '!=',
  ',',
  '30s',
  '08:30',
  '3',
  '-1',
  'true',
  "'a'",
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom(...SCRAPS, 'english', 'day', '`', '"', '1h30', '25:00', '\n'), { maxLength: 20 })
    .map((all) => all.join(' ')),
)

test('any text is a tree, which prints stably, or an error of one line that says where and what would be right', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        const printed = printExpression(parseExpression(text, 'when'))
        expect(printExpression(parseExpression(printed))).toBe(printed)
        compileExpression(text, vocabulary, 'when')
      } catch (error) {
        if (!(error instanceof StrowgerError)) throw error
        expect(error.path).toMatch(/^when:\d+$/)
        expect(error.remedy).not.toBe('')
        expect(error.message).not.toMatch(/[\n\r]/)
      }
    }),
    { seed: 1891, numRuns: 3000 },
  )
})

test('length and depth are bounded', () => {
  const deep = (levels: number) => `${'('.repeat(levels)}true${')'.repeat(levels)}`
  expect(printExpression(parseExpression(deep(64)))).toBe('true')
  expect(() => parseExpression(deep(65))).toThrow('expression:65: "(" — at most 64 levels of ( and not')
  expect(() => parseExpression(`${'not '.repeat(900)}true`)).toThrow('at most 64 levels')
  expect(() => parseExpression(' '.repeat(4001))).toThrow('at most 4000 characters')
  const wide = `${'day = mon or '.repeat(300)}english`
  expect(compileExpression(wide, vocabulary)({ english: 1, and: 0, ewt: 0, time: 0, 'caller.vip': 0, day: -1 })).toBe(
    true,
  )
})

test.each([
  ['english>=3 AND (ewt>90s OR `caller.vip`)', 'english >= 3 and (ewt > 1m30s or caller.vip)'],
  ['a or b and not c = 1', 'a or b and not c = 1'],
  ['(a or b) and c', '(a or b) and c'],
  ['((a and (b and c)))', 'a and (b and c)'],
  ['not (a or b)', 'not (a or b)'],
  ['day not in (mon..wed, "it\'s")', "not day in (mon..wed, 'it''s')"],
  ['time in (08:00..12:00)', 'time in 08:00..12:00'],
  ['`3G service` >= -0', '`3G service` >= 0'],
  ['`in` = 1.50', '`in` = 1.5'],
  ['语言 >= 2 and tech-support.level > 1', '语言 >= 2 and tech-support.level > 1'],
  ['ewt > 1.5h and ewt < 2min', 'ewt > 1h30m and ewt < 2m'],
])('%s is written %s', (text, canonical) => {
  expect(printExpression(parseExpression(text))).toBe(canonical)
})

test.each([
  ['', 'expression-syntax', 'when:1: the text ends here — a name, a value, not or ('],
  ['english >=', 'expression-syntax', 'when:11: the text ends here — a name or a value to compare with'],
  [
    'english == 3',
    'expression-syntax',
    'when:10: "=" — a name or a value to compare with; equality is written with one =',
  ],
  ['english & and', 'expression-syntax', 'when:9: "&" — write and'],
  ['(english', 'expression-syntax', 'when:9: the text ends here — close the ( of column 1 with )'],
  ['1 < english < 3', 'expression-syntax', 'when:13: "<" — compare one pair at a time: a < b and b < c'],
  ['english and 3', 'expression-syntax', 'when:13: "3" — compare it with something: = != < <= > >= in'],
  [
    'ewt > 90S',
    'expression-syntax',
    'when:7: "90S" — a number (3, -1.5), a duration (90s, 1h30m; units ms, s, m, h, d) or a time of day (08:30)',
  ],
  [
    'ewt > 30x',
    'expression-syntax',
    'when:7: "30x" — a number (3, -1.5), a duration (90s, 1h30m; units ms, s, m, h, d) or a time of day (08:30)',
  ],
  [
    'time > 25:00',
    'expression-syntax',
    'when:8: "25:00" — a number (3, -1.5), a duration (90s, 1h30m; units ms, s, m, h, d) or a time of day (08:30)',
  ],
  ["day = 'mon", 'expression-syntax', 'when:7: "\'" — the text is not closed: end it with \''],
  ['engilsh > 2', 'unknown-name', 'when:1: "engilsh" — did you mean "english"?'],
  ['english = mon', 'unknown-name', 'when:11: "mon" — known: "english", "and", "ewt", "time", "caller.vip", "day"'],
  ['day = Tue', 'unknown-value', 'when:7: "Tue" — did you mean "tue"?'],
  ['ewt > 90', 'type-mismatch', 'when:7: "90" — ewt is a duration; write 1m30s if seconds are meant'],
  ['english > 90s', 'type-mismatch', 'when:11: "1m30s" — english is a number; compare it with one'],
  ['english = false', 'type-mismatch', 'when:11: "false" — english is a number; write not english'],
  ['ewt', 'type-mismatch', 'when:1: "ewt" — it is a duration: compare it with something'],
  ['caller.vip > true', 'type-mismatch', 'when:14: "true" — texts and truths have no order: = != or in'],
  ['day = day', 'type-mismatch', 'when:7: "day" — compare a text name with one of its values'],
  ['english in 5..2', 'empty-range', 'when:15: "2" — a range from the smaller to the larger'],
  ['english in 5', 'expression-syntax', 'when:12: "5" — a list in parentheses (a, b), or a range from..to'],
])('%s: %s', (text, code, message) => {
  let thrown: unknown
  try {
    compileExpression(text, vocabulary, 'when')
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(StrowgerError)
  expect((thrown as StrowgerError).message).toBe(message)
  expect((thrown as StrowgerError).code).toBe(code)
})

test('what is no text at all is told', () => {
  expect(() => parseExpression(5 as unknown as string, 'when')).toThrow('when: 5 — a text such as "english >= 3"')
})

test('the names of an expression, each once, in order', () => {
  expect(namesOf(parseExpression('b > 1 and (a or not b in (c..d, 3)) and x.y = a'))).toEqual([
    'b',
    'a',
    'c',
    'd',
    'x.y',
  ])
})
