import { NONE, type Router } from './router.ts'
import { Draws, type World } from './world.ts'

/** How full the floor is: contacts more than agents to take them, swinging between the two. */
export interface Load {
  readonly fewest: number
  readonly most: number
}

/** Full load with some waiting: from 2 % of the agents idle to one contact waiting for 12 agents. */
export function fullLoad(agents: number): Load {
  return { fewest: -Math.ceil(agents / 50), most: Math.ceil(agents / 12) }
}

/** Mean conversation, ms; only sets how far apart events are. */
const TALK_MS = 180_000
/** Every so many calls one arrival is added or left out, so that the load swings. */
const SWING = 8

class Fifo {
  readonly #items: Int32Array
  #first = 0
  size = 0

  constructor(capacity: number) {
    this.#items = new Int32Array(capacity)
  }

  push(item: number): void {
    this.#items[(this.#first + this.size) % this.#items.length] = item
    this.size += 1
  }

  shift(): number {
    const item = this.#items[this.#first]!
    this.#first = (this.#first + 1) % this.#items.length
    this.size -= 1
    return item
  }
}

/**
 * Callers and agents who keep a router busy: every {@link call} ends one conversation, ends one agent's after-call work, lets
 * one contact arrive and answers what has rung long enough. All routers see the same commands as long as they decide alike,
 * which {@link checksum} shows.
 */
export class BusyFloor {
  readonly #router: Router
  readonly #world: World
  readonly #load: Load
  readonly #draws = new Draws(99)
  readonly #stepMs: number
  readonly #wrapUps: number
  readonly #rings: number
  readonly #talking: Int32Array
  readonly #wrapUp: Fifo
  readonly #ringing: Fifo
  #talks = 0
  #balance: number
  #rising = true
  #calls = 0
  #nextRef = 0
  #polledMs = 0
  nowMs = 0
  matches = 0
  checksum = 0

  /** @param fraction - added to every time, ms: 0 keeps them whole */
  constructor(router: Router, world: World, load: Load, fraction: number = 0) {
    const agents = world.skills.length
    this.#router = router
    this.#world = world
    this.#load = load
    this.#stepMs = Math.min(1000, Math.round(TALK_MS / agents)) + fraction
    this.#wrapUps = Math.ceil(agents / 32)
    this.#rings = Math.ceil(agents / 128)
    this.#talking = new Int32Array(agents)
    this.#wrapUp = new Fifo(agents + 1)
    this.#ringing = new Fifo(agents + 1)
    this.#balance = -(agents - this.#wrapUps)
    while (this.#balance < load.fewest) {
      this.#arrive()
      this.#answer()
      this.#poll()
    }
    while (this.#balance < load.most) this.#arrive()
  }

  /** One routed call's worth of commands. */
  call(): void {
    this.nowMs += this.#stepMs
    this.#calls += 1
    if (this.#talks > 0) this.#release()
    if (this.#wrapUp.size > this.#wrapUps) {
      const agent = this.#wrapUp.shift()
      const ref = this.#router.free(agent, this.nowMs)
      if (ref !== NONE) this.#ring(agent, ref)
    }
    if (this.#calls % SWING === 0 && this.#load.most > this.#load.fewest) this.#swing()
    else this.#arrive()
    this.#answer()
    if (this.#router.poll !== undefined) this.#poll()
  }

  #release(): void {
    const at = this.#draws.below(this.#talks)
    const agent = this.#talking[at]!
    this.#talks -= 1
    this.#talking[at] = this.#talking[this.#talks]!
    this.#router.release(agent, this.nowMs)
    this.#wrapUp.push(agent)
    this.#balance -= 1
  }

  #swing(): void {
    if (this.#balance >= this.#load.most) this.#rising = false
    if (this.#balance <= this.#load.fewest) this.#rising = true
    if (!this.#rising) return
    this.#arrive()
    this.#arrive()
  }

  #arrive(): void {
    const type = this.#draws.below(this.#world.types)
    this.#balance += 1
    const ref = this.#nextRef
    this.#nextRef = (ref + 1) & 0x3fff_ffff
    const agent = this.#router.arrive(ref, type, this.#world.priority[type]!, this.nowMs)
    if (agent !== NONE) this.#ring(agent, ref)
  }

  #answer(): void {
    while (this.#ringing.size > this.#rings) {
      const agent = this.#ringing.shift()
      this.#router.accept(agent, this.nowMs)
      this.#talking[this.#talks] = agent
      this.#talks += 1
    }
  }

  #poll(): void {
    if (this.#router.poll === undefined) return
    for (; this.#polledMs <= this.nowMs; this.#polledMs += 100) {
      for (let agent = this.#router.poll(this.#polledMs); agent !== NONE; agent = this.#router.poll(this.#polledMs)) {
        this.#ring(agent, 0)
        this.#answer()
      }
    }
  }

  #ring(agent: number, ref: number): void {
    this.#ringing.push(agent)
    this.matches += 1
    this.checksum = (Math.imul(this.checksum, 31) + agent * 7 + ref) | 0
  }
}
