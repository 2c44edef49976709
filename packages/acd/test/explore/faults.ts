import type { ContactSnapshot } from '@strowger/acd'
import { couldTake } from './rights.ts'
import { AGENT, CONTACT, type Moment } from './small-world.ts'

/** What must be true in every state; the names of what is not. */
export function faultsOf(moment: Moment): string[] {
  const { contacts, agents, deadlines } = moment.snapshot
  const found: string[] = []
  const inHand = agents.flatMap((agent) => agent.inHand)
  if (new Set(inHand).size < inHand.length) found.push('a contact is with two agents')
  for (const contact of contacts) {
    found.push(...faultsOfContact(moment, contact))
    const hasDeadline = deadlines.some(({ of, number }) => of === 'contact' && number === contact.id)
    if (contact.state === CONTACT.wrapUp && !hasDeadline) found.push('after-call work has no end')
  }
  for (const [number, agent] of agents.entries()) {
    const held = [agent.ringing, ...agent.inHand].filter((id) => contacts.some((contact) => contact.id === id))
    const count = agent.inHand.length + (agent.ringing === 0 ? 0 : 1)
    if (held.length < count) found.push('an agent has a contact that is not there')
    if (agent.state >= AGENT.busy && count === 0) found.push('an agent is busy with nothing')
    if (agent.state < AGENT.busy && count > 0) found.push('an idle agent has a contact')
    const hasDeadline = deadlines.some((deadline) => deadline.of === 'agent' && deadline.number === number)
    if (agent.ringing !== 0 && !hasDeadline) found.push('an offer has no end')
  }
  return found
}

function faultsOfContact(moment: Moment, contact: ContactSnapshot): string[] {
  const { agents } = moment.snapshot
  const { id, state } = contact
  const found: string[] = []
  const isWaiting = state === CONTACT.waiting
  const isInHand = agents.some(({ inHand }) => inHand.includes(id))
  const isRinging = agents.some(({ ringing }) => ringing === id)
  if (isRinging !== (state === CONTACT.offered)) found.push('a contact is offered to nobody, or rings unoffered')
  if (isInHand === (isWaiting || isRinging)) found.push('a contact is with nobody, or waits and is with somebody')
  if (isInHand && agents[contact.agent]?.inHand.includes(id) !== true) found.push('a contact names another agent')
  if (isWaiting && agents.some((_, number) => couldTake(moment, contact, number))) {
    found.push('an agent could take a contact that waits')
  }
  return found
}
