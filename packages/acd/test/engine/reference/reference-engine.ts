import type { ContactOffer } from '@strowger/acd'
import { ReferenceConsults } from './consults.ts'
import type { Contact } from './model.ts'

/**
 * The engine's rules written the plain way: objects in arrays, everything found by looking at everything. It shares no
 * code with the engine, whose events must be the same.
 */
export class ReferenceEngine extends ReferenceConsults {
  offer(offer: ContactOffer, nowMs: number): number {
    this.advance(nowMs)
    const contact = this.newContact(offer.type, offer.ref ?? 0)
    contact.priority = offer.priority ?? contact.priority
    contact.headStartMs = offer.headStartMs ?? this.config.types[offer.type]!.headStartMs ?? 0
    contact.preferred = offer.preferred && {
      agent: this.agents[offer.preferred.agent]!,
      untilMs: nowMs + offer.preferred.forMs,
    }
    contact.excluded = (offer.exclude ?? []).map((agent) => this.agents[agent]!)
    this.say('arrived', contact)
    const full = this.#fullFor(offer.type)
    if (full !== undefined) {
      this.say('blocked', contact, full)
      return contact.id
    }
    this.contacts.push(contact)
    if (this.admits(contact)) this.place(contact)
    return contact.id
  }

  /** What has no trunk left for a type: '' for the whole. */
  #fullFor(type: number): string | undefined {
    const held = this.contacts.filter((c) => c.state !== 'wrap-up' && c.parentId === 0)
    if (held.length >= (this.config.trunks ?? Infinity)) return ''
    const named = (at: number) => this.config.types[at]!.name
    return (this.config.trunkGroups ?? []).find(
      ({ types = [], trunks }) =>
        types.includes(named(type)) && held.filter((c) => types.includes(named(c.entry))).length >= trunks,
    )?.name
  }

  abandon(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.contacts.find((c) => c.id === id)
    if (contact === undefined || (contact.state !== 'waiting' && contact.state !== 'offered')) return false
    if (contact.parentId !== 0) {
      this.endLeg(contact, 'cancelled')
      return true
    }
    const rung = this.stopRingingAtAll(contact, 'abandoned')
    this.say('abandoned', contact, String(nowMs - contact.queuedMs))
    this.remove(contact)
    for (const agent of rung) this.settle(agent, true)
    return true
  }

  accept(id: number, agent: number, nowMs: number): boolean {
    const contact = this.offeredTo(id, agent, nowMs)
    if (contact === undefined) return false
    this.answer(contact, this.agents[agent]!)
    return true
  }

  decline(id: number, agent: number, nowMs: number): boolean {
    const contact = this.offeredTo(id, agent, nowMs)
    if (contact === undefined) return false
    this.refused(contact, this.agents[agent]!, 'declined')
    return true
  }

  protected offeredTo(id: number, agent: number, nowMs: number): Contact | undefined {
    this.advance(nowMs)
    return this.contacts.find((c) => c.id === id && c.state === 'offered' && c.rungAt.includes(this.agents[agent]!))
  }
}
