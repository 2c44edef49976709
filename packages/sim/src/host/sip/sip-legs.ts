import { SipLeg } from './sip-leg.ts'

/** The legs of a switch, by number and by the calls of its SIP stack. */
export class SipLegs {
  readonly byId: Map<number, SipLeg> = new Map()
  readonly #byCall = new Map<number, SipLeg>()
  #last = 0

  get size(): number {
    return this.byId.size
  }

  add(isIncoming: boolean): SipLeg {
    const leg = new SipLeg((this.#last += 1), isIncoming)
    this.byId.set(leg.id, leg)
    return leg
  }

  get(id: number): SipLeg | undefined {
    return this.byId.get(id)
  }

  /** Does something with a leg that is not over. */
  with(id: number, act: (leg: SipLeg) => void): void {
    const leg = this.byId.get(id)
    if (leg !== undefined) act(leg)
  }

  ofCall(call: number): SipLeg | undefined {
    return this.#byCall.get(call)
  }

  /** The call belongs to the leg until it has ended. */
  bind(leg: SipLeg, call: number): void {
    leg.calls.add(call)
    this.#byCall.set(call, leg)
  }

  /** The call has ended. */
  unbind(leg: SipLeg, call: number): void {
    leg.calls.delete(call)
    this.#byCall.delete(call)
  }

  remove({ id }: SipLeg): void {
    this.byId.delete(id)
  }
}
