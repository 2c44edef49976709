import { ReferenceMatching } from './matching.ts'
import { type Agent, byUrgency, type Contact } from './model.ts'

/** Where contacts go, and what agents do when they have nothing in hand any more. */
export class ReferencePlacement extends ReferenceMatching {
  protected place(contact: Contact): void {
    contact.agent = undefined
    contact.state = 'waiting'
    const waitedMs = this.nowMs - contact.arrivedMs
    contact.stage = this.openings(contact.type).filter((afterMs) => afterMs <= waitedMs).length - 1
    contact.personal = false
    if (contact.preferred !== undefined && this.placeWithPreferred(contact, contact.preferred)) return
    if (this.seekAgent(contact)) return
    this.awaitStage(contact)
    this.enterQueue(contact)
    this.say('queued', contact)
  }

  protected isInQueue(contact: Contact): boolean {
    return contact.inQueue
  }

  protected enterQueue(contact: Contact): void {
    contact.inQueue = true
    contact.nextRuleMs = undefined
    this.entered.push(contact)
  }

  protected placeWithPreferred(contact: Contact, { agent, untilMs }: { agent: Agent; untilMs: number }): boolean {
    const gone =
      agent.intention === 'signed-out' || agent.unreachable || !this.mayTake(agent, contact) || untilMs < this.nowMs
    if (!gone && this.finds(contact, agent)) {
      this.offerTo(contact, agent)
      return true
    }
    if (gone || untilMs === this.nowMs) {
      contact.preferred = undefined
      return false
    }
    contact.personal = true
    if (untilMs < Infinity) contact.deadline = this.deadline(untilMs, 3, () => this.endPreference(contact))
    this.enterQueue(contact)
    this.say('queued', contact)
    return true
  }

  protected awaitStage(contact: Contact): void {
    const afterMs = this.openings(contact.type)[contact.stage + 1]
    if (afterMs === undefined) return
    contact.deadline = this.deadline(contact.arrivedMs + afterMs, 4, () => {
      contact.stage += 1
      this.say('stage', contact, String(contact.stage))
      if (this.seekAgent(contact)) return
      this.awaitStage(contact)
      this.enterQueue(contact)
    })
  }

  protected seekAgent(contact: Contact): boolean {
    const chosen = this.bestAgent(contact, () => true)
    if (chosen !== undefined) this.offerTo(contact, chosen)
    return chosen !== undefined
  }

  private bestAgent(contact: Contact, may: (agent: Agent) => boolean): Agent | undefined {
    const rank = (a: Agent) => this.agentRank(contact.type, a.group)
    return this.agents
      .filter((a) => this.finds(contact, a) && may(a))
      .sort(
        (a, b) => this.score(b, contact) - this.score(a, contact) || rank(a) - rank(b) || a.idleOrder - b.idleOrder,
      )[0]
  }

  protected offerTo(contact: Contact, agent: Agent): void {
    contact.deadline = undefined
    contact.inQueue = false
    contact.nextRuleMs = undefined
    contact.personal = false
    contact.agent = agent
    contact.sinceMs = this.nowMs
    agent.open = []
    if (this.config.groups[agent.group]!.autoAnswer === true) {
      this.connect(contact)
      return
    }
    contact.state = 'offered'
    contact.refusedBy = []
    contact.allowed = 1
    this.ringAt(contact, agent)
    const { atOnce = 50, sameGroup = false, everyMs } = this.ringOf(contact) ?? { atOnce: 1 }
    if (atOnce === 1 || contact.preferred !== undefined) return
    contact.ringsIn = sameGroup ? agent.group : undefined
    if (everyMs === undefined) contact.allowed = atOnce
    else this.awaitRing(contact, atOnce, everyMs)
    this.widen(contact)
  }

  private awaitRing(contact: Contact, atOnce: number, everyMs: number): void {
    if (contact.allowed >= atOnce) return
    contact.deadline = this.deadline(this.nowMs + everyMs, 5, () => {
      contact.allowed += 1
      this.awaitRing(contact, atOnce, everyMs)
      this.widen(contact)
    })
  }

  private ringAt(contact: Contact, agent: Agent): void {
    contact.rungAt.push(agent)
    agent.ringing = contact
    agent.open = []
    const forMs = this.config.groups[agent.group]!.offerTimeoutMs ?? 20_000
    agent.deadline = this.deadline(this.nowMs + forMs, 2, () => this.refused(contact, agent, 'no-answer'))
    this.say('offered', contact, '', agent)
  }

  /** Rings at as many as it may by now. */
  private widen(contact: Contact): void {
    while (contact.state === 'offered' && contact.rungAt.length < contact.allowed) {
      const agent = this.bestAgent(
        contact,
        (a) => !contact.refusedBy.includes(a) && (contact.ringsIn ?? a.group) === a.group,
      )
      if (agent === undefined) return
      if (this.config.groups[agent.group]!.autoAnswer === true) this.answer(contact, agent)
      else this.ringAt(contact, agent)
    }
  }

  /** One of those at whom it rings, or one who answers by force, has it. */
  protected answer(contact: Contact, agent: Agent): void {
    const others = contact.rungAt.filter((a) => a !== agent).sort((a, b) => a.idleOrder - b.idleOrder)
    for (const other of others) this.stopRinging(contact, other, 'answered')
    contact.deadline = undefined
    contact.rungAt = []
    agent.deadline = undefined
    agent.ringing = undefined
    agent.open = []
    contact.agent = agent
    this.connect(contact)
    for (const other of others) this.settle(other, true)
  }

  /** It rings at nobody any more. Returns those at whom it did. */
  protected stopRingingAtAll(contact: Contact, end: string): Agent[] {
    const rung = [...contact.rungAt].sort((a, b) => a.idleOrder - b.idleOrder)
    for (const agent of rung) this.stopRinging(contact, agent, end)
    return rung
  }

  /** It rings at one agent less: at others still, or it goes back. */
  protected ringOut(contact: Contact, agent: Agent, end: string): void {
    this.stopRinging(contact, agent, end)
    contact.rungAt = contact.rungAt.filter((a) => a !== agent)
    if (end === 'declined' || end === 'no-answer') contact.refusedBy.push(agent)
    if (contact.rungAt.length === 0) {
      contact.deadline = undefined
      if (contact.direct) this.refusedDirect(contact, end)
      else {
        contact.state = 'waiting'
        contact.agent = undefined
        if (this.readmits(contact)) this.place(contact)
      }
      return
    }
    contact.agent = contact.rungAt[0]
    this.widen(contact)
  }

  protected connect(contact: Contact, how = 'connected'): void {
    const agent = contact.agent!
    contact.state = 'connected'
    contact.sinceMs = this.nowMs
    contact.preferred = undefined
    agent.missed = 0
    agent.hand.push(contact)
    this.say(how, contact, how === 'connected' ? String(this.nowMs - contact.queuedMs) : '')
    this.putAside(contact, agent)
    this.settle(agent, false)
  }

  /** A contact has come into hand: those it interrupts are put aside. */
  protected putAside(contact: Contact, agent: Agent): void {
    for (const other of agent.hand) {
      if (other.state !== 'connected' || !this.interrupts(contact, other)) continue
      other.state = 'interrupted'
      other.heldMs = this.nowMs
      this.say('interrupted', other)
    }
  }

  /** True when the contact, which has rung in vain, is to be placed; overridden. */
  protected readmits(_contact: Contact): boolean {
    return true
  }

  protected refusedDirect(leg: Contact, end: string): void {
    throw new Error(`${leg.id} is no leg: ${end}`)
  }

  /** A contact is out of hand: what it alone interrupted goes on. */
  protected drop(contact: Contact, agent: Agent): void {
    agent.hand = agent.hand.filter((c) => c !== contact)
  }

  protected handLighter(agent: Agent): void {
    for (const other of agent.hand) {
      if (other.state === 'interrupted' && !agent.hand.some((c) => this.interrupts(c, other)))
        this.endInterruption(other)
    }
    this.settle(agent, false)
  }

  protected endInterruption(contact: Contact): void {
    contact.state = 'connected'
    this.say('continued', contact, String(this.nowMs - contact.heldMs))
  }

  private interrupts(contact: Contact, other: Contact): boolean {
    return (this.channelOf(contact).interrupts ?? []).includes(this.channelOf(other).name)
  }

  protected refused(contact: Contact, agent: Agent, end: 'declined' | 'no-answer'): void {
    const group = this.config.groups[agent.group]!
    const refusal =
      end === 'declined'
        ? (group.afterDecline ?? { become: 'ready', forMs: Infinity })
        : (group.afterNoAnswer ?? { become: 'not-ready', forMs: Infinity })
    if (contact.preferred?.agent === agent) contact.preferred = undefined
    this.ringOut(contact, agent, end)
    agent.missed = end === 'declined' ? Math.min(agent.missed, 0) - 1 : Math.max(agent.missed, 0) + 1
    const leaves = agent.intention === 'ready' && refusal.become === 'not-ready'
    const signsOut = leaves && Math.abs(agent.missed) >= (refusal.signOutAfter ?? Infinity)
    if (leaves) {
      agent.intention = signsOut ? 'signed-out' : 'not-ready'
      agent.reason = end
    }
    this.settle(agent, false)
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
    const waiting = this.contacts.filter((c) => c.personal && c.preferred?.agent === agent).sort(byUrgency)
    for (const contact of waiting) this.endPreference(contact)
  }

  protected intend(agent: Agent, intention: Agent['intention'], reason: string): void {
    agent.intention = intention
    agent.reason = reason
    if (agent.ringing !== undefined) return
    agent.deadline = undefined
    this.settle(agent, false)
  }

  /** What rings or is in hand, or what the agent wishes, has changed. */
  protected settle(agent: Agent, keepsPlace: boolean): void {
    if (agent.ringing !== undefined) return
    agent.stopping = false
    if (agent.hand.length === 0) {
      this.events.push(
        `${this.nowMs} agent ${agent.number} of ${agent.group} ${this.restingState(agent)} ${agent.reason}`,
      )
    }
    agent.open = agent.intention === 'ready' && !agent.unreachable ? this.room(agent) : []
    if (agent.open.length === 0) return
    if (!keepsPlace) agent.idleOrder = this.order += 1
    this.seek(agent)
  }

  /** The agent takes what waits, or joins where something rings. */
  protected seek(agent: Agent): void {
    if (agent.open.length === 0) return
    const rank = (c: Contact) => this.contactRank(agent.group, c.type)
    const first = (a: Contact, b: Contact) => this.queuePriority(agent, b) - this.queuePriority(agent, a)
    const possible = this.contacts.filter((c) => c.state === 'waiting' && this.finds(c, agent)).sort(byUrgency)
    // Those who wait for the agent alone stand in one list, and only the head of a list can be chosen.
    const personal = possible.find((c) => c.personal)
    const chosen = possible
      .filter((c) => !c.personal || c === personal)
      .sort((a, b) => first(a, b) || rank(a) - rank(b) || byUrgency(a, b))[0]
    if (chosen !== undefined) this.offerTo(chosen, agent)
    else for (const contact of this.contacts.filter((c) => c.state === 'offered').sort(byUrgency)) this.widen(contact)
  }

  protected stopRinging(contact: Contact, agent: Agent, end: string): void {
    agent.ringing = undefined
    agent.stopping = true
    agent.deadline = undefined
    this.say('offer-ended', contact, end, agent)
  }

  protected finishWrapUp(contact: Contact): void {
    const agent = contact.agent!
    contact.deadline = undefined
    this.say('wrap-up-ended', contact, String(this.nowMs - contact.sinceMs))
    this.remove(contact)
    this.drop(contact, agent)
    this.handLighter(agent)
  }

  protected leave(agent: Agent, intention: Agent['intention'], reason: string, end: string): void {
    if (agent.ringing !== undefined) {
      agent.intention = intention
      agent.reason = reason
      this.ringOut(agent.ringing, agent, end)
      this.settle(agent, true)
    } else this.intend(agent, intention, reason)
    if (intention === 'signed-out') this.freePersonal(agent)
  }
}
