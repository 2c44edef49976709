import { AcdEngine, type RoutingPolicy, StrowgerError } from '@strowger/acd'
import { Broken } from './broken.ts'
import type { Command, Exchange } from './exchange.ts'
import type { Wish } from './staff.ts'
import { inWords } from './words.ts'
import { type MayHold, Witness } from './witness.ts'

/** More events than this after one command are a loop. */
const MOST_EVENTS = 10_000
/** More turns than this to send everybody home are one, too. */
const MOST_TURNS = 1000

/** What an agent wishes after a command that came in time. */
const WISHES: ReadonlyMap<Command['do'], Wish> = new Map([
  ['signIn', 'not-ready'],
  ['signOut', 'signed-out'],
  ['ready', 'ready'],
  ['notReady', 'not-ready'],
])

/** What a sequence did, line by line. */
export interface Played {
  /** A line for each command that did something, and indented below it one for each event. */
  readonly lines: readonly string[]
  readonly broken: Broken | undefined
}

/**
 * Plays a sequence of commands under a policy, all agents ready at first, then lets everybody finish, and watches.
 *
 * @param policy - a fresh one
 * @param mayHold - when it may leave an agent idle; default: as it declares
 * @throws StrowgerError when the policy does not fit the names of the exchange
 */
export function play(
  exchange: Exchange,
  commands: readonly Command[],
  policy: RoutingPolicy,
  mayHold: MayHold = policy.holds === true,
): Played {
  const player = new Player(exchange, policy, mayHold)
  try {
    player.start()
    for (const command of commands) player.apply(command)
    player.finish()
    return { lines: player.lines, broken: undefined }
  } catch (error) {
    return { lines: player.lines, broken: asBroken(error) }
  }
}

function asBroken(error: unknown): Broken {
  if (error instanceof Broken) return error
  if (error instanceof StrowgerError && error.code === 'policy-choice') {
    return new Broken('choice is a candidate', error.message, error)
  }
  return new Broken('no exception', error instanceof Error ? error.message : String(error), error)
}

class Player {
  readonly lines: string[] = []
  readonly #exchange: Exchange
  readonly #engine: AcdEngine
  readonly #witness: Witness
  #nowMs = 0

  constructor(exchange: Exchange, policy: RoutingPolicy, mayHold: MayHold) {
    this.#exchange = exchange
    this.#engine = new AcdEngine({ ...exchange.config, policy })
    this.#witness = new Witness(exchange, mayHold)
    for (const { group, skills } of exchange.agents) {
      this.#engine.addAgent(skills === undefined ? { group } : { group, skills })
    }
  }

  start(): void {
    for (let agent = 0; agent < this.#exchange.agents.length; agent += 1) {
      this.#engine.signIn(agent, 0)
      this.#engine.ready(agent, 0)
      this.#witness.wish(agent, 'ready')
    }
    this.#drain('all agents sign in and are ready')
  }

  apply(command: Command): void {
    this.#nowMs += command.wait
    const nowMs = this.#nowMs
    const engine = this.#engine
    // What was due is told before the command, so that the witness learns what agents wish when they do.
    engine.advance(nowMs)
    this.#drain('time passes')
    if (command.do === 'offer') {
      const { types } = this.#exchange.config
      const type = command.type % types.length
      const priority = command.priority ?? types[type]!.priority ?? 0
      // The witness takes the priority from it: events do not carry it.
      const ref = priority
      engine.offer({ type, priority, ref }, nowMs)
      this.#drain(`a contact of type ${types[type]!.name} arrives, priority ${priority}`)
      return
    }
    if (command.do === 'advance') return
    if ('contact' in command) {
      const { inside } = this.#witness
      const contact = inside[command.contact % Math.max(1, inside.length)] ?? 0
      engine[command.do](contact, nowMs)
      this.#drain(`${command.do} contact ${contact}`)
      return
    }
    this.#agentCommand(command.do, command.agent % this.#exchange.agents.length)
  }

  /** Everybody accepts, talks, ends after-call work and is ready again, until nothing more happens. */
  finish(): void {
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const before = this.lines.length
      for (let agent = 0; agent < this.#exchange.agents.length; agent += 1) {
        for (const step of ['signIn', 'ready', 'accept', 'release', 'endWrapUp'] as const) {
          if (step === 'release') this.#releaseOf(agent)
          else this.#agentCommand(step, agent)
        }
      }
      if (this.lines.length > before) continue
      const nextMs = this.#engine.nextDeadlineMs()
      if (nextMs === Infinity) return
      this.#nowMs = Math.max(this.#nowMs, nextMs)
      this.#engine.advance(this.#nowMs)
      this.#drain('time passes')
    }
    throw new Broken('termination', `everybody works, and yet there is no end after ${MOST_TURNS} turns`)
  }

  #releaseOf(agent: number): void {
    const contact = this.#witness.talkOf(agent)
    if (contact === undefined) return
    this.#engine.release(contact, this.#nowMs)
    this.#drain(`release contact ${contact}`)
  }

  #agentCommand(step: Exclude<Command, { contact: number }>['do'], agent: number): void {
    const engine = this.#engine
    const nowMs = this.#nowMs
    let done = false
    if (step === 'accept' || step === 'decline') done = engine[step](this.#witness.ringingAt(agent) ?? 0, agent, nowMs)
    else if (step === 'notReady') done = engine.notReady(agent, 'break', nowMs)
    else if (step !== 'offer' && step !== 'advance') done = engine[step](agent, nowMs)
    const wish = WISHES.get(step)
    if (done && wish !== undefined) this.#witness.wish(agent, wish)
    this.#drain(`agent ${agent}: ${step}`)
  }

  #drain(what: string): void {
    const engine = this.#engine
    const events: string[] = []
    try {
      for (let event = engine.read(); event !== undefined; event = engine.read()) {
        events.push(`    ${inWords(event)}`)
        if (events.length > MOST_EVENTS) throw new Broken('termination', `${what}: more than ${MOST_EVENTS} events`)
        this.#witness.see(event)
      }
      this.#witness.rest(engine)
    } finally {
      if (events.length > 0) this.lines.push(`${this.#nowMs} ms: ${what}`, ...events)
    }
  }
}
