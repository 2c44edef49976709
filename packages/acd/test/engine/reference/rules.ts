import {
  type AcdConfig,
  Condition,
  type OverflowRuleConfig,
  type QueueFacts,
  type RankedListsConfig,
} from '@strowger/acd'
import { ReferenceCalls } from './calls.ts'
import { type Agent, byUrgency, type Contact } from './model.ts'

interface Rule extends OverflowRuleConfig {
  readonly type: number
  readonly number: string
  readonly whenHolds: (() => boolean) | undefined
  readonly whereHolds: (() => boolean) | undefined
  held: boolean
}

/** States of agents who are not there. */
const GONE: ReadonlySet<string> = new Set(['signed-out', 'removed'])

/** Compiling is most of what asking costs. */
const compiled = new Map<string, Condition>()

function conditionOf(text: string): Condition {
  const condition = compiled.get(text) ?? new Condition(text)
  compiled.set(text, condition)
  return condition
}

/**
 * Rules asked at every millisecond, all of them, about everybody: what the engine must do without polling. Only the
 * conditions themselves are the engine's, which have tests of their own.
 */
export class ReferenceRules extends ReferenceCalls {
  readonly #admission: readonly (readonly Rule[])[]
  readonly #overflow: readonly (readonly Rule[])[]
  readonly #isWatched: boolean
  /** By type. */
  readonly #factsOf: QueueFacts[] = []

  constructor(config: AcdConfig, ranks: RankedListsConfig | undefined) {
    super(config, ranks)
    const rules = (key: 'admission' | 'overflow') =>
      config.types.map((type, at) => (type[key] ?? []).map((rule, n) => this.#rule(rule, at, `${key} ${n}`)))
    this.#admission = rules('admission')
    this.#overflow = rules('overflow')
    const reserves = config.types.flatMap((type) => type.reserves ?? [])
    const announce = config.types.filter(({ waitAnnouncements }) => waitAnnouncements !== undefined)
    this.#isWatched = [...this.#admission, ...this.#overflow, reserves, announce].some((each) => each.length > 0)
  }

  override askRules(): void {
    if (!this.#isWatched || this.nowMs === -Infinity) return
    for (let before = -1; before !== this.events.length || this.entered.length > 0;) {
      before = this.events.length
      for (const rule of this.#overflow.flat()) this.#askOverflow(rule)
      this.#askReserves()
      for (let contact = this.entered.shift(); contact !== undefined; contact = this.entered.shift()) {
        this.#askAbout(contact)
      }
    }
  }

  /** Contacts whose wait reaches what a rule asks for, in the order in which they were looked at last. */
  protected override ripen(): void {
    const ripe = this.contacts.filter(
      (c) => c.state === 'waiting' && c.nextRuleMs !== undefined && c.nextRuleMs === this.nowMs,
    )
    ripe.sort((a, b) => a.askedOrder - b.askedOrder)
    this.entered.push(...ripe)
  }

  /** True when the contact that has arrived is to be placed. */
  protected admits(contact: Contact): boolean {
    for (let type = -1; type !== contact.type;) {
      type = contact.type
      for (const rule of this.#admission[type]!) {
        if (!this.#holds(rule)) continue
        const done = this.#apply(contact, rule)
        if (done === 'gone') return false
        if (done === 'moved') break
      }
    }
    return true
  }

  protected override readmits(contact: Contact): boolean {
    for (const rule of this.#overflow[contact.type]!) {
      const isDue = (rule.afterMs ?? 0) <= this.nowMs - contact.queuedMs
      if (!isDue || !rule.held || !this.#stillHolds(rule)) continue
      const done = this.#apply(contact, rule)
      if (done !== 'stays') return done === 'moved' && this.admits(contact)
    }
    return true
  }

  #rule(rule: OverflowRuleConfig, type: number, number: string): Rule {
    const asked = (text: string | undefined, of: number) => {
      if (text === undefined) return undefined
      const condition = conditionOf(text)
      return () => condition.holds(this.#facts(of))
    }
    const to = 'type' in rule.do ? rule.do.type : ''
    const where = 'type' in rule.do ? rule.do.where : undefined
    const target = this.config.types.findIndex(({ name }) => name === to)
    return { ...rule, type, number, whenHolds: asked(rule.when, type), whereHolds: asked(where, target), held: false }
  }

  #holds({ empty, type, whenHolds, whereHolds }: Rule): boolean {
    const absent = new Set<string>(['signed-out', 'unreachable', 'removed', ...(empty ?? [])])
    const isThere = ({ number }: Agent) => !absent.has(this.agentState(number))
    if (empty !== undefined && this.#agentsOf(type).some(isThere)) return false
    return (whenHolds?.() ?? true) && (whereHolds?.() ?? true)
  }

  #agentsOf(type: number): Agent[] {
    return this.agents.filter((agent) => this.serves(agent, type, 0, false) && this.#isOpenTo(agent, type))
  }

  #channelOfType(type: number): string {
    return this.config.types[type]!.channel ?? this.channels()[0]!.name
  }

  #isOpenTo(agent: Agent, type: number): boolean {
    return this.room({ ...agent, hand: [] }).includes(this.#channelOfType(type))
  }

  /** Agents whom a contact of the type would find. */
  #able(type: number): number {
    return this.#agentsOf(type).filter(({ open }) => open.includes(this.#channelOfType(type))).length
  }

  /** What conditions ask for, found when they do. */
  #facts(type: number): QueueFacts {
    return (this.#factsOf[type] ??= this.#newFacts(type))
  }

  #newFacts(type: number): QueueFacts {
    const waiting = () => this.contacts.filter((c) => c.inQueue && c.type === type)
    const signedIn = () => this.#agentsOf(type).filter(({ number }) => !GONE.has(this.agentState(number)))
    const inside = () => this.contacts.filter((c) => c.state !== 'wrap-up' && c.parentId === 0 && c.type === type)
    const priority = this.config.types[type]!.priority ?? 0
    const ewtMs = () => this.#expectedMs(type, this.#rivalsOf(type).filter((c) => c.priority >= priority).length)
    const nowMs = () => this.nowMs
    const able = () => this.#able(type)
    return {
      waitedMs: Number.NaN,
      get nowMs() {
        return nowMs()
      },
      get waiting() {
        return waiting().length
      },
      get longestWaitMs() {
        return Math.max(0, ...waiting().map((c) => nowMs() - c.queuedMs))
      },
      get ewtMs() {
        return ewtMs()
      },
      get ready() {
        return able()
      },
      get signedIn() {
        return signedIn().length
      },
      get inside() {
        return inside().length
      },
    }
  }

  /** Contacts that the type's agents take from queues, too, and its own. */
  #rivalsOf(type: number): Contact[] {
    const agents = this.#agentsOf(type)
    const isRival = (c: Contact) =>
      (c.type === type && c.stage === 0) ||
      agents.some((a) => this.serves(a, c.type, c.stage, false) && this.#isOpenTo(a, c.type))
    return this.contacts.filter((c) => c.inQueue && !c.personal && isRival(c))
  }

  #expectedMs(type: number, ahead: number): number {
    const agents = this.#agentsOf(type)
    const staffed = agents.filter(
      ({ number }) => !['signed-out', 'removed', 'not-ready', 'unreachable'].includes(this.agentState(number)),
    )
    return this.config.estimator!.expectedWaitMs({
      type,
      ahead,
      ready: this.#able(type),
      staffed: staffed.length,
      headWaitedMs: 0,
      nowMs: this.nowMs,
    })
  }

  #askOverflow(rule: Rule): void {
    const { held } = rule
    rule.held = this.#holds(rule)
    if (held || !rule.held) return
    const waiting = this.contacts
      .filter((c) => c.inQueue && c.type === rule.type)
      .sort((a, b) => a.queuedMs - b.queuedMs || a.id - b.id)
    for (const contact of waiting) {
      if (this.nowMs - contact.queuedMs < (rule.afterMs ?? 0)) return
      if (this.#apply(contact, rule) !== 'stays' && !this.#stillHolds(rule)) return
    }
  }

  #stillHolds(rule: Rule): boolean {
    rule.held = this.#holds(rule)
    return rule.held
  }

  #askAbout(contact: Contact): void {
    contact.nextRuleMs = undefined
    if (contact.state !== 'waiting' || !this.contacts.includes(contact)) return
    const waitedMs = this.nowMs - contact.queuedMs
    for (const rule of this.#overflow[contact.type]!) {
      if ((rule.afterMs ?? 0) > waitedMs || !rule.held || !this.#stillHolds(rule)) continue
      if (this.#apply(contact, rule) !== 'stays') return
    }
    const later = this.#overflow[contact.type]!.map((rule) => rule.afterMs ?? 0).filter((afterMs) => afterMs > waitedMs)
    const nextMs = Math.min(contact.queuedMs + Math.min(...later), this.#tellWait(contact))
    contact.nextRuleMs = nextMs === Infinity ? undefined : nextMs
    contact.askedOrder = this.order += 1
  }

  /** Tells a contact how long it will wait when it is time to; returns when it is again. */
  #tellWait(contact: Contact): number {
    const rules = this.config.types[contact.type]!.waitAnnouncements
    if (rules === undefined || contact.parentId !== 0) return Infinity
    const { firstMs = 30_000, everyMs = 60_000, stepsMs = [], neverLonger = true, repeatSame = false } = rules
    if (contact.told?.queuedMs !== contact.queuedMs) {
      contact.told = { queuedMs: contact.queuedMs, nextMs: contact.queuedMs + firstMs, last: undefined }
    }
    const { told } = contact
    if (told.nextMs > this.nowMs) return told.nextMs
    told.nextMs = this.nowMs + everyMs
    const ahead = this.#rivalsOf(contact.type).filter((c) => c !== contact && byUrgency(c, contact) < 0).length
    const expectedMs = this.#expectedMs(contact.type, ahead)
    const roundedMs = Math.min(...stepsMs.filter((step) => step >= expectedMs))
    const upToMs = neverLonger ? Math.min(roundedMs, told.last?.upToMs ?? Infinity) : roundedMs
    const isSame = told.last?.position === ahead + 1 && told.last.upToMs === upToMs
    if (isSame && !repeatSame) return told.nextMs
    told.last = { upToMs, position: ahead + 1 }
    this.say('wait-announced', contact, `${ahead + 1} ${upToMs}`)
    return told.nextMs
  }

  #apply(contact: Contact, { do: action, name, type, number }: Rule): 'stays' | 'moved' | 'gone' {
    if (contact.parentId !== 0) return 'stays'
    if ('type' in action) {
      const to = this.config.types.findIndex((each) => each.name === action.type)
      if (contact.left.includes(to)) return 'stays'
      const waits = this.isInQueue(contact)
      contact.left.push(contact.type)
      this.#tell(contact, name)
      contact.deadline = undefined
      this.become(contact, to, contact.priority)
      this.say('moved', contact, String(contact.priority))
      if (waits) {
        contact.inQueue = false
        if (this.admits(contact)) this.place(contact)
      }
      return 'moved'
    }
    if ('divert' in action || 'refuse' in action) {
      this.#tell(contact, name)
      const [kind, what] = 'divert' in action ? ['diverted', action.divert] : ['refused', action.refuse]
      this.say(kind, contact, `${what} ${this.nowMs - contact.queuedMs}`)
      this.remove(contact)
      return 'gone'
    }
    const mark = `${type} ${number}`
    if (contact.done.includes(mark)) return 'stays'
    // Marks are those of the type it is in.
    contact.done = [...contact.done.filter((each) => each.startsWith(`${type} `)), mark]
    this.#tell(contact, name)
    if ('announce' in action) this.say('announced', contact, action.announce)
    return 'stays'
  }

  #tell(contact: Contact, name: string): void {
    this.say('overflowed', contact, `${name} ${this.nowMs - contact.queuedMs}`)
  }

  #askReserves(): void {
    for (const [type, { reserves = [] }] of this.config.types.entries()) {
      for (const reserve of reserves) {
        const key = `${type} ${reserve.name}`
        const facts = this.#facts(type)
        const wasOpen = this.open.has(key)
        const isOpen = !conditionOf(reserve.closes).holds(facts) && (wasOpen || conditionOf(reserve.opens).holds(facts))
        if (isOpen === wasOpen) continue
        if (isOpen) this.open.add(key)
        else this.open.delete(key)
        this.events.push(`${this.nowMs} reserve 0 ref 0 type ${type} from ${this.nowMs} ${reserve.name} ${isOpen}`)
        if (!isOpen) continue
        const behind = this.agents.filter((a) => reserve.groups.includes(this.config.groups[a.group]!.name))
        for (const agent of behind.sort((a, b) => a.idleOrder - b.idleOrder)) {
          if (agent.open.length > 0) this.seek(agent)
        }
      }
    }
  }
}
