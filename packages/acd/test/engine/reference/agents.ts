import type { Contact } from './model.ts'
import { ReferencePlacement } from './placement.ts'

/** What agents, and supervisors of agents, say. */
export class ReferenceAgents extends ReferencePlacement {
  signIn(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention !== 'signed-out') return false
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

  forceSignOut(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention === 'signed-out') return false
    this.leave(this.agents[agent]!, 'signed-out', 'supervisor', 'signed-out')
    return true
  }

  forceNotReady(agent: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.intention === 'signed-out') return false
    this.leave(this.agents[agent]!, 'not-ready', reason, 'withdrawn')
    return true
  }

  forceReady(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.agents[number]!
    if (agent.intention === 'signed-out') return false
    const wasReady = agent.intention === 'ready'
    const inWrapUp = agent.hand.filter((c) => c.state === 'wrap-up')
    agent.intention = 'ready'
    agent.reason = ''
    for (const contact of inWrapUp) this.finishWrapUp(contact)
    if (inWrapUp.length === 0 && !wasReady) this.intend(agent, 'ready', '')
    return true
  }
}
