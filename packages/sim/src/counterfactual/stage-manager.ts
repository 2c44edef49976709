import type { AcdEvent } from '@strowger/acd'
import type { Act } from './scene.ts'

/** A scene begins or ends. The key is that of the contact: the same in the recorded and in the replayed day. */
export interface SceneChange {
  readonly key: string
  readonly act: Act
  /** How many scenes of this act the contact had before. */
  readonly nth: number
  readonly atMs: number
  readonly type: number
  readonly group: number
  readonly agent: number
  readonly contact: number
}

/** Who is told of scenes. */
export interface SceneListener {
  readonly begins: (change: SceneChange) => void
  readonly ends: (change: SceneChange) => void
}

interface Life {
  readonly key: string
  readonly counts: Map<Act, number>
  /** By act, and by agent where several may ring or work at once. */
  readonly open: Map<string, SceneChange>
  legs: number
}

const NOBODY = -1

/** Reads off the engine's events which scene every contact is in: the same way of a recorded and of a replayed day. */
export class StageManager {
  readonly #lives = new Map<number, Life>()
  readonly #listener: SceneListener
  #nextKey: string | undefined
  #unasked = 0

  constructor(listener: SceneListener) {
    this.#listener = listener
  }

  /** The next contact that comes in is known by this key; undefined: by a number of its own. */
  expect(key: string | undefined): void {
    this.#nextKey = key
  }

  /** The contact's number now, of one that is still there. */
  scene(contact: number, act: Act, agent: number = NOBODY): SceneChange | undefined {
    const life = this.#lives.get(contact)
    if (act === 'wrap-up' && agent === NOBODY) {
      return life === undefined ? undefined : [...life.open.values()].find((each) => each.act === act)
    }
    return life?.open.get(placeOf(act, agent))
  }

  /** The scene of after-call work that an agent came into first. */
  wrapUpOf(agent: number): SceneChange | undefined {
    for (const life of this.#lives.values()) {
      const found = life.open.get(placeOf('wrap-up', agent))
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Takes in an event; they come in order. */
  see(event: AcdEvent): void {
    if (event.kind === 'agent' || event.kind === 'reserve' || event.kind === 'ordered') return
    const life = this.#lifeOf(event)
    const agent = 'agent' in event ? event.agent : NOBODY
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others change no scene
    switch (event.kind) {
      case 'arrived':
      case 'requeued':
        return this.#begin(life, 'wait', event, NOBODY)
      case 'offered':
        return this.#begin(life, 'ring', event, agent)
      case 'offer-ended':
        return this.#end(life, 'ring', event, agent)
      case 'dial':
        return this.#begin(life, 'dial', event, NOBODY)
      case 'dial-ended':
        return this.#end(life, 'dial', event, NOBODY)
      case 'connected':
      case 'bridged':
      case 'taken-over':
        for (const act of ['wait', 'dial', 'to-call'] as const) this.#end(life, act, event, NOBODY)
        for (const { act, agent: rung } of life.open.values()) if (act === 'ring') this.#end(life, act, event, rung)
        this.#end(life, 'talk', event, NOBODY)
        return this.#begin(life, 'talk', event, agent)
      case 'released':
      case 'transferred':
        this.#end(life, 'talk', event, NOBODY)
        if (event.kind === 'released' && !event.wrapUp) return this.#leave(life, event.contact)
        return this.#begin(life, 'wrap-up', event, agent)
      case 'wrap-up':
        return this.#begin(life, 'wrap-up', event, agent)
      case 'wrap-up-ended':
        this.#end(life, 'wrap-up', event, agent)
        return this.#leave(life, event.contact)
      case 'listed':
        return this.#begin(life, 'to-call', event, NOBODY)
      case 'callback-accepted':
        this.#end(life, 'wait', event, NOBODY)
        return this.#begin(life, 'to-call', event, NOBODY)
      case 'abandoned':
      case 'blocked':
      case 'diverted':
      case 'refused':
      case 'expired':
      case 'consult-ended':
        for (const { act, agent: other } of life.open.values())
          if (act !== 'wrap-up') this.#end(life, act, event, other)
        return this.#leave(life, event.contact)
      default:
    }
  }

  #lifeOf({ contact, parent = 0 }: { readonly contact: number; readonly parent?: number }): Life {
    const known = this.#lives.get(contact)
    if (known !== undefined) return known
    const life: Life = { key: this.#keyOf(parent), counts: new Map(), open: new Map(), legs: 0 }
    this.#lives.set(contact, life)
    return life
  }

  /** Legs are known by their contact; a contact that nobody told the engine of (a won-back call), by its number among those. */
  #keyOf(parent: number): string {
    const above = parent === 0 ? undefined : this.#lives.get(parent)
    if (above !== undefined) return `${above.key}/${(above.legs += 1)}`
    const key = this.#nextKey ?? `unasked ${(this.#unasked += 1)}`
    this.#nextKey = undefined
    return key
  }

  #begin(life: Life, act: Act, event: Event, agent: number): void {
    const nth = life.counts.get(act) ?? 0
    life.counts.set(act, nth + 1)
    const change = { key: life.key, act, nth, ...where(event) }
    life.open.set(placeOf(act, agent), change)
    this.#listener.begins(change)
  }

  #end(life: Life, act: Act, event: Event, agent: number): void {
    const place = placeOf(act, agent)
    const begun = life.open.get(place)
    if (begun === undefined) return
    life.open.delete(place)
    this.#listener.ends({ ...begun, atMs: event.atMs })
  }

  /** Forgotten once nothing goes on: a day has more contacts than are inside. */
  #leave(life: Life, contact: number): void {
    if (life.open.size === 0) this.#lives.delete(contact)
  }
}

type Event = Exclude<AcdEvent, { kind: 'agent' }>

function where(event: Event): Omit<SceneChange, 'act' | 'key' | 'nth'> {
  const { atMs, type, contact } = event
  const [agent, group] = 'agent' in event ? [event.agent, event.group] : [NOBODY, NOBODY]
  return { atMs, type, contact, agent, group }
}

/** Several may ring, and work on after the call, at once; a contact waits and talks but once. */
function placeOf(act: Act, agent: number): string {
  return act === 'ring' || act === 'wrap-up' ? `${act} ${agent}` : act
}
