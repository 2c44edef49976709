import { ContactState, NONE } from '../contact/contact-table.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { PRIORITIES } from '../queue/waiting-lists.ts'
import type { CompiledType } from '../config/compile.ts'
import type { Floor } from './floor.ts'

/** @throws StrowgerError `unknown-agent` unless an agent has the number */
export function checkAgent(floor: Floor, agent: number, path: string = 'agent'): void {
  const { size } = floor.agents
  if (agent >= 0 && agent < size && Number.isInteger(agent)) return
  throw new StrowgerError('unknown-agent', path, agent, `the number of an agent that was added (${size} so far)`)
}

/** @throws StrowgerError `unknown-agent`, `out-of-range` unless an agent can be preferred so */
export function checkPreferred(floor: Floor, preferred: { readonly agent: number; readonly forMs: number }): void {
  checkAgent(floor, preferred.agent, 'contact.preferred.agent')
  if (preferred.forMs >= 0) return
  throw new StrowgerError('out-of-range', 'contact.preferred.forMs', preferred.forMs, '0 ms or more')
}

/** The contact type of a number. @throws StrowgerError `unknown-type` */
export function typeOf(floor: Floor, type: number, path: string): CompiledType {
  const { types } = floor.config
  const found = types[type]
  if (found !== undefined) return found
  throw new StrowgerError('unknown-type', path, type, `0 to ${types.length - 1}`)
}

/** @throws StrowgerError `out-of-range` unless it is a priority */
export function checkPriority(priority: number, path: string): void {
  if (priority >= 0 && priority < PRIORITIES && Number.isInteger(priority)) return
  throw new StrowgerError('out-of-range', path, priority, 'a whole number from 0 to 31, larger first')
}

/** The slot of a contact in one of two states, NONE when it is in neither. */
export function slotIn(floor: Floor, contact: number, first: number, second: number = first): number {
  const slot = floor.contacts.slotOf(contact)
  if (slot === NONE) return NONE
  const state = floor.contacts.state[slot]
  return state === first || state === second ? slot : NONE
}

/** The slot of a contact that an agent has in conversation, on hold or interrupted; NONE when none has. */
export function slotWithAgent(floor: Floor, contact: number): number {
  const slot = floor.contacts.slotOf(contact)
  if (slot === NONE) return NONE
  const state = floor.contacts.state[slot]
  const isWithAgent =
    state === ContactState.connected || state === ContactState.held || state === ContactState.interrupted
  return isWithAgent ? slot : NONE
}

/** The slot of a caller's contact that an agent has, NONE when none has or it is a leg. */
export function callerWithAgent(floor: Floor, contact: number): number {
  const slot = slotWithAgent(floor, contact)
  return slot !== NONE && floor.legs.of(slot) === undefined ? slot : NONE
}

/** The slot of a contact for which an agent does after-call work, by default the first; NONE when it does none. */
export function slotInWrapUp(floor: Floor, agent: number, contact: number | undefined): number {
  if (contact === undefined) return floor.hands.firstInWrapUp(agent)
  const slot = slotIn(floor, contact, ContactState.wrapUp)
  return slot !== NONE && floor.contacts.agent[slot] === agent ? slot : NONE
}

/** False when the agent has no room for the contact, is of another tenant, or excluded from it. */
export function mayBeGiven(floor: Floor, slot: number, agent: number): boolean {
  const { config, contacts, agents, restrictions, availability } = floor
  const { tenant, channel } = config.types[contacts.type[slot]!]!
  if (contacts.agent[slot] === agent || !availability.hasRoom(agent, channel)) return false
  return config.groups[agents.group[agent]!]!.tenant === tenant && restrictions.allows(slot, agent)
}

/** @throws StrowgerError `other-tenant` unless the type is of the contact's tenant */
export function checkTenant({ config, contacts }: Floor, slot: number, type: number, path: string): void {
  const { tenant } = config.types[contacts.type[slot]!]!
  if (config.types[type]!.tenant === tenant) return
  throw new StrowgerError('other-tenant', path, type, `a type of the contact's tenant, ${tenant ?? 'which is none'}`)
}

/** Number of a type or group by its name. @throws StrowgerError `unknown-type`, `unknown-group` */
export function numberOf(items: readonly { readonly name: string }[], name: string, what: 'type' | 'group'): number {
  const at = items.findIndex((item) => item.name === name)
  if (at >= 0) return at
  throw new StrowgerError(`unknown-${what}`, what, name, `one of: ${items.map((item) => item.name).join(', ')}`)
}
