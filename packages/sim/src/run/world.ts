import type { AcdEngine } from '@strowger/acd'
import type { Model } from '../model/model.ts'
import type { Agenda } from './agenda.ts'
import type { AgentDraws } from './agent-draws.ts'
import type { CallerTallies } from './caller-tallies.ts'
import type { Callers } from './callers.ts'
import type { Draws } from './draws.ts'

/** What everything that happens in one replication has in common. */
export interface World {
  readonly model: Model
  readonly engine: AcdEngine
  readonly agenda: Agenda
  readonly callers: Callers
  readonly draws: Draws
  readonly agentDraws: AgentDraws
  readonly tallies: CallerTallies
}
