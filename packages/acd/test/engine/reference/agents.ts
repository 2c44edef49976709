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

  endWrapUp(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.agents[agent]!.state !== 'wrap-up') return false
    this.finishWrapUp(this.agents[agent]!)
    return true
  }

  extendWrapUp(number: number, byMs: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.agents[number]!
    if (agent.state !== 'wrap-up' || agent.deadline === undefined) return false
    agent.deadline = this.deadline(agent.deadline.atMs + byMs, 0, agent.deadline.fire)
    return true
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
    if (agent.state === 'wrap-up') {
      agent.intention = 'ready'
      agent.reason = ''
      this.finishWrapUp(agent)
    } else if (agent.intention !== 'ready') this.intend(agent, 'ready', '')
    return true
  }
}
