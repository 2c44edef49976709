const UNKNOWN = -1
const FIRST_STATES = 1 << 12
const FIRST_STEPS = 1 << 16

/** States by their keys, the steps that lead from each, and where those that were taken led. */
export class StateGraph {
  readonly #byKey = new Map<string, number>()
  /** By state, the number of its first step among all; one more at the end. */
  #first = new Int32Array(FIRST_STATES)
  /** By state, the first step that may not have been taken. */
  #next = new Int32Array(FIRST_STATES)
  /** By state, it costs at least so much to go to one with a step not taken. */
  #far = new Int32Array(FIRST_STATES)
  #isEmpty = new Uint8Array(FIRST_STATES)
  #to = new Int32Array(FIRST_STEPS)
  #cost = new Uint8Array(FIRST_STEPS)
  #isWork = new Uint8Array(FIRST_STEPS)
  /** Steps not taken, of all states. */
  left = 0

  get states(): number {
    return this.#byKey.size
  }

  get transitions(): number {
    return this.#first[this.states]!
  }

  stateOf(key: string): number | undefined {
    return this.#byKey.get(key)
  }

  /** A state that was not known, with so many steps. `isEmpty`: no contact is inside. */
  add(key: string, steps: number, isEmpty: boolean): number {
    const state = this.states
    if (state + 2 > this.#first.length) this.#growStates()
    const first = this.#first[state]!
    while (first + steps > this.#to.length) this.#growSteps()
    this.#byKey.set(key, state)
    this.#next[state] = first
    this.#first[state + 1] = first + steps
    this.#isEmpty[state] = isEmpty ? 1 : 0
    this.#to.fill(UNKNOWN, first, first + steps)
    this.left += steps
    return state
  }

  /** A step of a state that was not taken yet, −1 when all were. */
  untaken(state: number): number {
    const end = this.#first[state + 1]!
    let next = this.#next[state]!
    while (next < end && this.#to[next] !== UNKNOWN) next += 1
    this.#next[state] = next
    return next < end ? next - this.#first[state]! : -1
  }

  /** A step was taken. Returns where it led when it was taken first. */
  link(state: number, step: number, to: number, cost: number, isWork: boolean): number {
    const at = this.#first[state]! + step
    if (this.#to[at] !== UNKNOWN) return this.#to[at]!
    this.#to[at] = to
    this.#cost[at] = cost
    this.#isWork[at] = isWork ? 1 : 0
    this.left -= 1
    return to
  }

  /**
   * Steps of a short known way to a state with a step that was not taken; undefined when it would cost more than `most`.
   * What states say of how far it is never is too much, and grows by what their neighbours say (Korf, Artificial
   * Intelligence 42, 1990: LRTA*, here without moving).
   */
  wayToUntaken(start: number, most: number): number[] | undefined {
    const way: number[] = []
    const visited = [start]
    let state = start
    while (this.untaken(state) < 0) {
      const at = this.#nearest(state)
      const to = this.#to[at]!
      this.#far[state] = Math.max(this.#far[state]!, this.#far[to]! + this.#cost[at]!)
      if (this.#far[start]! > most) return undefined
      const before = visited.indexOf(to)
      if (before >= 0) {
        visited.length = before + 1
        way.length = before
      } else {
        visited.push(to)
        way.push(at - this.#first[state]!)
      }
      state = to
    }
    return way
  }

  /** States from which work does not lead to an empty floor; all steps must have been taken. */
  stuck(): number[] {
    const { states, transitions } = this
    const before = Array.from({ length: states }, (): number[] => [])
    for (let state = 0, at = 0; at < transitions; at += 1) {
      while (at >= this.#first[state + 1]!) state += 1
      if (this.#isWork[at] === 1) before[this.#to[at]!]!.push(state)
    }
    const all = Array.from(before.keys())
    const leads = this.#isEmpty.slice(0, states)
    const found = all.filter((state) => leads[state] === 1)
    for (let state = found.pop(); state !== undefined; state = found.pop()) {
      for (const from of before[state]!) {
        if (leads[from] === 1) continue
        leads[from] = 1
        found.push(from)
      }
    }
    return all.filter((state) => leads[state] === 0)
  }

  /** The step of a state that leads, as far as it is known, the cheapest way. */
  #nearest(state: number): number {
    let best = this.#first[state]!
    let least = Infinity
    for (let at = best; at < this.#first[state + 1]!; at += 1) {
      const cost = this.#far[this.#to[at]!]! + this.#cost[at]!
      if (cost >= least) continue
      least = cost
      best = at
    }
    return best
  }

  #growStates(): void {
    const length = this.#first.length * 2
    this.#first = grown(this.#first, new Int32Array(length))
    this.#next = grown(this.#next, new Int32Array(length))
    this.#far = grown(this.#far, new Int32Array(length))
    this.#isEmpty = grown(this.#isEmpty, new Uint8Array(length))
  }

  #growSteps(): void {
    const length = this.#to.length * 2
    this.#to = grown(this.#to, new Int32Array(length))
    this.#cost = grown(this.#cost, new Uint8Array(length))
    this.#isWork = grown(this.#isWork, new Uint8Array(length))
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
