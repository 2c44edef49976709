import type { DistributionSpec, HandlingTimeSpec, PatienceSpec } from '../distribution-spec.ts'
import { show } from '../issue.ts'
import type { RawDistribution, RawDistributionMap, RawHandlingTime, RawPatience } from '../schema/distribution.ts'
import type { RawDuration } from '../schema/value.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { durationMs } from './time.ts'

const MS_PER_MINUTE = 60_000

/** A distribution in ms; the bare duration is deterministic. */
export function resolveDistribution(raw: RawDistribution, path: Path, context: Context): DistributionSpec {
  if (typeof raw !== 'object') return { distribution: 'deterministic', valueMs: durationMs(raw) }
  checkParameters(raw, path, context)
  if (raw.distribution !== 'mixture') return toMs(raw)
  const of = raw.of.map(({ share, law }, index) => {
    const lawPath = [...path, 'of', index, 'law']
    if (law !== 'never') return { share, law: resolveDistribution(law, lawPath, context) }
    // Work that never ends would keep an agent for ever.
    if (path.at(-1) !== 'patience') {
      context.issues.add('wrong-value', lawPath, 'only patience may never end', 'write a distribution')
    }
    return { share, law: { distribution: 'never' } as const }
  })
  return { distribution: 'mixture', of }
}

/** A patience in ms; absent: never. */
export function resolvePatience(raw: RawPatience | undefined, path: Path, context: Context): PatienceSpec {
  if (raw === undefined || raw === 'never') return { distribution: 'never' }
  if (typeof raw === 'object' && raw.distribution === 'never') return { distribution: 'never' }
  return resolveDistribution(raw, path, context)
}

/** A handling time in ms; only a replayed type may leave it to the log. */
export function resolveHandlingTime(
  raw: RawHandlingTime,
  path: Path,
  isRecorded: boolean,
  context: Context,
): HandlingTimeSpec {
  if (raw !== 'recorded' && (typeof raw !== 'object' || raw.distribution !== 'recorded')) {
    return resolveDistribution(raw, path, context)
  }
  if (!isRecorded) {
    const remedy = 'write a distribution, or arrivals: { recorded: true }'
    context.issues.add('conflicting-keys', path, 'only recorded contacts have recorded handling times', remedy)
  }
  return { distribution: 'recorded' }
}

/** Adds the mistakes that take more than one value to see. */
function checkParameters(raw: RawDistributionMap, path: Path, { issues }: Context): void {
  switch (raw.distribution) {
    case 'uniform':
    case 'triangular':
      if (durationMs(raw.to) <= durationMs(raw.from)) {
        const problem = `the upper bound ${show(raw.to)} is not above the lower one, ${show(raw.from)}`
        issues.add('out-of-range', [...path, 'to'], problem, `write a duration above ${show(raw.from)}`)
      } else if ('mode' in raw && !isAscending([raw.from, raw.mode, raw.to])) {
        const problem = `the likeliest value ${show(raw.mode)} is not between the bounds`
        issues.add('out-of-range', [...path, 'mode'], problem, `write one from ${show(raw.from)} to ${show(raw.to)}`)
      }
      return
    case 'histogram':
      if (raw.edges.length !== raw.weights.length + 1) {
        const problem = `${raw.edges.length} edges for ${raw.weights.length} weights`
        issues.add('conflicting-keys', [...path, 'edges'], problem, `write ${raw.weights.length + 1} edges`)
      } else if (!isAscending(raw.edges, true)) {
        issues.add('out-of-range', [...path, 'edges'], 'the edges do not ascend', 'write each above the one before')
      } else if (raw.weights.every((weight) => weight === 0)) {
        issues.add('out-of-range', [...path, 'weights'], 'all weights are 0', 'write at least one weight above 0')
      }
      return
    case 'hazard':
      if (raw.from.length !== raw.perMinute.length) {
        const problem = `${raw.perMinute.length} rates for ${raw.from.length} beginnings`
        issues.add('conflicting-keys', [...path, 'perMinute'], problem, `write ${raw.from.length} rates`)
      } else if (durationMs(raw.from[0] ?? 0) !== 0 || !isAscending(raw.from, true)) {
        const remedy = 'write 0, and then each above the one before'
        issues.add('out-of-range', [...path, 'from'], 'the pieces do not ascend from 0', remedy)
      } else if (raw.perMinute.at(-1) === 0) {
        const problem = 'the last rate is 0, so that some never end'
        issues.add('out-of-range', [...path, 'perMinute'], problem, 'write a last rate above 0')
      }
      return
    // Nothing to see beyond what the schema has seen.
    case 'deterministic':
    case 'empirical':
    case 'erlang':
    case 'exponential':
    case 'gamma':
    case 'hyperexponential':
    case 'loglogistic':
    case 'lognormal':
    case 'mixture':
    case 'weibull':
  }
}

function isAscending(durations: readonly RawDuration[], strictly = false): boolean {
  const ms = durations.map(durationMs)
  return ms.every((each, at) => at === 0 || (strictly ? each > ms[at - 1]! : each >= ms[at - 1]!))
}

function toMs(raw: Exclude<RawDistributionMap, { readonly distribution: 'mixture' }>): DistributionSpec {
  switch (raw.distribution) {
    case 'exponential':
      return { distribution: raw.distribution, meanMs: durationMs(raw.mean) }
    case 'lognormal':
    case 'gamma':
    case 'hyperexponential':
      return { distribution: raw.distribution, meanMs: durationMs(raw.mean), cv: raw.cv }
    case 'erlang':
      return { distribution: raw.distribution, meanMs: durationMs(raw.mean), phases: raw.phases }
    case 'weibull':
    case 'loglogistic':
      return { distribution: raw.distribution, meanMs: durationMs(raw.mean), shape: raw.shape }
    case 'uniform':
      return { distribution: raw.distribution, fromMs: durationMs(raw.from), toMs: durationMs(raw.to) }
    case 'triangular': {
      const [fromMs, modeMs, endMs] = [durationMs(raw.from), durationMs(raw.mode), durationMs(raw.to)]
      return { distribution: raw.distribution, fromMs, modeMs, toMs: endMs }
    }
    case 'deterministic':
      return { distribution: raw.distribution, valueMs: durationMs(raw.value) }
    case 'empirical':
      return { distribution: raw.distribution, valuesMs: raw.values.map(durationMs) }
    case 'histogram':
      return { distribution: raw.distribution, edgesMs: raw.edges.map(durationMs), weights: raw.weights }
    case 'hazard':
      return {
        distribution: raw.distribution,
        fromMs: raw.from.map(durationMs),
        perMs: raw.perMinute.map((rate) => rate / MS_PER_MINUTE),
      }
  }
}

/** Whether nothing but 0 is ever drawn. */
export function isAlwaysZero(law: DistributionSpec): boolean {
  if (law.distribution === 'deterministic') return law.valueMs === 0
  if (law.distribution === 'empirical') return law.valuesMs.every((value) => value === 0)
  if (law.distribution === 'mixture') {
    return law.of.every(({ law: part }) => part.distribution !== 'never' && isAlwaysZero(part))
  }
  return false
}
