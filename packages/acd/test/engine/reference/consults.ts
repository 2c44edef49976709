import { ReferenceRules } from './rules.ts'
import type { Agent, Contact } from './model.ts'

/** Consultation, attended transfer, conference; supervisors who take part. */
export class ReferenceConsults extends ReferenceRules {
  consultAgent(id: number, number: number, nowMs: number): number | false {
    const parent = this.free(id, nowMs)
    const agent = this.agents[number]!
    if (parent === undefined || !this.mayBeGiven(parent, agent)) return false
    const leg = this.begin(parent, parent.type, '')
    leg.direct = true
    leg.preferred = { agent, untilMs: Infinity }
    this.bringToWork(agent)
    this.offerTo(leg, agent)
    return leg.id
  }

  consultQueue(id: number, type: number, nowMs: number, priority: number | undefined): number | false {
    const parent = this.free(id, nowMs)
    if (parent === undefined) return false
    const leg = this.begin(parent, type, '')
    leg.priority = priority ?? leg.priority
    leg.excluded = [parent.agent!]
    this.place(leg)
    return leg.id
  }

  consultOutside(id: number, outside: string, nowMs: number): number | false {
    const parent = this.free(id, nowMs)
    if (parent === undefined) return false
    const leg = this.begin(parent, parent.type, outside)
    leg.state = 'connected'
    leg.outside = outside
    return leg.id
  }

  cancelConsult(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const parent = this.callerWithAgent(id)
    const leg = parent && this.legOf(parent, 'consulting')
    if (parent === undefined || leg === undefined) return false
    this.endLeg(leg, 'cancelled')
    if (parent.state === 'held') this.endHold(parent)
    return true
  }

  completeConsult(id: number, nowMs: number): boolean {
    const leg = this.answered(id, nowMs)
    if (leg !== undefined) this.handToLeg(leg)
    return leg !== undefined
  }

  conference(id: number, nowMs: number): boolean {
    const leg = this.answered(id, nowMs)
    if (leg === undefined) return false
    if (leg.parent!.state === 'held') this.endHold(leg.parent!)
    if (leg.state === 'held') this.endHold(leg)
    leg.role = 'joined'
    this.say('joined', leg)
    return true
  }

  leaveConference(id: number, number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const parent = this.callerWithAgent(id)
    if (parent === undefined) return false
    const joined = this.legsOf(parent).filter((leg) => leg.role === 'joined')
    const agent = this.agents[number]!
    const leg = parent.agent === agent ? joined[0] : joined.find((each) => each.agent === agent)
    if (leg === undefined) return false
    if (parent.agent === agent) this.handToLeg(leg)
    else this.endLeg(leg, 'released')
    return true
  }

  monitor(id: number, number: number, mode: 'listen' | 'whisper' | 'barge-in', nowMs: number): boolean {
    this.advance(nowMs)
    const parent = this.callerWithAgent(id)
    const supervisor = this.agents[number]!
    if (parent === undefined) return false
    const before = this.monitorOf(parent, supervisor)
    if (before === undefined && !this.mayBeGiven(parent, supervisor)) return false
    this.tellOrder(mode, number, parent.agent, parent)
    if (before !== undefined) {
      this.say('monitoring-ended', before, String(nowMs - before.sinceMs))
      before.role = mode
      before.sinceMs = nowMs
      this.say('monitoring', before, mode)
      return true
    }
    const leg = this.newLeg(parent, parent.type, mode)
    this.bringToWork(supervisor)
    leg.agent = supervisor
    leg.state = 'connected'
    supervisor.hand.push(leg)
    this.say('monitoring', leg, mode)
    this.putAside(leg, supervisor)
    this.settle(supervisor, false)
    return true
  }

  stopListening(id: number, number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const parent = this.callerWithAgent(id)
    const leg = parent && this.monitorOf(parent, this.agents[number]!)
    if (parent === undefined || leg === undefined) return false
    this.tellOrder('stop-listening', number, parent.agent, parent)
    this.endLeg(leg, 'released')
    return true
  }

  intercept(id: number, number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.callerWithAgent(id)
    const supervisor = this.agents[number]!
    if (contact === undefined) return false
    const heard = this.monitorOf(contact, supervisor)
    const may = heard === undefined ? this.mayBeGiven(contact, supervisor) : !contact.excluded.includes(supervisor)
    if (!may) return false
    this.tellOrder('intercept', number, contact.agent, contact)
    if (heard !== undefined) this.endMonitoring(heard)
    this.handTo(contact, supervisor)
    return true
  }

  forceRelease(id: number, nowMs: number, by: number | undefined): boolean {
    this.advance(nowMs)
    const contact = this.withAgent(id)
    if (contact === undefined) return false
    this.tellOrder('force-release', by ?? -1, contact.agent, contact)
    this.finish(contact)
    return true
  }

  /** The contact of an agent who consults nobody. */
  private free(id: number, nowMs: number): Contact | undefined {
    this.advance(nowMs)
    const parent = this.callerWithAgent(id)
    return parent === undefined || this.legOf(parent, 'consulting') !== undefined ? undefined : parent
  }

  private answered(id: number, nowMs: number): Contact | undefined {
    this.advance(nowMs)
    const parent = this.callerWithAgent(id)
    const leg = parent && this.legOf(parent, 'consulting')
    return leg === undefined || leg.state === 'waiting' || leg.state === 'offered' ? undefined : leg
  }

  private begin(parent: Contact, type: number, outside: string): Contact {
    if (parent.state === 'connected') {
      parent.state = 'held'
      parent.heldMs = this.nowMs
      this.say('held', parent)
    }
    const leg = this.newLeg(parent, type, 'consulting')
    this.say('consulting', leg, outside, parent.agent)
    return leg
  }

  private handToLeg(leg: Contact): void {
    const { agent, outside } = leg
    const parent = leg.parent!
    if (agent !== undefined) {
      this.endHold(leg)
      this.say('released', leg, `${this.nowMs - leg.sinceMs} false`)
      this.drop(leg, agent)
    }
    this.partWith(leg, 'completed')
    this.remove(leg)
    if (agent === undefined) this.leaveHouse(parent, outside)
    else this.handTo(parent, agent)
  }

  private monitorOf(parent: Contact, supervisor: Agent): Contact | undefined {
    return this.legsOf(parent).find(
      (leg) => leg.agent === supervisor && leg.role !== 'consulting' && leg.role !== 'joined',
    )
  }
}
