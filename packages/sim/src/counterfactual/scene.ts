import type { AcdCommand } from '@strowger/acd'

/**
 * What a contact goes through: it waits, rings, talks, is worked on afterwards, is dialled; and is to be called, from when it was listed
 * or hung up for it until somebody talks to it.
 */
export const ACTS = ['wait', 'ring', 'talk', 'wrap-up', 'dial', 'to-call'] as const

/** One of {@link ACTS}. */
export type Act = (typeof ACTS)[number]

/** A command that was given in a scene. */
export interface SceneLine {
  readonly atMs: number
  /** Place in the journal: what came at the same time comes again in this order. */
  readonly order: number
  readonly command: AcdCommand
}

/** A stretch of a contact's life, and what caller, agent and host did in it. */
export interface Scene {
  readonly type: number
  /** Group of the agent it was with; −1 where there was none. */
  readonly group: number
  readonly agent: number
  readonly startMs: number
  /** NaN while it goes on. */
  endMs: number
  readonly lines: SceneLine[]
}

/** In which act of a contact a command is given; undefined: it is about agents, or makes a contact. */
export function actOf(command: AcdCommand): Act | undefined {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are given by the clock
  switch (command.do) {
    case 'abandon':
    case 'divert':
    case 'move':
    case 'exclude':
    case 'accept-callback':
      return 'wait'
    case 'accept':
    case 'decline':
      return 'ring'
    case 'release':
    case 'hold':
    case 'resume':
    case 'force-release':
    case 'transfer':
    case 'transfer-to-agent':
    case 'transfer-out':
    case 'intercept':
    case 'consult-agent':
    case 'consult-queue':
    case 'consult-outside':
    case 'cancel-consult':
    case 'complete-consult':
    case 'conference':
    case 'leave-conference':
    case 'listen':
    case 'whisper':
    case 'barge-in':
    case 'stop-listening':
      return 'talk'
    case 'end-wrap-up':
    case 'extend-wrap-up':
      return 'wrap-up'
    case 'dial-answered':
    case 'dial-failed':
    case 'cancel-dial':
      return 'dial'
    default:
      return undefined
  }
}
