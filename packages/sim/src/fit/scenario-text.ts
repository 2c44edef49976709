import { formatClock, type Weekday, WEEKDAYS } from '../scenario/clock.ts'
import type { ShiftSpec } from '../scenario/scenario.ts'
import { Empirical } from '../random/empirical.ts'
import { type AgainText, againText } from './again-text.ts'
import { afterCallQuantiles } from './fit-presence.ts'
import { INTERVAL_MS, type LogFit, type TypeFit } from './fit.ts'
import { fittedShifts } from './staffing-fit.ts'
import { durationText, lawText, numberText, type WritableSpec } from './yaml-text.ts'

/** A law whose mean is farther from that of the conversations than this would put the wrong load on the agents. */
const MEAN_WITHIN = 0.05
const QUANTILES = 40
/** Gain in ln likelihood by which a parameter more is worth having: half of 3.84, the 95 % point of χ² with one degree. */
export const SIGNIFICANT_GAIN = 1.92

/** Handling time of a type: the best law by Akaike's criterion whose mean is right, else the conversations' own quantiles. */
export function handlingSpec({ handling, handlingMs }: TypeFit): WritableSpec {
  if (handlingMs.length === 0) return { distribution: 'exponential', meanMs: 180_000 }
  const mean = handlingMs.reduce((sum, ms) => sum + ms, 0) / handlingMs.length
  const best = handling.find(({ distribution }) => Math.abs(distribution.mean - mean) <= MEAN_WITHIN * mean)
  if (best !== undefined) return best.spec
  const own = new Empirical(handlingMs)
  const quantiles = Array.from({ length: QUANTILES }, (_, at) => own.quantile((at + 0.5) / QUANTILES))
  // Middles of equal shares have the mean of the sample but for the tails, which are put right here.
  const scale = mean / new Empirical(quantiles).mean
  return { distribution: 'empirical', valuesMs: quantiles.map((ms) => ms * scale) }
}

/** The weekday with most calls a day. */
export function busiestWeekday({ days }: LogFit): Weekday {
  const perDay = (weekday: Weekday) => {
    const same = days.filter((day) => day.weekday === weekday)
    return same.length === 0 ? -1 : same.reduce((sum, { calls }) => sum + calls.length, 0) / same.length
  }
  return WEEKDAYS.toSorted((a, b) => perDay(b) - perDay(a))[0]!
}

/** A scenario of one weekday as the log shows it, with comments that say what each figure rests on. */
export function scenarioText(fit: LogFit, files: readonly string[], weekday: Weekday): string {
  const { presence, types, days, seed } = fit
  const shifts = presence === undefined ? [] : fittedShifts(days, (type) => type, presence, INTERVAL_MS, seed)
  const afterCall =
    presence === undefined
      ? undefined
      : lawText({ distribution: 'empirical', valuesMs: afterCallQuantiles(presence, 20) })
  const first = days[0]!.date
  const last = days.at(-1)!.date
  return `# Written by strowger fit from ${files.join(', ')}: ${days.length} days from ${first} to ${last}.
# What it rests on, and what is doubtful: the page that was written with it.
strowger: 1
name: Fitted to ${first} to ${last}
run:
  mode: day
  startsAt: 00:00
  duration: 24h
  replications: 20
  seed: 1
  # Arrivals are those of this weekday. The agents of the other days are here, too.
  weekday: ${weekday}
serviceLevel: { threshold: 20s }
${busyText(fit)}skills: { ${types.map(({ type }) => `${quoted(type)}: {}`).join(', ')} }
types:
${types.map((type) => typeText(type, weekday, afterCall, againText(fit, type.type))).join('\n')}
groups:
  agents:
    skills: [${types.map(({ type }) => quoted(type)).join(', ')}]
${staffText(shifts, fit, weekday)}`
}

/** The gamma factor of busy days, where days differ beyond chance. */
function busyText({ busyDays }: LogFit): string {
  if (busyDays === undefined || busyDays.gain <= SIGNIFICANT_GAIN) return ''
  return `# Days of one weekday differ beyond chance, by most likelihood; the whole day is busy or quiet.\nbusyDays: { cv: ${numberText(busyDays.cv, 3)} }\n`
}

function typeText(type: TypeFit, weekday: Weekday, afterCall: string | undefined, again: AgainText): string {
  const rates = type.rates.find((each) => each.weekday === weekday)
  const perHour = (rates?.perHour ?? []).map((rate) => numberText(rate * again.first, 2)).join(', ')
  const [patience] = type.patience
  const lines = [
    `  ${quoted(type.type)}:`,
    `    # ${type.calls} calls, ${type.abandoned} abandoned; the rates are means of ${rates?.days ?? 0} days.`,
    `    arrivals: { interval: ${durationText(INTERVAL_MS)}, perHour: [${perHour}] }`,
    `    requires: [${quoted(type.type)}]`,
    ...(type.handlingMs.length === 0 ? ['    # A guess: no conversation of this type has a length.'] : []),
    `    handlingTime: ${lawText(handlingSpec(type))}`,
    ...(afterCall === undefined ? [] : [`    afterCallWork: ${afterCall}`]),
    patience === undefined
      ? '    # Too few gave up for a patience: these callers wait for ever.'
      : `    patience: ${lawText(patience.spec)}`,
    ...again.lines,
  ]
  return lines.join('\n')
}

function staffText(shifts: readonly ShiftSpec[], fit: LogFit, weekday: Weekday): string {
  if (shifts.length > 0) {
    const rows = shifts.map(({ fromMs, toMs, agents, days = [] }) => {
      const clock = (ms: number) => `'${formatClock(ms)}'`
      return `      - { from: ${clock(fromMs)}, to: ${clock(toMs)}, agents: ${agents}, days: [${days.join(', ')}] }`
    })
    return `    # The mean number at work by half-hour, inferred from calls: nobody signed in is in the log.\n    shifts:\n${rows.join('\n')}\n`
  }
  return `    # A guess, for the log names no agents: the load of the busiest half-hour and a tenth more.\n    agents: ${guess(fit, weekday)}\n`
}

function guess({ types }: LogFit, weekday: Weekday): number {
  const slots = types.map(({ rates, handlingMs }) => {
    const hours = handlingMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, handlingMs.length) / 3_600_000
    return (rates.find((each) => each.weekday === weekday)?.perHour ?? []).map((perHour) => perHour * hours)
  })
  const loads = (slots[0] ?? []).map((_, slot) => slots.reduce((sum, each) => sum + (each[slot] ?? 0), 0))
  return Math.max(1, Math.ceil(1.1 * Math.max(0, ...loads)))
}

/** Names that YAML would read as numbers or words of its own are quoted. */
function quoted(name: string): string {
  return /^[A-Za-z][\w-]*$/.test(name) && !/^(true|false|null|yes|no|on|off|y|n|never|recorded)$/i.test(name)
    ? name
    : `'${name}'`
}
