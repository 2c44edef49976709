import { Broken } from './broken.ts'
import type { Matching } from './matching.ts'

/** What an agent wishes. */
export type Wish = 'signed-out' | 'not-ready' | 'ready'

interface Watched {
  wish: Wish
  /** Id of the contact that rings; undefined for none. */
  ringing: number | undefined
  /** What is in hand, by id, with its type. */
  readonly hand: Map<number, number>
  /** False from when something has ended until the agent is seen to go on: contacts do not find it in between. */
  settled: boolean
}

/** Agents as events and wishes tell of them: what rings, what is in hand, and whether there is room for more. */
export class Staff {
  readonly #matching: Matching
  readonly #agents: readonly Watched[]

  constructor(matching: Matching, agents: number) {
    this.#matching = matching
    this.#agents = Array.from({ length: agents }, () => ({
      wish: 'signed-out',
      ringing: undefined,
      hand: new Map(),
      settled: true,
    }))
  }

  /** Numbers of all agents. */
  get all(): readonly number[] {
    return [...this.#agents.keys()]
  }

  /** An agent wishes something from now on, whatever it has in hand. */
  wish(agent: number, wish: Wish): void {
    this.#agents[agent]!.wish = wish
  }

  /** An agent has nothing in hand and does what it wishes. */
  rest(agent: number, wish: Wish): void {
    const watched = this.#agents[agent]!
    const kept = watched.ringing ?? [...watched.hand.keys()][0]
    if (kept !== undefined) throw new Broken('no lost contact', `agent ${agent} rests, and has contact ${kept}`)
    watched.wish = wish
    watched.settled = true
  }

  /** The contact that rings at an agent. */
  ringingAt(agent: number): number | undefined {
    return this.#agents[agent]!.ringing
  }

  /** Ids of what an agent has in hand. */
  inHandOf(agent: number): readonly number[] {
    return [...this.#agents[agent]!.hand.keys()]
  }

  ring(agent: number, contact: number): void {
    this.#agents[agent]!.ringing = contact
  }

  /** An offer has ended; an agent who has not answered is not ready, as groups have it by default. */
  unring(agent: number, hasMissed: boolean): void {
    const watched = this.#agents[agent]!
    watched.ringing = undefined
    watched.settled = false
    if (hasMissed && watched.wish === 'ready') watched.wish = 'not-ready'
  }

  take(agent: number, contact: number, type: number): void {
    const watched = this.#agents[agent]!
    watched.ringing = undefined
    watched.hand.set(contact, type)
    watched.settled = false
  }

  /** A contact is over; an agent who had it in hand has not any more. */
  drop(contact: number): void {
    for (const watched of this.#agents) if (watched.hand.delete(contact)) watched.settled = false
  }

  /** A command is over: whatever has ended, agents have gone on. */
  settle(): void {
    for (const watched of this.#agents) watched.settled = true
  }

  /** Whether an agent is ready and has room for a contact of a type. */
  isFree(agent: number, type: number): boolean {
    const { wish, ringing, hand } = this.#agents[agent]!
    return wish === 'ready' && ringing === undefined && this.#matching.hasRoom(agent, [...hand.values()], type)
  }

  /** Whether contacts of a type find an agent. */
  isFound(agent: number, type: number): boolean {
    return this.#agents[agent]!.settled && this.isFree(agent, type)
  }
}
