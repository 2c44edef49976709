import type { DeskEvent } from '@strowger/acd'
import type { House } from '../call/house.ts'
import type { Dialling } from '../call/dialling.ts'
import type { Transfers } from '../call/transfers.ts'
import type { ApiTokenConfig } from '../config/host-config.ts'
import { decisionLine } from '../desk/decision.ts'
import type { LiveCommand } from '../desk/live-desk.ts'
import type { ApiMessage, ApiRight } from './api-message.ts'

/** What becomes of a message: told to the client, with its id. */
export type ApiAnswer =
  | { readonly ok: true; readonly state?: unknown; readonly contact?: number }
  | { readonly ok: false; readonly error: string }

/** What a client asks of the host beside its agents. */
export interface Operations {
  reload(): void
  drain(): void
}

const RIGHT_OF: Readonly<Record<string, ApiRight>> = {
  state: 'watch',
  'sign-in': 'agent',
  'sign-out': 'agent',
  ready: 'agent',
  'not-ready': 'agent',
  'end-wrap-up': 'agent',
  hold: 'agent',
  resume: 'agent',
  release: 'agent',
  transfer: 'agent',
  consult: 'agent',
  complete: 'agent',
  conference: 'agent',
  cancel: 'agent',
  listen: 'supervise',
  whisper: 'supervise',
  'barge-in': 'supervise',
  'stop-listening': 'supervise',
  intercept: 'supervise',
  'force-ready': 'supervise',
  'force-not-ready': 'supervise',
  'force-sign-out': 'supervise',
  'force-release': 'supervise',
  list: 'dial',
  unlist: 'dial',
  reload: 'operate',
  drain: 'operate',
}
/** Numbers of those who give orders by the API and are no agents: from here on, in the order of the tokens. */
const FIRST_TOKEN = 1_000_000
const IN_CONVERSATION = ['hold', 'consult', 'complete', 'conference', 'cancel', 'transfer'] as const

/** Does what clients of the API ask, as far as their token allows it. Sans-I/O. */
export class ApiDesk {
  readonly #house: House
  readonly #transfers: Transfers
  readonly #dialling: Dialling
  readonly #operations: Operations

  constructor(house: House, transfers: Transfers, dialling: Dialling, operations: Operations) {
    this.#house = house
    this.#transfers = transfers
    this.#dialling = dialling
    this.#operations = operations
  }

  /** A client asks. */
  answer(message: ApiMessage, token: ApiTokenConfig): ApiAnswer {
    const right = RIGHT_OF[message.do]
    if (right === undefined) return failed(`there is no ${JSON.stringify(message.do)}`)
    if (!token.may.includes(right)) return failed(`this token may not ${right}`)
    if (message.do === 'state') return { ok: true, state: this.#state() }
    if (right === 'dial') return this.#list(message)
    if (right === 'operate') return this.#operate(message.do)
    const agent = this.#house.agents.agentOf(message.agent)
    if (agent === undefined) return failed(`there is no agent ${JSON.stringify(message.agent)}`)
    const isOwn = token.agents.length === 0 || token.agents.includes(message.agent)
    if (right === 'agent' && !isOwn) return failed('this token does not act for that agent')
    return right === 'agent' ? this.#act(message, agent) : this.#order(message, agent, token)
  }

  /** What is told to those who watch: a decision, with the numbers and names that people know. */
  told(event: DeskEvent): string {
    const { agents, plan, callers, numbers } = this.#house
    const decision: Record<string, unknown> = JSON.parse(decisionLine(event))
    const { agent, type } = decision
    if (typeof agent === 'number') decision['agent'] = agents.numberOf(agent)
    if (typeof type === 'number') decision['type'] = plan.acd.types[type]?.name ?? ''
    const caller = event.kind === 'offered' || event.kind === 'connected' ? callers.ofRef(event.ref) : undefined
    const toCall = 'contact' in event ? numbers.of(event.contact) : undefined
    if (toCall !== undefined) decision['number'] = toCall
    // The screen pop: who calls, before the agent answers.
    if (caller !== undefined) {
      decision['caller'] = caller.number
      decision['called'] = caller.called
      decision['attributes'] = this.#house.desk.machine.attributesOf(caller.ref) ?? {}
    }
    return JSON.stringify({ event: decision })
  }

  #list({ do: what, campaign, to, inMs }: ApiMessage): ApiAnswer {
    if (what === 'unlist')
      return this.#dialling.unlist(to) ? { ok: true } : failed(`${JSON.stringify(to)} is not to be called`)
    const contact = this.#dialling.list(campaign, to, inMs)
    return typeof contact === 'string' ? failed(contact) : { ok: true, contact }
  }

  #operate(what: string): ApiAnswer {
    try {
      if (what === 'drain') this.#operations.drain()
      else this.#operations.reload()
      return { ok: true }
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error))
    }
  }

  #act(message: ApiMessage, agent: number): ApiAnswer {
    const { desk, contacts, lines } = this.#house
    const keyed = IN_CONVERSATION.find((each) => each === message.do)
    if (keyed !== undefined || message.do === 'resume' || message.do === 'release') {
      const main = contacts.mainOf(agent)
      if (main === undefined) return failed('the agent talks to nobody')
      if (message.do === 'hold') return done(desk.do({ do: 'hold', contact: main.id }))
      if (message.do === 'resume') return done(desk.do({ do: 'resume', contact: main.id }))
      if (message.do === 'release') return done(desk.do({ do: 'release', contact: main.id }))
      this.#transfers.keyed(lines.of(agent), { feature: keyed!, number: message.to })
      return { ok: true }
    }
    if (message.do === 'not-ready')
      return done(desk.do({ do: 'not-ready', agent, reason: message.reason || 'not-ready' }))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the four that are left
    return done(desk.do({ do: message.do as 'sign-in' | 'sign-out' | 'ready' | 'end-wrap-up', agent }))
  }

  #order(message: ApiMessage, agent: number, token: ApiTokenConfig): ApiAnswer {
    const command = this.#orderOf(message, agent, token)
    return typeof command === 'string' ? failed(command) : done(this.#house.desk.do(command))
  }

  #orderOf({ do: what, supervisor, reason }: ApiMessage, agent: number, token: ApiTokenConfig): LiveCommand | string {
    const { agents, contacts, config } = this.#house
    const by = FIRST_TOKEN + (config.api?.tokens.indexOf(token) ?? 0)
    if (what === 'force-ready' || what === 'force-sign-out') return { do: what, agent, by }
    if (what === 'force-not-ready') return { do: what, agent, reason: reason || 'supervisor', by }
    const contact = contacts.mainOf(agent)?.id
    if (contact === undefined) return 'the agent talks to nobody'
    if (what === 'force-release') return { do: what, contact, by }
    const taking = agents.agentOf(supervisor)
    if (taking === undefined || agents.configOf(supervisor)?.supervisor !== true)
      return `${JSON.stringify(supervisor)} is no supervisor`
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the five that are left
    return { do: what as 'listen' | 'whisper' | 'barge-in' | 'stop-listening' | 'intercept', contact, agent: taking }
  }

  #state() {
    const { agents, desk, callers, plan, contacts } = this.#house
    return {
      scenario: plan.name,
      calls: callers.size,
      waiting: desk.engine.waiting,
      agents: agents.numbers.map((number) => {
        const agent = agents.agentOf(number)!
        const { name, group } = agents.configOf(number)!
        const talks = contacts.talksOf(agent).map(({ id, main, role }) => ({ contact: id, main, role }))
        return { number, name, group, state: desk.engine.agentState(agent), talks }
      }),
    }
  }
}

function failed(error: string): ApiAnswer {
  return { ok: false, error }
}

function done(result: number | boolean): ApiAnswer {
  return result === false ? failed('too late, or not in this state') : { ok: true }
}
