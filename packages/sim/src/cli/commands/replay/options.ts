import type { HandlingSource } from '../../../replay/replay.ts'
import type { AgentSource } from '../../../report/replay-summary.ts'
import { parseDuration } from '../../../scenario/duration.ts'
import { CommandLineMistake } from '../../mistake.ts'
import type { SimulationOptions } from '../../options.ts'

/** Options of `strowger replay`. */
export interface ReplayOptions extends SimulationOptions {
  readonly log: readonly string[]
  readonly scenario: string | undefined
  readonly policy: readonly string[]
  readonly threshold: number | undefined
  readonly map: string | undefined
  readonly 'agents-from-log': string | undefined
  readonly presence: string | undefined
  readonly handling: HandlingSource
  readonly 'compare-theory': boolean | undefined
}

/** The command as it was given, without what only says where results go. */
export function wordsOf(options: ReplayOptions): string[] {
  const { log, scenario, policy, threshold, map, presence, handling } = options
  const words = ['replay', ...log]
  if (scenario !== undefined) words.push('--scenario', scenario)
  for (const name of policy) words.push('--policy', name)
  if (threshold !== undefined) words.push('--threshold', `${threshold}ms`)
  if (map !== undefined) words.push('--map', map)
  const pause = options['agents-from-log']
  if (pause !== undefined) words.push('--agents-from-log', pause)
  if (presence !== undefined) words.push('--presence', presence)
  if (handling !== 'recorded') words.push('--handling', handling)
  if (options['compare-theory'] === true) words.push('--compare-theory')
  return words
}

/** Where the agents come from. @throws CommandLineMistake */
export function agentSource({ presence, 'agents-from-log': pause }: ReplayOptions): AgentSource {
  if (presence !== undefined) return { from: 'log', presence }
  return pause === undefined
    ? { from: 'scenario' }
    : { from: 'log', longestPauseMs: durationOption('--agents-from-log', pause, '8m') }
}

/** A duration from the command line. @throws CommandLineMistake */
export function durationOption(option: string, given: unknown, example: string): number {
  const ms = typeof given === 'string' ? parseDuration(given) : undefined
  if (ms !== undefined) return ms
  const shown = Array.isArray(given) ? 'given more than once' : JSON.stringify(given)
  throw new CommandLineMistake(`${option}: ${shown} — give one duration, such as ${example}`)
}
