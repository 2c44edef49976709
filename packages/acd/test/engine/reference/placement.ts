import { ReferenceMatching } from './matching.ts'
import { type Agent, type Contact, orderOf } from './model.ts'

/** Where contacts go, and what agents do when they have nothing in hand any more. */
export class ReferencePlacement extends ReferenceMatching {
  protected place(contact: Contact): void {
    contact.agent = undefined
    contact.state = 'waiting'
    const stages = this.config.types[contact.type]!.stages ?? []
    contact.stage = stages.filter((s) => s.afterMs <= this.nowMs - contact.arrivedMs).length
    contact.personal = false
    if (contact.preferred !== undefined && this.placeWithPreferred(contact, contact.preferred)) return
    if (this.seekAgent(contact)) return
    this.awaitStage(contact)
    this.say('queued', contact)
  }

  protected placeWithPreferred(contact: Contact, { agent, untilMs }: { agent: Agent; untilMs: number }): boolean {
    const gone = agent.intention === 'signed-out' || !this.mayTake(agent, contact) || untilMs < this.nowMs
    if (!gone && agent.state === 'ready') {
      this.offerTo(contact, agent)
      return true
    }
    if (gone || untilMs === this.nowMs) {
      contact.preferred = undefined
      return false
    }
    contact.personal = true
    if (untilMs < Infinity) contact.deadline = this.deadline(untilMs, 3, () => this.endPreference(contact))
    this.say('queued', contact)
    return true
  }

  protected awaitStage(contact: Contact): void {
    const stage = this.config.types[contact.type]!.stages?.[contact.stage]
    if (stage === undefined) return
    contact.deadline = this.deadline(contact.arrivedMs + stage.afterMs, 4, () => {
      contact.stage += 1
      this.say('stage', contact, String(contact.stage))
      if (!this.seekAgent(contact)) this.awaitStage(contact)
    })
  }

  protected seekAgent(contact: Contact): boolean {
    const rank = (a: Agent) => this.agentRank(contact.type, a.group)
    const chosen = this.agents
      .filter((a) => a.state === 'ready' && this.mayTake(a, contact))
      .sort((a, b) => rank(a) - rank(b) || a.idleOrder - b.idleOrder)[0]
    if (chosen !== undefined) this.offerTo(contact, chosen)
    return chosen !== undefined
  }

  protected offerTo(contact: Contact, agent: Agent): void {
    contact.deadline = undefined
    contact.personal = false
    contact.agent = agent
    contact.sinceMs = this.nowMs
    agent.contact = contact
    const group = this.config.groups[agent.group]!
    if (group.autoAnswer === true) {
      this.connect(contact)
      return
    }
    contact.state = 'offered'
    agent.state = 'offered'
    agent.deadline = this.deadline(this.nowMs + (group.offerTimeoutMs ?? 20_000), 2, () =>
      this.refused(contact, 'no-answer'),
    )
    this.say('offered', contact)
  }

  protected connect(contact: Contact): void {
    contact.state = 'connected'
    contact.sinceMs = this.nowMs
    contact.agent!.state = 'connected'
    contact.agent!.missed = 0
    contact.preferred = undefined
    this.say('connected', contact, String(this.nowMs - contact.queuedMs))
  }

  protected refused(contact: Contact, end: 'declined' | 'no-answer'): void {
    const agent = contact.agent!
    const group = this.config.groups[agent.group]!
    const refusal =
      end === 'declined'
        ? (group.afterDecline ?? { become: 'ready', forMs: Infinity })
        : (group.afterNoAnswer ?? { become: 'not-ready', forMs: Infinity })
    if (contact.preferred?.agent === agent) contact.preferred = undefined
    this.say('offer-ended', contact, end)
    this.place(contact)
    agent.missed = end === 'declined' ? Math.min(agent.missed, 0) - 1 : Math.max(agent.missed, 0) + 1
    const leaves = agent.intention === 'ready' && refusal.become === 'not-ready'
    const signsOut = leaves && Math.abs(agent.missed) >= (refusal.signOutAfter ?? Infinity)
    if (leaves) {
      agent.intention = signsOut ? 'signed-out' : 'not-ready'
      agent.reason = end
    }
    this.idleAgain(agent, false)
    if (signsOut) this.freePersonal(agent)
    else if (leaves && refusal.forMs < Infinity) {
      agent.deadline = this.deadline(this.nowMs + refusal.forMs, 1, () => this.intend(agent, 'ready', ''))
    }
  }

  protected endPreference(contact: Contact): void {
    contact.preferred = undefined
    contact.deadline = undefined
    this.place(contact)
  }

  protected freePersonal(agent: Agent): void {
    const waiting = this.contacts
      .filter((c) => c.personal && c.preferred?.agent === agent)
      .sort((a, b) => orderOf(a) - orderOf(b) || a.id - b.id)
    for (const contact of waiting) this.endPreference(contact)
  }

  protected intend(agent: Agent, intention: Agent['intention'], reason: string): void {
    agent.intention = intention
    agent.reason = reason
    if (agent.contact !== undefined) return
    agent.deadline = undefined
    this.enter(agent, false)
  }

  protected idleAgain(agent: Agent, keepsPlace: boolean): void {
    agent.contact = undefined
    agent.deadline = undefined
    this.enter(agent, keepsPlace)
  }

  protected enter(agent: Agent, keepsPlace: boolean): void {
    agent.state = agent.intention
    this.events.push(`${this.nowMs} agent ${agent.number} of ${agent.group} ${agent.state} ${agent.reason}`)
    if (agent.state !== 'ready') return
    if (!keepsPlace) agent.idleOrder = this.order += 1
    const rank = (c: Contact) => this.contactRank(agent.group, c.type)
    const chosen = this.contacts
      .filter((c) => c.state === 'waiting' && this.mayTake(agent, c))
      .sort((a, b) => rank(a) - rank(b) || b.priority - a.priority || orderOf(a) - orderOf(b) || a.id - b.id)[0]
    if (chosen !== undefined) this.offerTo(chosen, agent)
  }

  protected finishWrapUp(agent: Agent): void {
    const contact = agent.contact!
    this.say('wrap-up-ended', contact, String(this.nowMs - contact.sinceMs))
    this.remove(contact)
    this.idleAgain(agent, false)
  }

  protected leave(agent: Agent, intention: 'signed-out' | 'not-ready', reason: string, end: string): void {
    if (agent.state === 'offered') {
      agent.intention = intention
      agent.reason = reason
      const contact = agent.contact!
      this.say('offer-ended', contact, end)
      this.place(contact)
      this.idleAgain(agent, true)
    } else this.intend(agent, intention, reason)
    if (intention === 'signed-out') this.freePersonal(agent)
  }
}
