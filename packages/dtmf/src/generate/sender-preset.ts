import type { PresetName } from '../preset/preset.ts'
import { RECEIVER_CLAUSES } from '../preset/tables/administrations.ts'
import { SENDER_DEFAULTS, type DialOptions } from './dial.ts'

/** What a sender keeps above the receiver's shortest, in ms. */
const MARGIN_MS = 5

/**
 * The fastest sending that a receiver of the preset must take: its shortest digit and pause and 5 ms more, its least cycle,
 * levels in the middle of its range, no twist. For `default` what every one of them takes.
 */
export function fastestDial(preset: PresetName): Required<DialOptions> {
  const clauses = preset === 'default' ? Object.values(RECEIVER_CLAUSES) : [RECEIVER_CLAUSES[preset]]
  const most = (pick: (clause: (typeof clauses)[number]) => number): number => Math.max(...clauses.map(pick))
  const strongest = Math.min(...clauses.map(({ acceptLevelDbm0 }) => acceptLevelDbm0[0]))
  const weakest = most(({ acceptLevelDbm0 }) => acceptLevelDbm0[1])
  const durationMs = most(({ acceptDurationMs }) => acceptDurationMs) + MARGIN_MS
  const pauseMs = most((clause) => Math.max(clause.pauseMs, (clause.velocityMs ?? 0) - durationMs)) + MARGIN_MS
  return { ...SENDER_DEFAULTS, durationMs, pauseMs, twistDb: 0, levelDbm0: (strongest + weakest) / 2 }
}
