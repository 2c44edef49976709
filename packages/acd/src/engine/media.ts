import { ContactState } from '../contact/contact-table.ts'
import type { Floor } from './floor.ts'

/** A party of a contact: the caller, an agent by number, or somebody outside by the text given for the consultation. */
export type Party = 'caller' | { readonly agent: number } | { readonly outside: string }

/** One party hears another. */
export interface Hearing {
  readonly from: Party
  readonly to: Party
}

/**
 * Who hears whom. The caller on hold hears nobody, and its agent then hears whoever is consulted; otherwise caller, agent
 * and those in conference hear each other. Who listens hears them; who whispers is heard by the agent besides; who barges
 * in is in conference.
 */
export function hearingsOf({ contacts, legs }: Floor, slot: number): Hearing[] {
  const agent = { agent: contacts.agent[slot]! }
  const isHeld = contacts.state[slot] !== ContactState.connected
  const all = legs.belongingTo(slot).filter((leg) => contacts.state[leg] === ContactState.connected)
  const inRole = (role: string) => all.filter((leg) => legs.of(leg)!.role === role).map(partyOf)
  function partyOf(leg: number): Party {
    const { outside } = legs.of(leg)!
    return outside === '' ? { agent: contacts.agent[leg]! } : { outside }
  }
  const together: Party[] = isHeld
    ? [agent, ...inRole('consulting'), ...inRole('joined')]
    : ['caller', agent, ...inRole('joined'), ...inRole('barge-in')]
  const hearings = together.flatMap((from) => together.filter((to) => to !== from).map((to) => ({ from, to })))
  for (const to of [...inRole('listen'), ...inRole('whisper'), ...(isHeld ? inRole('barge-in') : [])]) {
    for (const from of together) hearings.push({ from, to })
  }
  for (const from of inRole('whisper')) hearings.push({ from, to: agent })
  return hearings
}
