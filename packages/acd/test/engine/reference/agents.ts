import type { SkillLevels } from '@strowger/acd'
import { type Agent, byUrgency, type Contact } from './model.ts'
import { ReferencePlacement } from './placement.ts'

/** What agents, and supervisors of agents, say. */
export class ReferenceAgents extends ReferencePlacement {
  signIn(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention !== 'signed-out' || this.agents[agent]!.removed) return false
    this.agents[agent]!.missed = 0
    this.intend(this.agents[agent]!, 'not-ready', 'signed-in')
    return true
  }

  signOut(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.agents[number]!
    if (agent.intention === 'signed-out') return false
    this.leave(agent, 'signed-out', '', 'signed-out')
    return true
  }

  ready(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention !== 'not-ready') return false
    this.intend(this.agents[agent]!, 'ready', '')
    return true
  }

  notReady(agent: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention === 'signed-out') return false
    this.intend(this.agents[agent]!, 'not-ready', reason)
    return true
  }

  endWrapUp(agent: number, nowMs: number, id: number | undefined): boolean {
    this.advance(nowMs)
    const contact = this.inWrapUp(agent, id)
    if (contact !== undefined) this.finishWrapUp(contact)
    return contact !== undefined
  }

  extendWrapUp(agent: number, byMs: number, nowMs: number, id: number | undefined): boolean {
    this.advance(nowMs)
    const contact = this.inWrapUp(agent, id)
    if (contact?.deadline === undefined) return false
    contact.deadline = this.deadline(contact.deadline.atMs + byMs, 0, contact.deadline.fire)
    return true
  }

  private inWrapUp(agent: number, id: number | undefined): Contact | undefined {
    return this.agents[agent]!.hand.find((c) => c.state === 'wrap-up' && (id === undefined || c.id === id))
  }

  forceSignOut(agent: number, nowMs: number, by: number | undefined): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention === 'signed-out') return false
    this.tellOrder('force-sign-out', by ?? -1, this.agents[agent], undefined)
    this.leave(this.agents[agent]!, 'signed-out', 'supervisor', 'signed-out')
    return true
  }

  forceNotReady(agent: number, reason: string, nowMs: number, by: number | undefined): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention === 'signed-out') return false
    this.tellOrder('force-not-ready', by ?? -1, this.agents[agent], undefined)
    this.leave(this.agents[agent]!, 'not-ready', reason, 'withdrawn')
    return true
  }

  forceReady(number: number, nowMs: number, by: number | undefined): boolean {
    this.advance(nowMs)
    const agent = this.agents[number]!
    if (agent.intention === 'signed-out') return false
    this.tellOrder('force-ready', by ?? -1, agent, undefined)
    const wasReady = agent.intention === 'ready'
    const inWrapUp = agent.hand.filter((c) => c.state === 'wrap-up')
    agent.intention = 'ready'
    agent.reason = ''
    for (const contact of inWrapUp) this.finishWrapUp(contact)
    if (inWrapUp.length === 0 && !wasReady) this.intend(agent, 'ready', '')
    return true
  }

  unreachable(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.agents[number]!
    if (agent.unreachable) return false
    agent.unreachable = true
    if (agent.ringing === undefined) this.settle(agent, false)
    else {
      this.ringOut(agent.ringing, agent, 'unreachable')
      this.settle(agent, true)
    }
    this.freePersonal(agent)
    return true
  }

  reachable(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.agents[number]!
    if (!agent.unreachable) return false
    agent.unreachable = false
    this.settle(agent, false)
    return true
  }

  setSkills(number: number, skills: SkillLevels | undefined, nowMs: number): void {
    this.advance(nowMs)
    const agent = this.agents[number]!
    agent.skills = skills ?? this.config.groups[agent.group]!.skills ?? {}
    const lost = this.contacts.filter((c) => c.personal && c.preferred?.agent === agent && !this.mayTake(agent, c))
    for (const contact of lost.sort(byUrgency)) this.endPreference(contact)
    this.seek(agent)
  }

  removeAgent(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.agents[number]!
    if (agent.removed) return false
    agent.removed = true
    this.leave(agent, 'signed-out', '', 'signed-out')
    return true
  }

  protected tellOrder(order: string, by: number, agent: Agent | undefined, contact: Contact | undefined): void {
    this.events.push(`${this.nowMs} ordered ${order} by ${by} agent ${agent?.number ?? -1} contact ${contact?.id ?? 0}`)
  }
}
