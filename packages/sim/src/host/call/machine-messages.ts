import type { House } from './house.ts'

interface Message {
  readonly number: string
  readonly prompt: string
  isPlaying: boolean
  stopTimer: () => void
}

/** A machine that has not begun to record by then is hung up on, ms. */
const LONGEST_GREETING_MS = 60_000

/** Messages that are left on answering machines: after the tone, then the call is over. The engine has no part in these calls any more. */
export class MachineMessages {
  readonly #house: House
  readonly #messages = new Map<number, Message>()
  /** Messages that were left from their beginning to their end. */
  left = 0

  constructor(house: House) {
    this.#house = house
  }

  /** Messages that are being left. */
  get size(): number {
    return this.#messages.size
  }

  /** A machine has answered: it is to hear this prompt as soon as it records. */
  leave(leg: number, number: string, prompt: string): void {
    const { clock, exchange } = this.#house
    const stopTimer = clock.at(clock.nowMs() + LONGEST_GREETING_MS, () => {
      exchange.hangUp(leg)
    })
    this.#messages.set(leg, { number, prompt, isPlaying: false, stopTimer })
  }

  /** The machine records. */
  records(leg: number): void {
    const message = this.#messages.get(leg)
    if (message === undefined || message.isPlaying) return
    message.stopTimer()
    message.isPlaying = true
    this.#house.exchange.play(leg, { prompts: [message.prompt] })
  }

  /** A prompt was played to its end: true when it was a message. */
  played(leg: number): boolean {
    const message = this.#messages.get(leg)
    if (message === undefined) return false
    this.left += 1
    this.#house.log.say('info', 'message-left', { number: message.number })
    this.#house.exchange.hangUp(leg)
    return true
  }

  /** The call is over. */
  forget(leg: number): void {
    this.#messages.get(leg)?.stopTimer()
    this.#messages.delete(leg)
  }
}
