import type { DistributionSpec, HandlingTimeSpec, PatienceSpec } from '../distribution-spec.ts'
import { show } from '../issue.ts'
import type { RawDistribution, RawDistributionMap, RawHandlingTime, RawPatience } from '../schema/distribution.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { durationMs } from './time.ts'

/** A distribution in ms; the bare duration is deterministic. */
export function resolveDistribution(raw: RawDistribution, path: Path, context: Context): DistributionSpec {
  if (typeof raw !== 'object') return { distribution: 'deterministic', valueMs: durationMs(raw) }
  if (raw.distribution === 'uniform' && durationMs(raw.to) <= durationMs(raw.from)) {
    const problem = `the upper bound ${show(raw.to)} is not above the lower one, ${show(raw.from)}`
    context.issues.add('out-of-range', [...path, 'to'], problem, `write a duration above ${show(raw.from)}`)
  }
  return toMs(raw)
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

function toMs(raw: RawDistributionMap): DistributionSpec {
  if ('cv' in raw) return { distribution: raw.distribution, meanMs: durationMs(raw.mean), cv: raw.cv }
  if ('phases' in raw) return { distribution: raw.distribution, meanMs: durationMs(raw.mean), phases: raw.phases }
  if ('shape' in raw) return { distribution: raw.distribution, meanMs: durationMs(raw.mean), shape: raw.shape }
  if ('mean' in raw) return { distribution: raw.distribution, meanMs: durationMs(raw.mean) }
  if ('from' in raw) {
    return { distribution: raw.distribution, fromMs: durationMs(raw.from), toMs: durationMs(raw.to) }
  }
  if ('value' in raw) return { distribution: raw.distribution, valueMs: durationMs(raw.value) }
  return { distribution: raw.distribution, valuesMs: raw.values.map(durationMs) }
}
