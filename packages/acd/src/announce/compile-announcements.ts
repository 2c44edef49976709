import { STEPS_MS, type AnnouncementRules } from '../estimate/announcement.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { WaitAnnouncementConfig } from './announcement-config.ts'

/** A type's announcements with defaults filled in. */
export interface CompiledAnnouncements {
  readonly firstMs: number
  readonly everyMs: number
  /** Where the position is as it was told last. */
  readonly inPlace: AnnouncementRules
  /** Where it is another: the same wait is told again. */
  readonly moved: AnnouncementRules
}

/** @throws StrowgerError `out-of-range` with the path of the first mistake */
export function compileAnnouncements(config: WaitAnnouncementConfig, path: string): CompiledAnnouncements {
  const { firstMs = 30_000, everyMs = 60_000, stepsMs = STEPS_MS, neverLonger = true, repeatSame = false } = config
  if (!(firstMs >= 0 && firstMs < Infinity)) {
    throw new StrowgerError('out-of-range', `${path}.firstMs`, firstMs, '0 ms or more, finite')
  }
  if (!(everyMs > 0 && everyMs < Infinity)) {
    throw new StrowgerError('out-of-range', `${path}.everyMs`, everyMs, 'more than 0 ms, finite')
  }
  for (const [at, step] of stepsMs.entries()) {
    if (step > (stepsMs[at - 1] ?? 0) && step < Infinity) continue
    throw new StrowgerError('out-of-range', `${path}.stepsMs[${at}]`, step, 'waits in ms, each longer than the last')
  }
  // How often is the engine's to see to.
  const rules = { stepsMs, everyMs: 0, neverLonger }
  return { firstMs, everyMs, inPlace: { ...rules, repeatSame }, moved: { ...rules, repeatSame: true } }
}
