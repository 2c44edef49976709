import { awaitsCall, type ContactSnapshot, type DeskSnapshot } from '@strowger/acd'
import type { LiveDesk } from '../desk/live-desk.ts'

/** Why contacts of before a restart ended: their calls did with the host. */
const RESTARTED = 'host-restarted'

/**
 * Ends whoever was inside when the host ended, each with a reason: a restart has no calls any more. Agents' states stay. Returns the `ref`s of
 * contacts that wait on without a call: those who were promised one.
 *
 * @param promises - `ref`s of those to whom a call was promised and not made
 */
export function leftovers(
  desk: LiveDesk,
  { engine, flows }: DeskSnapshot,
  promises: ReadonlySet<number>,
): ReadonlySet<number> {
  const waiting = new Set<number>()
  for (const contact of engine.contacts) {
    const { id, ref, leg } = contact
    // Legs end with the contact that they belong to; after-call work goes on without a call.
    if (leg !== null || waitsOn(desk, contact)) continue
    if (promises.has(ref)) {
      // Who was just being called is called again: the agent's call is gone as well.
      if (desk.do({ do: 'release', contact: id }) === false) waiting.add(ref)
    } else if (desk.do({ do: 'divert', contact: id, reason: RESTARTED }) === false) {
      desk.do({ do: 'release', contact: id })
    }
  }
  for (const { id } of flows.sessions) desk.do({ do: 'hang-up', session: id })
  return waiting
}

/** Whom the engine is to have called is called yet; who was being called is called again. */
function waitsOn(desk: LiveDesk, contact: ContactSnapshot): boolean {
  return awaitsCall(contact) || desk.do({ do: 'dial-failed', contact: contact.id, reason: 'failed' }) === true
}
