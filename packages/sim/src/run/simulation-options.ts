import type { AcdCommand, AcdEvent, RatedAction } from '@strowger/acd'
import type { OnRated } from './afterwards.ts'
import type { OnSold } from './sales.ts'

/** What a replication may be asked for beside its figures. */
export interface SimulationOptions {
  /** Mirror every uniform number of callers and agents: the other half of an antithetic pair. */
  readonly antithetic?: boolean
  /** Sees every event of the engine. Events are reused: what is needed of one must be copied. */
  readonly observe?: (event: AcdEvent) => void
  /** Sees every command that callers, agents and flows give the engine, before it is done. */
  readonly journal?: (command: AcdCommand) => void
  /** Sees every rating that counts. */
  readonly rated?: OnRated
  /** Sees every rating that is keyed in a flow and counts. Actions are reused: what is needed of one must be copied. */
  readonly keyed?: (action: RatedAction) => void
  /** Sees every sale that counts. */
  readonly sold?: OnSold
}
