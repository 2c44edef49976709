import { ReferenceAgents } from './agents.ts'
import type { Agent, Contact } from './model.ts'

/** How conversations end, and those of others that belong to them. */
export class ReferenceLegs extends ReferenceAgents {
  release(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.withAgent(id)
    if (contact === undefined) return false
    this.finish(contact)
    return true
  }

  protected finish(contact: Contact): void {
    if (contact.parentId !== 0) {
      this.endLeg(contact, 'released')
      return
    }
    this.endLegs(contact, 'caller-left')
    this.endTalk(contact)
  }

  /** The agent's part in a conversation ends; what is said after `released` is said before after-call work. */
  private endTalk(contact: Contact, andThen = () => {}): void {
    const agent = contact.agent!
    this.endHold(contact)
    const wrapUpMs = this.config.types[contact.type]!.wrapUpMs ?? 0
    this.say('released', contact, `${this.nowMs - contact.sinceMs} ${wrapUpMs > 0}`)
    andThen()
    if (wrapUpMs === 0) {
      this.remove(contact)
      this.drop(contact, agent)
      this.handLighter(agent)
      return
    }
    this.beginWrapUp(contact, wrapUpMs)
  }

  protected beginWrapUp(contact: Contact, wrapUpMs: number): void {
    contact.state = 'wrap-up'
    contact.sinceMs = this.nowMs
    if (wrapUpMs === Infinity) return
    contact.deadline = this.deadline(this.nowMs + wrapUpMs, 0, () => this.finishWrapUp(contact))
  }

  protected newLeg(parent: Contact, type: number, role: Contact['role']): Contact {
    const leg = this.newContact(type, parent.ref)
    leg.parent = parent
    leg.parentId = parent.id
    leg.role = role
    this.contacts.push(leg)
    return leg
  }

  protected legsOf(contact: Contact): Contact[] {
    return this.contacts.filter((c) => c.parent === contact)
  }

  protected legOf(contact: Contact, role: Contact['role']): Contact | undefined {
    return this.legsOf(contact).find((c) => c.role === role)
  }

  protected endLegs(contact: Contact, reason: string): void {
    for (const leg of this.legsOf(contact)) this.endLeg(leg, reason)
  }

  protected endLeg(leg: Contact, reason: string): void {
    if (leg.role !== 'consulting' && leg.role !== 'joined') {
      const supervisor = leg.agent!
      this.endMonitoring(leg)
      this.handLighter(supervisor)
    } else if (leg.state === 'waiting' || leg.state === 'offered') {
      const rung = this.stopRingingAtAll(leg, 'withdrawn')
      leg.agent = undefined
      this.partWith(leg, reason)
      this.remove(leg)
      for (const agent of rung) this.settle(agent, true)
    } else if (leg.agent === undefined) {
      this.partWith(leg, reason)
      this.remove(leg)
    } else this.endTalk(leg, () => this.partWith(leg, reason))
  }

  protected partWith(leg: Contact, reason: string): void {
    this.say('consult-ended', leg, `${reason} ${this.nowMs - leg.arrivedMs}`)
    leg.parent = undefined
  }

  protected endMonitoring(leg: Contact): void {
    this.endHold(leg)
    this.say('monitoring-ended', leg, String(this.nowMs - leg.sinceMs))
    this.remove(leg)
    this.drop(leg, leg.agent!)
  }

  /** A leg that was offered to one agent by name has been refused. */
  protected override refusedDirect(leg: Contact, end: string): void {
    leg.agent = undefined
    this.partWith(leg, end === 'declined' || end === 'no-answer' ? end : 'withdrawn')
    this.remove(leg)
  }

  /** Gives the agent something by hand. */
  protected bringToWork(agent: Agent): void {
    if (agent.open.length === 0) agent.idleOrder = this.order += 1
    if (agent.open.length === 0 && agent.deadline !== undefined) {
      agent.intention = 'ready'
      agent.reason = ''
      agent.deadline = undefined
    }
    agent.open = []
  }

  protected mayBeGiven(contact: Contact, agent: Agent): boolean {
    if (contact.agent === agent || contact.excluded.includes(agent)) return false
    if (agent.intention === 'signed-out' || agent.unreachable || agent.ringing !== undefined) return false
    return agent.hand.length === 0 || this.room(agent).includes(this.channelOf(contact).name)
  }

  protected callerWithAgent(id: number): Contact | undefined {
    const contact = this.withAgent(id)
    return contact?.parentId === 0 ? contact : undefined
  }

  protected withAgent(id: number): Contact | undefined {
    return this.contacts.find((c) => c.id === id && ['connected', 'held', 'interrupted'].includes(c.state))
  }

  protected endHold(contact: Contact): void {
    if (contact.state === 'interrupted') this.endInterruption(contact)
    if (contact.state !== 'held') return
    contact.state = 'connected'
    this.say('resumed', contact, String(this.nowMs - contact.heldMs))
  }
}
