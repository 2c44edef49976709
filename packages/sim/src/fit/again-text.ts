import { Empirical } from '../random/empirical.ts'
import type { CallsAgain } from './calls-again.ts'
import type { LogFit } from './fit.ts'
import { lawText, numberText } from './yaml-text.ts'

/** Fewest calls again that a probability and a law of delays are written for. */
const FEWEST = 30
const QUANTILES = 10
/** A delay has to be above 0, and files write tenths of a second. */
const LEAST_MS = 100

/** What a scenario says of one type's callers who call again: nothing where the log does not know callers, or too few did. */
export interface AgainText {
  readonly lines: readonly string[]
  /** Factor on the arrivals: calls that are somebody's next are made by the scenario itself. */
  readonly first: number
}

/** Who calls again, after giving up and after a conversation, as lines of a contact type. */
export function againText({ callsAgain }: LogFit, type: string): AgainText {
  if (callsAgain === undefined) return { lines: [], first: 1 }
  const { afterAbandoning, afterService, returning } = callsAgain
  const causes = [
    ['abandoned', afterAbandoning],
    ['served', afterService],
  ] as const
  const written = causes.filter(([, { again }]) => again >= FEWEST)
  if (written.length === 0) return { lines: [], first: 1 }
  const share = returning.get(type) ?? 0
  return {
    lines: [
      `    # ${numberText(100 * share, 1)} % of the calls are somebody's next within the hour: they are not in the rates above, the callers make them.`,
      '    callsAgain:',
      ...written.map(([cause, seen]) => `      ${cause}: ${returnText(seen)}`),
    ],
    first: 1 - share,
  }
}

/** Whether a scenario says who calls again. */
export function saysWhoCallsAgain(fit: LogFit): boolean {
  return fit.types.some(({ type }) => againText(fit, type).lines.length > 0)
}

function returnText({ calls, again, gapsMs }: CallsAgain): string {
  const own = new Empirical(gapsMs.map((ms) => Math.max(LEAST_MS, ms)))
  const valuesMs = Array.from({ length: QUANTILES }, (_, at) => own.quantile((at + 0.5) / QUANTILES))
  return `{ probability: ${numberText(again / calls, 3)}, after: ${lawText({ distribution: 'empirical', valuesMs })} }`
}
