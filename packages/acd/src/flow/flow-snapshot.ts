import type { AttributeValues } from '../expression/attributes.ts'
import { valuesOf } from './attribute-values.ts'
import type { FlowCore } from './flow-core.ts'
import { Awaits } from './session-table.ts'

/** Infinity, longer than can be said, has no JSON. */
export const TOLD_LONGER = -1

/** A session, as data; nodes, types and attributes by name, times in ms, −1 for nobody, null for never or not known. */
export interface SessionSnapshot {
  readonly id: number
  readonly entryFlow: string
  readonly flow: string
  readonly node: string
  readonly kind: string
  readonly awaits: number
  readonly attempts: number
  readonly prelude: number
  readonly contact: number
  readonly type: string | null
  readonly ringing: number
  readonly agent: number
  readonly preferred: number
  readonly after: { readonly flow: string; readonly node: string } | null
  readonly queue: { readonly flow: string; readonly node: string } | null
  readonly region: string | null
  readonly request: number
  readonly ref: number
  readonly rating: number | null
  readonly enteredMs: number
  readonly sinceMs: number
  readonly dueMs: number | null
  readonly toldMs: number | null
  readonly toldAtMs: number | null
  readonly attributes: AttributeValues
  readonly entry: string
  readonly ahead: string
  readonly caller: string
  readonly called: string
  readonly collected: Readonly<Record<string, string>>
}

/** Everything a machine knows between two commands, as plain data that survives JSON. */
export interface FlowSnapshot {
  readonly strowgerFlows: 1
  /** Time of the last command; null before the first. */
  readonly nowMs: number | null
  readonly lastId: number
  readonly lastRequest: number
  readonly sessions: readonly SessionSnapshot[]
  /** In the order in which equal ones fire. */
  readonly deadlines: readonly { readonly session: number; readonly atMs: number }[]
}

/** What a core holds. O(sessions). */
export function takeFlowSnapshot(core: FlowCore): FlowSnapshot {
  const { sessions } = core
  const slots: number[] = []
  for (let slot = 0; slot < sessions.capacity; slot += 1) if (sessions.awaits[slot] !== Awaits.free) slots.push(slot)
  slots.sort((a, b) => sessions.id[a]! - sessions.id[b]!)
  return {
    strowgerFlows: 1,
    nowMs: core.nowMs === -Infinity ? null : core.nowMs,
    lastId: sessions.lastId,
    lastRequest: core.lastRequest,
    sessions: slots.map((slot) => sessionOf(core, slot)),
    deadlines: core.deadlines.entries().map(({ owner, atMs }) => ({ session: sessions.id[owner]!, atMs })),
  }
}

function sessionOf({ compiled, sessions }: FlowCore, slot: number): SessionSnapshot {
  const place = (node: number) => {
    const found = compiled.nodes[node]
    return found === undefined ? null : { flow: compiled.flows[found.flow]!.name, node: found.name }
  }
  const node = compiled.nodes[sessions.node[slot]!]!
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null)
  return {
    id: sessions.id[slot]!,
    entryFlow: compiled.flows[sessions.entryFlow[slot]!]!.name,
    flow: compiled.flows[node.flow]!.name,
    node: node.name,
    kind: node.kind,
    awaits: sessions.awaits[slot]!,
    attempts: sessions.attempts[slot]!,
    prelude: sessions.prelude[slot]!,
    contact: sessions.contact[slot]!,
    type: compiled.types[sessions.type[slot]!] ?? null,
    ringing: sessions.ringing[slot]!,
    agent: sessions.agent[slot]!,
    preferred: sessions.preferred[slot]!,
    after: place(sessions.after[slot]!),
    queue: place(sessions.queueNode[slot]!),
    region: compiled.regions.names[sessions.region[slot]!] ?? null,
    request: sessions.request[slot]!,
    ref: sessions.ref[slot]!,
    rating: known(sessions.rating[slot]!),
    enteredMs: sessions.enteredMs[slot]!,
    sinceMs: sessions.sinceMs[slot]!,
    dueMs: known(sessions.dueMs[slot]!),
    toldMs: sessions.toldMs[slot] === Infinity ? TOLD_LONGER : known(sessions.toldMs[slot]!),
    toldAtMs: known(sessions.toldAtMs[slot]!),
    attributes: valuesOf(compiled.attributeKinds, sessions.attributes, slot * sessions.stride),
    entry: sessions.entry[slot]!,
    ahead: sessions.ahead[slot]!,
    caller: sessions.caller[slot]!,
    called: sessions.called[slot]!,
    collected: Object.fromEntries(sessions.collected[slot] ?? []),
  }
}
