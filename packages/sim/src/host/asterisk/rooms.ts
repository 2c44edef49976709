import type { Hearings } from '../pbx/pbx.ts'
import { layoutOf, type Tap } from './layout.ts'
import type { OrderedRequests } from './ordered-requests.ts'

interface Room {
  readonly bridge: string
  readonly members: Set<string>
}

/** A tap as it stands: a snoop that says what the source says, in the room of the listener or in a bridge of its own, from which another snoop says it to the listener alone. */
interface PlacedTap extends Tap {
  /** The bridge of its own; undefined where it is in the listener's room. */
  readonly bridge: string | undefined
  readonly snoops: readonly string[]
}

/** Bridges and snoops as they stand at Asterisk, and the requests that make them what they should be. */
export class Rooms {
  readonly #requests: OrderedRequests
  readonly #prefix: string
  readonly #application: string
  readonly #roomOf = new Map<string, Room>()
  readonly #taps = new Set<PlacedTap>()
  /** Bridge that a snoop goes to when it has come to the application. */
  readonly #bridgeOfSnoop = new Map<string, string>()
  #last = 0

  constructor(requests: OrderedRequests, prefix: string, application: string) {
    this.#requests = requests
    this.#prefix = prefix
    this.#application = application
  }

  /** Bridges there are. */
  get size(): number {
    const own = [...this.#taps].filter(({ bridge }) => bridge !== undefined).length
    return new Set(this.#roomOf.values()).size + own
  }

  /** True for a bridge of these. */
  has(bridge: string): boolean {
    const rooms = [...this.#roomOf.values()].some((room) => room.bridge === bridge)
    return rooms || [...this.#taps].some((tap) => tap.bridge === bridge)
  }

  /** These channels hear each other so from now on. */
  connect(hearings: Hearings): void {
    const { rooms, taps } = layoutOf(hearings)
    for (const placed of this.#taps) {
      const isAsked = hearings.has(placed.listener) || hearings.has(placed.source)
      if (isAsked && !taps.some((tap) => same(tap, placed))) this.#drop(placed)
    }
    const alone = new Set(taps.filter(({ isPrivate }) => !isPrivate).map(({ listener }) => listener))
    for (const room of rooms) {
      if (room.length > 1 || alone.has(room[0]!)) this.#gather(room)
      else this.#leave(room[0]!)
    }
    const placed = [...this.#taps]
    for (const tap of taps) if (!placed.some((each) => same(each, tap))) this.#place(tap)
  }

  /** A channel is gone, and so are the snoops of it and for it. */
  forget(channel: string): void {
    for (const tap of this.#taps) if (tap.listener === channel || tap.source === channel) this.#drop(tap)
    const room = this.#roomOf.get(channel)
    if (room !== undefined) this.#remove(room, channel)
  }

  /** A snoop has come to the application: it can be put into its bridge. False when it is none of these. */
  started(id: string): boolean {
    const bridge = this.#bridgeOfSnoop.get(id)
    if (bridge === undefined) return false
    this.#add(bridge, id)
    return true
  }

  /** Nothing is there any more. */
  clear(): void {
    this.#roomOf.clear()
    this.#taps.clear()
    this.#bridgeOfSnoop.clear()
  }

  /** Brings these channels into one room: that in which most of them are, unless somebody else is there. */
  #gather(channels: readonly string[]): void {
    const rooms = channels.flatMap((channel) => this.#roomOf.get(channel) ?? [])
    const own = rooms.filter(({ members }) => [...members].every((member) => channels.includes(member)))
    const room = own.toSorted((a, b) => b.members.size - a.members.size)[0] ?? {
      bridge: this.#create(),
      members: new Set(),
    }
    for (const channel of channels) {
      if (this.#roomOf.get(channel) === room) continue
      this.#leave(channel)
      room.members.add(channel)
      this.#roomOf.set(channel, room)
      this.#add(room.bridge, channel)
    }
  }

  #leave(channel: string): void {
    const room = this.#roomOf.get(channel)
    if (room === undefined) return
    void this.#requests.send([room.bridge, channel], {
      method: 'POST',
      path: ['bridges', room.bridge, 'removeChannel'],
      query: { channel },
    })
    this.#remove(room, channel)
  }

  #remove(room: Room, channel: string): void {
    room.members.delete(channel)
    this.#roomOf.delete(channel)
    if (room.members.size === 0) this.#destroy(room.bridge)
  }

  #place(tap: Tap): void {
    const { listener, source, isPrivate } = tap
    if (!isPrivate) {
      const snoop = this.#snoop(source, this.#roomOf.get(listener)!.bridge, { spy: 'in', whisper: 'none' })
      this.#taps.add({ ...tap, bridge: undefined, snoops: [snoop] })
      return
    }
    const bridge = this.#create()
    const spy = this.#snoop(source, bridge, { spy: 'in', whisper: 'none' })
    const whisper = this.#snoop(listener, bridge, { spy: 'none', whisper: 'out' })
    this.#taps.add({ ...tap, bridge, snoops: [spy, whisper] })
  }

  #drop(tap: PlacedTap): void {
    this.#taps.delete(tap)
    for (const snoop of tap.snoops) {
      this.#bridgeOfSnoop.delete(snoop)
      void this.#requests.send([snoop], { method: 'DELETE', path: ['channels', snoop] })
    }
    if (tap.bridge !== undefined) this.#destroy(tap.bridge)
  }

  /** A channel that hears another or is heard by it alone; it is put into the bridge when it has come to the application. */
  #snoop(target: string, bridge: string, how: Readonly<Record<'spy' | 'whisper', string>>): string {
    const id = `${this.#prefix}-snoop-${(this.#last += 1)}`
    this.#bridgeOfSnoop.set(id, bridge)
    void this.#requests.send([id, target], {
      method: 'POST',
      path: ['channels', target, 'snoop', id],
      query: { ...how, app: this.#application },
    })
    return id
  }

  #create(): string {
    const bridge = `${this.#prefix}-room-${(this.#last += 1)}`
    void this.#requests.send([bridge], {
      method: 'POST',
      path: ['bridges'],
      // By the name of the application bridges are found that have lost their channels: it lists only those in which somebody is.
      query: { type: 'mixing,dtmf_events', bridgeId: bridge, name: this.#application },
    })
    return bridge
  }

  #destroy(bridge: string): void {
    void this.#requests.send([bridge], { method: 'DELETE', path: ['bridges', bridge] })
  }

  #add(bridge: string, channel: string): void {
    void this.#requests.send([bridge, channel], {
      method: 'POST',
      path: ['bridges', bridge, 'addChannel'],
      query: { channel },
    })
  }
}

function same(a: Tap, b: Tap): boolean {
  return a.listener === b.listener && a.source === b.source && a.isPrivate === b.isPrivate
}
