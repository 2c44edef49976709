/** A case that waits at a node, or is in hand there. */
interface Work {
  readonly node: string
  readonly cameMs: number
  readonly lastsMs: number
  isInHand: boolean
}

/** What is told when a case is taken in hand: when, when it came, and how long it will take. */
export type OnTaken = (id: number, node: string, atMs: number, cameMs: number, lastsMs: number) => void

/**
 * Workers of departments who have one case in hand each: a case for which nobody is free waits its turn. Departments without a number of hands take every case at
 * once. O(1) per case, but for one that leaves the queue before its turn.
 */
export class Hands {
  readonly #free: Map<string, number>
  readonly #queues: ReadonlyMap<string, number[]>
  readonly #work = new Map<number, Work>()
  readonly #onTaken: OnTaken

  /** @param counts - workers by node; nodes that are not there have as many as are needed */
  constructor(counts: ReadonlyMap<string, number>, onTaken: OnTaken) {
    this.#free = new Map(counts)
    this.#queues = new Map([...counts.keys()].map((node) => [node, []]))
    this.#onTaken = onTaken
  }

  /** A case comes to a node, from another or anew. */
  come(id: number, node: string, nowMs: number, lastsMs: number): void {
    this.leave(id, nowMs)
    const free = this.#free.get(node)
    const work = { node, cameMs: nowMs, lastsMs, isInHand: free !== 0 }
    this.#work.set(id, work)
    if (free === 0) this.#queues.get(node)!.push(id)
    else this.#take(id, work, nowMs)
  }

  /** A case is closed, or goes on elsewhere: whoever had it in hand takes the next. */
  leave(id: number, nowMs: number): void {
    const work = this.#work.get(id)
    if (work === undefined) return
    this.#work.delete(id)
    const queue = this.#queues.get(work.node)
    if (queue === undefined) return
    if (!work.isInHand) {
      queue.splice(queue.indexOf(id), 1)
      return
    }
    this.#free.set(work.node, this.#free.get(work.node)! + 1)
    const next = queue.shift()
    if (next !== undefined) this.#take(next, this.#work.get(next)!, nowMs)
  }

  #take(id: number, work: Work, nowMs: number): void {
    const free = this.#free.get(work.node)
    if (free !== undefined) this.#free.set(work.node, free - 1)
    work.isInHand = true
    this.#onTaken(id, work.node, nowMs, work.cameMs, work.lastsMs)
  }
}
