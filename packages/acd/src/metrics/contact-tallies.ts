import type { PairEvent } from '../event/event.ts'
import type { ResolvedAccounting } from './accounting.ts'
import type { ContactSinks } from './contact-sinks.ts'
import { HandedOn } from './handed-on.ts'
import type { IntervalRing } from './interval-ring.ts'
import { Column } from './interval-tally.ts'
import { LegState, LegTable, NO_LEG } from './leg-table.ts'
import { LostRinging } from './lost-ringing.ts'
import type { TallyTable } from './tally-table.ts'

type ContactEvent = Omit<PairEvent, 'agent' | 'group'>

const WITHIN_15_S = 15_000

/**
 * Counts contacts by type, and by the group and the agent that answered or rang, as the accounting says.
 *
 * A contact whose arrival was not seen (counting began later) is not counted at all. O(1) per event.
 */
export class ContactTallies {
  readonly #ring: IntervalRing
  readonly #to: ContactSinks
  readonly #accounting: ResolvedAccounting
  readonly #atEnd: boolean
  readonly #byArrival: boolean
  readonly #legs: LegTable = new LegTable()
  readonly #handedOn: HandedOn = new HandedOn()
  readonly #lost: LostRinging = new LostRinging()
  /** Contacts that are only in after-call work. */
  #inWrapUp = 0

  constructor(ring: IntervalRing, to: ContactSinks, accounting: ResolvedAccounting) {
    this.#ring = ring
    this.#to = to
    this.#accounting = accounting
    this.#atEnd = accounting.countAt === 'end'
    this.#byArrival = accounting.attributeTo === 'arrival'
  }

  /** Contacts on the floor: waiting, ringing, or in conversation. */
  get open(): number {
    return this.#legs.size - this.#inWrapUp
  }

  arrived(event: ContactEvent): void {
    const place = this.#legs.enter(event.contact, event.type, event.atMs, false)
    if (!this.#atEnd) this.#countEntry(place, event.atMs)
  }

  /** A contact that was handed on waits anew. */
  requeued(event: ContactEvent): void {
    if (this.#legs.placeOf(event.contact) === NO_LEG) return
    const place = this.#legs.enter(event.contact, event.type, event.atMs, true)
    if (!this.#atEnd) this.#countEntry(place, event.atMs)
  }

  /** A waiting contact is of another type now. Counted at the end, it is one of the type it ends in. */
  moved(event: ContactEvent): void {
    const legs = this.#legs
    const place = legs.placeOf(event.contact)
    if (place === NO_LEG || legs.type[place] === event.type) return
    if (!this.#atEnd) {
      // What the first type's threshold has decided stays decided.
      this.#countLate(place, event.atMs)
      const slot = this.#slot(place, event.atMs)
      this.#to.byType.add(legs.type[place]!, slot, Column.movedOut, 1)
      this.#to.byType.add(event.type, slot, Column.movedIn, 1)
    }
    legs.type[place] = event.type
  }

  /** A rule of its type applied to the contact. */
  overflowed(event: ContactEvent): void {
    const place = this.#legs.placeOf(event.contact)
    if (place !== NO_LEG) this.#to.byType.add(event.type, this.#slot(place, event.atMs), Column.overflowed, 1)
  }

  abandoned(event: ContactEvent): void {
    const legs = this.#legs
    const place = legs.placeOf(event.contact)
    if (place === NO_LEG) return
    if (this.#atEnd) this.#countEntry(place, event.atMs)
    const type = legs.type[place]!
    const waitMs = this.#countAbandon(this.#to.byType, type, place, event.atMs, legs.late[place] === 0)
    this.#to.times.addOfType('abandonedWait', type, this.#countedAt(place, event.atMs), waitMs)
    legs.leave(place)
  }

  /** An agent's phone starts to ring, or stops because the agent declined or did not answer. */
  offer(event: PairEvent, column: number): void {
    const place = this.#legs.placeOf(event.contact)
    if (place !== NO_LEG) this.#addAll(event, this.#slot(place, event.atMs), column, 1)
  }

  /** The caller gave up while an agent's phone rang. The type counts it at `abandoned`. */
  abandonedRinging(event: PairEvent): void {
    const place = this.#legs.placeOf(event.contact)
    if (place === NO_LEG) return
    const slot = this.#slot(place, event.atMs)
    this.#to.byAgent.add(event.agent, slot, Column.offered, 1)
    this.#countAbandon(this.#to.byAgent, event.agent, place, event.atMs, true)
    if (!this.#lost.isFirst(event.group, event.contact)) return
    this.#to.byGroup.add(event.group, slot, Column.offered, 1)
    this.#countAbandon(this.#to.byGroup, event.group, place, event.atMs, true)
  }

  connected(event: PairEvent): void {
    const legs = this.#legs
    const place = legs.placeOf(event.contact)
    if (place === NO_LEG) return
    legs.state[place] = LegState.answered
    legs.answeredMs[place] = event.atMs
    if (!this.#atEnd) this.#countAnswer(place, event, event.atMs)
  }

  /** An agent has it without its having waited. */
  takenOver(event: PairEvent): void {
    const place = this.#legs.placeOf(event.contact)
    if (place !== NO_LEG) this.#legs.state[place] = LegState.counted
  }

  resumed(event: PairEvent, holdMs: number): void {
    const place = this.#legs.placeOf(event.contact)
    if (place !== NO_LEG) this.#legs.holdMs[place]! += holdMs
  }

  /** The conversation ended. */
  released(event: PairEvent, talkMs: number, wrapUp: boolean): void {
    const place = this.#legs.placeOf(event.contact)
    if (place === NO_LEG) return
    this.#partEnded(place, event, talkMs)
    if (wrapUp) {
      // It may have been the same agent's before: this after-call work is not of that conversation.
      this.#handedOn.forget(event.agent, event.contact)
      this.#legs.state[place] = LegState.wrappingUp
      this.#inWrapUp += 1
      return
    }
    this.#to.times.add('handling', event, this.#countedAt(place, event.atMs), talkMs)
    this.#legs.leave(place)
  }

  /** The agent's part of the conversation ended; the contact stays. */
  transferred(event: PairEvent, talkMs: number): void {
    const place = this.#legs.placeOf(event.contact)
    if (place === NO_LEG) return
    this.#addAll(event, this.#partEnded(place, event, talkMs), Column.transferredOut, 1)
    this.#handedOn.remember(event, this.#legs.enteredMs[place]!, talkMs)
  }

  /** After-call work ended: of the contact's last conversation, or of one that was handed on before. */
  wrappedUp(event: PairEvent, wrapUpMs: number): void {
    const legs = this.#legs
    const place = legs.placeOf(event.contact)
    if (this.#handedOn.is(event.agent, event.contact)) this.#countWrapUpHandedOn(event, wrapUpMs)
    else if (place !== NO_LEG && legs.state[place] === LegState.wrappingUp) {
      this.#countWrapUp(event, this.#countedAt(place, event.atMs), legs.talkMs[place]!, wrapUpMs)
      this.#inWrapUp -= 1
      legs.leave(place)
    }
  }

  /** After-call work of a leg ended, or that of an agent who had handed the contact on, whose talk it belongs to. */
  legWrappedUp(event: PairEvent, parent: number, wrapUpMs: number): void {
    const { agent } = event
    if (!this.#handedOn.is(agent, parent)) return this.legEnded(event, Column.wrapUpMs, wrapUpMs)
    this.#countWrapUpHandedOn(event, wrapUpMs)
    this.#handedOn.forget(agent, parent)
  }

  /** Whoever was consulted or in conference is done: its time is work of its own, the contact is handled elsewhere. */
  legEnded(event: PairEvent, column: number, ms: number): void {
    this.#addAll(event, this.#ring.slotAt(event.atMs), column, ms)
  }

  /** Counts those who by now have waited longer than the threshold. O(contacts on the floor). */
  settle(nowMs: number): void {
    if (this.#atEnd) return
    const legs = this.#legs
    for (let place = 0; place < legs.capacity; place += 1) {
      if (legs.has(place) && legs.state[place] === LegState.waiting) this.#countLate(place, nowMs)
    }
  }

  /** It has left without an answer: blocked, refused, diverted, to be called back. One that had one was counted then. */
  leftUnanswered(event: ContactEvent, column: number): void {
    const legs = this.#legs
    const place = legs.placeOf(event.contact)
    if (place === NO_LEG) return
    if (legs.state[place] === LegState.waiting) {
      if (this.#atEnd) this.#countEntry(place, event.atMs)
      this.#to.byType.add(legs.type[place]!, this.#slot(place, event.atMs), column, 1)
      this.#countLate(place, event.atMs)
    }
    legs.leave(place)
  }

  #countEntry(place: number, eventMs: number): void {
    const column = this.#legs.transferred[place] === 1 ? Column.transferredIn : Column.offered
    this.#to.byType.add(this.#legs.type[place]!, this.#slot(place, eventMs), column, 1)
  }

  /** Counts a type's waiting contact as late if it is, once. */
  #countLate(place: number, nowMs: number): void {
    const legs = this.#legs
    const type = legs.type[place]!
    if (legs.late[place] === 1 || nowMs - legs.enteredMs[place]! <= this.#accounting.thresholdsMs[type]!) return
    legs.late[place] = 1
    this.#to.byType.add(type, this.#lateSlot(place, nowMs), Column.exceeded, 1)
  }

  #countAnswer(place: number, event: PairEvent, eventMs: number): void {
    const legs = this.#legs
    const waitMs = legs.answeredMs[place]! - legs.enteredMs[place]!
    const slot = this.#slot(place, eventMs)
    this.#addAll(event, slot, Column.answered, 1)
    this.#addAll(event, slot, Column.answeredWaitMs, waitMs)
    this.#to.byGroup.add(event.group, slot, Column.offered, 1)
    this.#to.byAgent.add(event.agent, slot, Column.offered, 1)
    if (waitMs > 0) this.#addAll(event, slot, Column.waited, 1)
    if (waitMs <= WITHIN_15_S) this.#addAll(event, slot, Column.answeredWithin15s, 1)
    this.#to.times.add('wait', event, this.#countedAt(place, eventMs), waitMs)
    if (legs.late[place] === 0 && waitMs <= this.#accounting.thresholdsMs[legs.type[place]!]!) {
      this.#addAll(event, slot, Column.answeredWithin, 1)
      return
    }
    const lateSlot = this.#lateSlot(place, eventMs)
    if (legs.late[place] === 0) this.#to.byType.add(legs.type[place]!, lateSlot, Column.exceeded, 1)
    legs.late[place] = 1
    this.#to.byGroup.add(event.group, lateSlot, Column.exceeded, 1)
    this.#to.byAgent.add(event.agent, lateSlot, Column.exceeded, 1)
  }

  /** Returns the wait, ms. */
  #countAbandon(table: TallyTable, key: number, place: number, nowMs: number, ifLate: boolean): number {
    const waitMs = nowMs - this.#legs.enteredMs[place]!
    const slot = this.#slot(place, nowMs)
    table.add(key, slot, Column.abandoned, 1)
    table.add(key, slot, Column.abandonedWaitMs, waitMs)
    if (waitMs > 0) table.add(key, slot, Column.waited, 1)
    if (waitMs < this.#accounting.shortAbandonMs) table.add(key, slot, Column.abandonedShort, 1)
    if (this.#legs.late[place] === 0 && waitMs <= this.#accounting.thresholdsMs[this.#legs.type[place]!]!) {
      table.add(key, slot, Column.abandonedWithin, 1)
    } else if (ifLate) table.add(key, this.#lateSlot(place, nowMs), Column.exceeded, 1)
    return waitMs
  }

  /** An agent's part of a contact has ended: talk and hold are known. Returns the slot they went into. */
  #partEnded(place: number, event: PairEvent, talkMs: number): number {
    const legs = this.#legs
    if (this.#atEnd && legs.state[place] === LegState.answered) {
      this.#countEntry(place, event.atMs)
      this.#countAnswer(place, event, event.atMs)
    }
    legs.state[place] = LegState.counted
    const slot = this.#slot(place, event.atMs)
    this.#addAll(event, slot, Column.handled, 1)
    this.#addAll(event, slot, Column.talkMs, talkMs)
    this.#addAll(event, slot, Column.holdMs, legs.holdMs[place]!)
    legs.holdMs[place] = 0
    this.#to.times.add('talk', event, this.#countedAt(place, event.atMs), talkMs)
    legs.talkMs[place] = talkMs
    return slot
  }

  /** Of an agent's last conversation that was handed on. */
  #countWrapUpHandedOn(event: PairEvent, wrapUpMs: number): void {
    const { enteredMs, talkMs } = this.#handedOn
    const atMs = this.#byArrival ? enteredMs[event.agent]! : event.atMs
    this.#countWrapUp(event, atMs, talkMs[event.agent]!, wrapUpMs)
  }

  #countWrapUp(event: PairEvent, atMs: number, talkMs: number, wrapUpMs: number): void {
    this.#addAll(event, this.#ring.slotAt(atMs), Column.wrapUpMs, wrapUpMs)
    this.#to.times.add('handling', event, atMs, talkMs + wrapUpMs)
  }

  #addAll(event: PairEvent, slot: number, column: number, amount: number): void {
    this.#to.byType.add(event.type, slot, column, amount)
    this.#to.byGroup.add(event.group, slot, column, amount)
    this.#to.byAgent.add(event.agent, slot, column, amount)
  }

  /** Where a fact about a contact goes that became known at `eventMs`. */
  #slot(place: number, eventMs: number): number {
    return this.#ring.slotAt(this.#countedAt(place, eventMs))
  }

  #countedAt(place: number, eventMs: number): number {
    return this.#byArrival ? this.#legs.enteredMs[place]! : eventMs
  }

  /** Where a wait beyond the threshold goes: it was decided when the threshold passed. */
  #lateSlot(place: number, eventMs: number): number {
    if (this.#byArrival || this.#atEnd) return this.#slot(place, eventMs)
    return this.#ring.slotAt(this.#legs.enteredMs[place]! + this.#accounting.thresholdsMs[this.#legs.type[place]!]!)
  }
}
