import type { EngineConfigData } from '../journal/config-data.ts'
import type { DialEnd } from '../event/event.ts'
import type { CapacityConfig, SkillLevels } from '../config/config.ts'

/**
 * Every input of an engine as plain data, so that it can be written down, sent, and done again. `atMs` is the time of
 * the command; contacts and agents are the engine's numbers.
 */
export type AcdCommand = { readonly atMs: number } & (
  | {
      readonly do: 'offer'
      readonly type: number
      readonly ref?: number
      readonly priority?: number
      readonly headStartMs?: number
      readonly preferred?: { readonly agent: number; readonly forMs: number }
      readonly exclude?: readonly number[]
    }
  | { readonly do: 'abandon' | 'release' | 'hold' | 'resume'; readonly contact: number }
  | { readonly do: 'force-release'; readonly contact: number; readonly by?: number }
  | { readonly do: 'consult-agent'; readonly contact: number; readonly agent: number }
  | { readonly do: 'consult-queue'; readonly contact: number; readonly type: number; readonly priority?: number }
  | { readonly do: 'consult-outside'; readonly contact: number; readonly outside: string }
  | { readonly do: 'cancel-consult' | 'complete-consult' | 'conference'; readonly contact: number }
  | { readonly do: 'leave-conference'; readonly contact: number; readonly agent: number }
  | {
      readonly do: 'listen' | 'whisper' | 'barge-in' | 'stop-listening'
      readonly contact: number
      readonly agent: number
    }
  | { readonly do: 'accept' | 'decline'; readonly contact: number; readonly agent: number }
  | { readonly do: 'exclude' | 'transfer-to-agent'; readonly contact: number; readonly agent: number }
  | { readonly do: 'intercept'; readonly contact: number; readonly agent: number }
  | { readonly do: 'transfer'; readonly contact: number; readonly type: number; readonly priority?: number }
  | { readonly do: 'transfer-out' | 'divert'; readonly contact: number; readonly reason: string }
  | { readonly do: 'move'; readonly contact: number; readonly type?: number; readonly priority?: number }
  | {
      readonly do: 'add-agent'
      readonly group: number
      readonly skills?: SkillLevels
      readonly capacity?: CapacityConfig
    }
  | { readonly do: 'sign-in' | 'sign-out' | 'ready'; readonly agent: number }
  | { readonly do: 'end-wrap-up'; readonly agent: number; readonly contact?: number }
  | { readonly do: 'unreachable' | 'reachable' | 'remove-agent'; readonly agent: number }
  | { readonly do: 'set-skills'; readonly agent: number; readonly skills?: SkillLevels }
  | { readonly do: 'force-sign-out' | 'force-ready'; readonly agent: number; readonly by?: number }
  | { readonly do: 'not-ready'; readonly agent: number; readonly reason: string }
  | { readonly do: 'force-not-ready'; readonly agent: number; readonly reason: string; readonly by?: number }
  | { readonly do: 'extend-wrap-up'; readonly agent: number; readonly byMs: number; readonly contact?: number }
  | { readonly do: 'accept-callback' | 'dial-answered' | 'cancel-dial'; readonly contact: number }
  | { readonly do: 'dial-failed'; readonly contact: number; readonly reason: DialEnd }
  | {
      readonly do: 'list'
      readonly campaign: number
      readonly ref?: number
      readonly priority?: number
      readonly dueInMs?: number
    }
  | { readonly do: 'reconfigure'; readonly config: EngineConfigData }
  | { readonly do: 'advance' }
)

/** The name of a command. */
export type AcdCommandName = AcdCommand['do']
