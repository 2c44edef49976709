import type { Party } from '@strowger/acd'
import type { House } from './house.ts'
import type { OutsideCalls } from './outside-calls.ts'

/** Puts into effect who hears whom, as the engine says it for each contact that something has happened to. */
export class Bridges {
  readonly #house: House
  readonly #outside: OutsideCalls
  /** What each leg hears, by the caller's contact. */
  readonly #heard = new Map<number, Map<number, readonly number[]>>()

  constructor(house: House, outside: OutsideCalls) {
    this.#house = house
    this.#outside = outside
  }

  /** Something has happened to a caller's contact. */
  refresh(main: number): void {
    const { exchange } = this.#house
    const before = this.#heard.get(main) ?? new Map<number, readonly number[]>()
    const now = this.#hearings(main)
    for (const [leg, sources] of now) {
      if (!same(before.get(leg), sources)) exchange.hear(leg, sources)
    }
    for (const leg of before.keys()) if (!now.has(leg)) exchange.hear(leg, [])
    if (now.size === 0) this.#heard.delete(main)
    else this.#heard.set(main, now)
    this.#holdMusic(main)
  }

  #hearings(main: number): Map<number, number[]> {
    const hearings = new Map<number, number[]>()
    for (const { from, to } of this.#house.desk.engine.consults.hearings(main)) {
      const source = this.#legOf(main, from)
      const listener = this.#legOf(main, to)
      if (source === undefined || listener === undefined) continue
      const sources = hearings.get(listener)
      if (sources === undefined) hearings.set(listener, [source])
      else if (!sources.includes(source)) sources.push(source)
    }
    return hearings
  }

  #legOf(main: number, party: Party): number | undefined {
    const { contacts, callers, lines } = this.#house
    if (party === 'caller') {
      const contact = contacts.of(main)
      return contact && callers.ofRef(contact.ref)?.leg
    }
    if ('agent' in party) return lines.of(party.agent).voice
    const leg = contacts.legsOf(main).find(({ outside }) => outside === party.outside)
    return leg && this.#outside.legOf(leg.id)
  }

  /** Whoever is on hold, or waits for a phone to be answered, hears music; whoever talks does not. */
  #holdMusic(main: number): void {
    const { contacts, callers, lines, exchange, config } = this.#house
    const contact = contacts.of(main)
    const caller = contact && callers.ofRef(contact.ref)
    if (contact === undefined || caller === undefined || contact.agent < 0) return
    const waits = contact.isHeld || lines.of(contact.agent).voice === undefined
    if (waits && caller.sound === 'nothing') {
      caller.sound = 'music'
      exchange.play(caller.leg, { prompts: [config.media.music], loop: true })
    } else if (!waits && caller.sound === 'music') {
      caller.sound = 'nothing'
      exchange.stopPlay(caller.leg)
    }
  }
}

function same(a: readonly number[] | undefined, b: readonly number[]): boolean {
  return a !== undefined && a.length === b.length && a.every((each, at) => each === b[at])
}
