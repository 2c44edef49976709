import { StrowgerError } from '../errors/strowger-error.ts'
import type { BilingualLabel } from './label.ts'

/**
 * When a contact is counted: `decision` counts each fact at the event that decides it (arrival, answer, abandonment,
 * or the threshold passing while the caller still waits — Cisco's way); `end` counts a contact as a whole when it ends.
 */
export type CountAt = 'decision' | 'end'
/** Which interval gets it: that of the contact's arrival, or that of the counted event. */
export type AttributeTo = 'arrival' | 'event'

/** How contacts become figures; chosen once and printed with them. */
export interface Accounting {
  /** Threshold T of the service level, ms: one for all types, or one per type. */
  readonly thresholdMs: number | readonly number[]
  /** Callers who give up after less than this are short abandons (s), ms. Default 5,000. */
  readonly shortAbandonMs?: number
  /** Default `decision`. */
  readonly countAt?: CountAt
  /** Default `arrival`. */
  readonly attributeTo?: AttributeTo
}

/** Accounting with nothing left open. */
export interface ResolvedAccounting {
  /** By type. */
  readonly thresholdsMs: readonly number[]
  readonly shortAbandonMs: number
  readonly countAt: CountAt
  readonly attributeTo: AttributeTo
}

/** Fills in the defaults. @throws StrowgerError `out-of-range` */
export function resolveAccounting(accounting: Accounting, types: number): ResolvedAccounting {
  const { thresholdMs, shortAbandonMs = 5000, countAt = 'decision', attributeTo = 'arrival' } = accounting
  const thresholdsMs = typeof thresholdMs === 'number' ? Array.from({ length: types }, () => thresholdMs) : thresholdMs
  if (thresholdsMs.length !== types) {
    throw new StrowgerError('out-of-range', 'accounting.thresholdMs', thresholdsMs.length, `${types} thresholds`)
  }
  for (const [type, ms] of thresholdsMs.entries()) {
    if (!(ms >= 0)) throw new StrowgerError('out-of-range', `accounting.thresholdMs[${type}]`, ms, '0 or more')
  }
  if (!(shortAbandonMs >= 0)) {
    throw new StrowgerError('out-of-range', 'accounting.shortAbandonMs', shortAbandonMs, '0 or more')
  }
  return { thresholdsMs, shortAbandonMs, countAt, attributeTo }
}

const COUNTED: Readonly<Record<CountAt, BilingualLabel>> = {
  decision: {
    en: 'each fact is counted at the event that decides it (answer, abandonment, or T passing)',
    zh: '在决定性事件（接通、放弃或超过 T）发生时计数',
  },
  end: { en: 'a contact is counted when it ends', zh: '在来话结束时计数' },
}
const ATTRIBUTED: Readonly<Record<AttributeTo, BilingualLabel>> = {
  arrival: { en: 'in the interval of its arrival', zh: '计入来话到达的时段' },
  event: { en: 'in the interval of the counted event', zh: '计入该事件所在的时段' },
}

/** The choice in a sentence, to be printed under every table made by it. */
export function describeAccounting(accounting: ResolvedAccounting): BilingualLabel {
  const seconds = [...new Set(accounting.thresholdsMs)].map((ms) => String(ms / 1000)).join(', ')
  const short = accounting.shortAbandonMs / 1000
  const counted = COUNTED[accounting.countAt]
  const attributed = ATTRIBUTED[accounting.attributeTo]
  return {
    en: `T = ${seconds} s, short abandons < ${short} s; ${counted.en}, ${attributed.en}`,
    zh: `T = ${seconds} 秒，短放弃 < ${short} 秒；${counted.zh}，${attributed.zh}`,
  }
}
