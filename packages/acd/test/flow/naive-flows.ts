import type {
  CollectConfig,
  FlowsConfig,
  MenuConfig,
  Next,
  NodeConfig,
  QueueConfig,
  SurveyConfig,
  WaitRuleConfig,
} from '@strowger/acd'
import { CONDITIONS, PROMPTS } from './random-flows.ts'

interface Place {
  readonly flow: string
  readonly name: string
  readonly node: NodeConfig
}

interface Session {
  readonly id: number
  readonly entryFlow: string
  place: Place
  awaits: 'prompt' | 'digit' | 'entry' | 'answer' | 'agent' | 'release'
  sinceMs: number
  deadline: { readonly atMs: number; readonly seq: number } | undefined
  attempts: number
  prelude: boolean
  entry: string
  ahead: string
  vip: boolean
  account: number
  digits: string
  rating: number
  agent: number
  contact: number
  type: string
  ringing: boolean
  after: Place | undefined
  queue: Place | undefined
  request: number
  dueMs: number
  rulesOff: boolean
}

type Asking = MenuConfig | CollectConfig | SurveyConfig

/**
 * The oracle of the flow machine: it walks the file as it stands, session by session, and looks for what is due by going
 * through all of them. What is said is one line each.
 */
export class NaiveFlows {
  readonly told: string[] = []
  readonly sessions = new Map<number, Session>()
  readonly #file: FlowsConfig
  #nowMs = 0
  #lastId = 0
  #lastRequest = 0
  #seq = 0

  constructor(file: FlowsConfig) {
    this.#file = file
  }

  advance(nowMs: number): void {
    for (;;) {
      const due = [...this.sessions.values()]
        .filter(({ deadline }) => deadline !== undefined && deadline.atMs <= nowMs)
        .sort((a, b) => a.deadline!.atMs - b.deadline!.atMs || a.deadline!.seq - b.deadline!.seq)[0]
      if (due === undefined) break
      this.#nowMs = Math.max(this.#nowMs, due.deadline!.atMs)
      due.deadline = undefined
      this.#fire(due)
    }
    this.#nowMs = nowMs
  }

  enter(flow: string, vip: boolean): number {
    this.#lastId += 1
    const id = this.#lastId
    const place: Place = { flow, name: 'n0', node: this.#file.flows[flow]!.nodes['n0']! }
    const inside = [...this.sessions.values()].filter(({ entryFlow }) => entryFlow === flow).length
    const session: Session = {
      id,
      entryFlow: flow,
      place,
      awaits: 'prompt',
      sinceMs: this.#nowMs,
      deadline: undefined,
      attempts: 0,
      prelude: false,
      entry: '',
      ahead: '',
      vip,
      account: 0,
      digits: '',
      rating: Number.NaN,
      agent: -1,
      contact: 0,
      type: '',
      ringing: false,
      after: undefined,
      queue: undefined,
      request: 0,
      dueMs: Infinity,
      rulesOff: false,
    }
    this.sessions.set(id, session)
    this.#tell(session, 'entered')
    if (inside >= (this.#file.flows[flow]!.lines ?? Infinity)) this.#end(session, 'no-line', 'flow')
    else this.#go(session, place)
    return id
  }

  digit(id: number, digit: string): boolean {
    const session = this.sessions.get(id)
    if (session === undefined) return false
    const { node } = session.place
    if (session.awaits === 'agent') {
      if (node.do !== 'queue' || digit !== '7' || session.ringing) return false
      this.#tell(session, 'stop')
      this.#follow(session, node.digits!['7']!, '7')
      return true
    }
    if (session.awaits === 'answer') return node.do === 'lookup' && keep(session, digit)
    if (session.awaits === 'release') return false
    if (session.awaits === 'prompt') {
      if (!('prompt' in node) || ('bargeIn' in node && !(node.bargeIn ?? true))) return false
      this.#tell(session, 'stop')
      if (node.do === 'play' || node.do === 'announce') {
        keep(session, digit)
        this.#follow(session, node.next, 'next')
        return true
      }
    }
    this.#press(session, digit)
    return true
  }

  played(id: number): boolean {
    const session = this.sessions.get(id)
    if (session?.awaits !== 'prompt') return false
    session.deadline = undefined
    this.#promptEnded(session)
    return true
  }

  answer(id: number, request: number, outcome: string, vip: boolean): boolean {
    const session = this.sessions.get(id)
    if (session?.awaits !== 'answer' || session.request !== request) return false
    const { node } = session.place
    session.vip = vip
    if (outcome === 'failed') this.#failed(session)
    else if (node.do === 'lookup') {
      const { found, notFound, go } = node
      if (outcome === 'special') this.#follow(session, go!['special']!, 'go/special')
      else if (outcome === 'found') this.#follow(session, found, 'found')
      else this.#follow(session, notFound, 'notFound')
    } else if (node.do === 'self-service') {
      if (outcome === 'resolved') this.#follow(session, node.resolved, 'resolved')
      else this.#follow(session, node.unresolved, 'unresolved')
    } else if (node.do === 'voicemail') this.#failed(session)
    else this.#endNode(session, 'transferred')
    return true
  }

  hangUp(id: number): boolean {
    const session = this.sessions.get(id)
    if (session === undefined) return false
    const { awaits, contact, agent, place } = session
    if (place.node.do === 'survey' && awaits !== 'release') this.#rated(session, Number.NaN)
    this.#leave(session, awaits === 'release' ? 'release served' : 'abandon abandoned')
    let reason = agent < 0 ? 'hung-up' : 'served'
    if (place.node.do === 'voicemail') reason = 'voicemail'
    if (contact !== 0 || awaits === 'agent') reason = 'abandoned'
    if (awaits === 'release') reason = 'served'
    this.#end(session, reason, 'caller')
    return true
  }

  /** What the engine says of a contact. */
  observe(id: number, kind: string, agent: number): void {
    const session = this.sessions.get(id)!
    if (kind === 'offered' || kind === 'queued') {
      session.ringing = kind === 'offered'
      if (session.awaits === 'agent' && kind === 'offered') session.deadline = undefined
      else if (session.awaits === 'agent') this.#arm(session)
    } else if (kind === 'connected') {
      session.ringing = false
      session.agent = agent
      if (session.awaits !== 'release') this.#tell(session, 'stop')
      session.deadline = undefined
      session.awaits = 'release'
      session.ahead = ''
      session.entry = ''
      const queue = session.queue!.node as QueueConfig
      if (queue.agentPrompt !== undefined) this.#tell(session, 'play', `${queue.agentPrompt} ${agent}`)
    } else if (kind === 'transferred') {
      session.awaits = 'agent'
      session.rulesOff = true
    } else if (kind === 'released') {
      session.contact = 0
      this.#go(session, session.after!)
    } else if (kind === 'blocked') {
      session.contact = 0
      const { node } = session.place
      if (node.do === 'queue' && node.onRefused !== undefined) this.#follow(session, node.onRefused, 'onRefused')
      else if (node.do === 'queue') this.#endNode(session, 'no-trunk')
      else this.#end(session, 'no-trunk', 'exchange')
    }
  }

  #fire(session: Session): void {
    if (session.awaits === 'prompt') this.#promptEnded(session)
    else if (session.awaits === 'agent') this.#due(session)
    else if (session.awaits === 'answer') this.#failed(session)
    else this.#silence(session)
  }

  #failed(session: Session): void {
    const { node } = session.place
    if (node.do === 'voicemail') {
      if (node.next === undefined) this.#endNode(session, 'voicemail')
      else this.#follow(session, node.next, 'next')
    } else if ('failed' in node) this.#follow(session, node.failed, 'failed')
  }

  #place({ flow, name }: Place, next: Next, field: string): Place {
    if (typeof next === 'string') return { flow, name: next, node: this.#file.flows[flow]!.nodes[next]! }
    return { flow, name: `${name}/${field}`, node: next }
  }

  #follow(session: Session, next: Next, field: string): void {
    this.#go(session, this.#place(session.place, next, field))
  }

  #endNode(session: Session, reason: string): void {
    this.#go(session, endOf(session.place.flow, reason))
  }

  #go(session: Session, place: Place): void {
    session.place = place
    session.sinceMs = this.#nowMs
    session.attempts = 0
    session.deadline = undefined
    session.dueMs = Infinity
    session.rulesOff = false
    const { node } = place
    switch (node.do) {
      case 'play':
        if (node.bargeIn !== false && session.ahead !== '') this.#follow(session, node.next, 'next')
        else this.#playToEnd(session, node.prompt)
        return
      case 'menu':
      case 'collect':
      case 'survey':
        this.#ask(session, undefined)
        return
      case 'branch': {
        const held = node.cases.findIndex(({ when }) => this.#holds(session, when))
        if (held < 0) this.#follow(session, node.otherwise, 'otherwise')
        else this.#follow(session, node.cases[held]!.next, `cases[${held}]/next`)
        return
      }
      case 'set':
        session.vip = node.values['vip'] as boolean
        session.account = node.values['account'] as number
        this.#follow(session, node.next, 'next')
        return
      case 'lookup':
        this.#request(session, node.ask, node.limitMs!)
        return
      case 'self-service':
        this.#request(session, node.service, node.limitMs!)
        return
      case 'voicemail':
        this.#leave(session, 'divert voicemail')
        this.#request(session, node.box, node.limitMs!)
        return
      case 'transfer':
        this.#leave(session, 'divert transfer')
        this.#request(session, node.to, node.limitMs!)
        return
      case 'queue':
        this.#queue(session, node)
        return
      case 'announce':
        if (session.agent < 0 || (node.bargeIn !== false && session.ahead !== ''))
          this.#follow(session, node.next, 'next')
        else this.#playToEnd(session, node.prompt, ` ${session.agent}`)
        return
      case 'callback':
        this.#leave(session, 'divert callback')
        this.#tell(session, 'call-back', `${node.number === 'account' ? session.digits : 'me'} ${session.type}`)
        if (node.next === undefined) this.#endNode(session, 'callback')
        else this.#follow(session, node.next, 'next')
        return
      case 'send':
        this.#tell(session, 'send', node.message)
        this.#follow(session, node.next, 'next')
        return
      case 'case':
        this.#tell(session, 'case', node.matter)
        this.#follow(session, node.next, 'next')
        return
      case 'go':
        this.#go(session, { flow: node.flow, name: 'n0', node: this.#file.flows[node.flow]!.nodes['n0']! })
        return
      case 'hang-up':
        this.#leave(session, `divert ${node.reason}`)
        this.#end(session, node.reason, 'flow')
        return
      case 'route':
        throw new Error('random flows have no routes')
    }
  }

  #ask(session: Session, prelude: string | undefined): void {
    const node = session.place.node as Asking
    session.attempts += 1
    session.entry = ''
    if (session.ahead === '') {
      session.prelude = prelude !== undefined
      this.#playToEnd(session, prelude ?? node.prompt)
      return
    }
    this.#listen(session, 'digit')
    const { place, attempts } = session
    while (
      session.ahead !== '' &&
      this.sessions.has(session.id) &&
      session.place === place &&
      session.attempts === attempts &&
      (session.awaits === 'digit' || session.awaits === 'entry')
    ) {
      const digit = session.ahead[0]!
      session.ahead = session.ahead.slice(1)
      this.#press(session, digit)
    }
  }

  #promptEnded(session: Session): void {
    const { node } = session.place
    if (node.do === 'play' || node.do === 'announce') this.#follow(session, node.next, 'next')
    else if (session.prelude) {
      session.prelude = false
      this.#playToEnd(session, (node as Asking).prompt)
    } else this.#listen(session, 'digit')
  }

  #listen(session: Session, awaits: 'digit' | 'entry'): void {
    const node = session.place.node as CollectConfig
    session.awaits = awaits
    this.#setDeadline(session, this.#nowMs + (awaits === 'digit' ? node.timeoutMs! : node.interDigitMs!))
    if (awaits === 'digit') this.#tell(session, 'listen', String(session.deadline!.atMs))
  }

  #press(session: Session, digit: string): void {
    const { node } = session.place
    if (node.do === 'menu') {
      const choice = node.digits[digit]
      if (choice === undefined) this.#wrong(session)
      else if (typeof choice === 'string' || !('when' in choice)) this.#follow(session, choice, digit)
      else if (this.#holds(session, choice.when)) this.#follow(session, choice.next, `${digit}/next`)
      else this.#wrong(session)
    } else if (node.do === 'collect') {
      if (digit === '#') this.#entered(session, node)
      else if (digit === '*') {
        session.entry = ''
        this.#listen(session, 'digit')
      } else {
        session.entry += digit
        if (session.entry.length === node.maxDigits) this.#entered(session, node)
        else this.#listen(session, 'entry')
      }
    } else if (node.do === 'survey') {
      const ratings = Array.from({ length: node.to - node.from + 1 }, (_, at) => String(node.from + at))
      if (digit !== '#') session.entry += digit
      const longer = ratings.some((rating) => rating.startsWith(session.entry) && rating !== session.entry)
      if (digit !== '#' && longer) this.#listen(session, 'entry')
      else this.#ratingEnded(session, node)
    }
  }

  #entered(session: Session, node: CollectConfig): void {
    if (session.entry.length < node.minDigits!) {
      this.#wrong(session)
      return
    }
    session.digits = session.entry
    session.account = Number(session.entry)
    this.#follow(session, node.next, 'next')
  }

  #ratingEnded(session: Session, node: SurveyConfig): void {
    const ratings = Array.from({ length: node.to - node.from + 1 }, (_, at) => String(node.from + at))
    if (!ratings.includes(session.entry)) {
      this.#wrong(session)
      return
    }
    session.rating = Number(session.entry)
    this.#rated(session, session.rating)
    this.#follow(session, node.next, 'next')
  }

  #silence(session: Session): void {
    const node = session.place.node as Asking
    if (session.awaits === 'entry') {
      if (node.do === 'collect') this.#entered(session, node)
      else this.#ratingEnded(session, node as SurveyConfig)
      return
    }
    if (session.attempts < node.attempts!) this.#ask(session, node.silencePrompt)
    else if (node.do === 'survey') this.#unrated(session, node)
    else this.#follow(session, node.onTimeout, 'onTimeout')
  }

  #wrong(session: Session): void {
    const node = session.place.node as Asking
    session.ahead = ''
    if (session.attempts < node.attempts!) this.#ask(session, node.wrongPrompt)
    else if (node.do === 'survey') this.#unrated(session, node)
    else this.#follow(session, node.onWrong, 'onWrong')
  }

  #unrated(session: Session, node: SurveyConfig): void {
    session.rating = Number.NaN
    this.#rated(session, Number.NaN)
    this.#follow(session, node.next, 'next')
  }

  #rated(session: Session, rating: number): void {
    this.#tell(session, 'rated', `${rating} ${session.agent}`)
  }

  #request(session: Session, subject: string, limitMs: number): void {
    this.#lastRequest += 1
    session.request = this.#lastRequest
    session.awaits = 'answer'
    this.#setDeadline(session, this.#nowMs + limitMs)
    this.#tell(session, session.place.node.do, `${subject} ${session.request}`)
  }

  #queue(session: Session, node: QueueConfig): void {
    const leaving = (node.rules ?? []).findIndex(
      (rule) => (rule.afterMs ?? 0) === 0 && 'next' in rule && this.#applies(session, rule),
    )
    if (leaving >= 0) {
      this.#follow(session, (node.rules![leaving] as { next: Next }).next, `rules[${leaving}]/next`)
      return
    }
    session.awaits = 'agent'
    session.queue = session.place
    session.after =
      node.next === undefined ? endOf(session.place.flow, 'served') : this.#place(session.place, node.next, 'next')
    session.ahead = ''
    session.dueMs = this.#nextDue(node, -1)
    const wasMoved = session.type !== node.type || node.priority !== undefined
    session.type = node.type
    if (session.contact === 0) this.#tell(session, 'queue', `${node.type} ${node.priority ?? -1}`)
    else if (wasMoved) this.#tell(session, 'move', `${node.type} ${node.priority ?? -1}`)
    this.#arm(session)
  }

  #due(session: Session): void {
    const { node } = session.place
    if (node.do !== 'queue') return
    const { dueMs } = session
    for (const [at, rule] of (node.rules ?? []).entries()) {
      if (!timesOf(rule, dueMs).includes(dueMs) || !this.#applies(session, rule)) continue
      if ('prompt' in rule) this.#tell(session, 'play', `${rule.prompt} NaN`)
      else if (dueMs > 0) {
        this.#tell(session, 'stop')
        this.#follow(session, rule.next, `rules[${at}]/next`)
        return
      }
    }
    session.dueMs = this.#nextDue(node, dueMs)
    this.#arm(session)
  }

  #arm(session: Session): void {
    if (session.ringing || session.rulesOff) return
    this.#setDeadline(session, Math.max(this.#nowMs, session.sinceMs + session.dueMs))
  }

  #nextDue(node: QueueConfig, afterMs: number): number {
    const times = (node.rules ?? []).flatMap((rule) => timesOf(rule, Math.max(0, afterMs) + 30))
    return Math.min(...times.filter((each) => each > afterMs))
  }

  #applies(session: Session, { when }: WaitRuleConfig): boolean {
    return when === undefined || this.#holds(session, when)
  }

  #holds({ vip, account, rating, agent }: Session, when: string): boolean {
    return CONDITIONS[when]!({ vip, account, rating, served: agent >= 0 })
  }

  #playToEnd(session: Session, prompt: string, value: string = ' NaN'): void {
    this.#tell(session, 'play', prompt + value)
    session.awaits = 'prompt'
    this.#setDeadline(session, this.#nowMs + PROMPTS[prompt as keyof typeof PROMPTS])
  }

  #setDeadline(session: Session, atMs: number): void {
    this.#seq += 1
    session.deadline = atMs === Infinity ? undefined : { atMs, seq: this.#seq }
  }

  #leave(session: Session, how: string): void {
    if (session.contact === 0) return
    this.#tell(session, 'leave', how)
    session.contact = 0
    session.ringing = false
  }

  #end(session: Session, reason: string, by: string): void {
    this.#tell(session, 'ended', `${reason} by ${by}`)
    this.sessions.delete(session.id)
  }

  #tell({ id, place }: Session, kind: string, more: string = ''): void {
    this.told.push(`${this.#nowMs} ${id} ${place.name} ${kind} ${more}`.trim())
  }
}

function endOf(flow: string, reason: string): Place {
  return { flow, name: `/${reason}`, node: { do: 'hang-up', reason } }
}

function keep(session: Session, digit: string): boolean {
  if (session.ahead.length >= 32) return false
  session.ahead += digit
  return true
}

/** Every time up to `untilMs` at which a rule is due. */
function timesOf({ afterMs = 0, everyMs }: WaitRuleConfig, untilMs: number): number[] {
  const times: number[] = []
  for (let at = afterMs; at <= untilMs; at += everyMs ?? Infinity) times.push(at)
  return times
}
