import { announce } from '../estimate/announcement.ts'
import { Answers } from './answers.ts'
import type { CompiledNode } from './compiled-flow.ts'
import type { FlowCore } from './flow-core.ts'
import { Awaits, NOBODY } from './session-table.ts'
import { Waits } from './waits.ts'

/** No further node: the session waits for something, or has ended. */
const STAYS = -1

type NodeOf<K extends CompiledNode['kind']> = Extract<CompiledNode, { readonly kind: K }>

/** Takes sessions from node to node until one has to wait. The compiler has ruled out circles without a wait. */
export class Walker {
  readonly #core: FlowCore
  readonly answers: Answers
  readonly waits: Waits

  constructor(core: FlowCore) {
    this.#core = core
    const go = (slot: number, node: number): void => this.go(slot, node)
    this.answers = new Answers(core, go)
    this.waits = new Waits(core, go)
  }

  /** The session comes to a node and goes on until it waits or ends. */
  go(slot: number, node: number): void {
    let at = node
    while (at !== STAYS) at = this.#enter(slot, at)
  }

  /** A prompt is over: on to the next node, or to the digits that answer it. */
  promptEnded(slot: number): void {
    const node = this.#core.nodeOf(slot)
    if (node.kind === 'play' || node.kind === 'announce') this.go(slot, node.next)
    else this.answers.promptEnded(slot)
  }

  /** A digit cuts a prompt that only says something: it is kept for the next question. */
  cutPrompt(slot: number, next: number, digit: string): void {
    this.#core.say('stop', slot)
    this.answers.keep(slot, digit)
    this.go(slot, next)
  }

  /** The caller hangs up: the session ends, for a reason that says where. */
  hangUp(slot: number): void {
    const core = this.#core
    const { sessions } = core
    const node = core.nodeOf(slot)
    const talks = sessions.awaits[slot] === Awaits.release
    const waits = sessions.contact[slot] !== 0 || sessions.awaits[slot] === Awaits.agent
    if (node.kind === 'survey' && !talks) this.answers.unrated(slot, node)
    core.leave(slot, talks ? 'release' : 'abandon', talks ? 'served' : 'abandoned')
    if (talks) core.end(slot, 'served', 'caller')
    else if (waits) core.end(slot, 'abandoned', 'caller')
    else if (node.kind === 'voicemail') core.end(slot, 'voicemail', 'caller')
    else core.end(slot, sessions.agent[slot] === NOBODY ? 'hung-up' : 'served', 'caller')
  }

  #enter(slot: number, at: number): number {
    const core = this.#core
    const { sessions } = core
    const node = core.compiled.nodes[at]!
    sessions.node[slot] = at
    sessions.sinceMs[slot] = core.nowMs
    sessions.attempts[slot] = 0
    sessions.dueMs[slot] = Infinity
    core.deadlines.cancel(slot)
    core.visits[at]! += 1
    switch (node.kind) {
      case 'play':
        // Who has pressed ahead has heard enough.
        if (node.prompt.bargeIn && sessions.ahead[slot] !== '') return node.next
        core.playToEnd(slot, node.prompt)
        return STAYS
      case 'menu':
      case 'collect':
      case 'survey':
        this.answers.ask(slot, node.asking, undefined)
        return STAYS
      case 'branch':
        for (const { when, next } of node.cases) if (when(core.factsOf(slot))) return next
        return node.otherwise
      case 'route': {
        const to = node.to[node.read(core.factsOf(slot))]
        return to === undefined || to < 0 ? node.otherwise : to
      }
      case 'set':
        for (const [each, place] of node.places.entries()) {
          sessions.attributes[slot * sessions.stride + place] = node.values[each]!
        }
        return node.next
      case 'lookup':
      case 'self-service':
      case 'voicemail':
      case 'transfer':
        this.#request(slot, node)
        return STAYS
      case 'queue':
        return this.waits.enter(slot, at, node)
      case 'announce':
        return this.#announce(slot, node)
      case 'callback':
        this.#callback(slot, node)
        return node.next
      case 'send': {
        const record = core.say('send', slot)
        record.by = node.by
        record.subject = node.subject
        return node.next
      }
      case 'case': {
        const record = core.say('case', slot)
        record.subject = node.subject
        record.caller = sessions.caller[slot]!
        return node.next
      }
      case 'go':
        return node.next
      case 'hang-up':
        core.leave(slot, 'divert', node.reason)
        core.end(slot, node.reason, 'flow')
        return STAYS
    }
  }

  #request(slot: number, node: NodeOf<'lookup' | 'self-service' | 'voicemail' | 'transfer'>): void {
    const core = this.#core
    if (node.kind === 'voicemail' || node.kind === 'transfer') core.leave(slot, 'divert', node.kind)
    core.lastRequest = (core.lastRequest % 0x7fff_ffff) + 1
    core.sessions.request[slot] = core.lastRequest
    core.sessions.awaits[slot] = Awaits.answer
    core.deadlines.set(slot, core.nowMs + node.limitMs, 0)
    const record = core.say(node.kind, slot)
    record.subject = node.subject
    record.request = core.lastRequest
    record.limitMs = node.limitMs
  }

  #callback(slot: number, node: NodeOf<'callback'>): void {
    const { sessions, compiled } = this.#core
    this.#core.leave(slot, 'divert', 'callback')
    const type = sessions.type[slot]!
    const record = this.#core.say('call-back', slot)
    record.subject = (node.number === '' ? sessions.caller[slot] : sessions.collected[slot]?.get(node.number)) ?? ''
    record.typeName = node.type === '' && type !== NOBODY ? compiled.types[type]! : node.type
    record.limitMs = node.withinMs
  }

  #announce(slot: number, node: NodeOf<'announce'>): number {
    const core = this.#core
    const { sessions } = core
    if (node.prompt.bargeIn && sessions.ahead[slot] !== '') return node.next
    if (node.what === 'agent') {
      if (sessions.agent[slot] === NOBODY) return node.next
      core.playToEnd(slot, node.prompt, sessions.agent[slot], 'agent')
      return STAYS
    }
    const type = node.type < 0 ? sessions.type[slot]! : node.type
    if (type === NOBODY) return node.next
    const expectedMs = core.factsOf(slot).queue(type).ewtMs
    const toldMs = sessions.toldMs[slot]!
    const last = Number.isNaN(toldMs) ? undefined : { atMs: sessions.toldAtMs[slot]!, upToMs: toldMs }
    const told = announce({}, expectedMs, core.nowMs, last)
    if (told === undefined) return node.next
    sessions.toldMs[slot] = told.upToMs
    sessions.toldAtMs[slot] = told.atMs
    core.playToEnd(slot, node.prompt, told.upToMs, 'wait')
    return STAYS
  }
}
