import { readFileSync } from 'node:fs'
import { ACTION_LABELS, type FlowMachineOptions, type FlowsConfig, FlowMachine, StrowgerError } from '@strowger/acd'
import type { Argv } from 'yargs'
import { typesInFlows } from '../../flow/types-in-flows.ts'
import { type Press, traceCall } from '../../flow/trace-call.ts'
import { jsonText } from '../../report/json.ts'
import { LANGUAGES, type Language } from '../../report/language.ts'
import { table } from '../../report/table.ts'
import { parseScenario } from '../../scenario/parse.ts'
import { toPlain } from '../../scenario/source.ts'
import { version } from '../../version.ts'
import type { Command } from '../command.ts'
import { writeTo } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { checkWritable } from '../options.ts'

interface FlowOptions {
  readonly file: string
  readonly call: string | undefined
  readonly caller: string | undefined
  readonly press: readonly Press[]
  readonly answers: ReadonlyMap<string, string>
  readonly at: number
  readonly json: string | undefined
  readonly lang: Language
}

const WORDS = {
  en: {
    right: 'no mistakes',
    head: ['flow', 'called', 'nodes'],
    pressed: 'pressed',
    call: (number: string) => `A call to ${number}, seconds since it began`,
  },
  zh: {
    right: '没有错误',
    head: ['流程', '被叫号码', '节点'],
    pressed: '按键',
    call: (number: string) => `呼叫 ${number}，自呼入起的秒数`,
  },
} as const

/** `strowger flow <file>` */
export const command: Command<FlowOptions> = {
  builder: (yargs: Argv): Argv<FlowOptions> =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: 'Flow file, YAML or JSON' })
      .option('call', { type: 'string', requiresArg: true, describe: 'Follow a call to this number' })
      .option('caller', { type: 'string', requiresArg: true, describe: "The caller's number" })
      .option('press', {
        type: 'string',
        requiresArg: true,
        default: '',
        describe: 'What is pressed and when, seconds since the call began: 3:1 9.5:4711#',
        coerce: pressesOf,
      })
      .option('answers', {
        type: 'string',
        requiresArg: true,
        default: '',
        describe: 'Outcomes of look-ups and self-service: customer=found balance=resolved',
        coerce: answersOf,
      })
      .option('at', {
        type: 'string',
        requiresArg: true,
        default: '1970-01-01T00:00Z',
        describe: 'When the call comes in, for schedules: 2026-11-25T09:30+08:00',
        coerce: timeOf,
      })
      .option('json', {
        type: 'string',
        requiresArg: true,
        describe: 'Write the result as JSON to a file, - for stdout',
      })
      .option('lang', { choices: LANGUAGES, default: LANGUAGES[0]!, describe: 'Language of the report' })
      .check(({ json, press, answers, call }) => {
        checkWritable('--json', json)
        if (call === undefined && (press.length > 0 || answers.size > 0)) {
          throw new CommandLineMistake('--press and --answers: there is no call — add --call with a number')
        }
        return true
      })
      .example('$0 flow ivr.yaml', 'the graph is checked: exit code 2 and one line when there is a mistake')
      .example('$0 flow ivr.yaml --call 10086 --press "3:1 9:4711#"', 'what that caller hears and where it goes'),
  handler: ({ file, call, caller, press, answers, at, json, lang }) => {
    const flows = flowsIn(file)
    const floor = { types: typesInFlows(flows) }
    const options: FlowMachineOptions = { epochMs: at }
    const machine = inFile(file, () => new FlowMachine(flows, floor, options))
    const nodes = machine.visits().filter(({ node }) => !node.startsWith('/'))
    const counts = Object.keys(flows.flows).map((flow) => ({
      flow,
      numbers: Object.entries(flows.numbers ?? {}).flatMap(([number, to]) => (to === flow ? [number] : [])),
      nodes: nodes.filter((node) => node.flow === flow).length,
    }))
    const steps = call === undefined ? undefined : traceCall(machine, { call, caller, press, answers })
    if (json !== undefined) {
      writeTo(
        json,
        jsonText({ command: 'flow', version, file, flows: counts, ...(steps === undefined ? {} : { call, steps }) }),
      )
    }
    if (json === '-') return
    const words = WORDS[lang]
    const rows = counts.map(({ flow, numbers, nodes: count }) => [flow, numbers.join(' ') || '—', String(count)])
    writeTo('-', `${file}: ${words.right}\n\n${table([words.head, ...rows], '  ', 2)}\n`)
    if (steps === undefined) return
    const lines = steps.map(({ atMs, what, node, detail }) => [
      (atMs / 1000).toFixed(1),
      what === 'pressed' ? words.pressed : ACTION_LABELS[what][lang],
      node,
      detail,
    ])
    writeTo('-', `\n${words.call(call!)}\n\n${table(lines, '  ', 4)}\n`)
  },
}

function flowsIn(file: string): FlowsConfig {
  const plain = toPlain(parseScenario(readFileSync(file, 'utf8'), file))
  // The machine checks every field; only that there are flows must be known before.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const flows = plain as FlowsConfig
  if (typeof flows.flows === 'object' && flows.flows !== null) return flows
  throw new CommandLineMistake(`${file}: flows is missing — a flow file has flows by name, each with nodes`)
}

/** Puts the file before the path of a mistake. */
function inFile<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof StrowgerError) throw new CommandLineMistake(`${file}: ${error.message}`)
    throw error
  }
}

function pressesOf(given: unknown): Press[] {
  return wordsOf(given).map((word) => {
    const [, seconds, digits] = /^(\d+(?:\.\d+)?):([0-9*#A-D]+)$/.exec(word) ?? []
    if (seconds !== undefined && digits !== undefined) return { atMs: Number(seconds) * 1000, digits }
    throw new CommandLineMistake(`--press: ${JSON.stringify(word)} — seconds and digits, such as 3:1 or 9.5:4711#`)
  })
}

function answersOf(given: unknown): Map<string, string> {
  return new Map(
    wordsOf(given).map((word) => {
      const [subject, outcome] = word.split('=')
      if (subject !== undefined && subject !== '' && outcome !== undefined && outcome !== '') return [subject, outcome]
      throw new CommandLineMistake(`--answers: ${JSON.stringify(word)} — what is asked and its outcome: customer=found`)
    }),
  )
}

function timeOf(given: unknown): number {
  const epochMs = Date.parse(String(given))
  if (!Number.isNaN(epochMs)) return epochMs
  throw new CommandLineMistake(`--at: ${JSON.stringify(given)} — a time such as 2026-11-25T09:30+08:00`)
}

function wordsOf(given: unknown): string[] {
  return String(given)
    .split(/[\s,]+/)
    .filter((word) => word !== '')
}
