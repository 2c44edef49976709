import type { FlowAction, FlowActionKind, FlowMachine } from '@strowger/acd'

/** Digits pressed one after another from a moment on, ms since the call began. */
export interface Press {
  readonly atMs: number
  readonly digits: string
}

/** A call to follow. */
export interface TracedCall {
  readonly call: string
  readonly caller: string | undefined
  readonly press: readonly Press[]
  /** What is asked → outcome. */
  readonly answers: ReadonlyMap<string, string>
}

/** One thing that a flow said, or that the caller did. */
export interface TracedStep {
  readonly atMs: number
  readonly what: FlowActionKind | 'pressed'
  readonly node: string
  readonly detail: string
}

/** A prompt of which it is not said how long it is, ms. */
const PROMPT_MS = 3_000
/** An answer takes so long, and so much lies between digits, ms. */
const ANSWER_MS = 500
const DIGIT_MS = 300
/** A call is followed for so long after the last digit, ms. */
const LONGEST_MS = 300_000
/** Nobody else is there: the caller's is the only contact. */
const CONTACT = 1

/**
 * Follows one call through flows that have no exchange behind them, so that nobody ever answers: until it ends, or nothing
 * was pressed for five minutes.
 */
export function traceCall(machine: FlowMachine, { call, caller, press, answers }: TracedCall): TracedStep[] {
  const steps: TracedStep[] = []
  const digits = press.flatMap(({ atMs, digits: some }) =>
    some.split('').map((digit, at) => ({ atMs: atMs + at * DIGIT_MS, digit })),
  )
  digits.sort((a, b) => a.atMs - b.atMs)
  const untilMs = (digits.at(-1)?.atMs ?? 0) + LONGEST_MS
  let playedMs = Infinity
  let answer: { readonly atMs: number; readonly request: number; readonly outcome: string } | undefined
  const read = (): void => {
    for (let action = machine.read(); action !== undefined; action = machine.read()) {
      steps.push({ atMs: action.atMs, what: action.kind, node: action.node, detail: detailOf(action) })
      const { kind, atMs } = action
      if (kind === 'queue') machine.placed(action.session, CONTACT)
      if (kind === 'play') playedMs = atMs + (Number.isNaN(action.durationMs) ? PROMPT_MS : action.durationMs)
      else if (kind !== 'listen') playedMs = Infinity
      if (kind === 'lookup' || kind === 'self-service' || kind === 'transfer' || kind === 'voicemail') {
        const outcome = answers.get(action.subject)
        answer = outcome === undefined ? undefined : { atMs: atMs + ANSWER_MS, request: action.request, outcome }
      }
    }
  }
  const session = machine.enter(caller === undefined ? { called: call } : { called: call, caller }, 0)
  read()
  while (machine.size > 0) {
    const nextMs = Math.min(digits[0]?.atMs ?? Infinity, playedMs, answer?.atMs ?? Infinity, machine.nextDeadlineMs())
    if (nextMs > untilMs) break
    machine.advance(nextMs)
    read()
    if (answer?.atMs === nextMs) {
      const { request, outcome } = answer
      answer = undefined
      machine.answer(session, request, { outcome }, nextMs)
    } else if (digits[0]?.atMs === nextMs) {
      const { digit } = digits.shift()!
      steps.push({ atMs: nextMs, what: 'pressed', node: '', detail: digit })
      machine.digit(session, digit, nextMs)
    } else if (playedMs === nextMs) {
      playedMs = Infinity
      machine.played(session, nextMs)
    }
    read()
  }
  return steps
}

function detailOf(action: FlowAction): string {
  const { kind } = action
  if (kind === 'play') return action.prompt
  if (kind === 'listen') return `until ${(action.untilMs / 1000).toFixed(1)}`
  if (kind === 'lookup' || kind === 'self-service' || kind === 'voicemail' || kind === 'transfer') return action.subject
  if (kind === 'call-back' || kind === 'send' || kind === 'case') return action.subject
  if (kind === 'leave') return action.reason
  if (kind === 'rated') return Number.isNaN(action.rating) ? 'no rating' : String(action.rating)
  return kind === 'ended' ? `${action.reason}, by ${action.by}` : ''
}
