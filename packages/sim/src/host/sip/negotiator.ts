import type { CallEvent, SessionDescription } from '@strowger/core/sip'
import type { SwitchEvent } from '../switch/switch-event.ts'
import type { AudioTerms } from './audio-terms.ts'
import type { LegAudio } from './leg-audio.ts'
import type { SipLeg } from './sip-leg.ts'
import type { SipWire } from './sip-wire.ts'

/** Agrees with the other side of a leg about its sound, when it is answered and whenever either side wants it otherwise. RFC 3264 */
export class Negotiator {
  readonly #wire: () => SipWire
  readonly #terms: AudioTerms
  readonly #audio: LegAudio
  readonly #tell: (event: SwitchEvent) => void

  constructor(wire: () => SipWire, terms: AudioTerms, audio: LegAudio, tell: (event: SwitchEvent) => void) {
    this.#wire = wire
    this.#terms = terms
    this.#audio = audio
    this.#tell = tell
  }

  /** This side's offer for a call out. */
  offer(leg: SipLeg): SessionDescription {
    return this.#terms.offer(leg.opened!, this.#nextVersion(leg))
  }

  /** Answers a call that came in, whose port is open. False when there is nothing in common: it is refused with 488. */
  answer(leg: SipLeg): boolean {
    const { call, offer, opened } = leg
    if (call === undefined || opened === undefined) return false
    if (offer === undefined) {
      this.#wire().act((agent, nowMs) => agent.answer(call, this.offer(leg), nowMs))
      return true
    }
    const agreement = this.#terms.answer(offer, opened, this.#nextVersion(leg))
    const connection = this.#terms.ofAnswered(offer, agreement)
    if (connection === undefined) {
      this.#wire().act((agent, nowMs) => agent.refuse(call, 488, nowMs))
      return false
    }
    this.#wire().act((agent, nowMs) => agent.answer(call, agreement.answer, nowMs))
    this.#audio.connect(leg, connection)
    return true
  }

  /** The other side answered this side's offer. False when it agrees to nothing. */
  agreed(leg: SipLeg, answer: SessionDescription | undefined): boolean {
    const connection = answer === undefined ? undefined : this.#terms.ofAnswer(answer)
    if (connection !== undefined) this.#audio.connect(leg, connection)
    return connection !== undefined
  }

  /** The other side wants its sound otherwise: elsewhere, or on hold. */
  reoffered(leg: SipLeg, { call, offer }: CallEvent & { kind: 'reoffered' }): void {
    const { opened } = leg
    this.#wire().act((agent, nowMs) => {
      if (opened === undefined) agent.refuseOffer(call, nowMs)
      else if (offer === undefined) agent.acceptOffer(call, this.offer(leg), nowMs)
      else {
        const agreement = this.#terms.answer(offer, opened, this.#nextVersion(leg))
        const connection = this.#terms.ofAnswered(offer, agreement)
        if (connection === undefined) agent.refuseOffer(call, nowMs)
        else {
          agent.acceptOffer(call, agreement.answer, nowMs)
          this.#audio.connect(leg, connection)
          this.#setHeld(leg, connection.direction === 'recvonly' || connection.direction === 'inactive')
        }
      }
    })
  }

  /** The other side sends and takes nothing, or does so again. RFC 3264 §8.4 */
  #setHeld(leg: SipLeg, isHeld: boolean): void {
    if (leg.isHeld === isHeld) return
    leg.isHeld = isHeld
    this.#tell({ kind: isHeld ? 'held' : 'resumed', leg: leg.id })
  }

  #nextVersion(leg: SipLeg): number {
    return (leg.version += 1)
  }
}
