import type { Hearings } from '../pbx/pbx.ts'

/** One channel hears another across rooms. */
export interface Tap {
  readonly listener: string
  readonly source: string
  /** The listener is not alone in its room: what it hears must not be said to the room. */
  readonly isPrivate: boolean
}

/** Rooms (mixing bridges), in each of which all hear each other, and taps for all other hearing. */
export interface Layout {
  readonly rooms: readonly (readonly string[])[]
  readonly taps: readonly Tap[]
}

/** Any hearing as rooms and taps. Conversations and conferences need no tap, a supervisor who listens two. O(n³) for n channels that are connected. */
export function layoutOf(hearings: Hearings): Layout {
  const rooms = cliques(hearings)
  const roomOf = new Map(rooms.flatMap((room) => room.map((channel) => [channel, room] as const)))
  const taps = [...hearings].flatMap(([listener, sources]) => {
    const room = roomOf.get(listener)!
    const isPrivate = room.length > 1
    return sources.filter((source) => !room.includes(source)).map((source) => ({ listener, source, isPrivate }))
  })
  return { rooms, taps }
}

/** Everybody in one set of those who all hear each other, the largest sets first. */
function cliques(hearings: Hearings): string[][] {
  const hears = (a: string, b: string) => hearings.get(a)?.includes(b) === true
  const left = new Set(hearings.keys())
  const rooms: string[][] = []
  while (left.size > 0) {
    let best: string[] = []
    for (const seed of left) {
      const clique = [seed]
      for (const other of left) {
        if (other !== seed && clique.every((each) => hears(each, other) && hears(other, each))) clique.push(other)
      }
      if (clique.length > best.length) best = clique
    }
    rooms.push(best)
    for (const channel of best) left.delete(channel)
  }
  return rooms
}
