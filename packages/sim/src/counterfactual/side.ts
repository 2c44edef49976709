import type { Counterfactual } from './counterfactual.ts'

/** One side of a comparison: as it was recorded, or under a policy. */
export interface Side {
  readonly name: string
  readonly contender: number | undefined
}

/** What was recorded, then the policies. */
export function sidesOf({ contenders }: Counterfactual): Side[] {
  return [{ name: 'recorded', contender: undefined }, ...contenders.map(({ name }, contender) => ({ name, contender }))]
}

/** Each against the first, and against the one before it. */
export function pairsOf(sides: readonly Side[]): [Side, Side][] {
  return sides.slice(1).flatMap((side, at): [Side, Side][] =>
    at === 0
      ? [[side, sides[0]!]]
      : [
          [side, sides[0]!],
          [side, sides[at]!],
        ],
  )
}

/** Each against every one before it. */
export function allPairs(sides: readonly Side[]): [Side, Side][] {
  return sides.flatMap((a, at) => sides.slice(0, at).map((b): [Side, Side] => [a, b]))
}
