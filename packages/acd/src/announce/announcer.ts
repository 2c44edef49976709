import type { FloorWatch } from '../admission/floor-watch.ts'
import type { Floor } from '../engine/floor.ts'
import { announce } from '../estimate/announcement.ts'
import type { CompiledAnnouncements } from './compile-announcements.ts'
import type { Told } from './told-waits.ts'

/** Tells contacts that wait where they stand and how long it may take, each when its time has come. */
export class Announcer {
  readonly #floor: Floor
  readonly #watch: FloorWatch
  readonly #ofType: readonly (CompiledAnnouncements | undefined)[]
  /** By slot, now less what is announced: events carry durations as the times at which they began. */
  #sinceMs = new Float64Array(0)

  constructor(floor: Floor, watch: FloorWatch) {
    this.#floor = floor
    this.#watch = watch
    this.#ofType = floor.config.rules.announcements
  }

  /** Tells a contact that waits what it is time to tell it. Returns when to look at it again, ms; `Infinity` for never. */
  look(slot: number): number {
    const { contacts, nowMs } = this.#floor
    const rules = this.#ofType[contacts.type[slot]!]
    // An agent who consults a queue is not told how long it takes.
    if (rules === undefined || contacts.linked[slot] === 2) return Infinity
    const told = this.#toldOf(slot, rules)
    if (told.nextMs > nowMs) return told.nextMs
    told.nextMs = nowMs + rules.everyMs
    this.#tell(slot, told, rules)
    return told.nextMs
  }

  #toldOf(slot: number, { firstMs }: CompiledAnnouncements): Told {
    const { told, contacts } = this.#floor
    const queuedMs = contacts.queuedMs[slot]!
    const known = told.of(slot)
    if (known?.queuedMs === queuedMs) return known
    const first: Told = { queuedMs, nextMs: queuedMs + firstMs, last: undefined }
    told.begin(slot, first)
    return first
  }

  #tell(slot: number, told: Told, rules: CompiledAnnouncements): void {
    const { nowMs, contacts } = this.#floor
    const { queries, estimator } = this.#watch
    const query = queries.ofWaiting(slot)
    const position = query.ahead + 1
    const expectedMs = estimator.expectedWaitMs(query)
    const said = announce(position === told.last?.position ? rules.inPlace : rules.moved, expectedMs, nowMs, told.last)
    if (said === undefined) return
    told.last = { ...said, position }
    if (slot >= this.#sinceMs.length) this.#sinceMs = new Float64Array(contacts.capacity)
    this.#sinceMs[slot] = nowMs - said.upToMs
    this.#floor.record('wait-announced', slot, position, this.#sinceMs)
  }
}
