import { StrowgerError } from '../errors/strowger-error.ts'
import type { Asking, Choice, CompiledNode, RequestKind } from './compiled-flow.ts'
import type { NodeCompiler } from './compile-node.ts'
import { checkDigit } from './digits.ts'
import { FieldReader, isRecord } from './field-reader.ts'
import type { NodeKind } from './node-config.ts'
import { readQueue } from './queue-shape.ts'
import { readRoute } from './route-shape.ts'

/** A compiled node without what every node has. */
export type NodeShape = CompiledNode extends infer N
  ? N extends CompiledNode
    ? Omit<N, 'name' | 'path' | 'flow'>
    : never
  : never

type Read = (reader: FieldReader, compiler: NodeCompiler, name: string) => NodeShape

const DAY_MS = 86_400_000

/** How each kind of node is read. */
export const NODE_SHAPES: Readonly<Record<NodeKind, Read>> = {
  play: (reader, compiler, name) => ({
    kind: 'play',
    prompt: compiler.prompt(reader),
    next: compiler.next(reader, 'next', name),
  }),
  menu: (reader, compiler, name) => ({
    kind: 'menu',
    asking: readAsking(reader, compiler),
    choices: readChoices(reader, compiler, name),
    onTimeout: compiler.next(reader, 'onTimeout', name),
    onWrong: compiler.next(reader, 'onWrong', name),
  }),
  collect: (reader, compiler, name) => {
    const intoName = reader.text('into', 'the number attribute that receives the digits')
    const maxDigits = reader.number('maxDigits', 32, 1, 32, true)
    const terminators = reader.raw('terminators') === undefined ? ['#'] : reader.texts('terminators')
    for (const [at, digit] of terminators.entries()) checkDigit(digit, `${reader.path}.terminators[${at}]`)
    const clearDigit = reader.optionalText('clearDigit', 'a digit') ?? ''
    if (clearDigit !== '') checkDigit(clearDigit, `${reader.path}.clearDigit`)
    return {
      kind: 'collect',
      asking: readAsking(reader, compiler),
      entry: {
        minDigits: reader.number('minDigits', 1, 1, maxDigits, true),
        maxDigits,
        terminators: terminators.join(''),
        clearDigit,
      },
      into: compiler.numberPlace(intoName, `${reader.path}.into`),
      intoName,
      next: compiler.next(reader, 'next', name),
      onTimeout: compiler.next(reader, 'onTimeout', name),
      onWrong: compiler.next(reader, 'onWrong', name),
    }
  },
  survey: (reader, compiler, name) => {
    const from = reader.number('from', Number.NaN, 0, 99, true)
    const to = reader.number('to', Number.NaN, 0, 99, true)
    if (!(from < to))
      throw new StrowgerError('out-of-range', `${reader.path}.to`, to, `more than from, which is ${from}`)
    return {
      kind: 'survey',
      asking: readAsking(reader, compiler),
      survey: reader.optionalText('survey', 'the name of the survey') ?? name,
      from,
      to,
      next: compiler.next(reader, 'next', name),
    }
  },
  branch: (reader, compiler, name) => {
    const cases = reader.list('cases').map((each, at) => {
      const inner = new FieldReader(each, `${reader.path}.cases[${at}]`)
      const when = compiler.condition(inner.raw('when'), `${inner.path}.when`)
      const next = compiler.next(inner, 'next', `${name}/cases[${at}]`)
      inner.close()
      return { when, next }
    })
    if (cases.length === 0) throw new StrowgerError('missing-branch', `${reader.path}.cases`, '', 'at least one case')
    return { kind: 'branch', cases, otherwise: compiler.next(reader, 'otherwise', name) }
  },
  route: readRoute,
  set: (reader, compiler, name) => ({
    kind: 'set',
    ...compiler.values(reader),
    next: compiler.next(reader, 'next', name),
  }),
  lookup: (reader, compiler, name) => {
    const outcomes = new Map([
      ['found', compiler.next(reader, 'found', name)],
      ['not-found', compiler.next(reader, 'notFound', name)],
    ])
    for (const [outcome, next] of reader.entries('go')) {
      if (outcomes.has(outcome) || outcome === 'failed') {
        throw new StrowgerError(
          'duplicate-name',
          `${reader.path}.go`,
          outcome,
          'an outcome that has no branch of its own',
        )
      }
      outcomes.set(outcome, compiler.target(next, `${name}/go/${outcome}`, `${reader.path}.go.${outcome}`))
    }
    return readRequest('lookup', 'ask', 3000, outcomes, reader, compiler, name)
  },
  'self-service': (reader, compiler, name) => {
    const outcomes = new Map([
      ['resolved', compiler.next(reader, 'resolved', name)],
      ['unresolved', compiler.next(reader, 'unresolved', name)],
    ])
    return readRequest('self-service', 'service', 600_000, outcomes, reader, compiler, name)
  },
  queue: readQueue,
  announce: (reader, compiler, name) => {
    const what = reader.raw('what')
    if (what !== 'agent' && what !== 'expected-wait') {
      throw new StrowgerError('missing', `${reader.path}.what`, what, 'agent or expected-wait')
    }
    const type = reader.optionalText('type', 'the name of a contact type')
    return {
      kind: 'announce',
      what,
      prompt: compiler.prompt(reader),
      type: type === undefined ? -1 : compiler.typeNumber(type, `${reader.path}.type`),
      next: compiler.next(reader, 'next', name),
    }
  },
  voicemail: (reader, compiler, name) => {
    const next = compiler.nextOrEnd(reader, 'next', name, 'voicemail')
    const subject = reader.text('box', 'the name of the mailbox')
    const limitMs = reader.number('limitMs', 120_000, 1, DAY_MS)
    return { kind: 'voicemail', subject, limitMs, outcomes: new Map([['recorded', next]]), failed: next }
  },
  callback: (reader, compiler, name) => {
    const number = reader.optionalText('number', 'caller, or what a collect node collects into') ?? 'caller'
    if (number !== 'caller') compiler.numberPlace(number, `${reader.path}.number`)
    const type = reader.optionalText('type', 'the name of a contact type')
    if (type !== undefined) compiler.typeNumber(type, `${reader.path}.type`)
    return {
      kind: 'callback',
      number: number === 'caller' ? '' : number,
      type: type ?? '',
      withinMs: reader.number('withinMs', Infinity, 1, Infinity),
      next: compiler.nextOrEnd(reader, 'next', name, 'callback'),
    }
  },
  transfer: (reader, compiler, name) => {
    const outcomes = new Map([['done', compiler.nextOrEnd(reader, 'done', name, 'transferred')]])
    return readRequest('transfer', 'to', 60_000, outcomes, reader, compiler, name)
  },
  send: (reader, compiler, name) => ({
    kind: 'send',
    by: reader.text('by', 'what carries the message: sms, fax, e-mail, …'),
    subject: reader.text('message', 'the name of the message'),
    next: compiler.next(reader, 'next', name),
  }),
  case: (reader, compiler, name) => ({
    kind: 'case',
    subject: reader.text('matter', 'what the case is about'),
    next: compiler.next(reader, 'next', name),
  }),
  go: (reader, compiler) => {
    const flow = reader.text('flow', 'the name of a flow')
    const node = reader.optionalText('node', 'the name of a node of that flow')
    return { kind: 'go', next: compiler.nodeOfFlow(flow, node, reader.path) }
  },
  'hang-up': (reader) => ({
    kind: 'hang-up',
    reason: reader.text('reason', 'why the call ends, so that it is counted'),
  }),
}

function readRequest(
  kind: RequestKind,
  subjectField: string,
  defaultMs: number,
  outcomes: ReadonlyMap<string, number>,
  reader: FieldReader,
  compiler: NodeCompiler,
  name: string,
): NodeShape {
  const failed = compiler.next(reader, 'failed', name)
  const limitMs = reader.number('limitMs', defaultMs, 1, DAY_MS)
  const subject = reader.text(subjectField, 'what the host is asked')
  return { kind, subject, limitMs, outcomes: new Map([...outcomes, ['failed', failed]]), failed }
}

function readAsking(reader: FieldReader, compiler: NodeCompiler): Asking {
  return {
    prompt: compiler.prompt(reader),
    silencePrompt: compiler.optionalPrompt(reader, 'silencePrompt'),
    wrongPrompt: compiler.optionalPrompt(reader, 'wrongPrompt'),
    timeoutMs: reader.number('timeoutMs', 5000, 1, DAY_MS),
    interDigitMs: reader.number('interDigitMs', 3000, 1, DAY_MS),
    attempts: reader.number('attempts', 3, 1, 99, true),
  }
}

function readChoices(reader: FieldReader, compiler: NodeCompiler, name: string): Map<string, Choice> {
  const choices = new Map<string, Choice>()
  for (const [digit, choice] of reader.entries('digits')) {
    const path = `${reader.path}.digits.${digit}`
    checkDigit(digit, path)
    if (!isRecord(choice) || choice['when'] === undefined) {
      choices.set(digit, { next: compiler.target(choice, `${name}/${digit}`, path), when: undefined })
      continue
    }
    const inner = new FieldReader(choice, path)
    const when = compiler.condition(inner.raw('when'), `${path}.when`)
    choices.set(digit, { next: compiler.next(inner, 'next', `${name}/${digit}`), when })
    inner.close()
  }
  if (choices.size > 0) return choices
  throw new StrowgerError('missing-branch', `${reader.path}.digits`, '', 'at least one digit and where it leads')
}
