import {
  type AcdConfig,
  checkJournal,
  DESK_JOURNAL_HEAD,
  type DeskCommand,
  type DeskEvent,
  deskJournalLine,
  FlowDesk,
  type FlowsConfig,
  LifeLines,
  StrowgerError,
} from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFlows, TYPES } from './random-flows.ts'

const AGENTS = 3
/** Numbers of states in snapshots: a contact in after-call work, a session that waits for an agent or talks. */
const WRAP_UP = 5
const AWAITS_AGENT = 5
const exchange = fc.record({
  trunks: fc.constantFrom(Infinity, Infinity, 2),
  autoAnswer: fc.boolean(),
  wrapUpMs: fc.constantFrom(0, 3),
})

const step = fc.record({
  do: fc.constantFrom(
    ...([
      'enter',
      'enter',
      'enter',
      'enter',
      'enter',
      'enter',
      'digit',
      'digit',
      'digit',
      'played',
      'answer',
      'answer',
      'hang-up',
      'accept',
      'accept',
      'decline',
      'release',
      'release',
      'transfer',
      'transfer-out',
      'divert',
      'sign-in',
      'ready',
      'ready',
      'sign-out',
      'swap',
      'copy',
      'wait',
    ] as const),
  ),
  waitMs: fc.integer({ min: 0, max: 5 }),
  pick: fc.nat(),
  which: fc.nat(),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** A desk driven by random steps, with its journal and the lives of its callers. */
class World {
  desk: FlowDesk
  readonly lives = new LifeLines()
  readonly told: string[] = []
  readonly journal: string[] = [DESK_JOURNAL_HEAD]
  readonly #acd: AcdConfig
  #files: readonly [FlowsConfig, FlowsConfig]
  readonly #sessions: number[] = []
  readonly #requests = new Map<number, { request: number; kind: string }>()
  #nowMs = 0
  swaps = 0

  constructor(acd: AcdConfig, files: readonly [FlowsConfig, FlowsConfig]) {
    this.#acd = acd
    this.#files = files
    this.desk = new FlowDesk(acd, files[0], { prompts: 'timed' })
    for (let agent = 0; agent < AGENTS; agent += 1) {
      this.#do({ do: 'add-agent', group: agent % 2, atMs: 0 })
      this.#do({ do: 'sign-in', agent, atMs: 0 })
      this.#do({ do: 'ready', agent, atMs: 0 })
    }
  }

  take({ do: what, waitMs, pick, which }: Step): void {
    this.#nowMs += waitMs
    const atMs = this.#nowMs
    // Mostly of those inside; now and then one that may have ended long ago.
    const inside = pick % 8 === 0 ? this.#sessions : this.lives.open.map(({ session }) => session)
    const session = inside[pick % Math.max(1, inside.length)] ?? 0
    const contact = this.desk.machine.contactOf(session) ?? 0
    const agent = which % AGENTS
    if (what === 'enter') {
      const called = ['1', '1', '2', '3'][which % 4]!
      this.#sessions.push(Number(this.#do({ do: 'enter', called, attributes: { vip: pick % 2 === 0 }, atMs })))
    } else if (what === 'digit') this.#do({ do: 'digit', session, digit: '12*70#5'[which % 7]!, atMs })
    else if (what === 'played' || what === 'hang-up') this.#do({ do: what, session, atMs })
    else if (what === 'answer') this.#answer(session, which)
    else if (what === 'accept' || what === 'decline') this.#do({ do: what, contact, agent, atMs })
    else if (what === 'release') this.#do({ do: 'release', contact, atMs })
    else if (what === 'transfer') this.#do({ do: 'transfer', contact, type: which % TYPES.length, atMs })
    else if (what === 'transfer-out' || what === 'divert') this.#do({ do: what, contact, reason: 'elsewhere', atMs })
    else if (what === 'sign-in' || what === 'ready' || what === 'sign-out') this.#do({ do: what, agent, atMs })
    else if (what === 'swap') this.#swap()
    else if (what === 'copy') this.#copy()
    else this.#do({ do: 'advance', atMs })
  }

  /** Every contact of the engine is a session's, and every session that waits or talks has one. */
  checkPairs(): void {
    const { engine, flows } = this.desk.snapshot()
    const contacts = engine.contacts.filter(({ state }) => state !== WRAP_UP).map(({ id }) => id)
    const sessions = flows.sessions.filter(({ contact }) => contact !== 0).map(({ contact }) => contact)
    expect(sessions.sort((a, b) => a - b)).toEqual(contacts.sort((a, b) => a - b))
    for (const { contact, awaits } of flows.sessions) if (awaits >= AWAITS_AGENT) expect(contact).not.toBe(0)
  }

  /** Everybody hangs up, and what is under way ends. */
  finish(): void {
    this.#nowMs += 1
    for (const session of this.#sessions) this.#do({ do: 'hang-up', session, atMs: this.#nowMs })
    this.#do({ do: 'advance', atMs: this.#nowMs + 1_000_000 })
  }

  #answer(session: number, which: number): void {
    const asked = this.#requests.get(session)
    if (asked === undefined) return
    const outcomes: Readonly<Record<string, readonly string[]>> = {
      lookup: ['found', 'not-found', 'failed'],
      'self-service': ['resolved', 'unresolved'],
      voicemail: ['recorded'],
      transfer: ['done', 'failed'],
    }
    const known = outcomes[asked.kind]!
    this.#do({
      do: 'answer',
      session,
      request: asked.request,
      outcome: known[which % known.length]!,
      atMs: this.#nowMs,
    })
  }

  #swap(): void {
    const before = this.desk.machine.size
    const [, next] = this.#files
    try {
      this.desk.reconfigure(this.#acd, next, this.#nowMs)
      this.#files = [next, this.#files[0]]
      this.swaps += 1
    } catch (error) {
      // Someone has nowhere to go on: nothing was changed.
      if (!(error instanceof StrowgerError && error.code === 'unknown-node')) throw error
    }
    this.#read()
    expect(this.desk.machine.size).toBeLessThanOrEqual(before)
  }

  /** A copy by way of JSON goes on as the original would have. */
  #copy(): void {
    this.#do({ do: 'advance', atMs: this.#nowMs })
    const snapshot = JSON.parse(JSON.stringify(this.desk.snapshot())) as ReturnType<FlowDesk['snapshot']>
    const copy = FlowDesk.restore(this.#acd, this.#files[0], { prompts: 'timed' }, snapshot)
    const told = (desk: FlowDesk): string[] => {
      desk.advance(this.#nowMs + 20)
      const lines: string[] = []
      for (let event = desk.read(); event !== undefined; event = desk.read()) lines.push(textOf(event))
      return lines
    }
    const original = FlowDesk.restore(this.#acd, this.#files[0], { prompts: 'timed' }, this.desk.snapshot())
    expect(told(copy)).toEqual(told(original))
    this.desk = FlowDesk.restore(this.#acd, this.#files[0], { prompts: 'timed' }, snapshot)
  }

  #do(command: DeskCommand): number | boolean {
    this.journal.push(deskJournalLine(command))
    const result = this.desk.do(command)
    this.#read()
    return result
  }

  #read(): void {
    for (let event = this.desk.read(); event !== undefined; event = this.desk.read()) {
      this.told.push(textOf(event))
      this.lives.observe(event)
      const { kind } = event
      if (kind === 'lookup' || kind === 'self-service' || kind === 'voicemail' || kind === 'transfer') {
        this.#requests.set(event.session, { request: event.request, kind })
      }
    }
  }
}

function textOf(event: DeskEvent): string {
  if (event.kind === 'agent') return `${event.atMs} agent ${event.agent} ${event.state}`
  const who =
    'session' in event ? `session ${event.session} ${event.node}` : `contact ${event.contact} type ${event.type}`
  return `${event.atMs} ${event.kind} ${who}`
}

const acdOf = ({
  trunks,
  autoAnswer,
  wrapUpMs,
}: {
  trunks: number
  autoAnswer: boolean
  wrapUpMs: number
}): AcdConfig => ({
  types: TYPES.map((name) => ({ name, wrapUpMs })),
  groups: [
    { name: 'front', autoAnswer, offerTimeoutMs: 4, afterNoAnswer: { become: 'ready', forMs: Infinity } },
    { name: 'desk', autoAnswer: false, offerTimeoutMs: 3 },
  ],
  trunks,
})

const steps = fc.array(step, { minLength: 20, maxLength: 100 })

test('whoever enters ends once, with a reason, whatever callers, agents and the host do, and whatever is swapped', () => {
  let swaps = 0
  const property = fc.property(exchange, randomFlows, randomFlows, steps, (given, one, two, all) => {
    const world = new World(acdOf(given), [one, two])
    for (const each of all) {
      world.take(each)
      world.checkPairs()
    }
    world.finish()
    expect(world.lives.problems).toEqual([])
    expect(world.lives.open).toEqual([])
    expect(world.desk.machine.size).toBe(0)
    const inside = world.desk.snapshot().engine.contacts.length
    expect(inside).toBe(0)
    const entered = world.told.filter((line) => line.includes(' entered ')).length
    expect([...world.lives.reasons.values()].reduce((sum, times) => sum + times, 0)).toBe(entered)
    swaps += world.swaps
  })
  fc.assert(property, { numRuns: 200, endOnFailure: true })
  // Not vacuous: files were swapped, with callers inside.
  expect(swaps).toBeGreaterThan(100)
})

test('a journal done again tells the same, and is complete', () => {
  const lasting = steps.map((all) => all.filter((each) => each.do !== 'swap' && each.do !== 'copy'))
  const property = fc.property(exchange, randomFlows, lasting, (given, flows, all) => {
    const world = new World(acdOf(given), [flows, flows])
    for (const each of all) world.take(each)
    const text = `${world.journal.join('\n')}\n`
    const check = checkJournal(text, new FlowDesk(acdOf(given), flows, { prompts: 'timed' }))
    expect(check.problems).toEqual([])
    expect(check.commands).toBe(world.journal.length - 1)
    expect(check.inside).toBe(world.desk.machine.size)
    expect(check.reasons).toEqual(world.lives.reasons)
    // A line that a crash cut off was never done.
    const cut = text.slice(0, -2)
    expect(checkJournal(cut, new FlowDesk(acdOf(given), flows, { prompts: 'timed' })).commands).toBe(check.commands - 1)
  })
  fc.assert(property, { numRuns: 150, endOnFailure: true })
})

test('tenants never mix: no agent is offered a caller of another tenant', () => {
  /** Two tenants with flows of the same shape, each with types, groups and agents of its own. */
  const ofTenant = (file: FlowsConfig, tenant: string): FlowsConfig['flows'] => {
    let text = JSON.stringify(file.flows)
    for (const name of TYPES) text = text.replaceAll(`"type":"${name}"`, `"type":"${tenant} ${name}"`)
    text = text.replaceAll('"flow":"two"', `"flow":"${tenant} two"`)
    const flows = JSON.parse(text) as FlowsConfig['flows']
    return Object.fromEntries(
      Object.entries(flows).map(([name, flow]) => [`${tenant} ${name}`, { ...flow, tenant, lines: 1e9 }]),
    )
  }
  const tenants = ['sina', 'suning']
  const types = tenants.flatMap((tenant) => TYPES.map((name) => ({ name: `${tenant} ${name}`, tenant })))
  const groups = tenants.map((tenant) => ({ name: tenant, tenant, autoAnswer: true }))
  let connected = 0
  const property = fc.property(randomFlows, randomFlows, steps, (one, two, all) => {
    const { numbers: _, ...rest } = one
    const flows: FlowsConfig = { ...rest, flows: { ...ofTenant(one, 'sina'), ...ofTenant(two, 'suning') } }
    const desk = new FlowDesk({ types, groups }, flows, { prompts: 'timed' })
    for (const agent of [0, 1]) {
      desk.do({ do: 'add-agent', group: agent, atMs: 0 })
      desk.do({ do: 'sign-in', agent, atMs: 0 })
      desk.do({ do: 'ready', agent, atMs: 0 })
    }
    const tenantOf = new Map<number, number>()
    let atMs = 0
    for (const { do: what, waitMs, pick, which } of all) {
      atMs += waitMs
      const session = [...tenantOf.keys()][pick % Math.max(1, tenantOf.size)] ?? 0
      if (what === 'enter') tenantOf.set(desk.enter({ flow: `${tenants[which % 2]!} one` }, atMs), which % 2)
      else if (what === 'release') desk.do({ do: 'release', contact: desk.machine.contactOf(session) ?? 0, atMs })
      else if (what === 'hang-up') desk.hangUp(session, atMs)
      else desk.digit(session, '12*70#5'[which % 7]!, atMs)
      for (let event = desk.read(); event !== undefined; event = desk.read()) {
        if (event.kind !== 'connected') continue
        connected += 1
        expect(event.group).toBe(tenantOf.get(event.ref) ?? which % 2)
      }
    }
  })
  fc.assert(property, { numRuns: 150, endOnFailure: true })
  expect(connected).toBeGreaterThan(100)
})
