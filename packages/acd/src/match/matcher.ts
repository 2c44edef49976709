import type { AgentTable } from '../agent/agent-table.ts'
import type { IdleLists } from '../agent/idle-lists.ts'
import type { QueuePriorities } from '../config/group-queues.ts'
import { type ContactTable, NONE } from '../contact/contact-table.ts'
import type { Restrictions } from '../contact/restrictions.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { FloorView, RoutingPolicy } from '../policy/policy.ts'
import type { WaitingLists } from '../queue/waiting-lists.ts'
import { AgentChoice } from './agent-choice.ts'
import { ContactChoice } from './contact-choice.ts'
import type { Eligibility } from './eligibility.ts'

/** Finds the candidates, lets the policy choose, and checks that the choice was one of them. */
export class Matcher {
  declare private readonly policy: RoutingPolicy
  declare private readonly restrictions: Restrictions
  declare private readonly agents: AgentTable
  declare private readonly contacts: ContactTable
  declare private readonly waiting: WaitingLists
  declare private readonly eligibility: Eligibility
  declare private readonly agentChoice: AgentChoice
  declare private readonly contactChoice: ContactChoice

  constructor(
    policy: RoutingPolicy,
    agents: AgentTable,
    idle: IdleLists,
    contacts: ContactTable,
    waiting: WaitingLists,
    eligibility: Eligibility,
    restrictions: Restrictions,
    floor: FloorView,
    priorities: QueuePriorities,
  ) {
    this.restrictions = restrictions
    this.policy = policy
    this.agents = agents
    this.contacts = contacts
    this.waiting = waiting
    this.eligibility = eligibility
    this.agentChoice = new AgentChoice(agents, idle, contacts, eligibility, restrictions, floor)
    this.contactChoice = new ContactChoice(
      agents,
      idle,
      contacts,
      waiting,
      eligibility,
      restrictions,
      floor,
      priorities,
    )
  }

  /**
   * The idle agent who takes the contact in `slot`, NONE when it has to wait. A policy that holds back those whom the
   * contact prefers is asked again about all: a preference makes nobody wait.
   *
   * @param group - only this one; NONE for any
   * @throws StrowgerError `policy-choice` when the policy names an agent who is not idle or not eligible
   */
  seekAgent(slot: number, group: number, nowMs: number): number {
    const choice = this.agentChoice
    choice.fill(slot, group, nowMs)
    if (choice.count === 0) return NONE
    const isNarrowed = choice.keepPreferred()
    let agent = this.policy.selectAgent(choice)
    if (agent === NONE && isNarrowed) {
      choice.fill(slot, group, nowMs)
      agent = this.policy.selectAgent(choice)
    }
    if (agent === NONE) return NONE
    if (!this.mayTake(slot, agent) || (isNarrowed && !choice.includes(agent))) {
      throw new StrowgerError('policy-choice', `policy ${this.policy.name}.selectAgent`, agent, 'an idle candidate')
    }
    return agent
  }

  /** True when contacts find the agent, who has what the contact asks for, and is not excluded from it. */
  mayTake(slot: number, agent: number): boolean {
    return this.agents.listed[agent] === 1 && this.#allows(slot, agent, this.agents.pool[agent]!)
  }

  /** True when the agent, idle or not, has what the contact asks for and is not excluded from it. */
  isEligible(slot: number, agent: number): boolean {
    return this.#allows(slot, agent, this.agents.fullPool[agent]!)
  }

  #allows(slot: number, agent: number, pool: number): boolean {
    if (!this.eligibility.allows(this.contacts.demand[slot]!, pool)) return false
    return this.contacts.restricted[slot] === 0 || this.restrictions.allows(slot, agent)
  }

  /**
   * Slot of the waiting contact that `agent` takes, NONE when the agent stays idle. A policy that holds back the types
   * which the agent's group takes first is asked again about all.
   *
   * @throws StrowgerError `policy-choice` when the policy names no candidate
   */
  seekContact(agent: number, nowMs: number): number {
    if (this.waiting.size === 0) return NONE
    const choice = this.contactChoice
    choice.fill(agent, nowMs)
    if (choice.count === 0) return NONE
    const isNarrowed = choice.keepFirstTypes()
    let candidate = this.policy.selectContact(choice)
    if (candidate === NONE && isNarrowed) {
      choice.fill(agent, nowMs)
      candidate = this.policy.selectContact(choice)
    }
    if (candidate === NONE) return NONE
    if (!(candidate >= 0 && candidate < choice.count && Number.isInteger(candidate))) {
      const path = `policy ${this.policy.name}.selectContact`
      throw new StrowgerError('policy-choice', path, candidate, `a candidate from 0 to ${choice.count - 1}`)
    }
    return choice.slot(candidate)
  }
}
