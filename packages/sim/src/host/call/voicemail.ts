import type { RequestAction } from '@strowger/acd'
import type { Caller } from './callers.ts'
import { recordingId } from '../log/iso-time.ts'
import type { House } from './house.ts'

/** Ends a message. */
const END_KEY = '#'
/** Before the flow's own limit, so that a message of full length is one that was recorded, ms. */
const MARGIN_MS = 250

/** Messages that callers leave: a beep, then a file until a key, the limit or the end of the call. */
export class Voicemail {
  readonly #house: House
  #last = 0

  constructor(house: House) {
    this.#house = house
  }

  /** A caller is to leave a message. */
  begin(caller: Caller, { subject, request, limitMs }: RequestAction): void {
    const { exchange, clock, desk, config } = this.#house
    this.#last += 1
    const id = recordingId('voicemail', clock.nowMs(), this.#last)
    const box = subject.replaceAll(/[^\p{L}\p{N}_-]/gu, '_')
    caller.sound = 'nothing'
    exchange.stopPlay(caller.leg)
    exchange.record(id, [caller.leg], `${config.data}/voicemail/${box}/${id}.wav`)
    const stopTimer = clock.at(desk.nowMs() + Math.max(0, limitMs - MARGIN_MS), () => {
      this.end(caller)
    })
    caller.message = { id, request, stopTimer }
  }

  /** A key was pressed: true when it ended a message, and is not the flow's. */
  press(caller: Caller, key: string): boolean {
    if (caller.message === undefined || key !== END_KEY) return caller.message !== undefined
    this.end(caller)
    return true
  }

  /** The message is complete; nothing happens when there is none. */
  end(caller: Caller): void {
    const { message } = caller
    if (message === undefined) return
    caller.message = undefined
    message.stopTimer()
    this.#house.exchange.stopRecord(message.id)
    this.#house.log.say('info', 'voicemail', { id: message.id, caller: caller.number })
    this.#house.desk.do({ do: 'answer', session: caller.ref, request: message.request, outcome: 'recorded' })
  }
}
