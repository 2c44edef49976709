import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { AttributeValues } from '../expression/attributes.ts'
import type { CompiledFlows } from './compiled-flow.ts'
import type { FlowCore } from './flow-core.ts'
import type { FlowCall } from './flow-input.ts'
import { NOBODY } from './session-table.ts'

/** The flow that a call is for; NOBODY when its number has none. @throws StrowgerError `unknown-flow` */
export function flowOf({ flow, called }: FlowCall, { flows, flowByNumber }: CompiledFlows): number {
  if (flow === undefined) return flowByNumber.get(called ?? '') ?? NOBODY
  const number = flows.findIndex(({ name }) => name === flow)
  if (number >= 0) return number
  throw new StrowgerError(
    'unknown-flow',
    'call.flow',
    flow,
    suggest(
      flow,
      flows.map(({ name }) => name),
    ),
  )
}

/**
 * Gives a call a session, at no node yet. Nothing is changed when the call has a mistake.
 *
 * @throws StrowgerError `unknown-region`, `out-of-range`, and what `Attributes.record` throws
 */
export function openSession(core: FlowCore, call: FlowCall, flow: number): number {
  const { sessions, compiled } = core
  const region = regionOf(call, compiled)
  const { ref = 0, attributes, preferredAgent = NOBODY } = call
  if ((ref | 0) !== ref) throw new StrowgerError('out-of-range', 'call.ref', ref, 'a whole number of 32 bits')
  const known = attributes === undefined ? compiled.absent : compiled.attributes.record(attributes, 'call.attributes')
  const slot = sessions.allocate()
  core.deadlines.grow(sessions.capacity)
  sessions.attributes.set(known, slot * sessions.stride)
  sessions.node[slot] = flow === NOBODY ? NOBODY : compiled.flows[flow]!.start
  sessions.entryFlow[slot] = flow
  sessions.contact[slot] = 0
  sessions.type[slot] = NOBODY
  sessions.ringing[slot] = 0
  sessions.agent[slot] = NOBODY
  sessions.preferred[slot] = preferredAgent
  sessions.after[slot] = NOBODY
  sessions.queueNode[slot] = NOBODY
  sessions.region[slot] = region
  sessions.ref[slot] = ref
  sessions.rating[slot] = Number.NaN
  sessions.enteredMs[slot] = core.nowMs
  sessions.toldMs[slot] = Number.NaN
  sessions.entry[slot] = ''
  sessions.ahead[slot] = ''
  sessions.caller[slot] = call.caller ?? ''
  sessions.called[slot] = call.called ?? ''
  return slot
}

/** Takes note of what the host has found out about a caller. @throws what `Attributes.record` throws */
export function learn({ sessions, compiled }: FlowCore, slot: number, attributes: AttributeValues): void {
  const record = compiled.attributes.record(attributes, 'answer.attributes')
  for (const name of Object.keys(attributes)) {
    const place = compiled.attributeNames.indexOf(name)
    sessions.attributes[slot * sessions.stride + place] = record[place]!
  }
}

/** The region given, or that of the longest prefix of the caller's number. */
function regionOf({ region, caller = '' }: FlowCall, { regions }: CompiledFlows): number {
  const { names, byPrefix, longest } = regions
  if (region !== undefined) {
    const number = names.indexOf(region)
    if (number >= 0) return number
    throw new StrowgerError('unknown-region', 'call.region', region, suggest(region, names))
  }
  for (let length = Math.min(longest, caller.length); length > 0; length -= 1) {
    const number = byPrefix.get(caller.slice(0, length))
    if (number !== undefined) return number
  }
  return NOBODY
}
