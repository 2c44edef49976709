import type { AgentEvent } from '@strowger/acd'
import type { GroupModel } from '../model/model.ts'
import { AgentPurpose } from './agent-draws.ts'
import { EventPriority } from './event-priority.ts'
import type { World } from './world.ts'

const BREAK = 'break'
const OFF_PHONE = 'off-phone'

/**
 * Breaks of the roster and absences from the phone (meetings, letters, questions to a colleague). Both begin when what the
 * agent has in hand is done, and then last their full time.
 */
export class Pauses {
  readonly #world: World
  /** Length of the break that the agent has begun or is about to begin, ms; 0: none. */
  readonly #breakMs: Float64Array
  /** How many breaks, absences and times before absences each agent has had. */
  readonly #breaks: Int32Array
  readonly #absences: Int32Array
  readonly #gaps: Int32Array

  constructor(world: World) {
    const agents = world.model.roster.length
    this.#world = world
    this.#breakMs = new Float64Array(agents)
    this.#breaks = new Int32Array(agents)
    this.#absences = new Int32Array(agents)
    this.#gaps = new Int32Array(agents)
  }

  /** An agent has signed in: its absences from the phone begin. */
  signedIn(agent: number, nowMs: number): void {
    const { offPhone } = this.#group(agent)
    if (offPhone === undefined) return
    const { agenda, agentDraws } = this.#world
    const u = agentDraws.of(agent, AgentPurpose.offPhoneGap, this.#gaps[agent])
    this.#gaps[agent]! += 1
    agenda.events.set(agenda.offPhoneOf(agent), nowMs + offPhone.gap.quantile(u), EventPriority.pauseStart)
  }

  /** A break of the roster is due. */
  beginBreak(agent: number, lengthMs: number, nowMs: number): void {
    const { engine, agenda } = this.#world
    agenda.events.cancel(agenda.offPhoneOf(agent))
    this.#breakMs[agent] = lengthMs
    if (!engine.notReady(agent, BREAK, nowMs)) this.#breakMs[agent] = 0
  }

  /** An absence from the phone, or a pause of either kind, ends or begins. */
  fire(agent: number, priority: number, nowMs: number): void {
    const { engine } = this.#world
    if (priority === EventPriority.pauseStart) {
      if (this.#breakMs[agent] === 0) engine.notReady(agent, OFF_PHONE, nowMs)
      return
    }
    this.#breakMs[agent] = 0
    if (engine.ready(agent, nowMs)) this.signedIn(agent, nowMs)
  }

  /** The agent is not ready now: a pause has begun. */
  begun({ agent, reason, atMs }: AgentEvent): void {
    const { agenda, agentDraws } = this.#world
    const { offPhone, breakOverrun } = this.#group(agent)
    if (reason === BREAK) {
      const u = agentDraws.of(agent, AgentPurpose.breakOverrun, this.#breaks[agent])
      const overrunMs = breakOverrun === undefined ? 0 : breakOverrun.quantile(u)
      this.#breaks[agent]! += 1
      agenda.events.set(agenda.breakOf(agent), atMs + this.#breakMs[agent]! + overrunMs, EventPriority.pauseEnd)
    } else if (reason === OFF_PHONE && offPhone !== undefined) {
      const u = agentDraws.of(agent, AgentPurpose.offPhoneLength, this.#absences[agent])
      this.#absences[agent]! += 1
      agenda.events.set(agenda.offPhoneOf(agent), atMs + offPhone.length.quantile(u), EventPriority.pauseEnd)
    }
  }

  #group(agent: number): GroupModel {
    const { groups, roster } = this.#world.model
    return groups[roster[agent]!.group]!
  }
}
