import { readFileSync } from 'node:fs'
import { type AcdEvent, type DeskEvent, FlowDesk, FlowMachine } from '@strowger/acd'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Sources } from '../../src/host/recovery/sources.ts'
import { keptFiles } from '../../src/host/recovery/sources.ts'
import { compileModel } from '../../src/model/compile.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { SmallHouse, sourcesOf } from './support/small-house.ts'
import type { Telephone } from './support/telephone.ts'

// The heart of the project: what a scenario's simulation decides, a live host decides for the same callers. The callers of a simulation (when they
// call, what they press, how long they wait) and its agents (how long they let it ring, talk, and work afterwards) are played by telephones
// that speak SIP, in time that does not pass: what the two engines decided must be the same, each at the same microsecond.

/** When the simulation's time zero is, by the clock of the live host. */
const ZERO_MS = 2 ** 21
const ROUTING: ReadonlySet<string> = new Set([
  'arrived',
  'queued',
  'stage',
  'overflowed',
  'moved',
  'diverted',
  'offered',
  'offer-ended',
  'connected',
  'released',
  'wrap-up-ended',
  'abandoned',
])

/** What somebody who calls does, and what agents do with the call; times of the simulation, ms. */
interface Script {
  readonly type: number
  readonly enterMs: number
  readonly digits: { readonly atMs: number; readonly digit: string }[]
  hangsUpMs: number
  readonly answers: { readonly outcome: string; readonly afterMs: number }[]
  /** How long it rings until it is answered, offer by offer; Infinity: until the engine gives up. */
  readonly rings: number[]
  readonly talks: number[]
  readonly afterwards: number[]
}

function lineOf(event: AcdEvent | DeskEvent, zeroMs: number): string | undefined {
  if (!ROUTING.has(event.kind) || !('contact' in event) || !('type' in event)) return undefined
  const agent = 'agent' in event && event.kind !== 'released' ? ` agent ${event.agent}` : ''
  const atMs = Math.round((event.atMs - zeroMs) * 1000) / 1000
  return `${atMs} ${event.kind} contact ${event.contact} type ${event.type}${agent}`
}

/** Simulates one replication, and writes down what its callers and agents did. */
function simulated(sources: Sources): { lines: string[]; scripts: Script[]; agents: number; untilMs: number } {
  const scenario = loadScenario(sources.scenario, keptFiles(sources))
  const model = compileModel(scenario)
  const lines: string[] = []
  const scripts: Script[] = []
  const scriptOf = new Map<number, Script>()
  const offeredMs = new Map<number, number>()
  const asked = new Map<number, number>()
  const script = (type: number, enterMs: number): Script => {
    const made = { type, enterMs, digits: [], hangsUpMs: Infinity, answers: [], rings: [], talks: [], afterwards: [] }
    scripts.push(made)
    return made
  }
  // Flows: sessions are numbered from 1 on, as their callers enter.
  const spies = model.flows !== undefined
  if (spies) {
    // oxlint-disable-next-line typescript/unbound-method -- called as methods below
    const { enter, digit, hangUp, answer, read } = FlowDesk.prototype
    vi.spyOn(FlowDesk.prototype, 'enter').mockImplementation(function spied(this: FlowDesk, call, nowMs) {
      script(0, nowMs)
      return enter.call(this, call, nowMs)
    })
    vi.spyOn(FlowDesk.prototype, 'digit').mockImplementation(function spied(this: FlowDesk, session, pressed, nowMs) {
      scripts[session - 1]!.digits.push({ atMs: nowMs, digit: pressed })
      return digit.call(this, session, pressed, nowMs)
    })
    vi.spyOn(FlowDesk.prototype, 'hangUp').mockImplementation(function spied(this: FlowDesk, session, nowMs) {
      scripts[session - 1]!.hangsUpMs = nowMs
      return hangUp.call(this, session, nowMs)
    })
    vi.spyOn(FlowDesk.prototype, 'answer').mockImplementation(function spied(
      this: FlowDesk,
      session,
      request,
      given,
      nowMs,
    ) {
      scripts[session - 1]!.answers.push({ outcome: given.outcome, afterMs: nowMs - asked.get(session)! })
      return answer.call(this, session, request, given, nowMs)
    })
    vi.spyOn(FlowDesk.prototype, 'read').mockImplementation(function spied(this: FlowDesk) {
      const event = read.call(this)
      if (event?.kind === 'self-service') asked.set(event.session, event.atMs)
      return event
    })
    // oxlint-disable-next-line typescript/unbound-method -- called as a method below
    const { placed } = FlowMachine.prototype
    vi.spyOn(FlowMachine.prototype, 'placed').mockImplementation(function spied(this: FlowMachine, session, contact) {
      scriptOf.set(contact, scripts[session - 1]!)
      return placed.call(this, session, contact)
    })
  }
  const simulation = new Simulation(model, scenario.run.seed, 0, {
    observe: (event) => {
      const line = lineOf(event, 0)
      if (line !== undefined) lines.push(line)
      if (event.kind === 'arrived' && !spies) scriptOf.set(event.contact, script(event.type, event.atMs))
      if (event.kind === 'agent' || !('contact' in event)) return
      const own = scriptOf.get(event.contact)!
      if (event.kind === 'offered') offeredMs.set(event.contact, event.atMs)
      else if (event.kind === 'connected') own.rings.push(event.atMs - offeredMs.get(event.contact)!)
      else if (event.kind === 'offer-ended') own.rings.push(Infinity)
      else if (event.kind === 'abandoned') own.hangsUpMs = event.atMs
      else if (event.kind === 'released') own.talks.push(event.durationMs)
      else if (event.kind === 'wrap-up-ended') own.afterwards.push(event.durationMs)
    },
  })
  simulation.run()
  vi.restoreAllMocks()
  return { lines, scripts, agents: model.roster.length, untilMs: simulation.nowMs }
}

/** The same callers and agents at telephones, around a live host. */
async function live(
  sources: Sources,
  { scripts, agents, untilMs }: ReturnType<typeof simulated>,
  groups: readonly string[],
) {
  const scenario = loadScenario(sources.scenario, keptFiles(sources))
  const numbers =
    scenario.flows === undefined ? scenario.types.map(({ id }, at) => [String(900 + at), id] as const) : []
  const staff = Array.from({ length: agents }, (_, at) => {
    const group = groups[at] ?? groups.at(-1)!
    return {
      number: String(2000 + at),
      name: `agent ${at}`,
      group,
      password: 'correct horse battery',
      skills: undefined,
      supervisor: false,
    }
  })
  const bySlot = new Map(scripts.map((script, at) => [String(13_000_000_000 + at), script]))
  const house = new SmallHouse(
    { agents: staff, numbers: new Map(numbers), afterCallWorkLimitMs: 1e9 },
    ZERO_MS - 60_000,
  )
  const { clock } = house
  for (const [name, { durationMs = 1000 }] of Object.entries(scenario.flows?.config.prompts ?? {}))
    house.prompts.set(name, durationMs)
  house.services = async (_, { caller }) => {
    const given = bySlot.get(caller)!.answers.shift()
    return await new Promise((resolve) => {
      if (given !== undefined)
        clock.at(clock.nowMs() + given.afterMs, () => {
          resolve({ outcome: given.outcome })
        })
    })
  }
  await house.start(sources)
  for (const { number } of staff) {
    const phone = house.phone(number)
    work(phone, house, bySlot)
    phone.register()
    await clock.run(10)
    for (const code of ['*70', '*71']) {
      phone.dial(code)
      await clock.run(5)
    }
  }
  await clock.runTo(ZERO_MS - 1)
  house.told.length = 0
  for (const [number, script] of bySlot) {
    const caller = house.outside(number)
    const at = (atMs: number, act: () => void) => {
      if (atMs < Infinity) clock.at(ZERO_MS + atMs, act)
    }
    at(script.enterMs, () => caller.dial(scenario.flows === undefined ? String(900 + script.type) : '10086'))
    for (const { atMs, digit } of script.digits) {
      at(atMs, () => {
        caller.press(digit)
      })
    }
    at(script.hangsUpMs, () => {
      caller.hangUp()
    })
  }
  await clock.runTo(ZERO_MS + untilMs + 60_000)
  return house
}

/** An agent who does with each call what the agent of the simulation did. */
function work(phone: Telephone, { clock }: SmallHouse, scripts: ReadonlyMap<string, Script>): void {
  const later = (ms: number, act: () => void) => clock.at(clock.nowMs() + ms, act)
  phone.onRing = (call) => {
    const script = scripts.get(call.from)!
    const ringMs = script.rings.shift() ?? Infinity
    if (ringMs === Infinity) return
    later(ringMs, () => {
      phone.answer(call)
      later(script.talks.shift() ?? Infinity, () => {
        if (call.state !== 'over') phone.hangUp(call)
        const ms = script.afterwards.shift()
        if (ms !== undefined) later(ms, () => phone.dial('*73'))
      })
    })
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the live host decides what the simulation decided', () => {
  test('two types, skills, priorities, tiers with overflow, no answers, patience', async () => {
    const sources = sourcesOf(`
strowger: 1
name: Two desks
run: { startsAt: '09:00', duration: 40m, replications: 1, seed: 7 }
offers: { timeout: 12s, afterNoAnswer: not-ready, notReadyFor: 45s }
skills: { english: {} }
types:
  care:
    arrivals: { perHour: 150 }
    handlingTime: { distribution: exponential, mean: 100s }
    afterCallWork: { distribution: exponential, mean: 20s }
    patience: { distribution: exponential, mean: 60s }
  english:
    priority: 5
    requires: [english]
    arrivals: { perHour: 40 }
    handlingTime: { distribution: lognormal, mean: 120s, cv: 0.8 }
    afterCallWork: { distribution: exponential, mean: 15s }
    patience: { distribution: exponential, mean: 90s }
groups:
  front: { agents: 4, ringTime: { distribution: uniform, from: 1s, to: 6s }, noAnswer: 0.1 }
  experts: { agents: 2, skills: [english], ringTime: 3s }
routing:
  policy: ranked
  agents: { care: [[front], [experts]], english: [[experts]] }
  contacts: { front: [[care]], experts: [[english], [care]] }
`)
    const day = simulated(sources)
    expect(day.scripts.length).toBeGreaterThan(80)
    const house = await live(sources, day, ['front', 'front', 'front', 'front', 'experts'])
    const lines = house.told.flatMap((event) => lineOf(event, ZERO_MS) ?? [])
    expect(lines).toEqual(day.lines)
    expect(lines.filter((line) => line.includes('offer-ended')).length).toBeGreaterThan(3)
    expect(lines.filter((line) => line.includes('abandoned')).length).toBeGreaterThan(3)
    house.expectReplay()
  })

  test('the menu of Shanxi, self-service, three desks, a rating after the call', async () => {
    const flow = readFileSync(new URL('../../../../examples/flows/shanxi-10086.yaml', import.meta.url), 'utf8')
    const sources = sourcesOf(
      `
strowger: 1
name: One number
run: { startsAt: '09:00', duration: 30m, replications: 1, seed: 3 }
offers: { timeout: 15s }
types:
  care: { arrivals: { perHour: 240 }, handlingTime: { distribution: exponential, mean: 90s }, afterCallWork: 10s, patience: never }
  complaints: { arrivals: { perHour: 0.001 }, handlingTime: 150s, priority: 2, patience: never }
  english: { arrivals: { perHour: 0.001 }, handlingTime: 120s, priority: 1, patience: never }
groups:
  front: { agents: 5, ringTime: 2s }
flows:
  file: menu.yaml
  calls: { care: '10086' }
  callers:
    reaction: { distribution: lognormal, mean: 1500ms, cv: 0.8 }
    bargeIn: 0.6
    wrongDigit: 0.02
    patience: { distribution: exponential, mean: 4m }
    menus:
      welcome: { digits: { '1': 45, '2': 5, '3': 5, '0': 44 }, silent: 6, hangsUp: 2 }
      queries: { digits: { '1': 60, '2': 25, '0': 10 }, silent: 3, hangsUp: 2 }
    requests:
      balance: { outcomes: { resolved: 80, unresolved: 20 }, takes: { distribution: lognormal, mean: 25s, cv: 0.5 } }
      points: { outcomes: { resolved: 60, unresolved: 40 }, takes: { distribution: lognormal, mean: 35s, cv: 0.5 } }
    surveys:
      survey: { answers: 0.6, ratings: { '1': 2, '5': 5, '8': 18, '10': 36 } }
`,
      { 'menu.yaml': flow },
    )
    const day = simulated(sources)
    expect(day.scripts.length).toBeGreaterThan(80)
    const house = await live(sources, day, ['front'])
    const lines = house.told.flatMap((event) => lineOf(event, ZERO_MS) ?? [])
    expect(lines).toEqual(day.lines)
    expect(house.kinds('rated').length).toBeGreaterThan(10)
    house.expectReplay()
  })
})
