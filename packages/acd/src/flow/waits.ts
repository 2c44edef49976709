import type { AcdEvent } from '../event/event.ts'
import type { CompiledNode, WaitRule } from './compiled-flow.ts'
import type { FlowCore } from './flow-core.ts'
import { Awaits, NOBODY } from './session-table.ts'

type QueueNode = Extract<CompiledNode, { readonly kind: 'queue' }>

/** The session stays where it is. */
const STAYS = -1
/** In place of a due time: an agent has sent the caller on, and rules of the wait do not apply to that. */
const RULES_OFF = -1

/** Callers who wait for an agent or talk: rules of the wait, and what the engine says of their contacts. */
export class Waits {
  readonly #core: FlowCore
  readonly #go: (slot: number, node: number) => void

  constructor(core: FlowCore, go: (slot: number, node: number) => void) {
    this.#core = core
    this.#go = go
  }

  /** A session comes to a queue node. Returns where a rule leads at once, or that it stays. */
  enter(slot: number, at: number, node: QueueNode): number {
    const core = this.#core
    const { sessions } = core
    for (const rule of node.rules) if (rule.afterMs === 0 && this.#leaves(slot, rule)) return rule.next
    sessions.awaits[slot] = Awaits.agent
    sessions.queueNode[slot] = at
    sessions.after[slot] = node.next
    sessions.ahead[slot] = ''
    sessions.dueMs[slot] = nextDue(node.rules, -1)
    if (sessions.contact[slot] === 0) this.#offer(slot, node)
    else if (sessions.type[slot] !== node.type || node.priority >= 0) this.#move(slot, node)
    this.#arm(slot)
    return STAYS
  }

  /** Looks at the rules that are due. */
  due(slot: number): void {
    const core = this.#core
    const { sessions } = core
    const node = core.nodeOf(slot)
    if (node.kind !== 'queue') return
    const dueMs = sessions.dueMs[slot]!
    for (const rule of node.rules) {
      if (!isDue(rule, dueMs)) continue
      // Rules that leave at once were looked at on the way in.
      if (dueMs > 0 && this.#leaves(slot, rule)) {
        core.say('stop', slot)
        this.#go(slot, rule.next)
        return
      }
      if (rule.prompt !== undefined && (rule.when === undefined || rule.when(core.factsOf(slot)))) {
        core.play(slot, rule.prompt)
      }
    }
    sessions.dueMs[slot] = nextDue(node.rules, dueMs)
    this.#arm(slot)
  }

  /** Takes rules anew for all who wait: they may be others now. What became due while it rang stays due. */
  rearmAll(): void {
    const { sessions, nowMs } = this.#core
    for (let slot = 0; slot < sessions.capacity; slot += 1) {
      const node = sessions.awaits[slot] === Awaits.agent ? this.#core.nodeOf(slot) : undefined
      if (node?.kind !== 'queue' || sessions.dueMs[slot] === RULES_OFF) continue
      const elapsedMs = nowMs - sessions.sinceMs[slot]!
      if (sessions.dueMs[slot]! > elapsedMs) sessions.dueMs[slot] = nextDue(node.rules, elapsedMs)
      this.#arm(slot)
    }
  }

  /** A digit while waiting. False when it leads nowhere. */
  digit(slot: number, digit: string): boolean {
    const node = this.#core.nodeOf(slot)
    const next = node.kind === 'queue' ? node.digits.get(digit) : undefined
    if (next === undefined || this.#core.sessions.ringing[slot] === 1) return false
    this.#core.say('stop', slot)
    this.#go(slot, next)
    return true
  }

  /** Takes in what the engine says of a session's contact. What changes nothing for the caller is not looked at. */
  observe(slot: number, event: AcdEvent): void {
    const { sessions } = this.#core
    const { kind } = event
    if (kind === 'offered') {
      sessions.ringing[slot] = 1
      if (sessions.awaits[slot] === Awaits.agent) this.#core.deadlines.cancel(slot)
    } else if (kind === 'queued') {
      sessions.ringing[slot] = 0
      if (sessions.awaits[slot] === Awaits.agent) this.#arm(slot)
    } else if (kind === 'connected' || kind === 'taken-over') {
      this.#connected(slot, event.type, event.agent)
    } else if (kind === 'transferred') {
      sessions.awaits[slot] = Awaits.agent
      sessions.dueMs[slot] = RULES_OFF
    } else if (kind === 'requeued' || kind === 'moved') {
      sessions.type[slot] = event.type
    } else if (kind === 'released') {
      sessions.contact[slot] = 0
      this.#go(slot, sessions.after[slot]!)
    } else if (kind === 'blocked' || kind === 'refused') {
      sessions.contact[slot] = 0
      this.#refused(slot)
    } else if (kind === 'abandoned') {
      sessions.contact[slot] = 0
      this.#core.end(slot, 'abandoned', 'caller')
    } else if (kind === 'diverted') {
      sessions.contact[slot] = 0
      this.#core.end(slot, event.reason, 'exchange')
    } else if (kind === 'callback-accepted') {
      // The contact waits on; the call, and the session with it, is over.
      sessions.contact[slot] = 0
      this.#core.end(slot, 'callback', 'caller')
    }
  }

  #offer(slot: number, node: QueueNode): void {
    const { sessions } = this.#core
    sessions.type[slot] = node.type
    const record = this.#core.say('queue', slot)
    record.type = node.type
    record.priority = node.priority
    record.headStartMs = node.headStartMs
    record.preferred = node.preferredForMs > 0 ? sessions.preferred[slot]! : NOBODY
    record.preferredForMs = node.preferredForMs
  }

  #move(slot: number, node: QueueNode): void {
    const { sessions } = this.#core
    sessions.type[slot] = node.type
    const record = this.#core.say('move', slot)
    record.contact = sessions.contact[slot]!
    record.type = node.type
    record.priority = node.priority
  }

  #refused(slot: number): void {
    const node = this.#core.nodeOf(slot)
    if (node.kind === 'queue') this.#go(slot, node.onRefused)
    else this.#core.end(slot, 'no-trunk', 'exchange')
  }

  #connected(slot: number, type: number, agent: number): void {
    const core = this.#core
    const { sessions } = core
    sessions.ringing[slot] = 0
    sessions.type[slot] = type
    sessions.agent[slot] = agent
    if (sessions.awaits[slot] !== Awaits.release) core.say('stop', slot)
    core.deadlines.cancel(slot)
    sessions.awaits[slot] = Awaits.release
    sessions.ahead[slot] = ''
    sessions.entry[slot] = ''
    const node = core.compiled.nodes[sessions.queueNode[slot]!]
    if (node?.kind === 'queue' && node.agentPrompt !== undefined) core.play(slot, node.agentPrompt, agent, 'agent')
  }

  #leaves(slot: number, rule: WaitRule): boolean {
    return rule.next >= 0 && (rule.when === undefined || rule.when(this.#core.factsOf(slot)))
  }

  /** Sets the deadline of the next rule; while the contact rings, nothing is due. */
  #arm(slot: number): void {
    const { sessions, deadlines, nowMs } = this.#core
    if (sessions.ringing[slot] === 1 || sessions.dueMs[slot] === RULES_OFF) return
    deadlines.set(slot, Math.max(nowMs, sessions.sinceMs[slot]! + sessions.dueMs[slot]!), 0)
  }
}

/** The first time after `afterMs` at which a rule is due; Infinity when none is. Whole ms, so that sums are exact. */
function nextDue(rules: readonly WaitRule[], afterMs: number): number {
  let least = Infinity
  for (const rule of rules) {
    if (rule.afterMs > afterMs) least = Math.min(least, rule.afterMs)
    else if (rule.everyMs < Infinity) {
      const times = Math.floor((afterMs - rule.afterMs) / rule.everyMs) + 1
      least = Math.min(least, rule.afterMs + times * rule.everyMs)
    }
  }
  return least
}

function isDue(rule: WaitRule, dueMs: number): boolean {
  if (rule.afterMs >= dueMs) return rule.afterMs === dueMs
  return rule.everyMs < Infinity && (dueMs - rule.afterMs) % rule.everyMs === 0
}
