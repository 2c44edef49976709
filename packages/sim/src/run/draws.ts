import type { Model } from '../model/model.ts'
import { keyedUniform } from '../random/keyed-uniform.ts'
import { RandomStream } from '../random/stream.ts'
import { UniformBlock } from '../random/uniform-block.ts'
import type { Callers } from './callers.ts'
import { Purpose } from './purpose.ts'

/** Streams of one type; each purpose has its own, so that a change of one leaves the others alone. */
interface TypeStreams {
  readonly handling: UniformBlock
  readonly patience: UniformBlock
  readonly wrapUp: UniformBlock
  /** Keys of callers. */
  readonly identity: RandomStream
}

/** Purposes and repetitions in one turn of a caller: the key of a number is turn × 4096 + nth × 64 + purpose. */
const TURN_STEP = 4096
const NTH_STEP = 64

/** The seed of policies that draw lots, of 32 bits: of its own for every replication. */
export function lotsOf(seed: number, replication: number): number {
  return Math.floor(RandomStream.named(seed, replication, 'routing').uniform() * 2 ** 32)
}

/**
 * The random numbers of callers. What a caller needs at its first call comes from the streams of its type, in the order
 * of arrival, which no policy changes. What it does later (whether it balks, calls again, is transferred …) comes from a
 * key of its own, drawn at its arrival: so two policies see the same callers however differently they treat them.
 */
export class Draws {
  declare private readonly callers: Callers
  declare private readonly streams: readonly TypeStreams[]
  declare private readonly model: Model
  declare private readonly antithetic: boolean

  /** @param named - the stream of a purpose in this replication */
  constructor(model: Model, callers: Callers, named: (purpose: string) => RandomStream, antithetic: boolean) {
    this.model = model
    this.callers = callers
    this.antithetic = antithetic
    this.streams = model.types.map(({ id }) => ({
      handling: new UniformBlock(named(`handling ${id}`)),
      patience: new UniformBlock(named(`patience ${id}`)),
      wrapUp: new UniformBlock(named(`after-call work ${id}`)),
      identity: named(`caller ${id}`),
    }))
  }

  /** The numbers of a caller's first call, of the type that it has. `recordedMs`: its talk time, where a log brings it. */
  first(caller: number, recordedMs: number): void {
    const callers = this.callers
    const type = callers.type[caller]!
    const streams = this.streams[type]!
    callers.handling[caller] = recordedMs >= 0 ? -1 - recordedMs : streams.handling.uniform()
    callers.patience[caller] = streams.patience.uniform()
    if (this.model.types[type]!.wrapsUp) callers.wrapUp[caller] = streams.wrapUp.uniform()
    if (!this.model.keyed) return
    callers.keyA[caller] = streams.identity.nextUint32()
    callers.keyB[caller] = streams.identity.nextUint32()
    callers.turn[caller] = 0
    callers.tries[caller] = 0
    callers.conversations[caller] = 0
    callers.matters[caller] = 0
    callers.lastAgent[caller] = -1
  }

  /** The numbers of a caller's next turn: it calls again, or waits for another agent. */
  next(caller: number): void {
    const callers = this.callers
    callers.turn[caller]! += 1
    callers.handling[caller] = this.of(caller, Purpose.handling)
    callers.patience[caller] = this.of(caller, Purpose.patience)
    callers.wrapUp[caller] = this.of(caller, Purpose.wrapUp)
  }

  /** The caller's uniform number for a purpose in this turn, the same each time; `nth` where a turn has several. */
  of(caller: number, purpose: number, nth: number = 0): number {
    const { keyA, keyB, turn } = this.callers
    const u = keyedUniform(keyA[caller]!, keyB[caller]!, turn[caller]! * TURN_STEP + nth * NTH_STEP + purpose)
    return this.antithetic ? 1 - u : u
  }
}
