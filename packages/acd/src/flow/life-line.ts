import type { AcdEvent } from '../event/event.ts'
import { type FlowAction, isFlowAction } from './flow-action.ts'
import type { DeskEvent } from './flow-desk.ts'

/** One thing that happened to a contact. */
export interface LifeStep {
  readonly atMs: number
  /** The action of a flow or event of the engine. */
  readonly kind: string
  /** Node of the flow, agent, reason: what there is to say; empty for nothing. */
  readonly detail: string
}

/** A contact's life, from its coming in to its end. */
export interface LifeLine {
  /** The session; 0 for a contact that came without a flow. */
  readonly session: number
  /** The engine's contacts that it had, in order. */
  readonly contacts: readonly number[]
  readonly ref: number
  readonly steps: readonly LifeStep[]
  readonly beganMs: number
  /** NaN while it lasts. */
  readonly endedMs: number
  /** Why it ended; empty while it lasts. */
  readonly reason: string
}

interface Life {
  session: number
  contacts: number[]
  /** Contacts that have not ended yet: at most one. */
  open: number
  ref: number
  steps: LifeStep[]
  beganMs: number
  endedMs: number
  reason: string
}

/** Kinds of actions that are the host's to carry out and say nothing about where the caller is. */
const SMALL_TALK = new Set(['play', 'stop', 'listen'])

/**
 * The lives of contacts, from what a desk tells (or an engine alone): each begins once, ends once and has a reason.
 * Whatever does not fit is a problem, in words. Memory is that of the lives that last.
 */
export class LifeLines {
  /** What does not fit: a contact that ends twice, one that nobody knows, a session that ends before its contact. */
  readonly problems: string[] = []
  readonly #sessions = new Map<number, Life>()
  readonly #contacts = new Map<number, Life>()
  readonly #reasons = new Map<string, number>()
  /** The session whose contact arrives next. */
  #placing = 0

  /** Lives that last. */
  get open(): readonly LifeLine[] {
    return [...new Set([...this.#sessions.values(), ...this.#contacts.values()])].filter(({ reason }) => reason === '')
  }

  /** How many lives ended, by reason. */
  get reasons(): ReadonlyMap<string, number> {
    return this.#reasons
  }

  /** Takes in what was told, in order. Returns the life that it ended, if any. O(1). */
  observe(event: DeskEvent): LifeLine | undefined {
    if (event.kind === 'agent') return undefined
    if (isFlowAction(event)) return this.#act(event)
    // An order or a reserve is about no caller, and who is consulted or listens is none.
    const isCallers = event.kind !== 'ordered' && event.contact !== 0 && (event.parent ?? 0) === 0
    return isCallers ? this.#happen(event) : undefined
  }

  #act(action: FlowAction): LifeLine | undefined {
    const { kind, session, atMs, node } = action
    if (kind === 'entered') {
      if (this.#sessions.has(session)) this.#problem(atMs, `session ${session} entered twice`)
      this.#sessions.set(session, newLife(session, action.ref, atMs))
    }
    const life = this.#sessions.get(session)
    if (life === undefined) {
      this.#problem(atMs, `${kind} of session ${session}, which is not inside`)
      return undefined
    }
    if (kind === 'queue') this.#placing = session
    if ((kind === 'leave' || kind === 'move') && action.contact !== life.open) {
      this.#problem(atMs, `${kind} of contact ${action.contact}, which session ${session} does not have`)
    }
    const detail = kind === 'ended' ? `${action.reason} by ${action.by}` : node
    if (!SMALL_TALK.has(kind)) life.steps.push({ atMs, kind, detail })
    if (kind !== 'ended') return undefined
    if (life.open !== 0) this.#problem(atMs, `session ${session} ended, its contact ${life.open} did not`)
    if (action.reason === '') this.#problem(atMs, `session ${session} ended without a reason`)
    this.#sessions.delete(session)
    return this.#end(life, atMs, action.reason)
  }

  #happen(event: ContactEvent): LifeLine | undefined {
    const { kind, contact, atMs } = event
    if (kind === 'arrived') this.#arrive(contact, event.ref, atMs)
    else if (kind === 'listed') this.#begin(contact, event.ref, atMs)
    const life = this.#contacts.get(contact)
    if (life === undefined) {
      this.#problem(atMs, `${kind} of contact ${contact}, which is not inside`)
      return undefined
    }
    const after = kind === 'wrap-up-ended'
    if (life.open !== contact && !after) this.#problem(atMs, `${kind} of contact ${contact}, which has ended`)
    if (life.reason === '') life.steps.push({ atMs, kind, detail: detailOf(event) })
    if (after || (kind === 'released' && !event.wrapUp)) this.#contacts.delete(contact)
    if (kind === 'callback-accepted' && life.session !== 0) {
      // Its caller's session ends; the contact's life goes on without one.
      life.open = 0
      this.#begin(contact, event.ref, atMs)
    }
    const reason = endOf(event)
    if (reason === undefined) return undefined
    life.open = 0
    if (kind !== 'released') this.#contacts.delete(contact)
    return life.session === 0 ? this.#end(life, atMs, reason) : undefined
  }

  #arrive(contact: number, ref: number, atMs: number): void {
    const life = ref === this.#placing ? this.#sessions.get(ref) : undefined
    if (life === undefined) {
      this.#begin(contact, ref, atMs)
      return
    }
    this.#placing = 0
    if (life.open !== 0) this.#problem(atMs, `session ${ref} has contact ${contact} beside ${life.open}`)
    life.contacts.push(contact)
    life.open = contact
    this.#contacts.set(contact, life)
  }

  /** A life without a session. */
  #begin(contact: number, ref: number, atMs: number): void {
    this.#contacts.set(contact, { ...newLife(0, ref, atMs), contacts: [contact], open: contact })
  }

  #end(life: Life, atMs: number, reason: string): LifeLine {
    life.endedMs = atMs
    life.reason = reason
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1)
    return life
  }

  #problem(atMs: number, what: string): void {
    this.problems.push(`${atMs} ms: ${what}`)
  }
}

function newLife(session: number, ref: number, beganMs: number): Life {
  return { session, contacts: [], open: 0, ref, steps: [], beganMs, endedMs: Number.NaN, reason: '' }
}

type ContactEvent = Exclude<AcdEvent, { readonly kind: 'agent' }>

/** Kinds of events of which the agent says most. */
const OF_AGENTS: ReadonlySet<string> = new Set([
  'offered',
  'offer-ended',
  'connected',
  'transferred',
  'taken-over',
  'released',
])

/** Why an event ends its contact; undefined when it does not. */
function endOf(event: ContactEvent): string | undefined {
  if (event.kind === 'blocked') return 'no-trunk'
  if (event.kind === 'abandoned') return 'abandoned'
  if (event.kind === 'diverted' || event.kind === 'refused' || event.kind === 'expired') return event.reason
  return event.kind === 'released' ? 'served' : undefined
}

function detailOf(event: ContactEvent): string {
  if (event.kind === 'diverted' || event.kind === 'refused') return event.reason
  return OF_AGENTS.has(event.kind) && 'agent' in event ? `agent ${event.agent}` : `type ${event.type}`
}
