import type { AcdEvent } from '../event/event.ts'
import { LongestIdle } from './longest-idle.ts'
import { numberOf } from './names.ts'
import { type AgentSelection, type ContactSelection, HOLD, type RoutingNames, type RoutingPolicy } from './policy.ts'
import { SubContactSelection } from './sub-selection.ts'

/** Policies of {@link PerType}. */
export interface PerTypeConfig {
  /** Contact type → its policy; one policy may serve several types. */
  readonly types: Readonly<Record<string, RoutingPolicy>>
  /** For types not mentioned. Default {@link LongestIdle}. */
  readonly otherwise?: RoutingPolicy
  /** Chooses among what the policies propose to an agent. Default {@link LongestIdle}: priority, then longest wait. */
  readonly across?: RoutingPolicy
}

/**
 * Several policies in one engine, each for its own contact types.
 *
 * A contact that looks for an agent is decided by its type's policy. For an agent who looks for a contact, every policy
 * proposes one from the lists of its own types (or holds), and `across` decides between the proposals; the agent stays
 * idle when all hold. Every policy observes every event. O(policies × candidates).
 */
export class PerType implements RoutingPolicy {
  readonly name: string = 'per-type'
  readonly holds: boolean
  readonly #config: PerTypeConfig
  readonly #policies: readonly RoutingPolicy[]
  readonly #across: RoutingPolicy
  readonly #own: SubContactSelection = new SubContactSelection()
  readonly #proposed: SubContactSelection = new SubContactSelection()
  /** Place in the list of policies, by type. */
  #policyOf: Int32Array = new Int32Array(0)

  constructor(config: PerTypeConfig) {
    const otherwise = config.otherwise ?? new LongestIdle()
    this.#config = config
    this.#policies = [...new Set([otherwise, ...Object.values(config.types)])]
    this.#across = config.across ?? new LongestIdle()
    this.holds = [...this.#policies, this.#across].some(({ holds }) => holds === true)
  }

  prepare(names: RoutingNames): void {
    this.#policyOf = new Int32Array(names.types.length)
    for (const [type, policy] of Object.entries(this.#config.types)) {
      this.#policyOf[numberOf(names.types, type, 'types')] = this.#policies.indexOf(policy)
    }
    for (const policy of new Set([...this.#policies, this.#across])) policy.prepare?.(names)
  }

  observe(event: AcdEvent): void {
    const policies = this.#policies
    for (let at = 0; at < policies.length; at += 1) policies[at]!.observe?.(event)
    if (!policies.includes(this.#across)) this.#across.observe?.(event)
  }

  selectAgent(selection: AgentSelection): number {
    return this.#policies[this.#policyOf[selection.type]!]!.selectAgent(selection)
  }

  selectContact(selection: ContactSelection): number {
    const proposed = this.#proposed
    const own = this.#own
    proposed.from(selection)
    for (let policy = 0; policy < this.#policies.length; policy += 1) {
      own.from(selection)
      for (let candidate = 0; candidate < selection.count; candidate += 1) {
        if (this.#policyOf[selection.type(candidate)] === policy) own.add(candidate)
      }
      if (own.count === 0) continue
      const chosen = this.#policies[policy]!.selectContact(own)
      if (chosen !== HOLD) proposed.add(own.original(chosen))
    }
    if (proposed.count === 0) return HOLD
    const chosen = this.#across.selectContact(proposed)
    return chosen === HOLD ? HOLD : proposed.original(chosen)
  }
}
