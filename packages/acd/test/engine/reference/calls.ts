import { ReferenceLegs } from './legs.ts'
import type { Agent, Contact } from './model.ts'

/** Hold, transfer, move, divert. */
export class ReferenceCalls extends ReferenceLegs {
  hold(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.contacts.find((c) => c.id === id && c.state === 'connected' && c.agent !== undefined)
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
    const contact = this.callerWithAgent(id)
    if (contact === undefined) return false
    this.endLegs(contact, 'cancelled')
    const { agent, worksOn } = this.endPart(contact)
    this.become(contact, type, priority ?? this.config.types[type]!.priority ?? 0)
    contact.agent = undefined
    contact.queuedMs = nowMs
    this.say('requeued', contact, String(contact.priority))
    this.place(contact)
    this.goOn(agent, worksOn)
    return true
  }

  /** Transfer to an agent, and the supervisor's intercept: the same to the engine. */
  handOver(id: number, to: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.callerWithAgent(id)
    const target = this.agents[to]!
    if (contact === undefined || !this.mayBeGiven(contact, target)) return false
    this.handTo(contact, target)
    return true
  }

  protected handTo(contact: Contact, target: Agent): void {
    const consulted = this.legOf(contact, 'consulting')
    if (consulted !== undefined) this.endLeg(consulted, 'cancelled')
    const { agent, worksOn } = this.endPart(contact)
    this.bringToWork(target)
    contact.agent = target
    this.connect(contact, 'taken-over')
    this.goOn(agent, worksOn)
  }

  transferOut(id: number, where: string, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.callerWithAgent(id)
    if (contact === undefined) return false
    this.leaveHouse(contact, where)
    return true
  }

  protected leaveHouse(contact: Contact, where: string): void {
    this.endLegs(contact, 'cancelled')
    const { agent, worksOn } = this.endPart(contact)
    this.say('diverted', contact, `${where} ${this.nowMs - contact.queuedMs}`)
    this.remove(contact)
    this.goOn(agent, worksOn)
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
    const contact = this.contacts.find(
      (c) => c.id === id && (c.state === 'waiting' || c.state === 'offered') && c.parentId === 0,
    )
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

  /** The agent's part ends; what it has to write down is a contact of its own from then on. */
  protected endPart(contact: Contact): { agent: Agent; worksOn: boolean } {
    const agent = contact.agent!
    const { wrapUpMs = 0, wrapUpAfterTransfer = false } = this.config.types[contact.type]!
    this.endHold(contact)
    this.say('transferred', contact, String(this.nowMs - contact.sinceMs))
    this.drop(contact, agent)
    if (!wrapUpAfterTransfer || wrapUpMs === 0) return { agent, worksOn: false }
    const work = this.newLeg(contact, contact.type, 'joined')
    work.parent = undefined
    work.arrivedMs = contact.arrivedMs
    work.agent = agent
    agent.hand.push(work)
    this.beginWrapUp(work, wrapUpMs)
    this.say('wrap-up', work)
    return { agent, worksOn: true }
  }

  private goOn(agent: Agent, worksOn: boolean): void {
    if (!worksOn) this.handLighter(agent)
  }

  protected become(contact: Contact, type: number, priority: number): void {
    contact.type = type
    contact.priority = priority
    contact.headStartMs = this.config.types[type]!.headStartMs ?? 0
  }
}
