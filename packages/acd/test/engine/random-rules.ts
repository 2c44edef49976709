import type { ReserveConfig, RuleAction, WaitEstimator } from '@strowger/acd'
import fc from 'fast-check'

/** Names of the small exchanges that are made at random. */
export const GROUPS: readonly string[] = ['front', 'desk', 'partner']
export const TYPES: readonly string[] = ['orders', 'complaints', 'sales']

/** An estimator that a reference can be asked as well: it has learnt nothing. */
export const BY_POSITION: WaitEstimator = {
  name: 'by position',
  observe: () => {},
  expectedWaitMs: ({ ahead, staffed }) => ((ahead + 1) * 4) / staffed,
}

const condition = fc.constantFrom(
  'waiting >= 2',
  'waiting = 0',
  'waiting > 0 and ready = 0',
  'signedIn <= 1',
  'not ready > 0',
  'longestWait > 3ms',
  'longestWait >= 5ms and waiting < 3',
  'inside > 2',
  'ewt > 6ms',
  'ewt <= 4ms and waiting > 1',
)
const action = (name: string): fc.Arbitrary<RuleAction> =>
  fc.oneof(
    fc.record({ type: fc.constantFrom(...TYPES.filter((each) => each !== name)) }),
    fc.record({ type: fc.constantFrom(...TYPES.filter((each) => each !== name)), where: condition }),
    fc.constant({ divert: 'voicemail' }),
    fc.constant({ refuse: 'busy' }),
    fc.constant({ announce: 'please wait' }),
    fc.constant({ announce: 'please wait' }),
  )
const absent = fc.subarray(['not-ready', 'offered', 'connected', 'wrap-up'] as const)

const ruleOf = (name: string, afterMs: fc.Arbitrary<number | undefined>) =>
  fc
    .record({
      name: fc.constantFrom('crowded', 'empty', 'late'),
      afterMs,
      when: fc.option(condition, { nil: undefined }),
      empty: fc.option(absent, { nil: undefined, freq: 2 }),
      do: action(name),
    })
    .map(definedOnly)

/** Rules of one type, of all kinds. */
export const rulesOf = (name: string) =>
  fc.record({
    admission: fc.array(ruleOf(name, fc.constant(undefined)), { maxLength: 2 }),
    overflow: fc.array(ruleOf(name, fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined })), { maxLength: 3 }),
    waitAnnouncements: fc.option(
      fc
        .record({
          firstMs: fc.integer({ min: 0, max: 5 }),
          everyMs: fc.integer({ min: 1, max: 4 }),
          stepsMs: fc.constantFrom([3, 6, 12], [8]),
          neverLonger: fc.option(fc.boolean(), { nil: undefined }),
          repeatSame: fc.option(fc.boolean(), { nil: undefined }),
        })
        .map(definedOnly),
      { nil: undefined, freq: 2 },
    ),
    reserves: fc.option(
      fc
        .record({
          groups: fc.subarray([...GROUPS], { minLength: 1, maxLength: 2 }),
          opens: condition,
          closes: condition,
        })
        .map((reserve) => [{ name: 'help', ...reserve }]),
      { nil: undefined },
    ),
  })

/** A reserve keeps to groups that the type does not name. */
export function withoutNamed<R extends { readonly reserves?: readonly ReserveConfig[] | undefined }>(
  rules: Partial<R>,
  named: readonly string[] = [],
) {
  const { reserves, ...others } = rules
  const kept = (reserves ?? []).map((reserve) => ({
    ...reserve,
    groups: reserve.groups.filter((group) => !named.includes(group)),
  }))
  return kept.some(({ groups }) => groups.length > 0) ? { ...others, reserves: kept } : others
}

/** The object without the keys whose value is undefined. */
export function definedOnly<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
