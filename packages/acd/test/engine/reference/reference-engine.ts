import type { ContactOffer } from '@strowger/acd'
import { ReferenceRules } from './rules.ts'
import type { Contact } from './model.ts'

/**
 * The engine's rules written the plain way: objects in arrays, everything found by looking at everything. It shares no
 * code with the engine, whose events must be the same.
 */
export class ReferenceEngine extends ReferenceRules {
  #lastId = 0

  offer(offer: ContactOffer, nowMs: number): number {
    this.advance(nowMs)
    const contact: Contact = {
      id: (this.#lastId += 1),
      ref: offer.ref ?? 0,
      type: offer.type,
      priority: offer.priority ?? this.config.types[offer.type]!.priority ?? 0,
      queuedMs: nowMs,
      headStartMs: offer.headStartMs ?? this.config.types[offer.type]!.headStartMs ?? 0,
      heldMs: 0,
      preferred: offer.preferred && {
        agent: this.agents[offer.preferred.agent]!,
        untilMs: nowMs + offer.preferred.forMs,
      },
      personal: false,
      excluded: (offer.exclude ?? []).map((agent) => this.agents[agent]!),
      arrivedMs: nowMs,
      state: 'waiting',
      sinceMs: nowMs,
      stage: 0,
      agent: undefined,
      rungAt: [],
      refusedBy: [],
      ringsIn: undefined,
      allowed: 0,
      deadline: undefined,
      entry: offer.type,
      inQueue: false,
      nextRuleMs: undefined,
      askedOrder: 0,
      left: [],
      done: [],
    }
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
    const held = this.contacts.filter((c) => c.state !== 'wrap-up')
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

  release(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.withAgent(id)
    if (contact === undefined) return false
    this.endHold(contact)
    const agent = contact.agent!
    const wrapUpMs = this.config.types[contact.type]!.wrapUpMs ?? 0
    this.say('released', contact, `${nowMs - contact.sinceMs} ${wrapUpMs > 0}`)
    if (wrapUpMs === 0) {
      this.remove(contact)
      this.drop(contact, agent)
      this.handLighter(agent)
      return true
    }
    contact.state = 'wrap-up'
    contact.sinceMs = nowMs
    if (wrapUpMs < Infinity) contact.deadline = this.deadline(nowMs + wrapUpMs, 0, () => this.finishWrapUp(contact))
    return true
  }

  protected offeredTo(id: number, agent: number, nowMs: number): Contact | undefined {
    this.advance(nowMs)
    return this.contacts.find((c) => c.id === id && c.state === 'offered' && c.rungAt.includes(this.agents[agent]!))
  }
}
