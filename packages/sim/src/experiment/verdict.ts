import { differenceOf } from '../measure/estimates.ts'
import { type Measure, measureNamed } from '../measure/measure.ts'
import { ofTypes, overall, type Samples, typesByPart, typesNamed } from '../measure/population.ts'
import { type Parts, spreadDifference } from '../measure/spread.ts'
import type { Replications } from '../run/replications.ts'
import type { Estimate } from '../stats/estimate.ts'
import type { Claim, Expectation, Side } from './experiment.ts'

/**
 * `holds`: every difference is on the claimed side of zero with its whole 95 % interval. `fails`: at least one is on
 * the other side with its whole interval. Otherwise `undecided`: more replications may tell.
 */
export type Verdict = 'holds' | 'fails' | 'undecided' | 'untested'

/** One comparison behind a verdict. */
export interface Finding {
  readonly expectation: Expectation
  readonly other: Side
  /** The expectation's side less the other, on the same callers. */
  readonly difference: Estimate
  readonly verdict: Exclude<Verdict, 'untested'>
}

/** A claim with what the simulation says of it. */
export interface JudgedClaim {
  readonly claim: Claim
  readonly verdict: Verdict
  readonly findings: readonly Finding[]
}

/** Judges a claim by the scenarios' replications, which must have been run with one seed. */
export function judge(claim: Claim, runs: ReadonlyMap<string, Replications>): JudgedClaim {
  if ('untested' in claim) return { claim, verdict: 'untested', findings: [] }
  const findings = claim.expectations.flatMap((expectation) =>
    expectation.than.map((other) => finding(expectation, other, runs)),
  )
  return { claim, verdict: together(findings), findings }
}

function finding(expectation: Expectation, other: Side, runs: ReadonlyMap<string, Replications>): Finding {
  const difference = differenceBetween(expectation, other, runs)
  const [low, high] = expectation.direction === 'higher' ? difference.ci95 : mirrored(difference.ci95)
  const verdict = low > 0 ? 'holds' : high < 0 ? 'fails' : 'undecided'
  return { expectation, other, difference, verdict }
}

function differenceBetween(expectation: Expectation, other: Side, runs: ReadonlyMap<string, Replications>): Estimate {
  const measure: Measure = measureNamed(expectation.measure)
  const { side, spreadBy } = expectation
  if (spreadBy === undefined) return differenceOf(measure, samplesOf(side, runs), samplesOf(other, runs))
  return spreadDifference(measure, partsOf(side, spreadBy, runs), partsOf(other, spreadBy, runs))
}

function samplesOf({ contender, type }: Side, runs: ReadonlyMap<string, Replications>): Samples {
  const { scenario, observations } = runs.get(contender)!
  return type === undefined ? overall(observations) : ofTypes(observations, typesNamed(scenario, type))
}

function partsOf({ contender, type }: Side, by: string, runs: ReadonlyMap<string, Replications>): Parts {
  const { scenario, observations } = runs.get(contender)!
  const among = type === undefined ? undefined : new Set(typesNamed(scenario, type))
  return [...typesByPart(scenario, by).values()].map((types) =>
    ofTypes(observations, among === undefined ? types : types.filter((each) => among.has(each))),
  )
}

function together(findings: readonly Finding[]): Verdict {
  if (findings.some(({ verdict }) => verdict === 'fails')) return 'fails'
  return findings.every(({ verdict }) => verdict === 'holds') ? 'holds' : 'undecided'
}

function mirrored([low, high]: readonly [number, number]): readonly [number, number] {
  return [-high, -low]
}
