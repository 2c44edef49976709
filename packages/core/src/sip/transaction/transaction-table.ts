import { DeadlineQueue } from './deadline-queue.ts'
import type { TransactionMachine } from './machine.ts'

/** What every transaction has. */
export interface OpenTransaction {
  readonly id: number
  readonly key: string
  /** What copies of a request that came other ways have in common with it, where they are told apart. */
  readonly origin?: string | undefined
  readonly machine: TransactionMachine
}

/** The open transactions of one side, found by key and by id, with their deadlines. */
export class TransactionTable<Transaction extends OpenTransaction> {
  readonly #byKey = new Map<string, Transaction>()
  readonly #byId = new Map<number, Transaction>()
  readonly #byOrigin = new Map<string, Transaction>()
  readonly #deadlines = new DeadlineQueue<Transaction>(
    (owner, atMs) => owner.machine.nextMs === atMs && this.#byId.get(owner.id) === owner,
  )

  get size(): number {
    return this.#byId.size
  }

  byId(id: number): Transaction | undefined {
    return this.#byId.get(id)
  }

  byKey(key: string): Transaction | undefined {
    return this.#byKey.get(key)
  }

  byOrigin(origin: string): Transaction | undefined {
    return this.#byOrigin.get(origin)
  }

  add(transaction: Transaction): void {
    this.#byId.set(transaction.id, transaction)
    this.#byKey.set(transaction.key, transaction)
    if (transaction.origin !== undefined) this.#byOrigin.set(transaction.origin, transaction)
    this.#deadlines.set(transaction, transaction.machine.nextMs)
  }

  /** All that are open now. */
  all(): Transaction[] {
    return [...this.#byId.values()]
  }

  /** Ends a transaction of which nobody is to hear. */
  remove(transaction: Transaction): void {
    this.#byId.delete(transaction.id)
    this.#byKey.delete(transaction.key)
    if (transaction.origin !== undefined) this.#byOrigin.delete(transaction.origin)
  }

  /** After anything has happened to it: its next deadline, or its end. */
  settle(transaction: Transaction): void {
    if (transaction.machine.state === 'terminated') this.remove(transaction)
    else this.#deadlines.set(transaction, transaction.machine.nextMs)
  }

  /** When something is due next, ms. */
  nextMs(): number {
    return this.#deadlines.nextMs()
  }

  /** Fires the next deadline if it is not after `nowMs`; false when none is. */
  fireNext(nowMs: number): boolean {
    const due = this.#deadlines.take(nowMs)
    if (due === undefined) return false
    due.machine.fire(due.machine.nextMs)
    this.settle(due)
    return true
  }
}
