import { Announcer } from '../announce/announcer.ts'
import { NO_DETAIL } from '../event/event-record.ts'
import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import { invariant } from '../errors/invariant.ts'
import type { Floor } from '../engine/floor.ts'
import type { Transitions } from '../engine/transitions.ts'
import type { Dialler } from '../outbound/dialler.ts'
import { Pacer } from '../outbound/pacer.ts'
import { Change, type CompiledRule, type CompiledRules } from './compiled-rule.ts'
import type { FloorWatch } from './floor-watch.ts'
import { Reserves } from './reserves.ts'

/**
 * Asks the rules, and does what they say. Admission is asked when a contact arrives; overflow and reserves are asked
 * after each command and each instant at which something was due, but only those that ask for something that has
 * changed, and at the deadlines at which time alone may turn them. Nothing is polled: contacts cost when they enter a
 * queue, when their time has come, and when a rule that was false becomes true.
 */
export class Rulebook {
  readonly #floor: Floor
  readonly #watch: FloorWatch
  readonly #transitions: Transitions
  readonly #rules: CompiledRules
  readonly #reserves: Reserves
  readonly #dialler: Dialler
  readonly #pacer: Pacer
  readonly #announcer: Announcer
  readonly #firstCampaign: number
  /** All rules of overflow; a rule's number is its place. */
  readonly #overflow: readonly CompiledRule[]
  /** By type, numbers of its rules of overflow. */
  readonly #ofType: readonly (readonly number[])[]
  /** By number of a rule: whether it held when it was asked last, and whether time has come to ask it. */
  readonly #holds: Uint8Array
  readonly #isDue: Uint8Array
  /** What a rule was asked of, as a stamp; another one says that it has to be asked again. */
  readonly #stamps: Float64Array

  constructor(floor: Floor, watch: FloorWatch, transitions: Transitions, dialler: Dialler) {
    this.#floor = floor
    this.#watch = watch
    this.#transitions = transitions
    this.#rules = floor.config.rules
    this.#overflow = this.#rules.overflow.flat()
    this.#ofType = this.#rules.overflow.map((rules) => rules.map((rule) => this.#overflow.indexOf(rule)))
    this.#holds = new Uint8Array(this.#overflow.length)
    this.#isDue = new Uint8Array(this.#overflow.length).fill(1)
    this.#stamps = new Float64Array(this.#overflow.length)
    this.#reserves = new Reserves(floor, watch, transitions, this.#overflow.length)
    this.#dialler = dialler
    this.#announcer = new Announcer(floor, watch)
    this.#firstCampaign = this.#overflow.length + this.#rules.reserves.length
    this.#pacer = new Pacer(floor, watch, transitions, dialler, this.#firstCampaign)
    const owners = this.#firstCampaign + this.#rules.dialling.campaigns.length
    watch.deadlines.grow(2 * Math.max(floor.contacts.capacity, owners))
  }

  /** Asks the rules of admission about a contact that has arrived. True when it goes on to an agent or into a queue. */
  admits(slot: number): boolean {
    this.#watch.recount()
    // Each turn is of another type: no rule sends a contact back to one that it was sent away from.
    for (;;) {
      const asked = this.#askAdmission(slot)
      if (asked !== 'moved') return asked === 'stays'
    }
  }

  /**
   * Asks the rules of overflow that are due about a contact that has rung in vain and is in no queue. True when it goes on
   * to an agent or into a queue. Were they asked once it is in the queue, one that rings again at once would never leave.
   */
  readmits(slot: number): boolean {
    const { contacts, nowMs } = this.#floor
    for (const number of this.#ofType[contacts.type[slot]!]!) {
      const rule = this.#overflow[number]!
      const isDue = contacts.queuedMs[slot]! + rule.afterMs <= nowMs
      if (!isDue || this.#holds[number] === 0 || !this.#stillHolds(number, rule)) continue
      const done = this.#apply(slot, rule)
      if (done !== 'stays') return done === 'moved' && this.admits(slot)
    }
    return true
  }

  /** Asks whatever has to be asked, until nothing changes any more. */
  settle(): void {
    const watch = this.#watch
    while (watch.isDirty) {
      watch.clean()
      for (let number = 0; number < this.#overflow.length; number += 1) this.#askOverflow(number)
      this.#reserves.ask()
      const { arrivals } = watch
      for (let at = 0; at < arrivals.length; at += 1) this.#askAbout(arrivals[at]!)
      arrivals.length = 0
      if (!watch.isDirty) this.#pacer.ask()
    }
  }

  /** A deadline of the watch has come. */
  fire(owner: number): void {
    const number = owner >> 1
    this.#watch.touch()
    if (owner % 2 === 0) {
      if (this.#floor.contacts.line[number] === Line.live) this.#watch.arrivals.push(number)
      else this.#dialler.fire(number)
    } else if (number < this.#overflow.length) this.#isDue[number] = 1
    else if (number < this.#firstCampaign) this.#reserves.fire(number)
  }

  #askAdmission(slot: number): 'stays' | 'moved' | 'gone' {
    const type = this.#floor.contacts.type[slot]!
    const route = this.#rules.routes[type]
    if (route !== undefined) {
      const to = route.types.get(route.table.valueAt(this.#floor.nowMs + this.#rules.epochMs))
      // The table's values were resolved when it was compiled.
      invariant(to !== undefined, 'a routing table names a type that is not known')
      if (to !== type && this.#send(slot, to, 'routing')) return 'moved'
    }
    for (const rule of this.#rules.admission[type]!) {
      if (!this.#asked(rule)) continue
      const done = this.#apply(slot, rule)
      if (done !== 'stays') return done
    }
    return 'stays'
  }

  #askOverflow(number: number): void {
    const rule = this.#overflow[number]!
    this.#watch.recount()
    const stamp = this.#stampOf(rule)
    if (this.#isDue[number] === 0 && this.#stamps[number] === stamp) return
    this.#isDue[number] = 0
    this.#stamps[number] = stamp
    const held = this.#holds[number] === 1
    const holds = this.#asked(rule)
    this.#holds[number] = holds ? 1 : 0
    this.#setTurn(number, rule)
    if (holds && !held) this.#applyToWaiting(number, rule)
  }

  #stampOf({ absent, asked, type }: CompiledRule): number {
    let stamp = absent === undefined ? 0 : this.#watch.stamp(type, Change.agents)
    for (let at = 0; at < asked.length; at += 1) stamp += this.#watch.stamp(asked[at]!.type, asked[at]!.changes)
    return stamp
  }

  /** A rule has begun to hold: it applies to those who have waited long enough, as long as it still holds. */
  #applyToWaiting(number: number, rule: CompiledRule): void {
    const { ages } = this.#watch
    const { contacts, nowMs } = this.#floor
    let slot = ages.head(rule.type)
    while (slot !== NONE && contacts.queuedMs[slot]! + rule.afterMs <= nowMs) {
      const next = ages.next(slot)
      if (this.#apply(slot, rule) !== 'stays') {
        if (!this.#stillHolds(number, rule)) return
      }
      slot = next
    }
  }

  /** A contact has entered a queue, or its time has come: those rules apply that hold already. */
  #askAbout(slot: number): void {
    const { contacts, nowMs } = this.#floor
    if (contacts.state[slot] !== ContactState.waiting || contacts.line[slot] !== Line.live) return
    const type = contacts.type[slot]!
    let nextMs = Infinity
    for (const number of this.#ofType[type]!) {
      const rule = this.#overflow[number]!
      // The sum, as the deadline has it: the difference may be less by a rounding, and the deadline would come for ever.
      const dueMs = contacts.queuedMs[slot]! + rule.afterMs
      if (dueMs > nowMs) nextMs = Math.min(nextMs, dueMs)
      else if (this.#holds[number] === 1 && this.#stillHolds(number, rule)) {
        const done = this.#apply(slot, rule)
        if (done !== 'stays') return
      }
    }
    this.#watch.deadlines.set(2 * slot, Math.min(nextMs, this.#announcer.look(slot)), 0)
  }

  /** Asks a rule again of which others, or the rule itself, may have changed what it asks for. */
  #stillHolds(number: number, rule: CompiledRule): boolean {
    this.#watch.recount()
    const holds = this.#asked(rule)
    if (!holds) this.#holds[number] = 0
    return holds
  }

  #asked({ asked, type, absent }: CompiledRule): boolean {
    if (absent !== undefined && this.#watch.census.outside(type, absent) > 0) return false
    for (let at = 0; at < asked.length; at += 1) {
      if (!asked[at]!.condition.holds(this.#watch.facts[asked[at]!.type]!)) return false
    }
    return true
  }

  #setTurn(number: number, { asked }: CompiledRule): void {
    let turnMs = Infinity
    for (const { condition, type } of asked) {
      turnMs = Math.min(turnMs, condition.nextTurnMs(this.#watch.facts[type]!))
    }
    this.#watch.deadlines.set(2 * number + 1, turnMs, 0)
  }

  /** Does what a rule says; a contact that was sent to another queue may have ended there. */
  #apply(slot: number, rule: CompiledRule): 'stays' | 'moved' | 'gone' {
    const { action, name, type, once } = rule
    const { history, contacts } = this.#floor
    // Nobody is on the line whom a rule could do something for or to.
    if (contacts.line[slot] !== Line.live) return 'stays'
    // An agent asks for somebody there: that is no caller's wait.
    if (contacts.linked[slot] === 2) return 'stays'
    switch (action.do) {
      case 'move': {
        const waits = contacts.list[slot] !== NONE
        if (!this.#send(slot, action.type, name)) return 'stays'
        if (waits && this.admits(slot)) this.#transitions.placement.place(slot)
        return 'moved'
      }
      case 'divert':
        this.#tell(slot, name)
        this.#transitions.divert(slot, action.what)
        return 'gone'
      case 'refuse':
        this.#tell(slot, name)
        this.#transitions.turnAway(slot, action.what)
        return 'gone'
      case 'announce':
      case 'callback':
        if (history.isDone(slot, type, once)) return 'stays'
        history.done(slot, type, once)
        this.#tell(slot, name)
        if (action.do === 'callback') this.#floor.record('callback-offered', slot, NO_DETAIL, contacts.queuedMs)
        else this.#floor.record('announced', slot, this.#floor.reasons.numberOf(action.what), contacts.queuedMs)
        return 'stays'
    }
  }

  /** A contact that was sent away from a type does not come back to it: false, and nothing is done. */
  #send(slot: number, to: number, reason: string): boolean {
    const { history, contacts } = this.#floor
    if (history.hasLeft(slot, to)) return false
    history.leaves(slot, contacts.type[slot]!)
    this.#tell(slot, reason)
    this.#transitions.send(slot, to)
    return true
  }

  #tell(slot: number, reason: string): void {
    this.#floor.record('overflowed', slot, this.#floor.reasons.numberOf(reason), this.#floor.contacts.queuedMs)
  }
}
