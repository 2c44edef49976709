import { StrowgerError } from '../errors/strowger-error.ts'
import type { WaitRule } from './compiled-flow.ts'
import type { NodeCompiler } from './compile-node.ts'
import { checkDigit } from './digits.ts'
import { FieldReader } from './field-reader.ts'
import type { NodeShape } from './node-shapes.ts'

/** Reads a queue node. @throws StrowgerError */
export function readQueue(reader: FieldReader, compiler: NodeCompiler, name: string): NodeShape {
  const typeName = reader.text('type', 'the name of a contact type')
  const type = compiler.typeNumber(typeName, `${reader.path}.type`)
  const digits = new Map<string, number>()
  for (const [digit, next] of reader.entries('digits')) {
    const path = `${reader.path}.digits.${digit}`
    checkDigit(digit, path)
    digits.set(digit, compiler.target(next, `${name}/${digit}`, path))
  }
  return {
    kind: 'queue',
    type,
    typeName,
    priority: reader.number('priority', -1, 0, 31, true),
    headStartMs: reader.number('headStartMs', Number.NaN, -Number.MAX_VALUE, Number.MAX_VALUE),
    preferredForMs: reader.number('preferredForMs', 0, 0, Infinity),
    agentPrompt: compiler.optionalPrompt(reader, 'agentPrompt'),
    rules: reader
      .list('rules')
      .map((rule, at) => readRule(rule, `${reader.path}.rules[${at}]`, compiler, `${name}/rules[${at}]`)),
    digits,
    next: compiler.nextOrEnd(reader, 'next', name, 'served'),
    onRefused: compiler.nextOrEnd(reader, 'onRefused', name, 'no-trunk'),
  }
}

function readRule(rule: unknown, path: string, compiler: NodeCompiler, name: string): WaitRule {
  const reader = new FieldReader(rule, path)
  const when = reader.raw('when') === undefined ? undefined : compiler.condition(reader.raw('when'), `${path}.when`)
  const afterMs = reader.number('afterMs', 0, 0, Number.MAX_SAFE_INTEGER, true)
  const every =
    reader.raw('everyMs') === undefined ? Infinity : reader.number('everyMs', 1, 1, Number.MAX_SAFE_INTEGER, true)
  const leaves = reader.raw('next') !== undefined
  if (leaves === (reader.raw('prompt') !== undefined)) {
    throw new StrowgerError(
      'missing-branch',
      path,
      '',
      'either next, to leave the queue, or a prompt, to hear and stay',
    )
  }
  const next = leaves ? compiler.next(reader, 'next', name) : -1
  const prompt = leaves ? undefined : compiler.prompt(reader)
  reader.close()
  return { afterMs, everyMs: every, when, next, prompt }
}
