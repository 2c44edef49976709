import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { FlowAction } from '../flow/flow-action.ts'
import { Clocks } from './case-clocks.ts'
import type { CaseOpening } from './case-command.ts'
import type { CaseConfig, CaseMatterConfig } from './case-config.ts'
import type { CaseEvent, CaseFields } from './case-event.ts'
import { checkNetwork } from './case-network.ts'
import type { CaseSnapshot, OpenCase, WorkOrder } from './case-snapshot.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Cases of callers whose matter is not done: each has an owner, a time limit at its node, perhaps a promised time; it is
 * reminded of, escalates by itself when overdue, and is closed. Without I/O, as the engine: commands and the time go in,
 * events come out.
 */
export class CaseDesk {
  readonly #config: CaseConfig
  readonly #cases = new Map<number, Mutable<OpenCase>>()
  readonly #orders = new Map<number, WorkOrder>()
  /** Open cases by caller, in order of opening. */
  readonly #byCaller = new Map<string, Set<number>>()
  readonly #clocks = new Clocks()
  readonly #events: CaseEvent[] = []
  #read = 0
  #nowMs = -Infinity
  #lastCase = 0
  #lastOrder = 0

  /** @throws StrowgerError with the path of the first mistake in the network */
  constructor(config: CaseConfig) {
    checkNetwork(config)
    this.#config = config
  }

  /** A desk in the state that a snapshot holds. @throws StrowgerError `snapshot`, `unknown-node`, `unknown-matter` */
  static restore(config: CaseConfig, snapshot: CaseSnapshot): CaseDesk {
    const desk = new CaseDesk(config)
    if (snapshot.strowgerCases !== 1) {
      throw new StrowgerError('snapshot', 'strowgerCases', snapshot.strowgerCases, '1, the version that is read')
    }
    desk.#nowMs = snapshot.nowMs ?? -Infinity
    desk.#lastCase = snapshot.lastCase
    desk.#lastOrder = snapshot.lastOrder
    for (const each of snapshot.cases) {
      desk.#checkNode(each.node, 'cases.node')
      desk.#matter(each.matter)
      desk.#keep({ ...each })
    }
    for (const order of snapshot.orders) desk.#orders.set(order.id, order)
    for (const { key, atMs } of snapshot.clocks) desk.#clocks.set(key, atMs)
    return desk
  }

  /** Everything the desk knows; events must have been read. */
  snapshot(): CaseSnapshot {
    const unread = this.#events.length - this.#read
    if (unread > 0) throw new StrowgerError('unread-events', 'events', unread, 'read all events first')
    return {
      strowgerCases: 1,
      nowMs: this.#nowMs === -Infinity ? null : this.#nowMs,
      lastCase: this.#lastCase,
      lastOrder: this.#lastOrder,
      cases: [...this.#cases.values()].map((each) => ({ ...each })),
      orders: [...this.#orders.values()],
      clocks: this.#clocks.entries(),
    }
  }

  /** Cases that are open, oldest first. */
  get open(): readonly OpenCase[] {
    return [...this.#cases.values()]
  }

  /** When {@link advance} must be called next, ms; Infinity when nothing is due. */
  nextDeadlineMs(): number {
    return this.#clocks.nextMs
  }

  /** The oldest event not yet read; undefined when there is none. */
  read(): CaseEvent | undefined {
    const event = this.#events[this.#read]
    if (event === undefined) {
      this.#events.length = 0
      this.#read = 0
      return undefined
    }
    this.#read += 1
    return event
  }

  /** Lets time pass: fires what is due up to and including `nowMs`. @throws StrowgerError `time` */
  advance(nowMs: number): void {
    if (!(nowMs >= this.#nowMs && nowMs < Infinity)) {
      throw new StrowgerError('time', 'nowMs', nowMs, `a finite time, not before ${this.#nowMs}`)
    }
    while (this.#clocks.nextMs <= nowMs) {
      this.#nowMs = Math.max(this.#nowMs, this.#clocks.nextMs)
      this.#fire(this.#clocks.take())
    }
    this.#nowMs = nowMs
  }

  /** Opens a case; returns its id. @throws StrowgerError `unknown-matter`, `out-of-range` */
  openCase(opening: CaseOpening, nowMs: number): number {
    this.advance(nowMs)
    const matter = this.#matter(opening.matter)
    const withinMs = opening.promisedMs ?? matter.promisedMs
    if (withinMs !== undefined && !(withinMs > 0)) {
      throw new StrowgerError('out-of-range', 'opening.promisedMs', withinMs, 'more than 0 ms')
    }
    this.#lastCase += 1
    const { caller, agent = -1, complex = false } = opening
    const promisedMs = withinMs === undefined ? null : nowMs + withinMs
    const opened: Mutable<OpenCase> = {
      id: this.#lastCase,
      matter: opening.matter,
      caller,
      agent,
      node: matter.node,
      openedMs: nowMs,
      sinceMs: nowMs,
      promisedMs,
      repeatCalls: 0,
    }
    this.#keep(opened)
    this.#tell({ kind: 'case-opened', ...this.#fields(opened), promisedMs, followUp: matter.followUp ?? '', agent })
    if (promisedMs !== null) this.#clocks.set(`promise ${opened.id}`, promisedMs)
    const escalated = complex ? (matter.complexTo ?? this.#config.nodes[matter.node]!.escalateTo) : undefined
    if (escalated === undefined) this.#arm(opened)
    else this.#goTo(opened, escalated, 'complex')
    return opened.id
  }

  /** Passes a case on to another node. False when it is closed. @throws StrowgerError `unknown-node` */
  move(id: number, node: string, nowMs: number): boolean {
    this.advance(nowMs)
    this.#checkNode(node, 'node')
    const found = this.#cases.get(id)
    if (found !== undefined) this.#goTo(found, node, 'by-hand')
    return found !== undefined
  }

  /** Closes a case with an outcome; its work orders are void. False when it is closed. @throws StrowgerError `missing` */
  close(id: number, outcome: string, nowMs: number): boolean {
    this.advance(nowMs)
    if (outcome === '') throw new StrowgerError('missing', 'outcome', outcome, 'what became of the matter')
    const found = this.#cases.get(id)
    if (found === undefined) return false
    for (const order of this.#orders.values()) if (order.case === id) this.#forget(order)
    this.#clocks.cancel(`node ${id}`)
    this.#clocks.cancel(`promise ${id}`)
    this.#cases.delete(id)
    const ofCaller = this.#byCaller.get(found.caller)
    ofCaller?.delete(id)
    if (ofCaller?.size === 0) this.#byCaller.delete(found.caller)
    const promiseKept = found.promisedMs === null || nowMs <= found.promisedMs
    this.#tell({
      kind: 'case-closed',
      ...this.#fields(found),
      outcome,
      durationMs: nowMs - found.openedMs,
      promiseKept,
    })
    return true
  }

  /** Sends a work order (派单) for a case; returns its id, 0 when the case is closed. @throws StrowgerError */
  sendOrder(id: number, to: string, withinMs: number, nowMs: number): number {
    this.advance(nowMs)
    if (!(withinMs > 0 && withinMs < Infinity)) {
      throw new StrowgerError('out-of-range', 'withinMs', withinMs, 'more than 0 ms, finite')
    }
    const found = this.#cases.get(id)
    if (found === undefined) return 0
    this.#lastOrder += 1
    const order: WorkOrder = { id: this.#lastOrder, case: id, to, dueMs: nowMs + withinMs }
    this.#orders.set(order.id, order)
    this.#clocks.set(`order ${order.id}`, order.dueMs)
    this.#tellOrder('order-sent', found, order)
    return order.id
  }

  /** A work order is done. False when it was, or its case is closed. */
  orderDone(order: number, nowMs: number): boolean {
    this.advance(nowMs)
    const found = this.#orders.get(order)
    if (found === undefined) return false
    this.#forget(found)
    this.#tellOrder('order-done', this.#cases.get(found.case)!, found)
    return true
  }

  /** A caller calls: each open case of theirs counts a repeat call. Returns how many there are. */
  call(caller: string, nowMs: number): number {
    this.advance(nowMs)
    const ids = this.#byCaller.get(caller) ?? []
    let count = 0
    for (const id of ids) {
      const found = this.#cases.get(id)!
      found.repeatCalls += 1
      count += 1
      this.#tell({ kind: 'case-repeat-call', ...this.#fields(found), times: found.repeatCalls })
    }
    return count
  }

  /** Takes in an action of a flow: a `case` node or a bad rating opens one. Returns its id, 0 when none was opened. */
  observe(action: FlowAction): number {
    if (action.kind === 'case') {
      return this.openCase({ matter: action.subject, caller: action.caller }, Math.max(action.atMs, this.#nowMs))
    }
    if (action.kind !== 'rated') return 0
    const { survey, rating, agent, caller, atMs } = action
    const bad = this.#config.badRatings?.find(
      (each) => each.survey === survey && rating >= each.from && rating <= each.to,
    )
    return bad === undefined ? 0 : this.openCase({ matter: bad.matter, caller, agent }, Math.max(atMs, this.#nowMs))
  }

  #fire(key: string): void {
    const [what, number] = key.split(' ')
    const id = Number(number)
    if (what === 'order') {
      const order = this.#orders.get(id)!
      this.#tellOrder('order-overdue', this.#cases.get(order.case)!, order)
      return
    }
    const found = this.#cases.get(id)!
    if (what === 'promise') {
      this.#tell({ kind: 'case-overdue', ...this.#fields(found), what: 'promise' })
      return
    }
    const { limitMs, escalateTo } = this.#config.nodes[found.node]!
    const dueMs = found.sinceMs + limitMs
    if (this.#nowMs < dueMs) {
      this.#tell({ kind: 'case-reminded', ...this.#fields(found), dueMs })
      this.#arm(found)
    } else if (escalateTo === undefined) this.#tell({ kind: 'case-overdue', ...this.#fields(found), what: 'limit' })
    else this.#goTo(found, escalateTo, 'overdue')
  }

  /** The next reminder of its node that lies ahead, or the limit. */
  #arm({ id, node, sinceMs }: OpenCase): void {
    const { limitMs, remindBeforeMs = [] } = this.#config.nodes[node]!
    const times = [0, ...remindBeforeMs].map((beforeMs) => sinceMs + limitMs - beforeMs)
    this.#clocks.set(`node ${id}`, Math.min(...times.filter((atMs) => atMs > this.#nowMs)))
  }

  #goTo(found: Mutable<OpenCase>, node: string, why: 'overdue' | 'complex' | 'by-hand'): void {
    const from = found.node
    found.node = node
    found.sinceMs = this.#nowMs
    this.#tell({ kind: 'case-moved', ...this.#fields(found), from, why })
    this.#arm(found)
  }

  #keep(opened: Mutable<OpenCase>): void {
    this.#cases.set(opened.id, opened)
    const ofCaller = this.#byCaller.get(opened.caller) ?? new Set()
    this.#byCaller.set(opened.caller, ofCaller.add(opened.id))
  }

  #forget(order: WorkOrder): void {
    this.#orders.delete(order.id)
    this.#clocks.cancel(`order ${order.id}`)
  }

  #fields({ id, matter, caller, node }: OpenCase): CaseFields {
    return { atMs: this.#nowMs, case: id, matter, caller, node, owner: this.#config.nodes[node]!.owner }
  }

  #tell(event: CaseEvent): void {
    this.#events.push(event)
  }

  #tellOrder(kind: 'order-sent' | 'order-done' | 'order-overdue', found: OpenCase, order: WorkOrder): void {
    this.#tell({ kind, ...this.#fields(found), order: order.id, to: order.to, dueMs: order.dueMs })
  }

  #matter(name: string): CaseMatterConfig {
    const { matters } = this.#config
    const matter = Object.hasOwn(matters, name) ? matters[name] : undefined
    if (matter !== undefined) return matter
    throw new StrowgerError('unknown-matter', 'matter', name, suggest(name, Object.keys(matters)))
  }

  #checkNode(name: string, path: string): void {
    const { nodes } = this.#config
    if (!Object.hasOwn(nodes, name))
      throw new StrowgerError('unknown-node', path, name, suggest(name, Object.keys(nodes)))
  }
}
