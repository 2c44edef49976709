import { RandomStream } from '../random/stream.ts'
import { oneCallAtATime } from '../replay/recorded-services.ts'
import type { PresenceModel } from '../replay/presence-model.ts'
import { type RecordedDay, recordedDays } from '../replay/recorded-day.ts'
import type { ReadLog } from '../replay/read-log.ts'
import { logMistake } from '../replay/mistake.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'
import type { RunSpec } from '../scenario/scenario.ts'
import { type BusyDays, busyDays, ratesByWeekday, type WeekdayRates } from './arrivals-fit.ts'
import { type CallsAgainFit, callsAgain } from './calls-again.ts'
import { fitPresence } from './fit-presence.ts'
import { type Goodness, goodnessOf } from './goodness.ts'
import { fitLaw, type LawFit, LAWS } from './law-fit.ts'
import {
  fitPatience,
  type HazardStep,
  hazards,
  kaplanMeier,
  type PatienceFit,
  type SurvivalStep,
} from './patience-fit.ts'

/** Length of the intervals of arrivals, ms. */
export const INTERVAL_MS = 1_800_000

/** Fewest values that a law is fitted to, and callers who gave up. */
const FEWEST = 30

const SECOND = 1000
const HAZARD_EDGES_MS: readonly number[] = [0, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200].map(
  (s) => s * SECOND,
)

/** What a log says of one contact type. */
export interface TypeFit {
  readonly type: string
  readonly calls: number
  readonly abandoned: number
  readonly rates: readonly WeekdayRates[]
  /** Conversations longer than 0, ms. */
  readonly handlingMs: Float64Array
  /** Best first; empty where there are fewer than 30. */
  readonly handling: readonly (LawFit & { readonly goodness: Goodness })[]
  readonly survival: readonly SurvivalStep[]
  readonly hazards: readonly HazardStep[]
  /** Best first; empty where fewer than 30 gave up. */
  readonly patience: readonly PatienceFit[]
}

/** What a log says. */
export interface LogFit {
  readonly log: ReadLog
  readonly days: readonly RecordedDay[]
  readonly types: readonly TypeFit[]
  readonly busyDays: BusyDays | undefined
  /** Undefined where the log names no agents. */
  readonly presence: PresenceModel | undefined
  readonly callsAgain: CallsAgainFit | undefined
  /** Conversations that were cut short because their agent answered the next call. */
  readonly overlapping: number
  readonly seed: number
}

const WHOLE_DAYS: RunSpec = {
  mode: 'day',
  startsAtMs: 0,
  durationMs: MS_PER_DAY,
  warmUpMs: 0,
  replications: 1,
  seed: 1,
  weekday: 'mon',
}

/**
 * Fits everything that a scenario needs to a log.
 *
 * @param source - of the log, for messages
 * @param onProgress - called with the number of types done
 * @throws StrowgerError `no-calls` when no call of the log reached a queue.
 */
export function fitLog(
  log: ReadLog,
  source: string,
  seed: number,
  onProgress: (done: number, of: number) => void = () => undefined,
): LogFit {
  const cut = recordedDays(log.calls, WHOLE_DAYS).days.map(oneCallAtATime)
  const days = cut.map(({ day }) => day)
  if (days.length === 0) {
    throw logMistake('no-calls', source, undefined, 'the log has no call that reached the queue', 'give another log')
  }
  const calls = days.flatMap((day) => day.calls)
  const names = [...new Set(calls.map(({ type }) => type))].toSorted()
  const rates = ratesByWeekday(days, names, INTERVAL_MS)
  const types = names.map((type, done) => {
    onProgress(done, names.length)
    return typeFit(type, days, rates.get(type)!, seed)
  })
  onProgress(names.length, names.length)
  return {
    log,
    days,
    types,
    busyDays: busyDays(days),
    presence: fitPresence(days, (type) => type),
    callsAgain: callsAgain(log.calls),
    overlapping: cut.reduce((sum, each) => sum + each.cut, 0),
    seed,
  }
}

function typeFit(type: string, days: readonly RecordedDay[], rates: readonly WeekdayRates[], seed: number): TypeFit {
  const calls = days.flatMap((day) => day.calls.filter((call) => call.type === type))
  const handlingMs = Float64Array.from(calls.map((call) => call.handlingMs).filter((ms) => ms > 0))
  const waits = {
    waitMs: Float64Array.from(calls, ({ waitMs }) => waitMs),
    gaveUp: Uint8Array.from(calls, ({ outcome }) => (outcome === 'abandoned' ? 1 : 0)),
  }
  const abandoned = waits.gaveUp.reduce((sum, each) => sum + each, 0)
  const isVaried = new Set(handlingMs).size > 1
  const stream = RandomStream.named(seed, 0, `goodness ${type}`)
  const handling = handlingMs.length < FEWEST || !isVaried ? [] : LAWS.map((law) => fitLaw(law, handlingMs))
  return {
    type,
    calls: calls.length,
    abandoned,
    rates,
    handlingMs,
    handling: handling
      .toSorted((a, b) => a.aic - b.aic)
      .map((fit) => ({ ...fit, goodness: goodnessOf(fit.law, handlingMs, stream) })),
    survival: kaplanMeier(waits),
    hazards: hazards(waits, HAZARD_EDGES_MS),
    patience: abandoned < FEWEST ? [] : fitPatience(waits),
  }
}
