import { ContactState, NONE } from '../contact/contact-table.ts'
import { DeadlineRank, type Floor } from './floor.ts'

/**
 * Contacts that ring at several agents: who is rung besides, who joins, and what is left when one of them refuses.
 */
export class Ringing {
  declare private readonly floor: Floor
  /** Rings at one agent more, or connects where calls are answered by force. */
  readonly #ringAt: (slot: number, agent: number) => void

  constructor(floor: Floor, ringAt: (slot: number, agent: number) => void) {
    this.floor = floor
    this.#ringAt = ringAt
  }

  /** A contact has begun to ring at its first agent: it rings at others, too, where its type says so. */
  begin(slot: number, agent: number): void {
    const { contacts, config, rings, agents } = this.floor
    const { ring } = config.demands[contacts.demand[slot]!]!
    // The preferred agent is rung alone.
    if (ring === undefined || contacts.preferred[slot] !== NONE) return
    const group = ring.sameGroup ? agents.group[agent]! : NONE
    rings.open(slot, { agents: [agent], refused: [], group, allowed: ring.everyMs === undefined ? ring.atOnce : 1 })
    this.#awaitNext(slot)
    this.widen(slot)
  }

  /** The next agent's time of a progressive round has come. */
  goOn(slot: number): void {
    this.floor.rings.of(slot)!.allowed += 1
    this.#awaitNext(slot)
    this.widen(slot)
  }

  /** Rings at as many agents as the contact may by now, and the policy chooses. */
  widen(slot: number): void {
    const { rings, matcher, contacts, nowMs } = this.floor
    const round = rings.of(slot)
    if (round === undefined) return
    while (contacts.state[slot] === ContactState.offered && round.agents.length < round.allowed) {
      const agent = matcher.seekAgent(slot, round.group, nowMs)
      if (agent === NONE) return
      this.#ringAt(slot, agent)
    }
  }

  /** Agents have become idle whom no waiting contact takes: they join where something rings, the most urgent first. */
  join(): void {
    const { rings, contacts } = this.floor
    if (rings.size === 0) return
    const { priority, orderMs, id } = contacts
    const open = rings.withRoom()
    open.sort((a, b) => priority[b]! - priority[a]! || orderMs[a]! - orderMs[b]! || id[a]! - id[b]!)
    for (const slot of open) this.widen(slot)
  }

  /** One of several offers has ended; true when the contact rings at others still. */
  leave(slot: number, agent: number, refused: boolean): boolean {
    const { rings, contacts, restrictions } = this.floor
    const round = rings.of(slot)
    if (round === undefined) return false
    round.agents.splice(round.agents.indexOf(agent), 1)
    if (refused && restrictions.allows(slot, agent)) {
      round.refused.push(agent)
      restrictions.exclude(slot, agent)
      contacts.restricted[slot] = 1
    }
    if (round.agents.length > 0) {
      contacts.agent[slot] = round.agents[0]!
      return true
    }
    this.end(slot)
    return false
  }

  /** The agent, who may have refused in this round, is excluded from the contact, and not only for this round. */
  refuseForGood(slot: number, agent: number): void {
    const refused = this.floor.rings.of(slot)?.refused ?? []
    const at = refused.indexOf(agent)
    if (at >= 0) refused.splice(at, 1)
  }

  /** The ringing is over: who refused may be asked again. */
  end(slot: number): void {
    const { rings, restrictions, contacts, deadlines } = this.floor
    const round = rings.of(slot)
    if (round === undefined) return
    for (const agent of round.refused) if (!restrictions.admit(slot, agent)) contacts.restricted[slot] = 0
    rings.close(slot)
    deadlines.cancel(2 * slot)
  }

  /** Those at whom a contact rings, who has been idle longest first. A copy. */
  rungAt(slot: number): number[] {
    const { rings, contacts, agents } = this.floor
    const round = rings.of(slot)
    if (round === undefined) return [contacts.agent[slot]!]
    return [...round.agents].sort((a, b) => agents.idleSeq[a]! - agents.idleSeq[b]!)
  }

  #awaitNext(slot: number): void {
    const floor = this.floor
    const { everyMs, atOnce } = floor.config.demands[floor.contacts.demand[slot]!]!.ring ?? {}
    const { allowed } = floor.rings.of(slot)!
    if (everyMs === undefined || atOnce === undefined || allowed >= atOnce) return
    floor.setContactDeadline(slot, floor.nowMs + everyMs, DeadlineRank.ringsOn)
  }
}
