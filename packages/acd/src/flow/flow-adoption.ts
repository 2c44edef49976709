import { StrowgerError } from '../errors/strowger-error.ts'
import { fitting } from './attribute-values.ts'
import type { FlowCore } from './flow-core.ts'
import { type FlowSnapshot, type SessionSnapshot, TOLD_LONGER } from './flow-snapshot.ts'
import { Awaits, NOBODY } from './session-table.ts'

/** A session whose node is not there any more, and where it goes on. */
export interface Displaced {
  readonly slot: number
  readonly node: number
}

/**
 * Fills an empty core from a snapshot, which may be of another configuration: a session goes on at the node of the same
 * flow, name and kind. Returns those that have none and must go on at their flow's fallback.
 *
 * @throws StrowgerError `snapshot`, `unknown-flow`, `unknown-node`, `unknown-type` when someone has nowhere to go on
 */
export function adoptFlowSnapshot(core: FlowCore, snapshot: FlowSnapshot): Displaced[] {
  if (snapshot.strowgerFlows !== 1) {
    throw new StrowgerError('snapshot', 'strowgerFlows', snapshot.strowgerFlows, '1, the version that is read')
  }
  core.nowMs = snapshot.nowMs ?? -Infinity
  core.lastRequest = snapshot.lastRequest
  const adoption = new Adoption(core)
  const displaced = snapshot.sessions.flatMap((session) => adoption.adopt(session) ?? [])
  core.sessions.lastId = snapshot.lastId
  core.deadlines.grow(core.sessions.capacity)
  for (const { session, atMs } of snapshot.deadlines) core.deadlines.set(core.sessions.slotOf(session), atMs, 0)
  return displaced
}

class Adoption {
  readonly #core: FlowCore
  readonly #numbers = new Map<string, number>()

  constructor(core: FlowCore) {
    this.#core = core
    const { nodes, flows } = core.compiled
    for (const [number, node] of nodes.entries()) this.#numbers.set(key(flows[node.flow]!.name, node.name), number)
  }

  /** Takes in a session; tells where it goes on when its node is not there. */
  adopt(from: SessionSnapshot): Displaced | undefined {
    const { sessions, compiled, linesHeld } = this.#core
    const entryFlow = compiled.flows.findIndex(({ name }) => name === from.entryFlow)
    if (entryFlow < 0) {
      throw new StrowgerError('unknown-flow', 'flows', from.entryFlow, 'keep this flow while someone is in it')
    }
    const type = this.#typeOf(from)
    const same = this.#numbers.get(key(from.flow, from.node))
    const isSame = same !== undefined && compiled.nodes[same]!.kind === from.kind
    // Who talks goes on after the conversation; where it waited does not matter any more.
    const node = isSame ? same : this.#fallback(from.flow, from.entryFlow, from.node)
    const slot = sessions.adopt(from.id)
    sessions.entryFlow[slot] = entryFlow
    sessions.node[slot] = node
    sessions.awaits[slot] = from.awaits
    sessions.attempts[slot] = from.attempts
    sessions.prelude[slot] = from.prelude
    sessions.contact[slot] = from.contact
    sessions.type[slot] = type
    sessions.ringing[slot] = from.ringing
    sessions.agent[slot] = from.agent
    sessions.preferred[slot] = from.preferred
    sessions.after[slot] = this.#after(from)
    sessions.queueNode[slot] =
      from.queue === null ? NOBODY : (this.#numbers.get(key(from.queue.flow, from.queue.node)) ?? NOBODY)
    sessions.region[slot] = from.region === null ? NOBODY : compiled.regions.names.indexOf(from.region)
    sessions.request[slot] = from.request
    sessions.ref[slot] = from.ref
    sessions.rating[slot] = from.rating ?? Number.NaN
    sessions.enteredMs[slot] = from.enteredMs
    sessions.sinceMs[slot] = from.sinceMs
    sessions.dueMs[slot] = from.dueMs ?? Infinity
    sessions.toldMs[slot] = from.toldMs === TOLD_LONGER ? Infinity : (from.toldMs ?? Number.NaN)
    sessions.toldAtMs[slot] = from.toldAtMs ?? Number.NaN
    const attributes = compiled.attributes.record(fitting(compiled.attributeKinds, from.attributes))
    sessions.attributes.set(attributes, slot * sessions.stride)
    sessions.entry[slot] = from.entry
    sessions.ahead[slot] = from.ahead
    sessions.caller[slot] = from.caller
    sessions.called[slot] = from.called
    sessions.collected[slot] = new Map(Object.entries(from.collected))
    linesHeld[entryFlow]! += 1
    return isSame || from.awaits === Awaits.release ? undefined : { slot, node }
  }

  #typeOf({ type, contact }: SessionSnapshot): number {
    if (type === null) return NOBODY
    const { types } = this.#core.compiled
    const number = types.indexOf(type)
    if (number >= 0 || contact === 0) return number
    throw new StrowgerError('unknown-type', 'types', type, 'keep this type while someone is in it')
  }

  #after({ after, flow, entryFlow }: SessionSnapshot): number {
    if (after === null) return NOBODY
    return this.#numbers.get(key(after.flow, after.node)) ?? this.#fallback(flow, entryFlow, after.node)
  }

  #fallback(flowName: string, entryFlow: string, node: string): number {
    const { flows } = this.#core.compiled
    for (const wanted of [flowName, entryFlow]) {
      const fallback = flows.find(({ name }) => name === wanted)?.fallback ?? NOBODY
      if (fallback !== NOBODY) return fallback
    }
    const remedy = 'keep this node while someone is at it, or give the flow a fallback'
    throw new StrowgerError('unknown-node', `flows.${flowName}.nodes.${node}`, node, remedy)
  }
}

function key(flow: string, node: string): string {
  return `${flow}\n${node}`
}
