import type { Hearings } from '../pbx/pbx.ts'
import type { EslCommands } from './esl-commands.ts'

interface Seat {
  readonly conference: string
  /** Number in the conference; undefined until FreeSWITCH says that the channel is in it. */
  member: string | undefined
  /** It came in mute and deaf, until what it is not to hear, and who is not to hear it, has been said. */
  isApart: boolean
}

/**
 * Conferences, one for all that are connected with each other: whoever is in one hears all others but those that `relate` takes away. A conversation of two is
 * one too, so that a third comes in, listens or whispers without anybody being moved.
 */
export class Conferences {
  readonly #commands: EslCommands
  readonly #prefix: string
  readonly #profile: string
  readonly #seats = new Map<string, Seat>()
  /** By listener, whom it hears. */
  readonly #hears = new Map<string, ReadonlySet<string>>()
  /** Pairs of channels `listener source` that do not hear, as FreeSWITCH was told. */
  readonly #deaf = new Set<string>()
  #last = 0

  constructor(commands: EslCommands, prefix: string, profile: string) {
    this.#commands = commands
    this.#prefix = prefix
    this.#profile = profile
  }

  /** Conferences there are. */
  get size(): number {
    return new Set([...this.#seats.values()].map(({ conference }) => conference)).size
  }

  /** True while a channel is in a conference, or on its way. */
  has(channel: string): boolean {
    return this.#seats.has(channel)
  }

  /** These channels hear each other so from now on. Returns those that have left: they are parked next. */
  connect(hearings: Hearings): string[] {
    const heard = new Set([...hearings.values()].flat())
    const together: string[] = []
    const left: string[] = []
    for (const [channel, sources] of hearings) {
      this.#hears.set(channel, new Set(sources))
      if (sources.length > 0 || heard.has(channel)) together.push(channel)
      else if (this.#seats.has(channel)) left.push(channel)
    }
    for (const channel of left) {
      this.forget(channel)
      this.#commands.api(`uuid_transfer ${channel} park inline`)
    }
    for (const group of groupsOf(together, this.#hears)) this.#gather(group)
    for (const channel of together) this.#relateAll(channel)
    return left
  }

  /** FreeSWITCH says that a channel has come in. */
  joined(channel: string, conference: string, member: string): void {
    const seat = this.#seats.get(channel)
    if (seat?.conference !== conference) return
    seat.member = member
    this.#relateAll(channel)
    if (!seat.isApart) return
    seat.isApart = false
    for (const undo of ['unmute', 'undeaf']) this.#commands.api(`conference ${conference} ${undo} ${member} quiet`)
  }

  /** A channel is gone. */
  forget(channel: string): void {
    this.#seats.delete(channel)
    this.#hears.delete(channel)
    for (const pair of this.#deaf) if (pair.split(' ').includes(channel)) this.#deaf.delete(pair)
  }

  clear(): void {
    this.#seats.clear()
    this.#hears.clear()
    this.#deaf.clear()
  }

  /** Brings channels into one conference: that in which most of them are, unless somebody else is there. */
  #gather(channels: readonly string[]): void {
    const counts = new Map<string, number>()
    for (const channel of channels) {
      const at = this.#seats.get(channel)?.conference
      if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1)
    }
    const own = [...counts].filter(([conference, count]) => this.#countIn(conference) === count)
    const conference = own.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? `${this.#prefix}-${(this.#last += 1)}`
    for (const channel of channels) {
      if (this.#seats.get(channel)?.conference === conference) continue
      for (const pair of this.#deaf) if (pair.split(' ').includes(channel)) this.#deaf.delete(pair)
      const isApart = channels.some((other) => other !== channel && !this.#hearEachOther(channel, other))
      this.#seats.set(channel, { conference, member: undefined, isApart })
      const flags = isApart ? '+flags{mute|deaf}' : ''
      this.#commands.api(`uuid_transfer ${channel} conference:${conference}@${this.#profile}${flags} inline`)
    }
  }

  #hearEachOther(a: string, b: string): boolean {
    return this.#hears.get(a)?.has(b) === true && this.#hears.get(b)?.has(a) === true
  }

  #countIn(conference: string): number {
    return [...this.#seats.values()].filter((seat) => seat.conference === conference).length
  }

  /** Takes hearing away, or gives it back, between a channel and all others in its conference. */
  #relateAll(channel: string): void {
    const seat = this.#seats.get(channel)
    if (seat?.member === undefined) return
    for (const [other, { conference, member }] of this.#seats) {
      if (other === channel || conference !== seat.conference || member === undefined) continue
      this.#relate(conference, [channel, seat.member], [other, member])
      this.#relate(conference, [other, member], [channel, seat.member])
    }
  }

  #relate(conference: string, [listener, number]: [string, string], [source, ofSource]: [string, string]): void {
    const pair = `${listener} ${source}`
    const isDeaf = this.#hears.get(listener)?.has(source) !== true
    if (isDeaf === this.#deaf.has(pair)) return
    if (isDeaf) this.#deaf.add(pair)
    else this.#deaf.delete(pair)
    this.#commands.api(`conference ${conference} relate ${number} ${ofSource} ${isDeaf ? 'nohear' : 'clear'}`)
  }
}

/** Sets of those who hear each other, in either direction, over any number of others. */
function groupsOf(channels: readonly string[], hears: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const left = new Set(channels)
  const groups: string[][] = []
  for (const seed of channels) {
    if (!left.delete(seed)) continue
    const group = [seed]
    for (const channel of group) {
      for (const other of left) {
        if (hears.get(channel)?.has(other) !== true && hears.get(other)?.has(channel) !== true) continue
        left.delete(other)
        group.push(other)
      }
    }
    groups.push(group)
  }
  return groups
}
