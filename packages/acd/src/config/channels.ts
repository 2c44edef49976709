import { StrowgerError } from '../errors/strowger-error.ts'
import type { CapacityConfig, ChannelConfig } from './config.ts'

/** Channels are bits of a word, and 1 << 31 is negative. */
const MOST_CHANNELS = 31

/** Channels with names resolved; a set of channels is a word with a bit for each. */
export class Channels {
  readonly names: readonly string[]
  readonly #numbers = new Map<string, number>()
  readonly #weight: readonly number[]
  /** Per channel, those that it interrupts. */
  readonly #interrupts: readonly number[]
  /** Channels that are interrupted by another. */
  readonly interruptible: number

  /** @throws StrowgerError `duplicate-name`, `unknown-channel`, `out-of-range` */
  constructor(channels: readonly ChannelConfig[]) {
    if (channels.length < 1 || channels.length > MOST_CHANNELS) {
      throw new StrowgerError('out-of-range', 'channels', channels.length, `1 to ${MOST_CHANNELS} channels`)
    }
    this.names = channels.map(({ name }) => name)
    for (const [at, name] of this.names.entries()) {
      if (this.#numbers.has(name))
        throw new StrowgerError('duplicate-name', `channels[${at}].name`, name, 'name each once')
      this.#numbers.set(name, at)
    }
    this.#weight = channels.map(({ weight = 1 }, at) => {
      if (weight > 0 && weight < Infinity) return weight
      throw new StrowgerError('out-of-range', `channels[${at}].weight`, weight, 'more than 0, finite')
    })
    this.#interrupts = channels.map(({ interrupts = [] }, at) =>
      interrupts.reduce(
        (set, name, index) => set | (1 << this.numberOf(name, `channels[${at}].interrupts[${index}]`)),
        0,
      ),
    )
    this.interruptible = this.#interrupts.reduce((set, one) => set | one, 0)
  }

  /** Channels there are. */
  get count(): number {
    return this.names.length
  }

  /** The set of all channels. */
  get all(): number {
    return 2 ** this.count - 1
  }

  /** Names of a set of channels. */
  namesIn(set: number): string[] {
    return this.names.filter((_, channel) => (set & (1 << channel)) !== 0)
  }

  /** @throws StrowgerError `unknown-channel` */
  numberOf(name: string, path: string): number {
    const number = this.#numbers.get(name)
    if (number !== undefined) return number
    throw new StrowgerError('unknown-channel', path, name, `one of: ${this.names.join(', ')}`)
  }

  weightOf(channel: number): number {
    return this.#weight[channel]!
  }

  /** True when a contact of `channel` puts those of `other` aside. */
  interrupts(channel: number, other: number): boolean {
    return (this.#interrupts[channel]! & (1 << other)) !== 0
  }
}

/** How much an agent does at once, with names resolved. */
export class Capacity {
  readonly #channels: Channels
  readonly total: number
  readonly #most: Float64Array
  /** Channels that an agent with nothing in hand serves. */
  readonly served: number
  /** True when any one contact fills it: nobody has to look at what its agents have in hand. */
  readonly isSingle: boolean

  /** @throws StrowgerError `unknown-channel`, `out-of-range` */
  constructor({ total = 1, channels: most = {} }: CapacityConfig, channels: Channels, path: string) {
    if (total !== 'unlimited' && !(total > 0 && total < Infinity)) {
      throw new StrowgerError('out-of-range', `${path}.total`, total, 'more than 0, or unlimited')
    }
    this.#channels = channels
    this.total = total === 'unlimited' ? Infinity : total
    this.#most = new Float64Array(channels.count).fill(Infinity)
    for (const [name, contacts] of Object.entries(most)) {
      if (!(contacts >= 0 && Number.isInteger(contacts))) {
        throw new StrowgerError('out-of-range', `${path}.channels.${name}`, contacts, 'a whole number, 0 or more')
      }
      this.#most[channels.numberOf(name, `${path}.channels`)] = contacts
    }
    this.served = this.room(new Int32Array(channels.count))
    // Also of channels that it does not serve: whoever transfers a contact does not ask.
    this.isSingle = channels.names.every((_, channel) => {
      const one = new Int32Array(channels.count)
      one[channel] = 1
      return this.room(one) === 0
    })
  }

  /** The channels of which one more contact may come, beside so many of each in hand. O(channels²). */
  room(inHand: Int32Array): number {
    const { count } = this.#channels
    let open = 0
    for (let channel = 0; channel < count; channel += 1) {
      if (inHand[channel]! >= this.#most[channel]!) continue
      let load = this.#channels.weightOf(channel)
      for (let other = 0; other < count; other += 1) {
        if (!this.#channels.interrupts(channel, other)) load += inHand[other]! * this.#channels.weightOf(other)
      }
      if (load <= this.total) open |= 1 << channel
    }
    return open
  }

  /** Σ weight of so many contacts of each channel. */
  load(inHand: Int32Array): number {
    let load = 0
    for (let channel = 0; channel < inHand.length; channel += 1) {
      load += inHand[channel]! * this.#channels.weightOf(channel)
    }
    return load
  }
}
