import type { DeskSnapshot } from '@strowger/acd'
import type { LiveDesk } from '../desk/live-desk.ts'

/** Why contacts of before a restart ended: their calls did with the host. */
const RESTARTED = 'host-restarted'

/**
 * Ends whoever was inside when the host ended, each with a reason: a restart has no calls any more. Agents' states stay. Returns the `ref`s of
 * contacts that wait on without a call: those who were promised one.
 */
export function leftovers(desk: LiveDesk, { engine, flows }: DeskSnapshot): ReadonlySet<number> {
  const sessions = new Map(flows.sessions.map((session) => [session.contact, session.id]))
  const promised = new Set<number>()
  for (const { id, ref, leg } of engine.contacts) {
    // Legs end with the contact that they belong to; after-call work goes on without a call.
    if (leg !== null) continue
    if (ref < 0 && !sessions.has(id)) {
      // Who was just being called is called again: the agent's call is gone as well.
      if (desk.do({ do: 'release', contact: id }) === false) promised.add(ref)
    } else if (desk.do({ do: 'divert', contact: id, reason: RESTARTED }) === false) {
      desk.do({ do: 'release', contact: id })
    }
  }
  for (const { id } of flows.sessions) desk.do({ do: 'hang-up', session: id })
  return promised
}
