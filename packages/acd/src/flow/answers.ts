import type { Asking, CompiledNode, CompiledPrompt } from './compiled-flow.ts'
import type { FlowCore } from './flow-core.ts'
import { canGrow, isRating } from './rating-entry.ts'
import { Awaits } from './session-table.ts'

type Go = (slot: number, node: number) => void
type NodeOf<K extends CompiledNode['kind']> = Extract<CompiledNode, { readonly kind: K }>
type Question = NodeOf<'menu' | 'collect' | 'survey'>

/** Digits pressed ahead that are kept; a caller who leans on the keypad means none of them. */
const MOST_AHEAD = 32

/** Questions and the digits that answer them: menus, entries, ratings. */
export class Answers {
  readonly #core: FlowCore
  readonly #go: Go

  constructor(core: FlowCore, go: Go) {
    this.#core = core
    this.#go = go
  }

  /** Keeps a digit for the next question. False when there are enough. */
  keep(slot: number, digit: string): boolean {
    const { ahead } = this.#core.sessions
    if (ahead[slot]!.length >= MOST_AHEAD) return false
    ahead[slot] += digit
    return true
  }

  /** Asks, or asks again after a prelude; digits pressed ahead answer without a prompt. */
  ask(slot: number, asking: Asking, prelude: CompiledPrompt | undefined): void {
    const { sessions } = this.#core
    sessions.attempts[slot]! += 1
    sessions.entry[slot] = ''
    if (sessions.ahead[slot] !== '') {
      this.#listen(slot, asking.timeoutMs, Awaits.digit)
      this.#answerAhead(slot)
      return
    }
    sessions.prelude[slot] = prelude === undefined ? 0 : 1
    this.#core.playToEnd(slot, prelude ?? asking.prompt)
  }

  /** The prompt of a question is over, or what went before it. */
  promptEnded(slot: number): void {
    const { asking } = this.#question(slot)
    const { prelude } = this.#core.sessions
    if (prelude[slot] === 1) {
      prelude[slot] = 0
      this.#core.playToEnd(slot, asking.prompt)
    } else this.#listen(slot, asking.timeoutMs, Awaits.digit)
  }

  /** A digit during or after a question's prompt. False when it is dropped. */
  digit(slot: number, digit: string): boolean {
    const { awaits } = this.#core.sessions
    const node = this.#question(slot)
    if (awaits[slot] === Awaits.prompt) {
      if (!node.asking.prompt.bargeIn) return false
      this.#core.say('stop', slot)
    }
    if (node.kind === 'menu') this.#choose(slot, node, digit)
    else if (node.kind === 'collect') this.#collect(slot, node, digit)
    else this.#rate(slot, node, digit)
    return true
  }

  /** Nothing was pressed in time: no first digit, or no further one. */
  silence(slot: number): void {
    const { sessions } = this.#core
    const node = this.#question(slot)
    if (sessions.awaits[slot] === Awaits.entry) {
      if (node.kind === 'collect') this.#endEntry(slot, node)
      else if (node.kind === 'survey') this.#endRating(slot, node)
      return
    }
    if (sessions.attempts[slot]! < node.asking.attempts) this.ask(slot, node.asking, node.asking.silencePrompt)
    else if (node.kind === 'survey') this.#rated(slot, node, Number.NaN)
    else this.#go(slot, node.onTimeout)
  }

  /** Tells that a caller who was asked for a rating has hung up. */
  unrated(slot: number, node: NodeOf<'survey'>): void {
    this.#tell(slot, node, Number.NaN)
  }

  #question(slot: number): Question {
    // Sessions that wait for prompts of questions and for digits are at questions.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return this.#core.nodeOf(slot) as Question
  }

  #listen(slot: number, forMs: number, awaits: number): void {
    const core = this.#core
    core.sessions.awaits[slot] = awaits
    const untilMs = core.nowMs + forMs
    core.deadlines.set(slot, untilMs, 0)
    if (awaits === Awaits.digit) core.say('listen', slot).untilMs = untilMs
  }

  /** One digit pressed ahead; the node it leads to takes the next. */
  #answerAhead(slot: number): void {
    const { sessions } = this.#core
    const id = sessions.id[slot]!
    const node = sessions.node[slot]!
    const attempt = sessions.attempts[slot]!
    while (
      sessions.id[slot] === id &&
      sessions.node[slot] === node &&
      sessions.attempts[slot] === attempt &&
      (sessions.awaits[slot] === Awaits.digit || sessions.awaits[slot] === Awaits.entry) &&
      sessions.ahead[slot] !== ''
    ) {
      const ahead = sessions.ahead[slot]!
      sessions.ahead[slot] = ahead.slice(1)
      this.digit(slot, ahead[0]!)
    }
  }

  #choose(slot: number, node: NodeOf<'menu'>, digit: string): void {
    const choice = node.choices.get(digit)
    if (choice !== undefined && (choice.when === undefined || choice.when(this.#core.factsOf(slot)))) {
      this.#go(slot, choice.next)
    } else this.#wrong(slot, node)
  }

  #collect(slot: number, node: NodeOf<'collect'>, digit: string): void {
    const { sessions } = this.#core
    const { terminators, clearDigit, maxDigits } = node.entry
    if (terminators.includes(digit)) this.#endEntry(slot, node)
    else if (digit === clearDigit) {
      sessions.entry[slot] = ''
      this.#listen(slot, node.asking.timeoutMs, Awaits.digit)
    } else if (digit < '0' || digit > '9') this.#wrong(slot, node)
    else {
      const entry = sessions.entry[slot]! + digit
      sessions.entry[slot] = entry
      if (entry.length >= maxDigits) this.#endEntry(slot, node)
      else this.#listen(slot, node.asking.interDigitMs, Awaits.entry)
    }
  }

  #endEntry(slot: number, node: NodeOf<'collect'>): void {
    const { sessions } = this.#core
    const digits = sessions.entry[slot]!
    if (digits.length < node.entry.minDigits) {
      this.#wrong(slot, node)
      return
    }
    sessions.attributes[slot * sessions.stride + node.into] = Number(digits)
    const collected = sessions.collected[slot] ?? new Map<string, string>()
    sessions.collected[slot] = collected.set(node.intoName, digits)
    sessions.entry[slot] = ''
    this.#go(slot, node.next)
  }

  #rate(slot: number, node: NodeOf<'survey'>, digit: string): void {
    const { sessions } = this.#core
    if (digit === '#') {
      this.#endRating(slot, node)
      return
    }
    const entry = sessions.entry[slot]! + digit
    sessions.entry[slot] = entry
    // A 1 may be the start of a 10: whether it is, only the next moment tells.
    if (canGrow(entry, node.from, node.to)) this.#listen(slot, node.asking.interDigitMs, Awaits.entry)
    else this.#endRating(slot, node)
  }

  #endRating(slot: number, node: NodeOf<'survey'>): void {
    const entry = this.#core.sessions.entry[slot]!
    if (isRating(entry, node.from, node.to)) this.#rated(slot, node, Number(entry))
    else this.#wrong(slot, node)
  }

  #rated(slot: number, node: NodeOf<'survey'>, rating: number): void {
    this.#core.sessions.entry[slot] = ''
    this.#core.sessions.rating[slot] = rating
    this.#tell(slot, node, rating)
    this.#go(slot, node.next)
  }

  #tell(slot: number, node: NodeOf<'survey'>, rating: number): void {
    const { sessions } = this.#core
    const record = this.#core.say('rated', slot)
    record.survey = node.survey
    record.rating = rating
    record.caller = sessions.caller[slot]!
    record.agent = sessions.agent[slot]!
    record.type = sessions.type[slot]!
  }

  #wrong(slot: number, node: Question): void {
    const { sessions } = this.#core
    sessions.ahead[slot] = ''
    if (sessions.attempts[slot]! < node.asking.attempts) this.ask(slot, node.asking, node.asking.wrongPrompt)
    else if (node.kind === 'survey') this.#rated(slot, node, Number.NaN)
    else this.#go(slot, node.onWrong)
  }
}
