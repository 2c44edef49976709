import type { AcdConfig, AcdEngine, AgentIntroduction, EngineSnapshot } from '@strowger/acd'

/**
 * A floor so small that every state of it can be visited. Time passes by whole units, and every command may come at each
 * of them, any number of times.
 */
export interface SmallWorld {
  /** What it contains, in words. */
  readonly name: string
  /** The configuration; with a second one, the two are swapped at any time. */
  readonly configs: readonly AcdConfig[]
  readonly agents: readonly AgentIntroduction[]
  /** So many contacts are inside at once, at most; others come when they have gone. */
  readonly contacts: number
  /** Types that contacts arrive as. Default: all. */
  readonly offered?: readonly number[]
  /** So many consultations and parties in conference at once, at most. Default: nobody consults. */
  readonly legs?: number
}

/** Numbers of agents' states in snapshots: below `busy` nothing rings and nothing is in hand. */
export const AGENT = { ready: 2, busy: 3 } as const
/** Numbers of contacts' states in snapshots. */
export const CONTACT = { waiting: 1, offered: 2, connected: 3, held: 4, wrapUp: 5 } as const
/** Numbers of what agents intend in snapshots. */
export const INTENTION = { signedOut: 0, notReady: 1, ready: 2 } as const

/** The present state of a world. */
export interface Moment {
  readonly world: SmallWorld
  readonly engine: AcdEngine
  /** Which configuration holds. */
  readonly which: number
  readonly snapshot: EngineSnapshot
}
