import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'

import { ScenarioError } from '../../src/errors/scenario-error.ts'
import { loadText, SMALL } from './small-scenario.ts'

/** Loading ends in a scenario or in a one-line mistake. */
function expectTotal(text: string): void {
  try {
    expect(loadText(text, { 'base.yaml': SMALL }).groups.length).toBeGreaterThan(0)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    expect(error.message).toMatch(/^day\.yaml(:\d+)?: .+; .+$|^base\.yaml:\d+: .+; .+$/)
    expect(error.message).not.toMatch(/[\r\n\u2028\u2029]/)
    expect(error.issues[0]?.code).toBe(error.code)
  }
}

const KEYS =
  'strowger name extends run duration mode skills profiles types groups routing arrivals perHour interval handlingTime ' +
  'distribution mean agents shifts from to policy contacts overflowAfter split shares vip front orders __proto__ constructor'
const VALUES = [1, 0, -1, 1.5, NaN, Infinity, true, null, '1h', '180', '08:00', 'ranked', 'exponential', './base.yaml']

const anyTree = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(...VALUES),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS.split(' ')), tie('tree'), { maxKeys: 5 }),
  ),
})).tree

describe('any text whatever ends in a scenario or a ScenarioError', () => {
  it('random text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectTotal), { numRuns: 500 })
  })

  it('text of YAML punctuation', () => {
    const signs = '{ } [ ] : , - ? & * ! | > # % @ \' " ~ . 0 a \\ << &a *a'.split(' ')
    const unit = fc.constantFrom(...signs, ' ', '\t', '\n', ': ', '- ', '!!map ', '---\n')
    fc.assert(fc.property(fc.string({ unit, maxLength: 60 }), expectTotal), { numRuns: 2000 })
  })

  it('trees of known keys and plausible values', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expectTotal(stringify(tree))
      }),
      { numRuns: 500 },
    )
  })

  it('a good scenario with lines lost, doubled or damaged', () => {
    const lines = SMALL.split('\n')
    const edit = fc.record({
      at: fc.nat(lines.length - 1),
      how: fc.constantFrom('drop', 'double', 'cut', 'indent', 'insert'),
      column: fc.nat(40),
      text: fc.constantFrom('{', '}', ']', '"', ': ', ' - ', '-1', 'null', '&a ', '*a'),
    })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 3 }), (edits) => {
        const damaged = [...lines]
        for (const { at, how, column, text } of edits) {
          const line = damaged[at] ?? ''
          const replacement = {
            drop: [],
            double: [line, line],
            cut: [line.slice(0, column)],
            indent: [` ${line}`],
            insert: [line.slice(0, column) + text + line.slice(column)],
          }[how]
          damaged.splice(at, 1, ...replacement)
        }
        expectTotal(damaged.join('\n'))
      }),
      { numRuns: 1000 },
    )
  })

  it('and so do bombs', () => {
    const fold = (item: string) => `[${Array(10).fill(item).join(',')}]`
    const laughs = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(
      (name, index, all) => `${name}: &${name} ${fold(index === 0 ? 'ha' : `*${all[index - 1]}`)}\n`,
    )
    expectTotal(laughs.join(''))
    expectTotal('a: &a [*a, *a]\n')
    expectTotal('['.repeat(50_000))
    expectTotal('{a: '.repeat(5000))
    expectTotal('- '.repeat(5000))
    expectTotal(`${SMALL}${'x'.repeat(500_000)}: 1\n`)
    expectTotal(`${SMALL}routing: { policy: ${'r'.repeat(500_000)} }\n`)
  })
})
