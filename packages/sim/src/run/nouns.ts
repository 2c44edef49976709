import type { RandomStream } from '../random/stream.ts'
import { Afterwards } from './afterwards.ts'
import { Attendance } from './attendance.ts'
import { Beside } from './beside.ts'
import { Dialling } from './dialling.ts'
import { Elsewhere } from './elsewhere.ts'
import { FlowExchange } from './flow-exchange.ts'
import { Returns } from './returns.ts'
import { Service } from './service.ts'
import type { SimulationOptions } from './simulation-options.ts'
import { Transfers } from './transfers.ts'
import { Waiting } from './waiting.ts'
import { WorkHandedOn } from './work-handed-on.ts'
import type { World } from './world.ts'

/** What callers and agents of a replication do, each noun in its place; what a scenario does not use is not there. */
export interface Nouns {
  readonly attendance: Attendance
  readonly waiting: Waiting
  readonly service: Service
  readonly returns: Returns
  readonly transfers: Transfers
  readonly elsewhere: Elsewhere
  readonly dialling: Dialling | undefined
  readonly beside: Beside | undefined
  readonly afterwards: Afterwards | undefined
  readonly workHandedOn: WorkHandedOn | undefined
}

/** What nouns need beside the world. */
export interface NounOptions {
  /** The stream of a purpose in this replication. */
  readonly named: (purpose: string) => RandomStream
  /** Contacts are counted up to then. */
  readonly toMs: number
  /** Whether flows stand before the engine. */
  readonly hasFlows: boolean
  /** Who sees what callers answer and buy. */
  readonly seen: Pick<SimulationOptions, 'rated' | 'sold'>
}

/** The nouns of a world. */
export function nounsOf(world: World, { named, toMs, hasFlows, seen }: NounOptions): Nouns {
  const { model } = world
  // A day closes its doors; a steady run goes on, so that the last counted callers wait among others like them.
  const closesMs = model.mode === 'steady' ? Infinity : toMs
  const attendance = new Attendance(world)
  const waiting = new Waiting(world)
  const service = new Service(world, named, seen.sold)
  const transfers = new Transfers(world, attendance)
  const returns = new Returns(world, closesMs)
  const refOf = (caller: number) => (hasFlows ? FlowExchange.refOf(caller) : caller)
  const dialling = model.dialling && new Dialling(world, model.dialling, { service, refOf, closesMs, toMs })
  return {
    attendance,
    waiting,
    service,
    returns,
    transfers,
    elsewhere: new Elsewhere(world, { service, returns, transfers }),
    dialling,
    beside: model.beside && new Beside(world, model.beside, service, toMs),
    workHandedOn: model.acd.types.some((type) => type.wrapUpAfterTransfer === true)
      ? new WorkHandedOn(world, service)
      : undefined,
    afterwards: model.afterwards && new Afterwards(world, model.afterwards, dialling, seen.rated),
  }
}
