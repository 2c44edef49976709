import { inRange } from '../error/strowger-error.ts'
import type { MixGroup, MixPlan } from './mix-plan.ts'
import { softLimit } from './soft-limit.ts'

/** What is mixed and where to, by party: arrays and flags are the caller's, who fills them before every pass. */
export interface MixFrames {
  /** This tick's sound of each party, all of one length. */
  readonly spoken: readonly Int16Array[]
  /** 1 where `spoken` holds sound, 0 for silence, which costs nothing then. */
  readonly isSpeaking: Uint8Array
  /** Where each listener's mixture goes. */
  readonly heard: readonly Int16Array[]
  /** Set for every listener of the plan: how many voices are in its mixture (255 at most); with none `heard` is not written. */
  readonly voices: Uint8Array
}

/**
 * Mixes N parties to N outputs without each one's own voice, as a plan says. A single voice passes bit by bit; sums are of 32 bits and
 * limited softly. O(members + listeners) additions a sample and group, no allocation.
 */
export class Mixer {
  readonly #sum: Int32Array
  readonly #count: number

  /** For frames of `count` samples. */
  constructor(count: number) {
    this.#count = inRange('count', count, 1, 65_536)
    this.#sum = new Int32Array(count)
  }

  /** One tick. */
  mix(plan: MixPlan, frames: MixFrames): void {
    for (const group of plan.groups) this.#mixGroup(group, frames)
  }

  #mixGroup({ members, listeners }: MixGroup, frames: MixFrames): void {
    const { spoken, isSpeaking } = frames
    let speaking = 0
    let only = -1
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!
      if (isSpeaking[member] === 0) continue
      only = member
      speaking++
    }
    if (speaking > 1) this.#add(members, spoken, isSpeaking)
    const isShared = listeners.length > 1
    for (let i = 0; i < listeners.length; i++) {
      const listener = listeners[i]!
      const own = isShared ? isSpeaking[listener]! : 0
      const voices = speaking - own
      frames.voices[listener] = Math.min(255, voices)
      if (voices === 0) continue
      const heard = frames.heard[listener]!
      if (speaking === 1) copy(heard, spoken[only]!, this.#count)
      else if (voices === 1) copy(heard, spoken[other(members, isSpeaking, listener)]!, this.#count)
      else if (own === 0) this.#limitInto(heard)
      else this.#limitWithoutInto(heard, spoken[listener]!)
    }
  }

  #add(members: readonly number[], spoken: readonly Int16Array[], isSpeaking: Uint8Array): void {
    const sum = this.#sum
    const count = this.#count
    sum.fill(0)
    for (let i = 0; i < members.length; i++) {
      if (isSpeaking[members[i]!] === 0) continue
      const voice = spoken[members[i]!]!
      for (let s = 0; s < count; s++) sum[s]! += voice[s]!
    }
  }

  #limitInto(heard: Int16Array): void {
    const sum = this.#sum
    for (let s = 0; s < this.#count; s++) heard[s] = softLimit(sum[s]!)
  }

  #limitWithoutInto(heard: Int16Array, own: Int16Array): void {
    const sum = this.#sum
    for (let s = 0; s < this.#count; s++) heard[s] = softLimit(sum[s]! - own[s]!)
  }
}

/** By a loop: frames are short, and buffers longer than a frame are allowed. */
function copy(out: Int16Array, from: Int16Array, count: number): void {
  for (let s = 0; s < count; s++) out[s] = from[s]!
}

/** The member that speaks and is not the listener, where there is just one. */
function other(members: readonly number[], isSpeaking: Uint8Array, listener: number): number {
  for (let i = 0; i < members.length; i++) {
    if (members[i] !== listener && isSpeaking[members[i]!] === 1) return members[i]!
  }
  return listener
}
