import type { AcdEvent } from '../event/event.ts'
import { enlarged } from '../memory/enlarge.ts'
import { AgentCost } from './agent-cost.ts'
import type { AgentSelection } from './policy.ts'

/**
 * Fewest contacts: argmin_k contacts that agent k has answered, then longest idle. Shares contacts by number, whatever
 * their length; for work that is paid or tiring by the piece.
 *
 * An agent who signs in starts no lower than the fewest of those signed in, so that a late shift is not flooded until
 * it has caught up. A contact counts once, when it is connected. O(idle agents who may take the contact).
 * Source: Asterisk app_queue `fewestcalls`, mod_callcenter agent-with-fewest-calls.
 */
export class FewestContacts extends AgentCost {
  override readonly name: string = 'fewest-contacts'
  #answered: Float64Array = new Float64Array(16)
  #isSignedIn: Uint8Array = new Uint8Array(16)

  observe(event: AcdEvent): void {
    if (event.kind !== 'agent' && event.kind !== 'connected') return
    this.#makeRoom(event.agent)
    if (event.kind === 'connected') this.#answered[event.agent]! += 1
    else if (event.state === 'signed-out') this.#isSignedIn[event.agent] = 0
    else if (this.#isSignedIn[event.agent] === 0) this.#signIn(event.agent)
  }

  protected override costOf(_selection: AgentSelection, agent: number): number {
    return this.#answered[agent] ?? 0
  }

  #signIn(agent: number): void {
    let fewest = Infinity
    for (let other = 0; other < this.#answered.length; other += 1) {
      if (this.#isSignedIn[other] === 1) fewest = Math.min(fewest, this.#answered[other]!)
    }
    if (fewest < Infinity) this.#answered[agent] = Math.max(fewest, this.#answered[agent]!)
    this.#isSignedIn[agent] = 1
  }

  #makeRoom(agent: number): void {
    if (agent < this.#answered.length) return
    this.#answered = enlarged(this.#answered, new Float64Array(2 * agent))
    this.#isSignedIn = enlarged(this.#isSignedIn, new Uint8Array(2 * agent))
  }
}
