/** A floor of agents and the contact types they serve; every type asks for one skill of its own. */
export interface World {
  readonly types: number
  /** Per agent, a bit for each type it may take. */
  readonly skills: Int32Array
  /** By type; one in four is urgent. */
  readonly priority: Uint8Array
}

/**
 * Agents with `each` skills of `types`; every skill set that occurs is a pool of its own to the engine.
 *
 * @param even - the first skill goes round, so that few agents, too, cover all types alike and no queue grows for ever
 */
export function newWorld(agents: number, types: number, each: number, even: boolean = false): World {
  const random = new Draws(7)
  const skills = new Int32Array(agents)
  for (let agent = 0; agent < agents; agent += 1) {
    let set = even ? 1 << (agent % types) : 0
    while (bitsOf(set) < each) set |= 1 << random.below(types)
    skills[agent] = set
  }
  return { types, skills, priority: Uint8Array.from({ length: types }, (_, type) => (type % 4 === 0 ? 1 : 0)) }
}

/** Different skill sets in a world. */
export function skillSets({ skills }: World): number {
  return new Set(skills).size
}

/** Numbers of the bits set. */
export function membersOf(set: number): number[] {
  return Array.from({ length: 31 }, (_, bit) => bit).filter((bit) => (set & (1 << bit)) !== 0)
}

function bitsOf(set: number): number {
  return membersOf(set).length
}

/** xorshift32: the draws must cost next to nothing beside a routed call. */
export class Draws {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** 0 … n − 1. */
  below(n: number): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x
    return (x >>> 1) % n
  }
}
