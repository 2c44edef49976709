import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { Exchange } from '../engine/exchange.ts'
import { checkPriority, slotIn } from '../engine/lookup.ts'
import { DIAL_ENDS } from '../event/event-record.ts'
import type { DialEnd } from '../event/event.ts'
import type { Dialler } from './dialler.ts'

/** A contact to be called, as the host hands it over. */
export interface OutboundContact {
  /** Number of its campaign: its place in the configuration. */
  readonly campaign: number
  /** Any 32-bit number of the host's; it comes back in every event. Default 0. */
  readonly ref?: number
  /** 0..31. Default: that of the campaign's type. */
  readonly priority?: number
  /** Not before so long from now, ms. Default 0. */
  readonly dueInMs?: number
}

/** Callbacks and outbound contacts: what callers want, what hosts list, and what came of the calls that were made. */
export class DialDesk {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /**
   * A caller who waits hangs up to be called back and keeps its place; the call to it ends here. False when it does not
   * wait any more, or its type has no `callback`.
   */
  acceptCallback(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const slot = slotIn(this.#exchange.floor, contact, ContactState.waiting)
    return slot !== NONE && (this.#dialler?.acceptCallback(slot) ?? false)
  }

  /** Puts a contact on the list of a campaign and returns its id. @throws StrowgerError `unknown-campaign` */
  list(contact: OutboundContact, nowMs: number): number {
    this.#exchange.time.advance(nowMs)
    const { floor } = this.#exchange
    const { campaigns } = floor.config.rules.dialling
    const campaign = campaigns[contact.campaign]
    if (campaign === undefined) {
      throw new StrowgerError('unknown-campaign', 'contact.campaign', contact.campaign, `0 to ${campaigns.length - 1}`)
    }
    const { ref = 0, priority = floor.config.types[campaign.type]!.priority, dueInMs = 0 } = contact
    if ((ref | 0) !== ref) throw new StrowgerError('out-of-range', 'contact.ref', ref, 'a whole number of 32 bits')
    checkPriority(priority, 'contact.priority')
    if (!(dueInMs >= 0 && dueInMs < Infinity)) {
      throw new StrowgerError('out-of-range', 'contact.dueInMs', dueInMs, '0 ms or more, finite')
    }
    // Where there are campaigns there is a dialler.
    const slot = this.#dialler!.list(contact.campaign, ref, priority, dueInMs)
    // Only now: the table may have grown meanwhile.
    return floor.contacts.id[slot]!
  }

  /** The called party has answered. False when the contact is not being dialled. */
  answered(contact: number, nowMs: number): boolean {
    const slot = this.#dialling(contact, nowMs)
    if (slot !== NONE) this.#dialler!.answered(slot)
    return slot !== NONE
  }

  /** The call came to nothing. False when the contact is not being dialled. */
  failed(contact: number, reason: DialEnd, nowMs: number): boolean {
    const slot = this.#dialling(contact, nowMs)
    if (!DIAL_ENDS.includes(reason)) {
      throw new StrowgerError('value', 'reason', reason, `one of ${DIAL_ENDS.join(', ')}`)
    }
    if (slot !== NONE) this.#dialler!.failed(slot, reason)
    return slot !== NONE
  }

  /** Nobody is to be called any more. False when it is not a contact to be dialled, or has been reached. */
  cancel(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const { contacts } = this.#exchange.floor
    const slot = contacts.slotOf(contact)
    if (slot === NONE) return false
    const isOurs = contacts.line[slot] === Line.toDial || contacts.state[slot] === ContactState.dialling
    if (isOurs) this.#dialler!.cancel(slot)
    return isOurs
  }

  get #dialler(): Dialler | undefined {
    return this.#exchange.transitions.dialler
  }

  #dialling(contact: number, nowMs: number): number {
    this.#exchange.time.advance(nowMs)
    return slotIn(this.#exchange.floor, contact, ContactState.dialling)
  }
}
