import { MS_PER_DAY } from '../clock.ts'
import { formatDuration, MS_PER_HOUR } from '../duration.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ArrivalSpec, BatchSize } from '../arrival-spec.ts'
import type { RawArrivals, RawBatch } from '../schema/arrivals.ts'
import type { RawProfile } from '../schema/contact-type.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { dayOf, daysOf } from './special-days.ts'
import { durationMs } from './time.ts'
import { resolveTrace } from './trace.ts'

/** Arrivals of the type of this name as rates per hour; undefined after a mistake. */
export function resolveArrivals(type: string, raw: RawArrivals, path: Path, context: Context): ArrivalSpec | undefined {
  if ('recorded' in raw || 'trace' in raw) return resolveContacts(raw, path, context)
  const spec = resolveRates(type, raw, path, context)
  if (spec === undefined || raw.batch === undefined) return spec
  const batch = resolveBatch(raw.batch)
  // The file counts contacts, the process batches.
  const mean = batch.reduce((sum, { size, share }) => sum + size * share, 0)
  return { ...shareOf(spec, 1 / mean), batch }
}

/** The same arrivals thinned to a share of them; what a log has recorded stays as it is. */
export function shareOf(arrivals: ArrivalSpec, share: number): ArrivalSpec {
  const scaled = (rates: readonly number[]) => rates.map((rate) => rate * share)
  switch (arrivals.kind) {
    case 'recorded':
      return arrivals
    case 'constant':
      return { ...arrivals, perHour: arrivals.perHour * share }
    case 'piecewise':
      return { ...arrivals, perHour: scaled(arrivals.perHour) }
    case 'linear':
      return { ...arrivals, perHourAt: scaled(arrivals.perHourAt) }
    case 'modulated':
      return { ...arrivals, phases: arrivals.phases.map((each) => ({ ...each, perHour: each.perHour * share })) }
    case 'trace':
      return { ...arrivals, trace: { ...arrivals.trace, share: arrivals.trace.share * share } }
  }
}

function resolveContacts(
  raw: Extract<RawArrivals, { readonly recorded: true } | { readonly trace: string }>,
  path: Path,
  context: Context,
): ArrivalSpec | undefined {
  if (isRefused(path, context)) return undefined
  if ('recorded' in raw) return { kind: 'recorded' }
  const trace = resolveTrace(raw, path, context)
  return trace === undefined ? undefined : { kind: 'trace', trace }
}

type RawRates = Exclude<RawArrivals, { readonly recorded: true } | { readonly trace: string }>

function resolveRates(type: string, raw: RawRates, path: Path, context: Context): ArrivalSpec | undefined {
  if ('phases' in raw) {
    return { kind: 'modulated', phases: raw.phases.map(({ perHour, mean }) => ({ perHour, meanMs: durationMs(mean) })) }
  }
  if ('perHour' in raw && !('interval' in raw)) return resolveConstant(type, raw.perHour, context)
  if (isRefused(path, context)) return undefined
  if ('perHourAt' in raw) return resolveLinear(type, raw, path, context)
  const days = Array.from({ length: daysOf(context.run) }, (_, day) => dayOf(type, day, context))
  if ('interval' in raw) {
    checkCover(raw.interval, raw.perHour.length, 'rates', [...path, 'perHour'], context)
    const shape = { intervalMs: durationMs(raw.interval), perHour: raw.perHour }
    return overDays(
      days.map(({ factor }) => ({ factor, shape })),
      context,
    )
  }
  const own = shapeOf(raw.profile, raw.perDay, context)
  if (own === undefined) {
    const profiles = keysAt(context.root, ['profiles'])
    const problem = `there is no profile ${show(raw.profile)}`
    context.issues.add('unknown-name', [...path, 'profile'], problem, suggest(raw.profile, profiles))
    return undefined
  }
  return overDays(
    days.map(({ factor, profile }) => {
      return { factor, shape: profile === undefined ? own : (shapeOf(profile, raw.perDay, context) ?? own) }
    }),
    context,
  )
}

function isRefused(path: Path, { run, issues }: Context): boolean {
  if (run.mode !== 'steady') return false
  const remedy = 'write a constant rate, such as { perHour: 1900 }, or mode: day'
  issues.add('not-in-this-mode', path, 'arrivals that vary have no steady state', remedy)
  return true
}

function resolveConstant(type: string, perHour: number, context: Context): ArrivalSpec {
  const { run } = context
  const factors = Array.from({ length: daysOf(run) }, (_, day) => dayOf(type, day, context).factor)
  if (factors.every((factor) => factor === factors[0])) return { kind: 'constant', perHour: perHour * factors[0]! }
  const shape = { intervalMs: MS_PER_HOUR, perHour: Array.from({ length: 24 }, () => perHour) }
  return overDays(
    factors.map((factor) => ({ factor, shape })),
    context,
  )
}

function resolveLinear(
  type: string,
  raw: Extract<RawArrivals, { readonly perHourAt: readonly number[] }>,
  path: Path,
  context: Context,
): ArrivalSpec {
  checkCover(raw.interval, raw.perHourAt.length - 1, 'intervals between rates', [...path, 'perHourAt'], context, false)
  const factors = Array.from({ length: daysOf(context.run) }, (_, day) => dayOf(type, day, context).factor)
  const factor = factors[0]!
  if (factors.some((each) => each !== factor)) {
    const problem = 'rates with straight lines between them cannot jump at midnight to those of a special day'
    context.issues.add('conflicting-keys', path, problem, 'write perHour instead of perHourAt')
  }
  const perHourAt = raw.perHourAt.map((rate) => rate * factor)
  return { kind: 'linear', intervalMs: durationMs(raw.interval), perHourAt }
}

/** Rates in intervals of one length, for the whole run or for one day of it. */
interface Shape {
  readonly intervalMs: number
  readonly perHour: readonly number[]
}

function shapeOf(name: string, perDay: number, { raw, root }: Context): Shape | undefined {
  const profile = keysAt(root, ['profiles']).includes(name) ? raw.profiles?.[name] : undefined
  if (profile === undefined) return undefined
  const intervalMs = durationMs(profile.interval)
  const total = profile.weights.reduce((sum, weight) => sum + weight, 0)
  return {
    intervalMs,
    perHour: profile.weights.map((weight) => (perDay * (weight / total) * MS_PER_HOUR) / intervalMs),
  }
}

/** One day after another, each with its factor and shape; a shape as long as the run is taken as it is. */
function overDays(days: readonly { readonly factor: number; readonly shape: Shape }[], { run }: Context): ArrivalSpec {
  const intervalMs = days.reduce((length, { shape }) => commonDivisor(length, shape.intervalMs), 0)
  const count = Math.ceil(run.durationMs / intervalMs)
  const perHour = Array.from({ length: count }, (_, interval) => {
    const atMs = interval * intervalMs
    // Shapes begin when the run does; the day is that of the calendar.
    const { factor, shape } = days[Math.floor((run.startsAtMs + atMs) / MS_PER_DAY)]!
    return factor * shape.perHour[Math.floor(atMs / shape.intervalMs) % shape.perHour.length]!
  })
  return { kind: 'piecewise', intervalMs, perHour }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

function resolveBatch(raw: RawBatch): readonly BatchSize[] {
  if (typeof raw === 'number') return [{ size: raw, share: 1 }]
  const total = raw.reduce((sum, { share }) => sum + share, 0)
  return raw.map(({ size, share }) => ({ size, share: share / total }))
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

function checkCover(
  interval: string,
  count: number,
  noun: string,
  path: Path,
  context: Context,
  mayRepeat = true,
): void {
  const intervalMs = durationMs(interval)
  const { durationMs: runMs } = context.run
  if (intervalMs * count === runMs) return
  if (mayRepeat && runMs > MS_PER_DAY && intervalMs * count === MS_PER_DAY) return
  const run = formatDuration(runMs)
  const problem = `${noun} for ${count} × ${interval} = ${formatDuration(intervalMs * count)}, and the run lasts ${run}`
  const needed = runMs / intervalMs
  const remedy = Number.isInteger(needed) ? `write ${needed} ${noun}` : `write an interval that divides ${run}`
  context.issues.add('does-not-cover-run', path, problem, remedy)
}
