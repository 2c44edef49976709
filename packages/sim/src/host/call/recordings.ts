import { recordingId } from '../log/iso-time.ts'
import type { House } from './house.ts'

/** Recordings of conversations: caller and agent, each on a side of its own. */
export class Recordings {
  readonly #house: House
  readonly #byContact = new Map<number, string>()

  constructor(house: House) {
    this.#house = house
  }

  /** A conversation goes on: begins its recording when both can be heard and none is under way. */
  start(main: number): void {
    const { config, contacts, callers, lines, exchange, clock, log } = this.#house
    if (config.recording.calls === 'none' || this.#byContact.has(main)) return
    const contact = contacts.of(main)
    const caller = contact && callers.ofRef(contact.ref)
    const voice = contact === undefined || contact.agent < 0 ? undefined : lines.of(contact.agent).voice
    if (caller === undefined || voice === undefined) return
    const id = recordingId('call', clock.nowMs(), main)
    this.#byContact.set(main, id)
    exchange.record(id, [caller.leg, voice], `${config.data}/recordings/${id}.wav`)
    log.say('info', 'recording', { id, contact: main })
  }

  /** A conversation is over, or goes on elsewhere. */
  stop(main: number): void {
    const id = this.#byContact.get(main)
    if (id === undefined) return
    this.#byContact.delete(main)
    this.#house.exchange.stopRecord(id)
  }
}
