import {
  type AttributeValues,
  DeadlineHeap,
  type DeskEvent,
  type FlowAction,
  type FlowDesk,
  isFlowAction,
  StrowgerError,
} from '@strowger/acd'
import { sampler } from '../model/sampler.ts'
import type { Distribution } from '../random/distribution.ts'
import { keyedUniform } from '../random/keyed-uniform.ts'
import type { RandomStream } from '../random/stream.ts'
import type { FlowBehaviour } from './flow-behaviour.ts'
import { Weighted } from './weighted.ts'

const SILENT = 'silent'
const HANGS_UP = 'hangs up'
const FIRST_CALLERS = 64

/** What is asked at a node and how it is answered: a choice of digits, or of nothing, or of hanging up. */
interface Question {
  readonly choice: Weighted
}

interface Request {
  readonly outcome: Weighted
  readonly takes: Distribution
  readonly attributes: Readonly<Record<string, AttributeValues>>
}

interface Caller {
  session: number
  keyA: number
  keyB: number
  /** Draws so far by purpose, so that each visit of a node has its own. */
  readonly draws: Map<string, number>
  /** Digits still to press. */
  digits: string
  /** What is meant at the question of this node; decided once each time it is asked. */
  meant: string
  decidedAt: string
  /** The answer under way, 0 for none. */
  request: number
  subject: string
}

/**
 * Callers inside flows: what they press and when, how the world answers for them, when they have had enough.
 *
 * Sees everything that a {@link FlowDesk} tells ({@link observe}); {@link act} does on the desk what is due. A caller's random
 * numbers belong to itself, the node and the visit (common random numbers): under another flow file the same caller
 * does the same at a node of the same name.
 */
export class FlowCallers {
  readonly #questions = new Map<string, Question>()
  readonly #requests = new Map<string, Request>()
  readonly #reaction: Distribution
  readonly #betweenDigits: Distribution
  readonly #patience: Distribution | undefined
  readonly #bargeIn: number
  readonly #wrongDigit: number
  readonly #identity: RandomStream
  readonly #onReply: ((session: number, outcome: string) => void) | undefined
  readonly #places = new Map<number, number>()
  readonly #callers: Caller[] = []
  readonly #free: number[] = []
  /** Two owners for each place: what it does next, and the end of its patience. */
  readonly #agenda = new DeadlineHeap(2 * FIRST_CALLERS)

  /**
   * @param identity - where callers' keys come from, one after another as they enter
   * @param onReply - told what a request of a session was answered with
   * @throws StrowgerError `out-of-range` with the path of the first mistake
   */
  constructor(behaviour: FlowBehaviour, identity: RandomStream, onReply?: (session: number, outcome: string) => void) {
    this.#onReply = onReply
    const { menus = {}, entries = {}, surveys = {}, requests = {} } = behaviour
    for (const [node, { digits, silent = 0, hangsUp = 0 }] of Object.entries(menus)) {
      const weights = { ...digits, [SILENT]: silent, [HANGS_UP]: hangsUp }
      this.#questions.set(node, { choice: new Weighted(weights, `menus.${node}`) })
    }
    for (const [node, { digits, silent = 0 }] of Object.entries(entries)) {
      const share = probability(silent, `entries.${node}.silent`)
      this.#questions.set(node, {
        choice: new Weighted({ [`=${digits}`]: 1 - share, [SILENT]: share }, `entries.${node}`),
      })
    }
    for (const [node, { ratings, answers = 1 }] of Object.entries(surveys)) {
      const share = probability(answers, `surveys.${node}.answers`)
      const total = Object.values(ratings).reduce((sum, weight) => sum + weight, 0)
      const weights = Object.fromEntries(
        Object.entries(ratings).map(([rating, weight]) => [`=${rating}`, (share * weight) / total]),
      )
      this.#questions.set(node, { choice: new Weighted({ ...weights, [SILENT]: 1 - share }, `surveys.${node}`) })
    }
    for (const [subject, { outcomes, takes, attributes = {} }] of Object.entries(requests)) {
      const outcome = new Weighted(outcomes, `requests.${subject}.outcomes`)
      this.#requests.set(subject, { outcome, takes: sampler(takes), attributes })
    }
    this.#reaction = sampler(behaviour.reaction)
    this.#betweenDigits = sampler(behaviour.betweenDigits ?? { distribution: 'deterministic', valueMs: 400 })
    this.#patience = behaviour.patience === undefined ? undefined : sampler(behaviour.patience)
    this.#bargeIn = probability(behaviour.bargeIn ?? 0, 'bargeIn')
    this.#wrongDigit = probability(behaviour.wrongDigit ?? 0, 'wrongDigit')
    this.#identity = identity
  }

  /** When somebody does something next, ms; Infinity when nobody will. O(1). */
  get nextMs(): number {
    return this.#agenda.nextMs
  }

  /** Takes in what the desk told, in order. */
  observe(event: DeskEvent): void {
    if (isFlowAction(event)) this.#hear(event)
    else if (event.kind === 'connected' || event.kind === 'taken-over') this.#answered(event.ref)
  }

  /**
   * Does the first thing that is due at `nowMs`, on the desk, if anything is. Let {@link observe} see what the desk tells
   * before the next: it may be about the same caller.
   */
  act(desk: FlowDesk, nowMs: number): void {
    if (this.#agenda.nextMs > nowMs) return
    const owner = this.#agenda.nextOwner
    this.#agenda.cancel(owner)
    const caller = this.#callers[owner >> 1]!
    if (owner % 2 === 1 || caller.meant === HANGS_UP) desk.hangUp(caller.session, nowMs)
    else if (caller.request !== 0) this.#reply(desk, caller, nowMs)
    else this.#press(desk, caller, owner >> 1, nowMs)
  }

  #hear(action: FlowAction): void {
    if (action.kind === 'entered') {
      this.#enter(action.session, action.atMs)
      return
    }
    const place = this.#places.get(action.session)
    if (place === undefined) return
    const caller = this.#callers[place]!
    if (action.kind === 'play') this.#prompted(caller, place, action)
    else if (action.kind === 'listen') this.#listened(caller, place, action)
    else if (
      action.kind === 'lookup' ||
      action.kind === 'self-service' ||
      action.kind === 'voicemail' ||
      action.kind === 'transfer'
    ) {
      this.#asked(caller, place, action)
    } else if (action.kind === 'ended') this.#leave(action.session, place)
  }

  #enter(session: number, nowMs: number): void {
    const place = this.#free.pop() ?? this.#callers.length
    this.#places.set(session, place)
    const keyA = this.#identity.nextUint32() | 0
    const keyB = this.#identity.nextUint32() | 0
    const caller: Caller = {
      session,
      keyA,
      keyB,
      draws: new Map(),
      digits: '',
      meant: '',
      decidedAt: '',
      request: 0,
      subject: '',
    }
    this.#callers[place] = caller
    if (2 * place + 1 >= FIRST_CALLERS) this.#agenda.grow(4 * this.#callers.length)
    if (this.#patience === undefined) return
    this.#agenda.set(2 * place + 1, nowMs + this.#patience.quantile(this.#draw(caller, 'patience')), 0)
  }

  #leave(session: number, place: number): void {
    this.#agenda.cancel(2 * place)
    this.#agenda.cancel(2 * place + 1)
    this.#places.delete(session)
    this.#free.push(place)
  }

  /** An agent has it: nothing that was on its way counts any more. */
  #answered(session: number): void {
    const place = this.#places.get(session)
    if (place === undefined) return
    this.#agenda.cancel(2 * place)
    this.#agenda.cancel(2 * place + 1)
    const caller = this.#callers[place]!
    forget(caller)
  }

  #prompted(caller: Caller, place: number, { node, atMs, bargeIn, durationMs }: FlowAction & { kind: 'play' }): void {
    this.#agenda.cancel(2 * place)
    caller.request = 0
    const question = this.#questions.get(node)
    if (question === undefined) {
      forget(caller)
      return
    }
    if (caller.decidedAt !== node) this.#mean(caller, node, question)
    if (!bargeIn || !(durationMs > 0) || this.#draw(caller, `${node} barges in`) >= this.#bargeIn) return
    this.#after(caller, place, atMs, durationMs * this.#draw(caller, `${node} moment`))
  }

  #listened(caller: Caller, place: number, { node, atMs }: FlowAction & { kind: 'listen' }): void {
    const question = this.#questions.get(node)
    if (question === undefined) return
    if (caller.decidedAt !== node) this.#mean(caller, node, question)
    // The next time it is asked is another time.
    caller.decidedAt = ''
    this.#after(caller, place, atMs, this.#reaction.quantile(this.#draw(caller, `${node} reaction`)))
  }

  #asked(
    caller: Caller,
    place: number,
    { subject, request, atMs, node }: FlowAction & { kind: 'lookup' | 'self-service' | 'voicemail' | 'transfer' },
  ): void {
    forget(caller)
    const known = this.#requests.get(subject)
    caller.request = known === undefined ? 0 : request
    caller.subject = subject
    if (known === undefined) this.#agenda.cancel(2 * place)
    else this.#agenda.set(2 * place, atMs + known.takes.quantile(this.#draw(caller, `${node} takes`)), 0)
  }

  #reply(desk: FlowDesk, caller: Caller, nowMs: number): void {
    const { outcome, attributes } = this.#requests.get(caller.subject)!
    const { request } = caller
    caller.request = 0
    const chosen = outcome.pick(this.#draw(caller, `${caller.subject} outcome`))
    const found = attributes[chosen]
    this.#onReply?.(caller.session, chosen)
    desk.answer(
      caller.session,
      request,
      { outcome: chosen, ...(found === undefined ? {} : { attributes: found }) },
      nowMs,
    )
  }

  #mean(caller: Caller, node: string, { choice }: Question): void {
    const meant = choice.pick(this.#draw(caller, `${node} choice`))
    caller.meant = meant
    caller.decidedAt = node
    caller.digits = meant === SILENT || meant === HANGS_UP ? '' : meant.replace('=', '')
  }

  #after(caller: Caller, place: number, atMs: number, delayMs: number): void {
    if (caller.meant !== SILENT) this.#agenda.set(2 * place, atMs + delayMs, 0)
  }

  #press(desk: FlowDesk, caller: Caller, place: number, nowMs: number): void {
    const [meant = '', ...rest] = caller.digits
    caller.decidedAt = ''
    caller.digits = rest.join('')
    const isWrong = this.#wrongDigit > 0 && this.#draw(caller, 'wrong digit') < this.#wrongDigit
    if (caller.digits !== '') {
      this.#agenda.set(2 * place, nowMs + this.#betweenDigits.quantile(this.#draw(caller, 'between digits')), 0)
    }
    if (meant !== '') desk.digit(caller.session, isWrong ? this.#another(caller, meant) : meant, nowMs)
  }

  #another(caller: Caller, meant: string): string {
    const others = '0123456789'.replace(meant, '')
    return others[Math.floor(this.#draw(caller, 'which wrong digit') * others.length)]!
  }

  /** The caller's next number for a purpose. */
  #draw(caller: Caller, purpose: string): number {
    const nth = caller.draws.get(purpose) ?? 0
    caller.draws.set(purpose, nth + 1)
    return keyedUniform(caller.keyA, caller.keyB, hash(purpose) + Math.imul(nth, 0x9e37_79b1))
  }
}

/** What was meant and under way does not count any more. */
function forget(caller: Caller): void {
  caller.digits = ''
  caller.meant = ''
  caller.decidedAt = ''
  caller.request = 0
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let word = 0x811c_9dc5
  for (let at = 0; at < text.length; at += 1) word = Math.imul(word ^ text.charCodeAt(at), 0x0100_0193)
  return word | 0
}

function probability(value: number, path: string): number {
  if (value >= 0 && value <= 1) return value
  throw new StrowgerError('out-of-range', path, value, 'a probability from 0 to 1')
}
