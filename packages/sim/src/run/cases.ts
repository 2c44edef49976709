import { CaseDesk, type CaseEvent, DeadlineHeap } from '@strowger/acd'
import type { CasesModel } from '../model/afterwards.ts'
import { keyedUniform } from '../random/keyed-uniform.ts'
import { type CaseTally, emptyCaseTally } from './case-tally.ts'
import type { Dialling } from './dialling.ts'
import { Hands } from './hands.ts'
import type { World } from './world.ts'

/** Numbers of a caller that its cases are made of, beyond those of any turn. */
const CASES = 2 ** 30
const PURPOSES = 8
const MOVES = 4096
/** From the numbers of a conversation's first case to those of its next. */
const OPENINGS = 2 ** 16
const Drawn = { complex: 0, order: 1, orderTakes: 2, takes: 3 } as const

/** A case that is open, with what its random numbers are made of. */
interface Open {
  readonly keyA: number
  readonly keyB: number
  readonly serial: number
  readonly counts: boolean
  readonly matter: string
  moves: number
}

/**
 * Cases of a replication, kept by a {@link CaseDesk} as a live host would: departments settle them after a while, unless they are
 * escalated before. Nothing on the floor depends on them but the calls they ask for, so they are looked after when somebody calls,
 * and to the end when the run is over.
 */
export class Cases {
  readonly tallies: Record<string, CaseTally> = {}
  readonly #world: World
  readonly #model: CasesModel
  readonly #desk: CaseDesk
  readonly #dialling: Dialling | undefined
  readonly #open: Map<number, Open> = new Map()
  /** When cases are closed, by case, and work orders done, by order. */
  readonly #closings: DeadlineHeap = new DeadlineHeap(64)
  readonly #doings: DeadlineHeap = new DeadlineHeap(64)
  readonly #hands: Hands

  constructor(world: World, model: CasesModel, dialling: Dialling | undefined) {
    this.#world = world
    this.#model = model
    this.#desk = new CaseDesk(model.config)
    this.#dialling = dialling
    this.#hands = new Hands(model.hands, (id, node, atMs, cameMs, lastsMs) => {
      set(this.#closings, id, atMs + lastsMs)
      const own = this.#open.get(id)
      if (own?.counts !== true || !model.hands.has(node)) return
      const tally = (this.tallies[own.matter] ??= emptyCaseTally())
      tally.taken += 1
      tally.queuedMs += atMs - cameMs
    })
  }

  /** A conversation opens a case about a matter, its `nth`. The caller's place is still its own. */
  open(matter: string, nth: number, { caller, agent }: { caller: number; agent: number }, nowMs: number): void {
    this.#advance(nowMs)
    const { callers, tallies } = this.#world
    const { complex, followUp, order } = this.#model.matters.get(matter)!
    const serial = callers.turn[caller]! + OPENINGS * nth
    const [keyA, keyB] = [callers.keyA[caller]!, callers.keyB[caller]!]
    const own = { keyA, keyB, serial, counts: tallies.counts(nowMs), matter, moves: 0 }
    const draw = (purpose: number) => keyedUniform(own.keyA, own.keyB, CASES + serial * PURPOSES + purpose)
    const isComplex = draw(Drawn.complex) < complex
    const id = this.#desk.openCase({ matter, caller: this.#nameOf(caller), agent, complex: isComplex }, nowMs)
    this.#open.set(id, own)
    this.#tell()
    if (order !== undefined && draw(Drawn.order) < order.probability) {
      const number = this.#desk.sendOrder(id, order.to, order.withinMs, nowMs)
      if (number > 0) set(this.#doings, number, nowMs + order.takes.quantile(draw(Drawn.orderTakes)))
    }
    if (followUp >= 0) this.#dialling?.followUp(caller, followUp, nowMs)
    this.#tell()
  }

  /** A caller calls, who may have open cases. */
  call(caller: number, nowMs: number): void {
    if (this.#open.size === 0) return
    this.#advance(nowMs)
    this.#desk.call(this.#nameOf(caller), nowMs)
    this.#tell()
  }

  /** The run is over: all cases are followed to their end. */
  finish(): void {
    this.#advance(Infinity)
  }

  /** Two words that no two callers share but by chance. */
  #nameOf(caller: number): string {
    const { keyA, keyB } = this.#world.callers
    return `${keyA[caller]!} ${keyB[caller]!}`
  }

  #advance(nowMs: number): void {
    for (;;) {
      const closesMs = this.#closings.nextMs
      const doneMs = this.#doings.nextMs
      const dueMs = this.#desk.nextDeadlineMs()
      const nextMs = Math.min(closesMs, doneMs, dueMs)
      if (nextMs > nowMs || nextMs === Infinity) return
      if (closesMs === nextMs) {
        const id = this.#closings.nextOwner
        this.#closings.cancel(id)
        this.#desk.close(id, 'settled', nextMs)
      } else if (doneMs === nextMs) {
        const order = this.#doings.nextOwner
        this.#doings.cancel(order)
        this.#desk.orderDone(order, nextMs)
      } else this.#desk.advance(nextMs)
      this.#tell()
    }
  }

  #tell(): void {
    for (let event = this.#desk.read(); event !== undefined; event = this.#desk.read()) {
      const own = this.#open.get(event.case)
      // Told before it is known: what is drawn of it comes after it is opened.
      if (own === undefined) continue
      if (own.counts) this.#count(event, (this.tallies[event.matter] ??= emptyCaseTally()))
      this.#follow(event, own)
    }
  }

  #follow(event: CaseEvent, own: Open): void {
    if (event.kind === 'case-closed') {
      this.#open.delete(event.case)
      this.#hands.leave(event.case, event.atMs)
      return
    }
    if (event.kind !== 'case-opened' && event.kind !== 'case-moved') return
    const u = keyedUniform(own.keyA, own.keyB, CASES + (own.serial + 1) * MOVES + own.moves * PURPOSES + Drawn.takes)
    own.moves += 1
    // In the queue of the next department it is in nobody's hand.
    this.#closings.cancel(event.case)
    this.#hands.come(event.case, event.node, event.atMs, this.#model.takes.get(event.node)!.quantile(u))
  }

  #count(event: CaseEvent, tally: CaseTally): void {
    switch (event.kind) {
      case 'case-opened':
        tally.opened += 1
        if (event.promisedMs !== null) tally.promised += 1
        return
      case 'case-reminded':
        tally.reminded += 1
        return
      case 'case-moved':
        if (event.why === 'complex') tally.complex += 1
        else if (event.why === 'overdue') tally.escalated += 1
        return
      case 'case-overdue':
        if (event.what === 'limit') tally.overdue += 1
        return
      case 'case-repeat-call':
        tally.repeatCalls += 1
        return
      case 'case-closed':
        tally.closed += 1
        tally.openMs += event.durationMs
        if (event.promiseKept) tally.promiseKept += 1
        return
      case 'order-sent':
        tally.orders += 1
        return
      case 'order-overdue':
        tally.ordersLate += 1
        return
      case 'order-done':
    }
  }
}

function set(heap: DeadlineHeap, owner: number, atMs: number): void {
  if (owner >= heap.owners) heap.grow(2 * owner + 2)
  heap.set(owner, atMs, 0)
}
