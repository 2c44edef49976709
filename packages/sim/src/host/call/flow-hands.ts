import type { FlowAction, PlayAction, RequestAction } from '@strowger/acd'
import { spokenDigits, spokenWait } from '../prompt/prompt-files.ts'
import type { Callbacks } from './callbacks.ts'
import type { Caller } from './callers.ts'
import type { House } from './house.ts'
import type { OutsideCalls } from './outside-calls.ts'
import type { Services } from './services.ts'
import type { Voicemail } from './voicemail.ts'

/** Carries out what flows ask of their host. */
export class FlowHands {
  readonly #house: House
  readonly #outside: OutsideCalls
  readonly #callbacks: Callbacks
  readonly #services: Services
  readonly #voicemail: Voicemail

  constructor(house: House, outside: OutsideCalls, callbacks: Callbacks, services: Services, voicemail: Voicemail) {
    this.#house = house
    this.#outside = outside
    this.#callbacks = callbacks
    this.#services = services
    this.#voicemail = voicemail
  }

  /** An action of a flow. */
  carryOut(action: FlowAction): void {
    const { callers } = this.#house
    const caller = action.kind === 'entered' ? callers.ofLeg(action.ref) : callers.ofRef(action.session)
    if (action.kind === 'call-back') {
      this.#callbacks.promise(action)
      return
    }
    // Of a session whose call the host no longer has, there is nothing to be done: the restart ends it.
    if (caller === undefined) return
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the desk has done the others, or they are told to programs
    switch (action.kind) {
      case 'entered':
        callers.enter(caller, action.session)
        return
      case 'play':
        this.#play(caller, action)
        return
      case 'stop':
        this.quiet(caller)
        return
      case 'queue':
        caller.isWaiting = true
        this.#announceRecording(caller)
        this.music(caller)
        return
      case 'leave':
        caller.isWaiting = false
        return
      case 'lookup':
      case 'self-service':
      case 'voicemail':
      case 'transfer':
        this.#request(caller, action)
        return
      case 'ended':
        this.#ended(caller, action)
        return
      default:
    }
  }

  /** A prompt has been heard to its end. */
  played(caller: Caller): void {
    if (caller.sound !== 'prompt') return
    caller.sound = 'nothing'
    if (caller.isOver) {
      this.#house.exchange.hangUp(caller.leg)
      return
    }
    this.#house.desk.do({ do: 'played', session: caller.ref })
    this.music(caller)
  }

  /** Who waits and hears nothing hears music. */
  music(caller: Caller): void {
    if (!caller.isWaiting || caller.sound !== 'nothing') return
    caller.sound = 'music'
    this.#house.exchange.play(caller.leg, { prompts: [this.#house.config.media.music], loop: true })
  }

  /** Whatever plays is over. */
  quiet(caller: Caller): void {
    if (caller.sound === 'nothing') return
    caller.sound = 'nothing'
    this.#house.exchange.stopPlay(caller.leg)
  }

  #play(caller: Caller, { prompt, says, value, speaks, session }: PlayAction): void {
    const { desk, agents } = this.#house
    const words = [prompt]
    for (const name of says) {
      const known = desk.machine.entry(session, name) ?? desk.machine.attributesOf(session)?.[name]
      words.push(...(typeof known === 'string' || typeof known === 'number' ? spoken(String(known)) : []))
    }
    if (speaks === 'agent') words.push(...spokenDigits(agents.numberOf(value)))
    else if (speaks === 'wait') words.push(...spokenWait(value))
    caller.sound = 'prompt'
    this.#house.exchange.play(caller.leg, { prompts: words })
  }

  #announceRecording(caller: Caller): void {
    const { calls, announce } = this.#house.config.recording
    if (calls === 'none' || announce === '' || caller.sound !== 'nothing') return
    caller.sound = 'music'
    this.#house.exchange.play(caller.leg, { prompts: [announce, this.#house.config.media.music] })
  }

  #request(caller: Caller, action: RequestAction): void {
    if (action.kind === 'transfer') this.#outside.transferFromFlow(caller, action)
    else if (action.kind === 'voicemail') this.#voicemail.begin(caller, action)
    else this.#services.ask(caller, action)
  }

  #ended(caller: Caller, { reason, by }: FlowAction & { readonly kind: 'ended' }): void {
    caller.isOver = true
    caller.isWaiting = false
    if (caller.outside !== undefined) return
    if (reason === 'callback' && by === 'caller' && caller.isAnswered) this.#confirm(caller)
    else if (caller.isAnswered) this.#house.exchange.hangUp(caller.leg)
    // Who is turned away before the answer is told why, and pays nothing for it.
    else this.#house.exchange.refuse(caller.leg, reason === 'unknown-number' ? 'unknown-number' : 'busy')
  }

  /** Who is to be called back is told so; its call ends after that. */
  #confirm(caller: Caller): void {
    caller.sound = 'prompt'
    this.#house.exchange.play(caller.leg, { prompts: ['confirmed'] })
  }
}

/** Digits are spoken one by one; a word is a prompt of its own. */
function spoken(text: string): string[] {
  return /^[\d.-]+$/.test(text) ? spokenDigits(text) : [text]
}
