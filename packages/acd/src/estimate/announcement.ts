/** How expected waits are told to callers. */
export interface AnnouncementRules {
  /** Waits that can be spoken, rising, ms. Default: 1, 2, 3, 5, 10, 15, 20, 30 minutes. */
  readonly stepsMs?: readonly number[]
  /** A caller is told anew no sooner than this after the last time, ms. Default 60,000. */
  readonly everyMs?: number
  /** When true (default), a caller is never told a longer wait than before. */
  readonly neverLonger?: boolean
  /** When true, a caller is told again even if the figure is the same. Default false. */
  readonly repeatSame?: boolean
}

/** What a caller was told. */
export interface Announcement {
  readonly atMs: number
  /** `up to` this, ms; Infinity: longer than the longest that can be spoken. */
  readonly upToMs: number
}

/** Waits that can be spoken unless others are given, ms. */
export const STEPS_MS: readonly number[] = [1, 2, 3, 5, 10, 15, 20, 30].map((minutes) => minutes * 60_000)

/**
 * What to tell a caller now, if anything: the expected wait rounded up to what can be spoken (a caller forgives an
 * answer that comes early), and later updates of it. Keep the result as `last` of the contact.
 *
 * @param expectedMs - from an estimator; nothing is told when it is NaN
 */
export function announce(
  rules: AnnouncementRules,
  expectedMs: number,
  nowMs: number,
  last?: Announcement,
): Announcement | undefined {
  const { stepsMs = STEPS_MS, everyMs = 60_000, neverLonger = true, repeatSame = false } = rules
  if (Number.isNaN(expectedMs)) return undefined
  let upToMs = stepsMs.find((step) => expectedMs <= step) ?? Infinity
  if (last !== undefined) {
    if (nowMs - last.atMs < everyMs) return undefined
    if (neverLonger && upToMs > last.upToMs) upToMs = last.upToMs
    if (!repeatSame && upToMs === last.upToMs) return undefined
  }
  return { atMs: nowMs, upToMs }
}
