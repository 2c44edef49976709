import { nonNegative, positive } from '../../random/argument.ts'
import type { SkillDesign } from '../skill-based.ts'
import type { SparseRates } from './stationary.ts'

/** Agents of a group who serve at one rate: types of the same rate need not be told apart. */
interface ServiceClass {
  readonly group: number
  readonly rate: number
}

/**
 * The reachable states of a design with bounded queues: digits are the agents busy in each service class, then the
 * callers waiting of each type. Numbered as they are found from the empty one on.
 */
export class SkillStates implements SparseRates {
  readonly #design: SkillDesign
  readonly #places: readonly number[]
  readonly #classes: readonly ServiceClass[]
  /** [group][type] → service class. */
  readonly #classOf: readonly (readonly number[])[]
  readonly #digits: number
  readonly #found: number[][] = []
  readonly #number: Map<string, number> = new Map()
  /** Whether all states were found within the limit. */
  readonly complete: boolean

  constructor(design: SkillDesign, places: readonly number[], most: number) {
    this.#design = design
    this.#places = places
    check(design)
    const classes: ServiceClass[] = []
    this.#classOf = design.groups.map(({ types, rates }, group) => {
      const own: number[] = []
      for (const type of types) {
        const rate = rates[type]!
        const known = classes.findIndex((each) => each.group === group && each.rate === rate)
        own[type] = known >= 0 ? known : classes.push({ group, rate }) - 1
      }
      return own
    })
    this.#classes = classes
    this.#digits = classes.length + design.types.length
    this.#find(new Array<number>(this.#digits).fill(0))
    for (let state = 0; state < this.#found.length && this.#found.length <= most; state += 1) {
      this.#moves(this.#found[state]!, (to) => this.#find(to))
    }
    this.complete = this.#found.length <= most
  }

  get states(): number {
    return this.#found.length
  }

  from(state: number, rate: (to: number, rate: number) => void): void {
    this.#moves(this.#found[state]!, (to, each) => rate(this.#find(to), each))
  }

  /** Agents busy in a group. */
  busy(state: number, group: number): number {
    return this.#busyIn(this.#found[state]!, group)
  }

  /** Callers of a type waiting. */
  waiting(state: number, type: number): number {
    return this.#found[state]![this.#classes.length + type]!
  }

  /** Whether an arrival of the type finds no agent free. */
  allBusy(state: number, type: number): boolean {
    const here = this.#found[state]!
    return this.#design.types[type]!.groups.every((group) => this.#isFull(here, group))
  }

  #find(digits: readonly number[]): number {
    const key = digits.join()
    const known = this.#number.get(key)
    if (known !== undefined) return known
    this.#number.set(key, this.#found.length)
    return this.#found.push([...digits]) - 1
  }

  /** Every transition out of a state; `to` is reused between calls. */
  #moves(here: readonly number[], move: (to: readonly number[], rate: number) => void): void {
    const to = [...here]
    const step = (changes: readonly (readonly [digit: number, by: number])[], rate: number): void => {
      if (rate === 0) return
      for (const [digit, by] of changes) to[digit]! += by
      move(to, rate)
      for (const [digit, by] of changes) to[digit]! -= by
    }
    const queues = this.#classes.length
    for (const [type, { rate, impatience, groups }] of this.#design.types.entries()) {
      const queue = queues + type
      const group = groups.find((each) => !this.#isFull(here, each))
      if (group !== undefined) step([[this.#classOf[group]![type]!, 1]], rate)
      else if (here[queue]! < this.#places[type]!) step([[queue, 1]], rate)
      step([[queue, -1]], impatience * here[queue]!)
    }
    for (const [at, { group, rate }] of this.#classes.entries()) {
      const next = this.#design.groups[group]!.types.find((type) => here[queues + type]! > 0)
      const leaves = [at, -1] as const
      const taken =
        next === undefined
          ? []
          : ([
              [queues + next, -1],
              [this.#classOf[group]![next]!, 1],
            ] as const)
      step([leaves, ...taken], rate * here[at]!)
    }
  }

  #isFull(here: readonly number[], group: number): boolean {
    return this.#busyIn(here, group) >= this.#design.groups[group]!.agents
  }

  #busyIn(here: readonly number[], group: number): number {
    let busy = 0
    for (const [at, each] of this.#classes.entries()) if (each.group === group) busy += here[at]!
    return busy
  }
}

function check({ types, groups }: SkillDesign): void {
  for (const [at, { agents, types: taken, rates }] of groups.entries()) {
    if (!(Number.isInteger(agents) && agents >= 0)) {
      throw new RangeError(`groups[${at}].agents must be a whole number >= 0, got ${agents}`)
    }
    for (const type of taken) {
      if (types[type]?.groups.includes(at) !== true) {
        throw new RangeError(`groups[${at}].types: type ${type} must be one that lists the group`)
      }
      positive(`groups[${at}].rates[${type}]`, rates[type]!)
    }
  }
  for (const [at, { rate, impatience, groups: list }] of types.entries()) {
    nonNegative(`types[${at}].rate`, rate)
    nonNegative(`types[${at}].impatience`, impatience)
    for (const group of list) {
      if (groups[group]?.types.includes(at) !== true) {
        throw new RangeError(`types[${at}].groups: group ${group} must be one that takes the type`)
      }
    }
  }
}
