import type { FloorWatch } from '../admission/floor-watch.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import type { Floor } from '../engine/floor.ts'
import type { Transitions } from '../engine/transitions.ts'
import type { CompiledCampaign } from './compile-campaigns.ts'
import type { Dialler } from './dialler.ts'

/**
 * When the contacts of campaigns are dialled: in idle time only. It is asked when all else has been decided, so an idle
 * agent is one whom no inbound contact that waits may have.
 */
export class Pacer {
  readonly #floor: Floor
  readonly #watch: FloorWatch
  readonly #transitions: Transitions
  readonly #dialler: Dialler
  /** Number of the first campaign among the owners of the watch's deadlines. */
  readonly #first: number

  constructor(floor: Floor, watch: FloorWatch, transitions: Transitions, dialler: Dialler, first: number) {
    this.#floor = floor
    this.#watch = watch
    this.#transitions = transitions
    this.#dialler = dialler
    this.#first = first
  }

  /** Dials, or offers, whatever may be now. O(campaigns + contacts dialled). */
  ask(): void {
    const { campaigns } = this.#floor.config.rules.dialling
    for (let campaign = 0; campaign < campaigns.length; campaign += 1) {
      while (this.#isDue(campaign) && this.#dialNext(campaign, campaigns[campaign]!));
      this.#setWake(campaign, campaigns[campaign]!)
    }
  }

  #isDue(campaign: number): boolean {
    return this.#floor.lists.nextMs(campaign) <= this.#floor.nowMs
  }

  /** False when nothing more may be dialled now. */
  #dialNext(number: number, campaign: CompiledCampaign): boolean {
    const floor = this.#floor
    const { lists, trunks } = floor
    this.#watch.recount()
    const idle = this.#watch.census.able(campaign.type) - campaign.reserve
    if (idle <= 0 || this.#isHeld(campaign) || trunks.fullFor(campaign.type) !== undefined) return false
    const slot = lists.next(number)
    if (campaign.mode === 'predictive') {
      if (lists.inFlight[number]! >= lists.paces[number]!.lines(idle, campaign.abandonCap)) return false
      lists.take(number, slot)
      this.#dialler.dial(slot, NONE)
      return true
    }
    const agent = floor.matcher.seekAgent(slot, NONE, floor.nowMs)
    if (agent === NONE) return false
    lists.take(number, slot)
    this.#transitions.offering.offer(slot, agent)
    // A trunk was free: whatever came of it, the contact is not due on the list any more.
    return floor.contacts.state[slot] !== ContactState.resting
  }

  #isHeld({ holds }: CompiledCampaign): boolean {
    return holds.some(({ condition, type }) => condition.holds(this.#watch.facts[type]!))
  }

  /** When time alone may let a campaign dial: its next contact is due, or a condition that holds it back turns. */
  #setWake(number: number, { holds }: CompiledCampaign): void {
    const { nowMs, lists } = this.#floor
    const nextMs = lists.nextMs(number)
    let wakeMs = nextMs > nowMs ? nextMs : Infinity
    if (nextMs < Infinity) {
      for (const { condition, type } of holds) {
        wakeMs = Math.min(wakeMs, condition.nextTurnMs(this.#watch.facts[type]!))
      }
    }
    this.#watch.deadlines.set(2 * (this.#first + number) + 1, wakeMs, 0)
  }
}
