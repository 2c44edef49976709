import type { AcdEvent } from '../event/event.ts'
import { LongestIdle } from './longest-idle.ts'
import { type ByName, matrixOf } from './names.ts'
import { type AgentSelection, type ContactSelection, HOLD, type RoutingNames, type RoutingPolicy } from './policy.ts'
import { SubAgentSelection, SubContactSelection } from './sub-selection.ts'

/** What {@link Reservation} keeps free, and how it chooses among the rest. */
export interface ReservationConfig {
  /** Contact type → agent group → idle agents r_ij that the type must leave free; 0 for pairs not mentioned. */
  readonly keep: Readonly<Record<string, ByName>>
  /** Chooses among what is allowed. Default {@link LongestIdle}. */
  readonly inner?: RoutingPolicy
}

/**
 * Thresholds, or (trunk) reservation: type i takes an agent of group j only if idle_ij > r_ij, where idle_ij are the idle agents of
 * j who may take the contact, the one in question included. Keeps the last agents for types with a smaller r: a small
 * loss for one type, a large gain for the other. It holds: agents may be idle while a contact waits.
 *
 * No wake-up is needed. A held contact may be served as soon as some idle_ij rises above r_ij, and it rises only when an
 * agent who may take the contact becomes idle: that agent looks for contacts itself, and this rule is asked. A stage
 * that opens makes its contact look. Therefore idle_ij counts only agents who may take the contact: counting all of j, an
 * agent without the skill would raise it and find nothing to take.
 *
 * Source: trunk reservation in telephony; Gans, Koole & Mandelbaum 2003; Avaya reserve agents.
 */
export class Reservation implements RoutingPolicy {
  readonly name: string = 'reservation'
  readonly holds: boolean = true
  readonly #config: ReservationConfig
  readonly #inner: RoutingPolicy
  readonly #agents: SubAgentSelection = new SubAgentSelection()
  readonly #contacts: SubContactSelection = new SubContactSelection()
  #groups = 0
  #keep: Float64Array = new Float64Array(0)

  constructor(config: ReservationConfig) {
    this.#config = config
    this.#inner = config.inner ?? new LongestIdle()
  }

  prepare(names: RoutingNames): void {
    this.#groups = names.groups.length
    this.#keep = matrixOf('keep', this.#config.keep, names.types, names.groups, 0, 0)
    this.#inner.prepare?.(names)
  }

  observe(event: AcdEvent): void {
    this.#inner.observe?.(event)
  }

  selectAgent(selection: AgentSelection): number {
    const allowed = this.#agents
    allowed.from(selection)
    for (let candidate = 0; candidate < selection.count; candidate += 1) {
      const group = selection.group(candidate)
      if (idleAlike(selection, group) > this.#keep[selection.type * this.#groups + group]!) allowed.add(candidate)
    }
    return allowed.count === 0 ? HOLD : this.#inner.selectAgent(allowed)
  }

  selectContact(selection: ContactSelection): number {
    const allowed = this.#contacts
    allowed.from(selection)
    for (let candidate = 0; candidate < selection.count; candidate += 1) {
      const keep = this.#keep[selection.type(candidate) * this.#groups + selection.group]!
      if (keep === 0 || selection.idleAlike(candidate) > keep) allowed.add(candidate)
    }
    if (allowed.count === 0) return HOLD
    const chosen = this.#inner.selectContact(allowed)
    return chosen === HOLD ? HOLD : allowed.original(chosen)
  }
}

/** Idle agents of a group among the candidates. */
function idleAlike(selection: AgentSelection, group: number): number {
  let idle = 0
  for (let candidate = 0; candidate < selection.count; candidate += 1) {
    if (selection.group(candidate) === group) idle += selection.idle(candidate)
  }
  return idle
}
