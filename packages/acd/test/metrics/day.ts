import { AcdEngine, type AcdEvent, perform, RankedLists } from '@strowger/acd'
import { commandsOf, openingOf } from '../engine/drive.ts'
import type { Command, World } from '../engine/random-exchange.ts'

/** What a random sequence of commands made happen. */
export interface Day {
  readonly events: readonly AcdEvent[]
  readonly endMs: number
}

/** Drives an engine through a sequence and keeps its events. */
export function liveDay(world: World, sequence: readonly Command[]): Day {
  const { config, ranks } = world
  const engine = new AcdEngine(ranks === undefined ? config : { ...config, policy: new RankedLists(ranks) })
  const events: AcdEvent[] = []
  const ids: number[] = []
  let nowMs = 0
  for (const command of openingOf(world)) perform(engine, command)
  for (const command of sequence) {
    nowMs += command.wait
    for (const each of commandsOf(command, nowMs, ids, world)) {
      const result = perform(engine, each)
      if (typeof result === 'number') ids.push(result)
    }
    for (let event = engine.read(); event !== undefined; event = engine.read()) events.push({ ...event })
  }
  return { events, endMs: nowMs }
}
