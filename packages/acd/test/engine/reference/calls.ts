import { ReferenceAgents } from './agents.ts'
import type { Agent, Contact } from './model.ts'

/** Hold, transfer, move, divert. */
export class ReferenceCalls extends ReferenceAgents {
  hold(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.contacts.find((c) => c.id === id && c.state === 'connected')
    if (contact === undefined) return false
    contact.state = 'held'
    contact.heldMs = nowMs
    this.say('held', contact)
    return true
  }

  resume(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.contacts.find((c) => c.id === id && c.state === 'held')
    if (contact === undefined) return false
    this.endHold(contact)
    return true
  }

  transfer(id: number, type: number, nowMs: number, priority: number | undefined): boolean {
    this.advance(nowMs)
    const contact = this.withAgent(id)
    if (contact === undefined) return false
    const agent = this.endPart(contact)
    this.become(contact, type, priority ?? this.config.types[type]!.priority ?? 0)
    contact.agent = undefined
    contact.queuedMs = nowMs
    this.say('requeued', contact, String(contact.priority))
    this.place(contact)
    this.handLighter(agent)
    return true
  }

  /** Transfer to an agent, and the supervisor's intercept: the same to the engine. */
  handOver(id: number, to: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.withAgent(id)
    const target = this.agents[to]!
    if (contact === undefined || contact.agent === target || contact.excluded.includes(target)) return false
    if (target.intention === 'signed-out' || target.unreachable || target.ringing !== undefined) return false
    if (target.hand.length > 0 && !this.room(target).includes(this.channelOf(contact).name)) return false
    const agent = this.endPart(contact)
    if (target.deadline !== undefined) {
      target.intention = 'ready'
      target.reason = ''
    }
    target.deadline = undefined
    target.open = []
    contact.agent = target
    this.connect(contact, 'taken-over')
    this.handLighter(agent)
    return true
  }

  transferOut(id: number, where: string, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.withAgent(id)
    if (contact === undefined) return false
    const agent = this.endPart(contact)
    this.say('diverted', contact, `${where} ${nowMs - contact.queuedMs}`)
    this.remove(contact)
    this.handLighter(agent)
    return true
  }

  move(id: number, to: { readonly type?: number; readonly priority?: number }, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.contacts.find((c) => c.id === id && c.state === 'waiting')
    if (contact === undefined) return false
    contact.deadline = undefined
    this.become(contact, to.type ?? contact.type, to.priority ?? contact.priority)
    this.say('moved', contact, String(contact.priority))
    this.place(contact)
    return true
  }

  divert(id: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.contacts.find((c) => c.id === id && (c.state === 'waiting' || c.state === 'offered'))
    if (contact === undefined) return false
    const rung = this.stopRingingAtAll(contact, 'withdrawn')
    this.say('diverted', contact, `${reason} ${nowMs - contact.queuedMs}`)
    this.remove(contact)
    for (const agent of rung) this.settle(agent, true)
    return true
  }

  exclude(id: number, agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.contacts.find((c) => c.id === id)
    if (contact === undefined) return false
    contact.excluded.push(this.agents[agent]!)
    if (contact.state === 'waiting') this.enterQueue(contact)
    if (contact.personal && contact.preferred?.agent === this.agents[agent]) this.endPreference(contact)
    contact.refusedBy = contact.refusedBy.filter((a) => a !== this.agents[agent])
    if (contact.rungAt.includes(this.agents[agent]!)) {
      this.ringOut(contact, this.agents[agent]!, 'withdrawn')
      this.settle(this.agents[agent]!, true)
    }
    return true
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

  protected endPart(contact: Contact): Agent {
    this.endHold(contact)
    this.say('transferred', contact, String(this.nowMs - contact.sinceMs))
    this.drop(contact, contact.agent!)
    return contact.agent!
  }

  protected become(contact: Contact, type: number, priority: number): void {
    contact.type = type
    contact.priority = priority
    contact.headStartMs = this.config.types[type]!.headStartMs ?? 0
  }
}
