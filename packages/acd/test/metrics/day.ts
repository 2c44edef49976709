import { AcdEngine, type AcdEvent, type ObservedEvent, RankedLists } from '@strowger/acd'
import type { Command, World } from '../engine/random-exchange.ts'

/** What a random sequence of commands made happen. */
export interface Day {
  readonly events: readonly ObservedEvent[]
  readonly endMs: number
}

/** Drives an engine through a sequence and keeps its events; every third conversation is on hold from start to end. */
export function liveDay({ config, ranks, agents }: World, sequence: readonly Command[]): Day {
  const engine = new AcdEngine(ranks === undefined ? config : { ...config, policy: new RankedLists(ranks) })
  const events: ObservedEvent[] = []
  const ids: number[] = []
  let nowMs = 0
  for (const { group, skills } of agents) engine.addAgent(skills === undefined ? { group } : { group, skills })
  for (let agent = 0; agent < agents.length; agent += 1) {
    engine.signIn(agent, 0)
    engine.ready(agent, 0)
  }
  for (const command of sequence) {
    nowMs += command.wait
    perform(engine, command, nowMs, ids, agents.length)
    for (let event = engine.read(); event !== undefined; event = engine.read()) events.push(...withHold(event))
  }
  return { events, endMs: nowMs }
}

function withHold(event: AcdEvent): ObservedEvent[] {
  const copy = { ...event }
  if (copy.kind === 'connected' && copy.contact % 3 === 0) return [copy, { ...copy, kind: 'held' }]
  if (copy.kind === 'released' && copy.contact % 3 === 0) return [{ ...copy, kind: 'resumed' }, copy]
  return [copy]
}

function perform(engine: AcdEngine, command: Command, nowMs: number, ids: number[], agents: number): void {
  switch (command.do) {
    case 'offer': {
      const { type, priority } = command
      const ref = ids.length
      ids.push(engine.offer(priority === undefined ? { type, ref } : { type, priority, ref }, nowMs))
      return
    }
    case 'abandon':
    case 'release':
      engine[command.do](ids[command.contact % Math.max(1, ids.length)] ?? 0, nowMs)
      return
    case 'accept':
    case 'decline':
      for (const id of ids) engine[command.do](id, command.agent % agents, nowMs)
      return
    case 'notReady':
      engine.notReady(command.agent % agents, 'break', nowMs)
      return
    case 'signIn':
    case 'signOut':
    case 'ready':
    case 'endWrapUp':
      engine[command.do](command.agent % agents, nowMs)
      return
    case 'advance':
      engine.advance(nowMs)
  }
}
