import { StrowgerError } from '../errors/strowger-error.ts'
import { compileExpression, type Predicate } from '../expression/compile.ts'
import { type Expression, namesOf } from '../expression/expression.ts'
import { parseExpression } from '../expression/parse.ts'
import { printExpression } from '../expression/print.ts'
import type { NameDeclaration } from '../expression/vocabulary.ts'
import { DAY_MS, WEEKDAYS } from '../schedule/civil-date.ts'
import { zoneOf } from '../schedule/plans.ts'
import type { TimeZone } from '../schedule/time-zone.ts'
import type { WeeklySchedule } from '../schedule/weekly-schedule.ts'
import { QUEUE_NAMES, type QueueFacts } from './queue-facts.ts'
import { thresholdsOf } from './thresholds.ts'

/** What a condition needs beside its text. */
export interface ConditionOptions {
  /** Whose clock `time` and `weekday` are read from; needed only where they are used. */
  readonly timeZone?: string | TimeZone
  /** Schedules by the names under which the condition asks whether they are open. */
  readonly schedules?: Readonly<Record<string, WeeklySchedule>>
  /** Epoch ms of time 0, where `nowMs` is not epoch milliseconds itself. Default 0. */
  readonly epochMs?: number
  /** Where the text stands, for errors. Default `condition`. */
  readonly path?: string
}

/**
 * A condition on the state of a queue, compiled once, such as `waiting > 20 and ewt > 90s` or
 * `signedIn = 0 or time in 18:00..08:00`. Names: those of {@link QueueFacts} (`waiting`, `longestWait`, `waited`, `ewt`,
 * `ready`, `signedIn`, `inside`), `time`, `weekday` (mon … sun), and schedules (true while open).
 */
export class Condition {
  /** The condition as it is canonically written. */
  readonly text: string
  readonly #holds: Predicate<QueueFacts>
  readonly #zone: TimeZone | undefined
  readonly #epochMs: number
  /** Times of day at which the answer may turn, ascending; empty when the clock is not asked. */
  readonly #clockMs: Float64Array
  readonly #schedules: readonly WeeklySchedule[]
  readonly #waitedMs: Float64Array
  readonly #longestWaitMs: Float64Array
  readonly #waitedAgainst: readonly ((facts: QueueFacts) => number)[]
  readonly #longestWaitAgainst: readonly ((facts: QueueFacts) => number)[]

  /** @throws StrowgerError of parsing and checking the text; `no-time-zone`, `unknown-time-zone`, `duplicate-name` */
  constructor(text: string, options: ConditionOptions = {}) {
    const path = options.path ?? 'condition'
    const expression = parseExpression(text, path)
    const zone = options.timeZone === undefined ? undefined : zoneOf(options.timeZone)
    const { schedules = {}, epochMs = 0 } = options
    const vocabulary = vocabularyOf(zone, schedules, epochMs, path)
    this.#holds = compileExpression(expression, vocabulary, path)
    this.text = printExpression(expression)
    this.#zone = zone
    this.#epochMs = epochMs
    this.#clockMs = clockTurns(expression)
    if (this.#clockMs.length > 0 && zone === undefined) {
      throw new StrowgerError('no-time-zone', path, this.text, 'a timeZone: the condition asks for time or weekday')
    }
    const names = new Set(namesOf(expression))
    this.#schedules = Object.entries(schedules).flatMap(([name, each]) => (names.has(name) ? [each] : []))
    const waited = thresholdsOf(expression, 'waited')
    const longestWait = thresholdsOf(expression, 'longestWait')
    // Two waits grow alike, so that their comparison does not turn by itself; the expected wait is taken to stand still.
    const standing = (against: readonly string[]) =>
      against.filter((name) => name === 'ewt').map((name) => vocabulary.get(name)!.read)
    this.#waitedMs = waited.figures
    this.#waitedAgainst = standing(waited.names)
    this.#longestWaitMs = longestWait.figures
    this.#longestWaitAgainst = standing(longestWait.names)
  }

  /** Whether it holds. O(length of the text), allocates nothing. */
  holds(facts: QueueFacts): boolean {
    return this.#holds(facts)
  }

  /**
   * When it must be asked again although nothing has happened but time: the first instant after `facts.nowMs`, to the
   * millisecond, at which a wait, the clock or a schedule may turn it; Infinity when none does. A deadline, so that no
   * condition is polled. It may come early, never more than 1 ms late. O(thresholds), allocates nothing.
   */
  nextTurnMs(facts: QueueFacts): number {
    const { nowMs, waitedMs, longestWaitMs } = facts
    let nextMs = turnOfWait(waitedMs, this.#waitedMs, this.#waitedAgainst, facts)
    if (facts.waiting > 0) {
      nextMs = Math.min(nextMs, turnOfWait(longestWaitMs, this.#longestWaitMs, this.#longestWaitAgainst, facts))
    }
    const atMs = nowMs + this.#epochMs
    if (this.#clockMs.length > 0) {
      nextMs = Math.min(nextMs, turnOfClock(this.#zone!, this.#clockMs, atMs) - this.#epochMs)
    }
    for (const schedule of this.#schedules) nextMs = Math.min(nextMs, schedule.nextChangeMs(atMs) - this.#epochMs)
    return nextMs
  }
}

function vocabularyOf(
  zone: TimeZone | undefined,
  schedules: Readonly<Record<string, WeeklySchedule>>,
  epochMs: number,
  path: string,
): Map<string, NameDeclaration<QueueFacts>> {
  const vocabulary = new Map<string, NameDeclaration<QueueFacts>>(QUEUE_NAMES)
  vocabulary.set('time', { kind: 'time', read: ({ nowMs }) => zone?.timeOfDayMs(nowMs + epochMs) ?? Number.NaN })
  vocabulary.set('weekday', {
    kind: 'text',
    values: WEEKDAYS,
    read: ({ nowMs }) => zone?.weekday(nowMs + epochMs) ?? Number.NaN,
  })
  for (const [name, schedule] of Object.entries(schedules)) {
    if (vocabulary.has(name)) {
      throw new StrowgerError('duplicate-name', `${path} schedules.${name}`, name, 'a name that no fact of a queue has')
    }
    vocabulary.set(name, { kind: 'truth', read: ({ nowMs }) => (schedule.isOpen(nowMs + epochMs) ? 1 : 0) })
  }
  return vocabulary
}

/** Times of day at which `time` or `weekday` may turn: each figure, the ms after it (for > and <=), and midnight. */
function clockTurns(expression: Expression): Float64Array {
  const time = thresholdsOf(expression, 'time')
  if (!time.isMentioned && !thresholdsOf(expression, 'weekday').isMentioned) return new Float64Array(0)
  const turns = new Set([0])
  for (const ms of time.figures) turns.add(ms % DAY_MS).add((ms + 1) % DAY_MS)
  return Float64Array.from(turns).sort()
}

/** When a wait that grows with time reaches the next of its thresholds, or goes beyond the one it has reached. */
function turnOfWait(
  nowWaitedMs: number,
  figures: Float64Array,
  against: readonly ((facts: QueueFacts) => number)[],
  facts: QueueFacts,
): number {
  let inMs = Infinity
  for (let at = 0; at < figures.length; at += 1) inMs = Math.min(inMs, untilTurn(nowWaitedMs, figures[at]!))
  for (let at = 0; at < against.length; at += 1) inMs = Math.min(inMs, untilTurn(nowWaitedMs, against[at]!(facts)))
  return facts.nowMs + inMs
}

/** At least 1 ms: a fraction that rounding leaves must not make the same instant due for ever. */
function untilTurn(waitedMs: number, thresholdMs: number): number {
  return waitedMs <= thresholdMs ? Math.max(1, thresholdMs - waitedMs) : Infinity
}

function turnOfClock(zone: TimeZone, turnsMs: Float64Array, nowMs: number): number {
  // Whole ms add up exactly.
  const wholeMs = Math.floor(nowMs)
  const timeMs = zone.timeOfDayMs(wholeMs)
  let inMs = DAY_MS - timeMs + turnsMs[0]!
  for (let at = 0; at < turnsMs.length; at += 1) {
    if (turnsMs[at]! <= timeMs) continue
    inMs = turnsMs[at]! - timeMs
    break
  }
  // Where the clock is set, any reading may follow.
  return Math.min(wholeMs + inMs, zone.steadyUntilMs(nowMs))
}
