import type {
  CaseMatterSpec,
  CaseNodeSpec,
  CaseOpeningSpec,
  CasesSpec,
  RatingShares,
  RatingSpec,
} from '../case-spec.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ContactTypeSpec } from '../scenario.ts'
import type { RawCaseOpening, RawCases, RawRating, RawRatings } from '../schema/cases.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { resolveDistribution } from './distribution.ts'
import { resolveLabel } from './label.ts'
import { durationMs } from './time.ts'

/** How callers of a type rate, and which cases their conversations open; `path` is the type's. */
export function resolveAfterwards(
  raw: RawContactType,
  path: Path,
  context: Context,
): Pick<ContactTypeSpec, 'opensCases' | 'rating'> {
  return {
    ...(raw.rating !== undefined && { rating: resolveRating(raw.rating, [...path, 'rating'], context) }),
    ...(raw.opensCases !== undefined && {
      opensCases: raw.opensCases.map((each, at) => resolveOpening(each, raw, [...path, 'opensCases', at], context)),
    }),
  }
}

/** Departments and matters in the order of the file. */
export function resolveCases(raw: RawCases, context: Context): CasesSpec {
  const { root } = context
  const nodes = keysAt(root, ['cases', 'nodes'])
  const find = (name: string | undefined, path: Path) => {
    if (name !== undefined) checkKnown(name, nodes, 'department', path, context)
  }
  return {
    nodes: nodes.map((id): CaseNodeSpec => {
      const { label, owner, limit, remindBefore = [], escalateTo, hands, takes } = raw.nodes[id]!
      const path = ['cases', 'nodes', id]
      find(escalateTo, [...path, 'escalateTo'])
      const limitMs = durationMs(limit)
      for (const [at, before] of remindBefore.entries()) {
        if (durationMs(before) < limitMs) continue
        const problem = `${show(before)} before the limit is before the case is here`
        context.issues.add('out-of-range', [...path, 'remindBefore', at], problem, `write less than ${show(limit)}`)
      }
      return {
        id,
        label: resolveLabel(label, id),
        owner,
        limitMs,
        remindBeforeMs: remindBefore.map(durationMs),
        ...(hands !== undefined && { hands }),
        ...(escalateTo !== undefined && { escalateTo }),
        takes: resolveDistribution(takes, [...path, 'takes'], context),
      }
    }),
    matters: keysAt(root, ['cases', 'matters']).map((id): CaseMatterSpec => {
      const { label, node, promise, complex = 0, complexTo, followUp, order } = raw.matters[id]!
      const path = ['cases', 'matters', id]
      find(node, [...path, 'node'])
      find(complexTo, [...path, 'complexTo'])
      const goesTo = complexTo ?? raw.nodes[node]?.escalateTo
      if (complex > 0 && goesTo === undefined) {
        const problem = 'complex ones are escalated at once, and it is not said where to'
        context.issues.add('missing-key', [...path, 'complexTo'], problem, 'write complexTo, or escalateTo of the node')
      }
      if (followUp !== undefined) {
        checkKnown(followUp, keysAt(root, ['campaigns']), 'campaign', [...path, 'followUp'], context)
      }
      return {
        id,
        label: resolveLabel(label, id),
        node,
        ...(promise !== undefined && { promisedMs: durationMs(promise) }),
        complex,
        ...(complexTo !== undefined && { complexTo }),
        ...(followUp !== undefined && { followUp }),
        ...(order !== undefined && {
          order: {
            to: order.to,
            withinMs: durationMs(order.within),
            takes: resolveDistribution(order.takes, [...path, 'order', 'takes'], context),
            probability: order.probability ?? 1,
          },
        }),
      }
    }),
  }
}

function resolveRating(raw: RawRating, path: Path, context: Context): RatingSpec {
  const { answers = 1, ratings, unresolved, waited, satisfied = [1, 2], dissatisfied = [3, 3] } = raw
  if (Math.max(satisfied[0], dissatisfied[0]) <= Math.min(satisfied[1], dissatisfied[1])) {
    const problem = 'a rating is both satisfied and dissatisfied'
    context.issues.add('conflicting-keys', path, problem, 'write two ranges of ratings that do not overlap')
  }
  return {
    answers,
    ratings: shares(ratings, [...path, 'ratings'], context),
    ...(unresolved !== undefined && { unresolved: shares(unresolved, [...path, 'unresolved'], context) }),
    ...(waited !== undefined && {
      waited: {
        overMs: durationMs(waited.over),
        ratings: shares(waited.ratings, [...path, 'waited', 'ratings'], context),
      },
    }),
    satisfied,
    dissatisfied,
  }
}

function shares(raw: RawRatings, path: Path, { issues }: Context): RatingShares {
  const total = Object.values(raw).reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) issues.add('out-of-range', path, 'the weights add up to 0', 'write weights above 0')
  return Object.entries(raw)
    .map(([rating, weight]) => ({ rating: Number(rating), share: weight / total }))
    .toSorted((a, b) => a.rating - b.rating)
}

function resolveOpening(raw: RawCaseOpening, type: RawContactType, path: Path, context: Context): CaseOpeningSpec {
  const { matter, probability = 1, unresolved = false, rated } = raw
  checkKnown(matter, keysAt(context.root, ['cases', 'matters']), 'matter', [...path, 'matter'], context)
  if (rated !== undefined && type.rating === undefined) {
    const problem = 'callers of this type rate nothing'
    context.issues.add('conflicting-keys', [...path, 'rated'], problem, 'give the type a rating, or remove it')
  }
  return { matter, probability, unresolved, ...(rated !== undefined && { rated }) }
}

function checkKnown(name: string, known: readonly string[], what: string, path: Path, { issues }: Context): void {
  if (known.includes(name)) return
  issues.add('unknown-name', path, `there is no ${what} ${show(name)}`, suggest(name, known))
}
