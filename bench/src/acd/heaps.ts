import FlatQueue from 'flatqueue'
import { Heap } from 'heap-js'
import { NONE, type Router } from './router.ts'
import { membersOf, type World } from './world.ts'

/** A queue of numbers by key, the smallest key first. */
interface KeyedQueue {
  push(item: number, key: number): void
  /** The item and key at the head; undefined when empty. */
  head(): number | undefined
  headKey(): number
  pop(): void
}

class HeapJsQueue implements KeyedQueue {
  readonly #heap = new Heap<{ readonly item: number; readonly key: number }>((a, b) => a.key - b.key)

  push(item: number, key: number): void {
    this.#heap.push({ item, key })
  }

  head(): number | undefined {
    return this.#heap.peek()?.item
  }

  headKey(): number {
    return this.#heap.peek()!.key
  }

  pop(): void {
    this.#heap.pop()
  }
}

class FlatKeyedQueue implements KeyedQueue {
  readonly #queue = new FlatQueue()

  push(item: number, key: number): void {
    this.#queue.push(item, key)
  }

  head(): number | undefined {
    return this.#queue.peek()
  }

  headKey(): number {
    return this.#queue.peekValue()!
  }

  pop(): void {
    this.#queue.pop()
  }
}

const PRIORITY_STEP = 2 ** 40

/**
 * A heap of waiting contacts and one of idle agents for each type. An agent stands in the heap of each of its types; the entry
 * of one who has been taken meanwhile is dropped when it comes to the head, as a heap cannot remove from its middle.
 */
class HeapRouter implements Router {
  readonly #types: readonly (readonly number[])[]
  readonly #waiting: readonly KeyedQueue[]
  readonly #idle: readonly KeyedQueue[]
  readonly #idleSeq: number[]
  #seq = 0

  constructor({ skills, types }: World, newQueue: () => KeyedQueue) {
    const setTypes = new Map(Array.from(new Set(skills), (set) => [set, membersOf(set)]))
    this.#types = Array.from(skills, (set) => setTypes.get(set)!)
    this.#waiting = Array.from({ length: types }, newQueue)
    this.#idle = Array.from({ length: types }, newQueue)
    this.#idleSeq = Array.from(skills, () => NONE)
    for (let agent = 0; agent < skills.length; agent += 1) this.#becomeIdle(agent)
  }

  arrive(ref: number, type: number, priority: number): number {
    const idle = this.#idle[type]!
    for (let agent = idle.head(); agent !== undefined; agent = idle.head()) {
      const stands = this.#idleSeq[agent] === idle.headKey()
      idle.pop()
      if (!stands) continue
      this.#idleSeq[agent] = NONE
      return agent
    }
    this.#waiting[type]!.push(ref, this.#seq - priority * PRIORITY_STEP)
    this.#seq += 1
    return NONE
  }

  accept(): void {}

  release(): void {}

  free(agent: number): number {
    let chosen: KeyedQueue | undefined
    for (const type of this.#types[agent]!) {
      const queue = this.#waiting[type]!
      if (queue.head() !== undefined && (chosen === undefined || queue.headKey() < chosen.headKey())) chosen = queue
    }
    if (chosen === undefined) {
      this.#becomeIdle(agent)
      return NONE
    }
    const ref = chosen.head()!
    chosen.pop()
    return ref
  }

  #becomeIdle(agent: number): void {
    this.#idleSeq[agent] = this.#seq
    for (const type of this.#types[agent]!) this.#idle[type]!.push(agent, this.#seq)
    this.#seq += 1
  }
}

/** On heap-js. */
export function heapJsRouter(world: World): Router {
  return new HeapRouter(world, () => new HeapJsQueue())
}

/** On flatqueue. */
export function flatQueueRouter(world: World): Router {
  return new HeapRouter(world, () => new FlatKeyedQueue())
}
