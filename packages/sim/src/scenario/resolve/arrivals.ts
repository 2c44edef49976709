import { formatDuration, MS_PER_HOUR } from '../duration.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ArrivalSpec } from '../scenario.ts'
import type { RawArrivals, RawProfile } from '../schema/contact-type.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { durationMs } from './time.ts'

/** Arrivals as rates per hour; undefined after a mistake. */
export function resolveArrivals(raw: RawArrivals, path: Path, context: Context): ArrivalSpec | undefined {
  if ('perHour' in raw && !('interval' in raw)) return { kind: 'constant', perHour: raw.perHour }
  if (context.run.mode === 'steady') {
    const remedy = 'write a constant rate, such as { perHour: 1900 }, or mode: day'
    context.issues.add('not-in-this-mode', path, 'arrivals that vary have no steady state', remedy)
    return undefined
  }
  if ('recorded' in raw) return { kind: 'recorded' }
  if ('interval' in raw) {
    checkCover(raw.interval, raw.perHour.length, 'rates', [...path, 'perHour'], context)
    return { kind: 'piecewise', intervalMs: durationMs(raw.interval), perHour: raw.perHour }
  }
  const profiles = keysAt(context.root, ['profiles'])
  const profile = profiles.includes(raw.profile) ? context.raw.profiles?.[raw.profile] : undefined
  if (profile === undefined) {
    const problem = `there is no profile ${show(raw.profile)}`
    context.issues.add('unknown-name', [...path, 'profile'], problem, suggest(raw.profile, profiles))
    return undefined
  }
  const intervalMs = durationMs(profile.interval)
  const total = profile.weights.reduce((sum, weight) => sum + weight, 0)
  const perHour = profile.weights.map((weight) => (raw.perDay * (weight / total) * MS_PER_HOUR) / intervalMs)
  return { kind: 'piecewise', intervalMs, perHour }
}

/** The same arrivals thinned to a share of them; what a log has recorded stays as it is. */
export function shareOf(arrivals: ArrivalSpec, share: number): ArrivalSpec {
  if (arrivals.kind === 'recorded') return arrivals
  if (arrivals.kind === 'constant') return { kind: 'constant', perHour: arrivals.perHour * share }
  return { ...arrivals, perHour: arrivals.perHour.map((rate) => rate * share) }
}

/** Checks profiles on their own, whether used or not. */
export function checkProfile(profile: RawProfile, path: Path, context: Context): void {
  if (profile.weights.every((weight) => weight === 0)) {
    context.issues.add('out-of-range', [...path, 'weights'], 'all weights are 0', 'write at least one weight above 0')
  }
  if (context.run.mode === 'day') {
    checkCover(profile.interval, profile.weights.length, 'weights', [...path, 'weights'], context)
  }
}

function checkCover(interval: string, count: number, noun: string, path: Path, context: Context): void {
  const intervalMs = durationMs(interval)
  const { durationMs: runMs } = context.run
  if (intervalMs * count === runMs) return
  const run = formatDuration(runMs)
  const problem = `${noun} for ${count} × ${interval} = ${formatDuration(intervalMs * count)}, and the run lasts ${run}`
  const needed = runMs / intervalMs
  const remedy = Number.isInteger(needed) ? `write ${needed} ${noun}` : `write an interval that divides ${run}`
  context.issues.add('does-not-cover-run', path, problem, remedy)
}
