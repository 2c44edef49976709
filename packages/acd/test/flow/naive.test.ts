import { type AcdEvent, type FlowAction, FlowMachine } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NaiveFlows } from './naive-flows.ts'
import { randomFlows, TYPES } from './random-flows.ts'

const floor = { types: TYPES.map((name) => ({ name })) }
const DIGITS = ['1', '2', '*', '7', '0', '#', '5']

const command = fc.record({
  do: fc.constantFrom(
    ...([
      'enter',
      'enter',
      'digit',
      'digit',
      'digit',
      'played',
      'answer',
      'answer',
      'hang-up',
      'engine',
      'engine',
      'engine',
      'wait',
    ] as const),
  ),
  waitMs: fc.integer({ min: 0, max: 6 }),
  pick: fc.nat(),
  which: fc.nat(),
  truth: fc.boolean(),
})
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

/** A machine and its oracle, given the same. */
class Twins {
  readonly machine: FlowMachine
  readonly naive: NaiveFlows
  readonly told: string[] = []
  readonly #sessions: number[] = []
  readonly #contacts = new Map<number, { contact: number; state: 'waiting' | 'ringing' | 'connected' }>()
  #lastContact = 0
  #nowMs = 0

  constructor(flows: ConstructorParameters<typeof FlowMachine>[0]) {
    this.machine = new FlowMachine(flows, floor, { prompts: 'timed' })
    this.naive = new NaiveFlows(flows)
  }

  do({ do: what, waitMs, pick, which, truth }: Command): void {
    this.#nowMs += waitMs
    this.machine.advance(this.#nowMs)
    this.naive.advance(this.#nowMs)
    this.#read()
    const inside = pick % 8 === 0 ? this.#sessions : [...this.naive.sessions.keys()]
    const session = inside[pick % Math.max(1, inside.length)] ?? 0
    if (what === 'enter') {
      const [called, flow] = which % 4 === 0 ? (['2', 'two'] as const) : (['1', 'one'] as const)
      const id = this.machine.enter({ called, caller: 'me', attributes: { vip: truth } }, this.#nowMs)
      expect(id).toBe(this.naive.enter(flow, truth))
      this.#sessions.push(id)
    } else if (what === 'digit') {
      const digit = DIGITS[which % DIGITS.length]!
      expect(this.machine.digit(session, digit, this.#nowMs)).toBe(this.naive.digit(session, digit))
    } else if (what === 'played') expect(this.machine.played(session, this.#nowMs)).toBe(this.naive.played(session))
    else if (what === 'hang-up') expect(this.machine.hangUp(session, this.#nowMs)).toBe(this.naive.hangUp(session))
    else if (what === 'answer') this.#answer(session, which, truth)
    else if (what === 'engine') this.#engine(which)
    this.#read()
  }

  #answer(session: number, which: number, truth: boolean): void {
    const state = this.naive.sessions.get(session)
    const kind = state?.place.node.do
    const outcomes =
      kind === 'lookup'
        ? ['found', 'not-found', 'special', 'failed']
        : kind === 'self-service'
          ? ['resolved', 'unresolved', 'failed']
          : kind === 'voicemail'
            ? ['recorded']
            : ['done', 'failed']
    const outcome = outcomes[which % outcomes.length]!
    // Now and then the answer to another question.
    const request = (state?.request ?? 0) - (which % 7 === 0 ? 1 : 0)
    const answer = { outcome, attributes: { vip: truth } }
    expect(this.machine.answer(session, request, answer, this.#nowMs)).toBe(
      this.naive.answer(session, request, outcome, truth),
    )
  }

  /** The engine does something with one of the contacts it has. */
  #engine(which: number): void {
    const [session, held] = [...this.#contacts][which % Math.max(1, this.#contacts.size)] ?? []
    if (session === undefined || held === undefined) return
    const moves = {
      waiting: ['offered', 'connected', 'blocked'],
      ringing: ['queued', 'connected'],
      connected: ['released', 'transferred'],
    }
    const choices = moves[held.state]
    const kind = choices[Math.floor(which / 5) % choices.length]!
    if (kind === 'released' || kind === 'blocked') this.#contacts.delete(session)
    else held.state = kind === 'offered' ? 'ringing' : kind === 'connected' ? 'connected' : 'waiting'
    const type = TYPES.indexOf(this.naive.sessions.get(session)!.type)
    this.machine.observe({
      kind,
      atMs: this.#nowMs,
      contact: held.contact,
      ref: session,
      type,
      agent: which % 3,
    } as AcdEvent)
    this.naive.observe(session, kind, which % 3)
  }

  #read(): void {
    for (let action = this.machine.read(); action !== undefined; action = this.machine.read()) {
      this.told.push(lineOf(action))
      if (action.kind === 'queue') this.#place(action.session)
      if (action.kind === 'leave') this.#contacts.delete(action.session)
    }
    expect(this.told).toEqual(this.naive.told)
    expect(this.machine.size).toBe(this.naive.sessions.size)
  }

  #place(session: number): void {
    // It may have left the queue, or the flow, before the host came to know of it.
    if (!this.machine.placed(session, this.#lastContact + 1)) return
    this.#lastContact += 1
    this.naive.sessions.get(session)!.contact = this.#lastContact
    this.#contacts.set(session, { contact: this.#lastContact, state: 'waiting' })
  }
}

function lineOf(action: FlowAction): string {
  return `${action.atMs} ${action.session} ${action.node} ${action.kind} ${moreOf(action)}`.trim()
}

function moreOf(action: FlowAction): string {
  const { kind } = action
  if (kind === 'play') return `${action.prompt} ${action.value}`
  if (kind === 'listen') return String(action.untilMs)
  if (kind === 'lookup' || kind === 'self-service' || kind === 'voicemail' || kind === 'transfer') {
    return `${action.subject} ${action.request}`
  }
  if (kind === 'queue' || kind === 'move') return `${TYPES[action.type]} ${action.priority}`
  if (kind === 'leave') return `${action.how} ${action.reason}`
  if (kind === 'call-back') return `${action.subject} ${action.typeName}`
  if (kind === 'send' || kind === 'case') return action.subject
  if (kind === 'rated') return `${action.rating} ${action.agent}`
  if (kind === 'ended') return `${action.reason} by ${action.by}`
  return ''
}

test('any flow, any digits at any time: the machine says what a naive reader of the file says', () => {
  const property = fc.property(randomFlows, fc.array(command, { minLength: 20, maxLength: 60 }), (flows, commands) => {
    const twins = new Twins(flows)
    for (const each of commands) twins.do(each)
  })
  fc.assert(property, { numRuns: 500 })
})
