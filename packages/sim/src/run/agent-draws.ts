import { keyedUniform } from '../random/keyed-uniform.ts'
import type { RandomStream } from '../random/stream.ts'

/** What an agent's own random numbers are for. */
export const AgentPurpose = {
  absence: 0,
  lateness: 1,
  speed: 2,
  breakOverrun: 3,
  offPhoneGap: 4,
  offPhoneLength: 5,
} as const

const NTH_STEP = 64

/** The random numbers of agents: each has a key of its own, so that no policy changes what agents do by themselves. */
export class AgentDraws {
  readonly #keyA: Int32Array
  readonly #keyB: Int32Array
  readonly #antithetic: boolean

  /** @param stream - of agents' keys in this replication */
  constructor(agents: number, stream: RandomStream, antithetic: boolean) {
    this.#keyA = new Int32Array(agents)
    this.#keyB = new Int32Array(agents)
    this.#antithetic = antithetic
    for (let agent = 0; agent < agents; agent += 1) {
      this.#keyA[agent] = stream.nextUint32()
      this.#keyB[agent] = stream.nextUint32()
    }
  }

  /** The agent's uniform number for a purpose, the same each time; `nth` where it needs several. */
  of(agent: number, purpose: number, nth: number = 0): number {
    const u = keyedUniform(this.#keyA[agent]!, this.#keyB[agent]!, nth * NTH_STEP + purpose)
    return this.#antithetic ? 1 - u : u
  }
}
