import type { CallbackAction } from '@strowger/acd'
import type { PromiseLine } from '../recovery/host-journal.ts'
import type { CalledParties } from './called-parties.ts'
import type { Contact } from './contacts.ts'
import type { House } from './house.ts'

/** Somebody who was promised a call. */
interface Promised {
  readonly ref: number
  readonly number: string
  readonly type: number
  /** When it was promised, and by when, ms. */
  readonly sinceMs: number
  readonly untilMs: number
  attempts: number
}

/**
 * Calls back whom flows promise it to: the promise waits in the queue as a contact, with the age of the wait it took the place of; the agent whose
 * turn it is hears it ring.
 */
export class Callbacks {
  readonly #house: House
  readonly #called: CalledParties
  readonly #promised = new Map<number, Promised>()

  constructor(house: House, called: CalledParties) {
    this.#house = house
    this.#called = called
  }

  /** Calls that are promised and not done. */
  get size(): number {
    return this.#promised.size
  }

  /** Number of whoever was promised a call for a contact with this `ref`; undefined when nobody was. */
  numberOf(ref: number): string | undefined {
    return this.#promised.get(ref)?.number
  }

  /** A flow promises a call. */
  promise({ subject, typeName, limitMs, session }: CallbackAction): void {
    const { desk, log, plan, refs } = this.#house
    const type = plan.acd.types.findIndex(({ name }) => name === typeName)
    if (subject === '' || type < 0) {
      log.say('error', 'callback-lost', { number: subject, type: typeName, session })
      return
    }
    const nowMs = desk.nowMs()
    const promised = {
      ref: refs.next(),
      number: subject,
      type,
      sinceMs: nowMs,
      untilMs: nowMs + limitMs,
      attempts: 0,
    }
    this.#promised.set(promised.ref, promised)
    this.#note(promised)
    this.#queue(promised)
  }

  /** Takes down every promise anew, in a journal that has just begun. */
  noteAll(): void {
    for (const promised of this.#promised.values()) this.#note(promised)
  }

  /** Promises of before a restart: those whose contacts are there still wait on, the others are queued again. */
  restore(promises: readonly PromiseLine[], waiting: ReadonlySet<number>): void {
    const { plan, refs } = this.#house
    for (const { ref, number, type, atMs, untilMs } of promises) {
      const at = plan.acd.types.findIndex(({ name }) => name === type)
      refs.keep(ref)
      if (at < 0) continue
      const promised = { ref, number, type: at, sinceMs: atMs, untilMs: untilMs ?? Infinity, attempts: 0 }
      this.#promised.set(ref, promised)
      this.#note(promised)
      if (!waiting.has(ref)) this.#queue(promised)
    }
  }

  /** An agent has a promised call in hand: calls. */
  connected({ ref, main }: Contact, agent: number): void {
    const promised = this.#promised.get(ref)
    if (promised === undefined || this.#called.has(main)) return
    const { contacts, lines, desk, config, clock } = this.#house
    promised.attempts += 1
    const near = lines.of(agent).voice ?? lines.of(agent).ringing?.leg ?? 0
    const stopTimer = clock.at(clock.nowMs() + config.callback.ringMs, () => {
      desk.do({ do: 'release', contact: main })
    })
    this.#called.call(
      { contact: main, ref, number: promised.number, near },
      {
        onAnswered: () => {
          stopTimer()
          this.#over(promised)
          contacts.touch(main)
          desk.advance()
        },
        onFailed: () => {
          stopTimer()
          desk.do({ do: 'release', contact: main })
          this.#again(promised)
        },
      },
    )
  }

  #note({ ref, number, type, untilMs }: Promised): void {
    const name = this.#house.plan.acd.types[type]?.name ?? ''
    this.#house.desk.note({ do: 'promise', ref, number, type: name, untilMs: untilMs === Infinity ? null : untilMs })
  }

  #over({ ref, number }: Promised): void {
    this.#promised.delete(ref)
    this.#house.desk.note({ do: 'promise-over', ref, number, type: '', untilMs: null })
  }

  #queue({ ref, type, sinceMs }: Promised): void {
    const { desk } = this.#house
    desk.do({ do: 'offer', type, ref, headStartMs: desk.nowMs() - sinceMs })
  }

  /** Nobody answered: tried again later, as often as is configured and as long as it was promised. */
  #again(promised: Promised): void {
    const { desk, clock, config, log } = this.#house
    if (!this.#promised.has(promised.ref)) return
    const atMs = desk.nowMs() + config.callback.retryMs
    if (promised.attempts >= config.callback.attempts || atMs > promised.untilMs) {
      this.#over(promised)
      log.say('warn', 'callback-given-up', { number: promised.number, attempts: promised.attempts })
      return
    }
    clock.at(atMs, () => {
      this.#queue(promised)
    })
  }
}
