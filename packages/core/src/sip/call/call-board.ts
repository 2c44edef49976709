import type { Dialog } from '../dialog/dialog.ts'
import type { SipView } from '../message/sip-view.ts'
import { DeadlineQueue } from '../transaction/deadline-queue.ts'
import type { Call } from './call.ts'

/** All calls of an agent, found by number, by transaction and by dialog, with their deadlines. */
export class CallBoard {
  readonly #byId = new Map<number, Call>()
  readonly #byTransaction = new Map<number, Call>()
  readonly #byDialog = new Map<string, Call>()
  readonly #deadlines = new DeadlineQueue<Call>((call, atMs) => call.nextMs === atMs)

  get size(): number {
    return this.#byId.size
  }

  get(id: number): Call | undefined {
    return this.#byId.get(id)
  }

  add(call: Call): void {
    this.#byId.set(call.id, call)
    this.bind(call.inviteId, call)
  }

  /** The call that a transaction of this side, or an INVITE of the other, belongs to. */
  ofTransaction(id: number): Call | undefined {
    return this.#byTransaction.get(id)
  }

  /** A transaction belongs to the call from now on, until {@link forgetTransaction}. */
  bind(id: number, call: Call): void {
    this.#byTransaction.set(id, call)
    call.transactions.add(id)
  }

  forgetTransaction(id: number): void {
    this.#byTransaction.get(id)?.transactions.delete(id)
    this.#byTransaction.delete(id)
  }

  /** The call has this dialog. */
  bindDialog(dialog: Dialog, call: Call): void {
    this.#byDialog.set(dialog.id, call)
  }

  /** Of the early dialogs of a call one has become its own: the others are no more. RFC 3261 §13.2.2.4 */
  forgetEarly(call: Call): void {
    for (const dialog of call.early.values()) this.#byDialog.delete(dialog.id)
    call.early.clear()
  }

  /** The call that a request inside a dialog belongs to. */
  ofRequest(request: SipView): Call | undefined {
    const local = request.to?.parameters.get('tag') ?? ''
    const remote = request.from?.parameters.get('tag') ?? ''
    return this.#byDialog.get(`${request.callId} ${local} ${remote}`)
  }

  /** The call whose dialog has these names, seen from this side. */
  ofDialog(callId: string, localTag: string, remoteTag: string): Call | undefined {
    return this.#byDialog.get(`${callId} ${localTag} ${remoteTag}`)
  }

  /** Its deadlines have changed. */
  settle(call: Call): void {
    this.#deadlines.set(call, call.nextMs)
  }

  nextMs(): number {
    return this.#deadlines.nextMs()
  }

  takeDue(nowMs: number): Call | undefined {
    return this.#deadlines.take(nowMs)
  }

  /** The call is over. */
  remove(call: Call): void {
    call.stopTimers()
    this.#byId.delete(call.id)
    for (const id of call.transactions) this.#byTransaction.delete(id)
    if (call.dialog !== undefined) this.#byDialog.delete(call.dialog.id)
    this.forgetEarly(call)
  }
}
