import type { AcdConfig, RoutingPolicy } from '@strowger/acd'
import type { Distribution } from '../random/distribution.ts'
import type { RandomStream } from '../random/stream.ts'
import type { ArrivalProcess } from './arrival-process.ts'

/** How contacts of a type behave. */
export interface TypeModel {
  readonly id: string
  /** A fresh process on the given stream. */
  readonly arrivals: (stream: RandomStream) => ArrivalProcess
  /** Talk time; undefined when every contact brings its own. */
  readonly handling: Distribution | undefined
  readonly wrapUp: Distribution | undefined
  /** Undefined for callers who wait for ever. */
  readonly patience: Distribution | undefined
}

/** How agents of a group behave. */
export interface GroupModel {
  readonly id: string
  /** Time to answer an offer; undefined where offers are answered at once. */
  readonly ring: Distribution | undefined
  readonly noAnswer: number
  /** Factor on the talk time, by type number. */
  readonly handlingFactor: Float64Array
}

/** One agent's presence. */
export interface Presence {
  readonly group: number
  readonly fromMs: number
  readonly toMs: number
}

/** A scenario ready to run: numbers for names, distributions for descriptions; shared by all replications. */
export interface Model {
  readonly types: readonly TypeModel[]
  readonly groups: readonly GroupModel[]
  readonly roster: readonly Presence[]
  readonly acd: AcdConfig
  /** A fresh policy: policies may keep state, and no two replications share it. The seed, of 32 bits, is for drawing lots. */
  readonly policy: (seed: number) => RoutingPolicy
  readonly thresholdMs: number
  readonly mode: 'day' | 'steady'
  readonly warmUpMs: number
  readonly durationMs: number
}
