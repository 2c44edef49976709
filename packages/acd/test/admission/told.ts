import type { AcdConfig, AcdEvent } from '@strowger/acd'
import { AcdEngine } from '@strowger/acd'

const REASONED: ReadonlySet<string> = new Set<AcdEvent['kind']>([
  'blocked',
  'overflowed',
  'refused',
  'diverted',
  'announced',
  'offer-ended',
  'dial-ended',
  'expired',
])
const ALONE: ReadonlySet<string> = new Set<AcdEvent['kind']>(['arrived', 'queued', 'moved', 'overflowed', 'listed'])

/** Reads all events: `900 refused 3 busy`, agents' own left out. */
export function told(engine: AcdEngine): string[] {
  const lines: string[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) {
    if (event.kind !== 'agent') lines.push(inShort(event))
  }
  return lines
}

function inShort(event: Exclude<AcdEvent, { kind: 'agent' }>): string {
  if (event.kind === 'reserve') return `${event.atMs} reserve ${event.reason} ${event.isOpen ? 'opened' : 'closed'}`
  // A record holds leftovers of other events in the fields that its kind does not have.
  const reason = REASONED.has(event.kind) && 'reason' in event && event.reason !== '' ? ` ${event.reason}` : ''
  const type = event.kind === 'moved' || event.kind === 'queued' ? ` type ${event.type}` : ''
  const agent = !ALONE.has(event.kind) && 'agent' in event && event.agent >= 0 ? ` agent ${event.agent}` : ''
  return `${event.atMs} ${event.kind} ${event.contact}${type}${agent}${reason}`
}

/** An engine with so many agents in each group, all ready at 0; its events up to then are read. */
export function staffed(config: AcdConfig, ...agents: readonly number[]): AcdEngine {
  const engine = new AcdEngine(config)
  for (const [group, count] of agents.entries()) {
    for (let each = 0; each < count; each += 1) {
      const agent = engine.addAgent({ group })
      engine.signIn(agent, 0)
      engine.ready(agent, 0)
    }
  }
  told(engine)
  return engine
}

/** Lets time pass deadline by deadline up to and including `toMs`, and returns what was told. */
export function passTo(engine: AcdEngine, toMs: number): string[] {
  engine.advance(toMs)
  return told(engine)
}
