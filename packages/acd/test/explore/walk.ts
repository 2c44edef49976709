import { AcdEngine, type EngineSnapshot, perform } from '@strowger/acd'
import { Census } from './census.ts'
import { faultsOf } from './faults.ts'
import { isWork, type Step, stepsFrom } from './possible.ts'
import { type Portrait, Portraitist } from './portrait.ts'
import type { Moment, SmallWorld } from './small-world.ts'
import { StateGraph } from './state-graph.ts'

/** A restored engine costs about as much as so many commands; replacing the configuration as much as three times that. */
const RESTORE_COST = 3
const SWAP_COST = 6

/** What an exploration saw. */
export interface Exploration {
  readonly states: number
  readonly transitions: number
  /** How often an engine was restored from a snapshot and had to go on as the one before. */
  readonly restores: number
}

interface Place {
  readonly moment: Moment
  readonly portrait: Portrait
  readonly state: number
}

/**
 * Visits every state that a world can reach, takes every step from each, and stops at the first in which something is
 * wrong; at the end every state must have a way, by work alone, to a floor on which nobody is left.
 *
 * One engine is led through its states. Where no step is left it goes a short known way to where one is, or is restored
 * there. Each time a known step is taken again it must lead where it led before, so that states which are taken for one are one.
 *
 * @throws Error that says what is wrong, after which step, in which state
 */
export function explore(world: SmallWorld): Exploration {
  const walk = new Walk(world)
  walk.takeAll()
  const stuck = walk.graph.stuck()
  if (stuck.length > 0) throw new Error(`from ${stuck.length} states work does not lead to an empty floor`)
  const { states, transitions } = walk.graph
  return { states, transitions, restores: walk.restores }
}

class Walk {
  readonly graph: StateGraph = new StateGraph()
  restores = 0
  readonly #world: SmallWorld
  readonly #portraitist: Portraitist
  readonly #unfinished: { readonly state: number; readonly which: number; readonly snapshot: EngineSnapshot }[] = []
  #engine: AcdEngine
  #census: Census = new Census()
  #which = 0

  constructor(world: SmallWorld) {
    this.#world = world
    this.#portraitist = new Portraitist(world)
    this.#engine = new AcdEngine(world.configs[0]!)
    for (const agent of world.agents) this.#engine.addAgent(agent)
    this.#engine.advance(0)
  }

  takeAll(): void {
    let at = this.#look()
    while (this.graph.left > 0) {
      const way = this.graph.wayToUntaken(at.state, RESTORE_COST)
      if (way === undefined) at = this.#restore()
      else for (const step of way) at = this.#take(at, step)
      at = this.#take(at, this.graph.untaken(at.state))
    }
  }

  #take(from: Place, number: number): Place {
    const step = stepsFrom(from.moment, from.portrait)[number]!
    if (step.do === 'swap') {
      this.#which = (this.#which + 1) % this.#world.configs.length
      this.#engine.reconfigure(this.#world.configs[this.#which]!, this.#engine.nowMs)
    } else perform(this.#engine, step)
    for (let event = this.#engine.read(); event !== undefined; event = this.#engine.read()) this.#census.see(event)
    const to = this.#look(from, step)
    const before = this.graph.link(from.state, number, to.state, step.do === 'swap' ? SWAP_COST : 1, isWork(step))
    if (before !== to.state)
      throw wrong('the same step from the same state led elsewhere before', from, step, to.moment)
    return to
  }

  /** Restores the engine in a state that has a step left. */
  #restore(): Place {
    let last = this.#unfinished.at(-1)!
    while (this.graph.untaken(last.state) < 0) {
      this.#unfinished.pop()
      last = this.#unfinished.at(-1)!
    }
    this.restores += 1
    this.#which = last.which
    this.#engine = AcdEngine.restore(this.#world.configs[last.which]!, last.snapshot)
    this.#census = Census.of(last.snapshot)
    const place = this.#look()
    if (place.state !== last.state) throw wrong('restored, it is in another state', undefined, undefined, place.moment)
    return place
  }

  /** Where the engine is now; `from` and `step` say how it came there. */
  #look(from?: Place, step?: Step): Place {
    const moment: Moment = {
      world: this.#world,
      engine: this.#engine,
      which: this.#which,
      snapshot: this.#engine.snapshot(),
    }
    const { snapshot } = moment
    if (!this.#census.agreesWith(snapshot)) throw wrong('a contact was lost or doubled', from, step, moment)
    const portrait = this.#portraitist.draw(moment)
    const known = this.graph.stateOf(portrait.key)
    if (known !== undefined) return { moment, portrait, state: known }
    const faults = faultsOf(moment)
    if (faults.length > 0) throw wrong(faults.join('; '), from, step, moment)
    const state = this.graph.add(portrait.key, stepsFrom(moment, portrait).length, snapshot.contacts.length === 0)
    this.#unfinished.push({ state, which: this.#which, snapshot })
    return { moment, portrait, state }
  }
}

function wrong(what: string, from: Place | undefined, step: Step | undefined, to: Moment): Error {
  return new Error(`${what}: ${JSON.stringify({ step, from: from?.moment.snapshot, to: to.snapshot })}`)
}
