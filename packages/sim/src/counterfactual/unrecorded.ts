import type { JournalDay, Script } from './journal-day.ts'
import type { Scene } from './scene.ts'
import { SeenPatience } from './seen-patience.ts'

/** A conversation that was held to its end, and the after-call work that followed. */
export interface Conversation {
  readonly talk: Scene
  readonly wrapUp: Scene | undefined
}

/**
 * What a journal does not say of its callers, to be drawn from what it says of others.
 *
 * How long somebody who was answered would have waited: as {@link SeenPatience} of the type has it, beyond the wait that
 * was seen. How long somebody who was never answered would have talked: a conversation of
 * the same type. How an agent meets an offer that was not made: as one of the same group was met.
 */
export class Unrecorded {
  readonly #patience: readonly SeenPatience[]
  readonly #conversations: readonly (readonly Conversation[])[]
  readonly #rings: readonly (readonly Scene[])[]
  readonly #dials: readonly (readonly Scene[])[]

  constructor({ config, scripts }: JournalDay) {
    const all = [...scripts.values()]
    const types = config.types.map((_, type) => type)
    const everyone = all.flatMap(conversationsOf)
    this.#conversations = types.map((type) => {
      const own = everyone.filter(({ talk }) => talk.type === type)
      return own.length > 0 ? own : everyone
    })
    const waits = all.flatMap(({ wait }) => wait).filter(isOver)
    this.#patience = types.map((type) => patienceOf(waits.filter((scene) => scene.type === type)))
    const rings = all.flatMap(({ ring }) => ring).filter(isOver)
    this.#rings = config.groups.map((_, group) => rings.filter((scene) => scene.group === group))
    const dials = all.flatMap(({ dial }) => dial).filter(isOver)
    this.#dials = types.map((type) => dials.filter((scene) => scene.type === type))
  }

  /** How long a caller waits in all who has waited so long, ms; Infinity: longer than anybody was seen to. @param u - in (0, 1) */
  patienceMs(type: number, waitedMs: number, u: number): number {
    return this.#patience[type]!.waitMs(waitedMs, u)
  }

  /** A conversation of a type; undefined when nobody at all was answered. */
  conversation(type: number, u: number): Conversation | undefined {
    return picked(this.#conversations[type]!, u)
  }

  /** How an offer is met in a group; undefined: no offer rang there, it is taken at once. */
  ring(group: number, u: number): Scene | undefined {
    return picked(this.#rings[group]!, u)
  }

  /** What comes of a call that is dialled; undefined: none of the type was, nothing is reported of it. */
  dial(type: number, u: number): Scene | undefined {
    return picked(this.#dials[type]!, u)
  }
}

/** Talk and after-call work follow each other: the n-th belongs to the n-th. */
function conversationsOf({ talk, 'wrap-up': wrapUps }: Script): Conversation[] {
  return talk.filter(isOver).map((scene, nth) => ({ talk: scene, wrapUp: wrapUps[nth] }))
}

/** Who was answered at once never had to show patience. */
function patienceOf(scenes: readonly Scene[]): SeenPatience {
  const gaveUp = (scene: Scene) => scene.lines.some(({ command }) => command.do === 'abandon')
  const known = scenes.filter((scene) => scene.endMs > scene.startMs || gaveUp(scene))
  return new SeenPatience({
    waitMs: Float64Array.from(known, ({ startMs, endMs }) => endMs - startMs),
    gaveUp: Uint8Array.from(known, (scene) => (gaveUp(scene) ? 1 : 0)),
  })
}

function isOver({ endMs }: Scene): boolean {
  return !Number.isNaN(endMs)
}

function picked<T>(all: readonly T[], u: number): T | undefined {
  return all[Math.min(all.length - 1, Math.floor(u * all.length))]
}
