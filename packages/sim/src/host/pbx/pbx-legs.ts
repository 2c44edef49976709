import type { Hearings } from './pbx.ts'
import { PbxLeg } from './pbx-leg.ts'

/** The legs of a switch, by number and by channel. */
export class PbxLegs {
  readonly #byId = new Map<number, PbxLeg>()
  readonly #byChannel = new Map<string, PbxLeg>()
  #last = 0

  get size(): number {
    return this.#byId.size
  }

  get all(): readonly PbxLeg[] {
    return [...this.#byId.values()]
  }

  /** A leg of a channel that came in, or of a new one by the name that `channelOf` gives it. */
  add(isIncoming: boolean, channelOf: (id: number) => string): PbxLeg {
    const id = (this.#last += 1)
    const leg = new PbxLeg(id, channelOf(id), isIncoming)
    this.#byId.set(id, leg)
    this.#byChannel.set(leg.channel, leg)
    return leg
  }

  get(id: number): PbxLeg | undefined {
    return this.#byId.get(id)
  }

  /** Does something with a leg that is not over. */
  with(id: number, act: (leg: PbxLeg) => void): void {
    const leg = this.#byId.get(id)
    if (leg !== undefined) act(leg)
  }

  ofChannel(channel: string): PbxLeg | undefined {
    return this.#byChannel.get(channel)
  }

  remove(leg: PbxLeg): void {
    this.#byId.delete(leg.id)
    this.#byChannel.delete(leg.channel)
  }

  /** Who hears whom among these legs and all that they are connected with, as far as there is media. O(legs × connected). */
  hearingsAround(changed: Iterable<PbxLeg>): Hearings {
    const around = new Set<PbxLeg>()
    const open = [...changed].filter((leg) => leg.hasMedia && this.#byId.has(leg.id))
    for (let leg = open.pop(); leg !== undefined; leg = open.pop()) {
      if (around.has(leg)) continue
      around.add(leg)
      for (const other of this.#byId.values()) {
        if (other.hasMedia && (leg.hears.includes(other.id) || other.hears.includes(leg.id))) open.push(other)
      }
    }
    return new Map([...around].map((leg) => [leg.channel, this.#sourcesOf(leg)]))
  }

  #sourcesOf({ id, hears }: PbxLeg): string[] {
    return hears.flatMap((source) => {
      const other = source === id ? undefined : this.#byId.get(source)
      return other?.hasMedia === true ? other.channel : []
    })
  }
}
