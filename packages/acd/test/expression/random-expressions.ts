import type { Expression, Item, Operand } from '../../src/expression/expression.ts'
import fc from 'fast-check'

/** The facts of the random expressions: one name of each kind, and one for each trouble with names. */
export interface Facts {
  readonly english: number
  readonly and: number
  readonly ewt: number
  readonly time: number
  readonly 'caller.vip': number
  readonly day: number
}

export const DAYS = ['mon', 'tue', 'wed', 'in']

const operandOf = (kind: 'number' | 'duration' | 'time', value: number): Operand => ({ kind, value, at: 0 })
const name = (named: string): Operand => ({ kind: 'name', name: named, at: 0 })

const numbers = fc.oneof(
  fc.constantFrom(name('english'), name('and')),
  fc.integer({ min: -4, max: 4 }).map((value) => operandOf('number', value)),
  fc.constantFrom(0.5, -1.25, 999_999_999_999_999).map((value) => operandOf('number', value)),
)
const durations = fc.oneof(
  fc.constant(name('ewt')),
  fc.constantFrom(0, 1, 999, 30_000, 90_000, 86_400_000, 93_784_005).map((value) => operandOf('duration', value)),
)
const times = fc.oneof(
  fc.constant(name('time')),
  fc.integer({ min: 0, max: 24 }).map((hour) => operandOf('time', hour * 3_600_000)),
)
const dayWords = fc
  .constantFrom(...DAYS)
  .chain((day) => fc.constantFrom<Operand>(name(day), { kind: 'text', value: day, at: 0 }))
const truths = fc.oneof(
  fc.constant(name('caller.vip')),
  fc.boolean().map((value): Operand => ({ kind: 'truth', value, at: 0 })),
)

const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=' as const)
const equality = fc.constantFrom('=', '!=' as const)
const literal = (operands: fc.Arbitrary<Operand>) => operands.filter((operand) => operand.kind !== 'name')
const single = (from: Operand): Item => ({ from, to: undefined })
const ascending = ([from, to]: readonly [Operand, Operand]): Item =>
  'value' in from && 'value' in to && from.value > to.value ? { from: to, to: from } : { from, to }

function items(operands: fc.Arbitrary<Operand>, range: (ends: readonly [Operand, Operand]) => Item) {
  return fc.array(fc.oneof(operands.map(single), fc.tuple(operands, operands).map(range)), {
    minLength: 1,
    maxLength: 3,
  })
}

const asIs = ([from, to]: readonly [Operand, Operand]): Item => ({ from, to })
const membership = (operand: fc.Arbitrary<Operand>, list: fc.Arbitrary<Item[]>): fc.Arbitrary<Expression> =>
  fc.record({ kind: fc.constant('in' as const), operand, items: list })
const comparison = (op: fc.Arbitrary<'=' | '!=' | '<' | '<=' | '>' | '>='>, operand: fc.Arbitrary<Operand>) =>
  fc.record({ kind: fc.constant('compare' as const), op, left: operand, right: operand })

const tests: fc.Arbitrary<Expression> = fc
  .oneof(
    fc.constantFrom('english', 'and', 'caller.vip').map((named) => ({ kind: 'name' as const, name: named, at: 0 })),
    fc.boolean().map((value) => ({ kind: 'truth' as const, value, at: 0 })),
  )
  .map((operand) => ({ kind: 'test', operand }))

const simple: fc.Arbitrary<Expression> = fc.oneof(
  tests,
  comparison(order, numbers),
  comparison(order, durations),
  comparison(order, times),
  comparison(equality, truths),
  fc.record({ kind: fc.constant('compare' as const), op: equality, left: fc.constant(name('day')), right: dayWords }),
  membership(numbers, items(literal(numbers), ascending)),
  membership(durations, items(literal(durations), ascending)),
  membership(times, items(literal(times), asIs)),
  membership(fc.constant(name('day')), items(dayWords, asIs)),
)

/** Well-typed expressions over {@link Facts}. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    simple,
    fc.record({ kind: fc.constant('not' as const), term: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('and', 'or' as const),
      terms: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
    }),
  ),
})).tree

/** Facts that meet the figures of the expressions, and that miss them; some are not known (NaN). */
export const facts: fc.Arbitrary<Facts> = fc.record({
  english: fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(Number.NaN)),
  and: fc.integer({ min: 0, max: 2 }),
  ewt: fc.constantFrom(0, 1, 29_999, 30_000, 30_001, 90_000, Infinity, Number.NaN),
  time: fc.integer({ min: 0, max: 47 }).map((half) => half * 1_800_000),
  'caller.vip': fc.nat(1),
  day: fc.integer({ min: -1, max: DAYS.length - 1 }),
})
