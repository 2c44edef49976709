import { Intention } from '../agent/agent-table.ts'
import type { SkillLevels } from '../config/config.ts'
import { NONE } from '../contact/contact-table.ts'
import { OfferEndCode } from '../event/event-record.ts'
import type { Exchange } from './exchange.ts'
import { checkAgent } from './lookup.ts'

/** What becomes of agents without their doing: their devices come and go, their skills change, they leave for good. */
export class StaffDesk {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /**
   * The agent's device does not answer any more. What rings there goes on elsewhere, nothing is offered, and who waits
   * for this agent alone looks for another; what is in hand stays, and is the host's to end. What the agent wishes is
   * kept. False when that is known.
   */
  unreachable(agent: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents } = this.#exchange.floor
    if (agents.unreachable[agent] === 1) return false
    agents.unreachable[agent] = 1
    const { transitions } = this.#exchange
    const slot = agents.ringing[agent]!
    if (slot === NONE) transitions.offering.settle(agent, false)
    else transitions.withdrawOffer(slot, agent, OfferEndCode.unreachable)
    transitions.placement.endPreferencesFor(agent)
    return true
  }

  /** The device answers again: what the agent wishes takes effect. False when it was not unreachable. */
  reachable(agent: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents } = this.#exchange.floor
    if (agents.unreachable[agent] === 0) return false
    agents.unreachable[agent] = 0
    this.#exchange.transitions.offering.settle(agent, false)
    return true
  }

  /**
   * The agent has other skills from now on, and takes at once what it may take by them; its place among the idle is
   * kept. What rings or is in hand goes on.
   *
   * @param skills - undefined: those of its group
   * @throws StrowgerError `unknown-skill`, `skill-level`
   */
  setSkills(agent: number, skills: SkillLevels | undefined, nowMs: number): void {
    this.#exchange.time.advance(nowMs)
    const { floor, transitions } = this.#exchange
    checkAgent(floor, agent)
    const wasListed = floor.agents.listed[agent] === 1
    const pool = floor.poolOf(agent, skills)
    floor.availability.hide(agent)
    floor.ownSkills[agent] = skills
    floor.agents.pool[agent] = pool
    floor.agents.fullPool[agent] = pool
    floor.watch?.note(agent)
    if (wasListed) floor.availability.show(agent, true, nowMs)
    transitions.placement.endLostPreferencesFor(agent)
    if (floor.agents.listed[agent] === 1) transitions.offering.seekContact(agent)
  }

  /**
   * The agent leaves for good: signed out as by {@link SupervisorDesk.forceSignOut}, and never signed in again. Its number
   * is not given to another. False when it has left already.
   */
  remove(agent: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents } = this.#exchange.floor
    if (agents.removed[agent] === 1) return false
    agents.removed[agent] = 1
    agents.intention[agent] = Intention.signedOut
    agents.reason[agent] = 0
    const { transitions } = this.#exchange
    const slot = agents.ringing[agent]!
    if (slot === NONE) transitions.follow(agent)
    else transitions.withdrawOffer(slot, agent, OfferEndCode.signedOut)
    transitions.placement.endPreferencesFor(agent)
    return true
  }
}
