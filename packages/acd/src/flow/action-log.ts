import type { FlowAction, FlowActionKind } from './flow-action.ts'

const NO_NAMES: readonly string[] = []

/** One shape for all kinds, so that records are used again and reading allocates nothing. */
export class ActionRecord {
  kind: FlowActionKind = 'entered'
  atMs: number = Number.NaN
  session = 0
  ref = 0
  flow = ''
  node = ''
  prompt = ''
  says: readonly string[] = NO_NAMES
  bargeIn = false
  value: number = Number.NaN
  speaks: '' | 'agent' | 'wait' = ''
  durationMs: number = Number.NaN
  untilMs: number = Number.NaN
  limitMs: number = Number.NaN
  subject = ''
  caller = ''
  typeName = ''
  by = ''
  request = 0
  contact = 0
  type: number = -1
  priority: number = -1
  headStartMs: number = Number.NaN
  preferred: number = -1
  preferredForMs: number = Number.NaN
  agent: number = -1
  how = ''
  reason = ''
  survey = ''
  rating: number = Number.NaN
}

const FIRST_CAPACITY = 64

/** Actions not yet read: a ring of records that doubles when it is full. Writing and reading are O(1). */
export class ActionLog {
  #ring: ActionRecord[] = Array.from({ length: FIRST_CAPACITY }, () => new ActionRecord())
  #first = 0
  #size = 0
  /** What a reader holds is not in the ring, so that writing does not overwrite it. */
  #shown: ActionRecord = new ActionRecord()

  /** Actions waiting to be read. */
  get size(): number {
    return this.#size
  }

  /** The record of a new action, to be filled; fields hold leftovers. */
  append(kind: FlowActionKind): ActionRecord {
    if (this.#size === this.#ring.length) this.#grow()
    const record = this.#ring[(this.#first + this.#size) & (this.#ring.length - 1)]!
    this.#size += 1
    record.kind = kind
    return record
  }

  /** The oldest action, valid until the next read; undefined when all are read. */
  read(): FlowAction | undefined {
    if (this.#size === 0) return undefined
    const place = this.#first
    const record = this.#ring[place]!
    this.#ring[place] = this.#shown
    this.#shown = record
    this.#first = (place + 1) & (this.#ring.length - 1)
    this.#size -= 1
    // The record carries the fields of every kind; the union shows a reader those that its kind has.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return record as unknown as FlowAction
  }

  #grow(): void {
    const ring = this.#ring
    const more = Array.from({ length: ring.length }, () => new ActionRecord())
    this.#ring = [...ring.slice(this.#first), ...ring.slice(0, this.#first), ...more]
    this.#first = 0
  }
}
