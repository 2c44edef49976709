import type { AgentActivity, Tally } from '@strowger/acd'
import type { CallerTally } from '../run/caller-tallies.ts'
import type { Observation } from '../run/observation.ts'
import { UNIT_MS } from './scenario-text.ts'

/** What a replication gives for a measure: its ratio is formed over all replications. */
export interface Figure {
  readonly numerator: (seen: Observation) => number
  readonly denominator: (seen: Observation) => number
  /** Of how many contacts it is a share; undefined for what is no share. Few for or against make an interval worthless. */
  readonly contacts?: (seen: Observation) => number
  /** Threshold of the service level in units of the case, where the measure has one of its own. */
  readonly threshold?: number
}

type OfTally = (tally: Readonly<Tally>, callers: Readonly<CallerTally>) => number

const offered: OfTally = (tally) => tally.offered
const entered: OfTally = (tally) => tally.offered - tally.blocked
const ended: OfTally = (tally) => tally.answered + tally.abandoned
/** Those who hang up because they would have to wait, at once, have found no agent free either. */
const delayed: OfTally = (tally, { balked }) => tally.waited + balked
const waits: OfTally = (tally) => (tally.answeredWaitMs + tally.abandonedWaitMs) / UNIT_MS
const endedWithin: OfTally = (tally) => tally.answeredWithin + tally.abandonedWithin

/** Numerator and denominator of every measure that the cases name. Times in units of the case. */
const SHARES: Readonly<Record<string, readonly [OfTally, OfTally]>> = {
  pblock: [(tally) => tally.blocked, offered],
  pwait: [delayed, offered],
  pwait_of_entered: [delayed, entered],
  pab: [(tally) => tally.abandoned, offered],
  SL_served_in_awt_over_offered: [(tally) => tally.answeredWithin, offered],
  SL_over_served: [(tally) => tally.answeredWithin, (tally) => tally.answered],
  SL_excl_short_abandons: [(tally) => tally.answeredWithin, (tally) => tally.offered - tally.abandonedWithin],
  SL_incl_short_abandons: [endedWithin, offered],
  P_wait_le_awt_entered_FIFO: [endedWithin, entered],
  SL_excl_short_abandons_and_sent: [
    (tally) => tally.answeredWithin,
    (tally) => tally.offered - tally.diverted - tally.abandonedWithin,
  ],
  pab_excl_sent: [(tally) => tally.abandoned, (tally) => tally.offered - tally.diverted],
  SL_entered: [(tally) => tally.answeredWithin, entered],
}

const MEANS: Readonly<Record<string, readonly [OfTally, OfTally]>> = {
  EW: [waits, ended],
  ASA: [(tally) => tally.answeredWaitMs / UNIT_MS, (tally) => tally.answered],
}

/** Contacts of a replication. */
const COUNTS: Readonly<Record<string, OfTally>> = {
  offered,
  answered: (tally) => tally.answered,
  abandoned: (tally) => tally.abandoned,
  blocked: (tally) => tally.blocked,
}

/** Contacts sent elsewhere for the reason that a measure such as `diverted.message` names. */
function divertedBy(measure: string): OfTally | undefined {
  const [, name] = /^diverted\.(.+)$/.exec(measure) ?? []
  if (name === undefined) return undefined
  return (_, { diverted }) => diverted[name] ?? 0
}

/** The name under which a measure is known here. */
export function canonical(measure: string): string {
  return SAME[measure] ?? measure
}

/** The threshold that a measure such as `SL_at_0_1` (0.1) or `SL_served_in_1_9_over_offered` (1/9) brings with it. */
export function ownThreshold(measure: string): number | undefined {
  const [, verb, a = '', b = ''] = /^SL_(at|served_in)_(\d+)_(\d+)(?:_over_offered)?$/.exec(measure) ?? []
  if (verb === undefined) return undefined
  return verb === 'at' || a === '0' ? Number(`${a}.${b}`) : Number(a) / Number(b)
}

/** Other names under which cases ask for the same. */
const SAME: Readonly<Record<string, string>> = {
  pwait_all: 'pwait',
  Pwait: 'pwait',
  pdelay: 'pwait',
  Pab: 'pab',
  Pblock: 'pblock',
  EW_all: 'EW',
  EW_entered: 'EW',
  ASA_served: 'ASA',
  SL: 'SL_served_in_awt_over_offered',
}

/** Whether a measure needs the threshold that the case names `awt`. */
export function needsThreshold(measure: string): boolean {
  const name = canonical(measure)
  return name.startsWith('SL_') || name.startsWith('P_wait_le')
}

/**
 * A measure of the contacts of some types; undefined for a name that is not known.
 *
 * `Lq` is the mean number waiting by Little's law, Σ waits of the arrivals in the window / its length: unbiased in steady
 * state.
 */
export function contactFigure(measure: string, types: readonly number[], duration: number): Figure | undefined {
  const name = canonical(measure)
  const threshold = ownThreshold(name)
  if (threshold !== undefined) {
    if (!Number.isFinite(threshold)) return undefined
    return { ...contactFigure('SL_served_in_awt_over_offered', types, duration)!, threshold }
  }
  const sum = (of: OfTally) => (seen: Observation) =>
    types.reduce((total, type) => total + of(seen.byType[type]!, seen.callers[type]!), 0)
  if (name === 'Lq') return { numerator: sum(waits), denominator: () => duration }
  const count = COUNTS[name] ?? divertedBy(name)
  if (count !== undefined) return { numerator: sum(count), denominator: () => 1 }
  const share = SHARES[name]
  const [numerator, denominator] = share ?? MEANS[name] ?? []
  if (numerator === undefined || denominator === undefined) return undefined
  const figure = { numerator: sum(numerator), denominator: sum(denominator) }
  return share === undefined ? figure : { ...figure, contacts: figure.denominator }
}

/** Whether a measure is a time. */
export function isTime(measure: string): boolean {
  return canonical(measure) in MEANS
}

/** Busy share of the time of some groups. */
export function occupancy(groups: readonly number[]): Figure {
  const sum = (of: (times: Readonly<Record<AgentActivity, number>>) => number) => (seen: Observation) =>
    groups.reduce((total, group) => total + of(seen.agentMs[group]!), 0)
  const busy = sum(({ ringing, talking, wrapUp }) => ringing + talking + wrapUp)
  const staffed = sum(({ ringing, talking, wrapUp, ready }) => ringing + talking + wrapUp + ready)
  const contacts = ({ byGroup }: Observation) => groups.reduce((sum, group) => sum + byGroup[group]!.answered, 0)
  return { numerator: busy, denominator: staffed, contacts }
}
