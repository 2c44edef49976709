import { writeFileSync } from 'node:fs'
import stringWidth from 'string-width'
import yargs from 'yargs'
import { acdSuites } from './acd/suite.ts'
import { contest, type Row } from './contest.ts'
import { type Machine, thisMachine } from './machine.ts'
import { simSuites } from './sim/suite.ts'
import { sipSuite } from './sip/suite.ts'
import type { Suite } from './suite.ts'

const SUITES: readonly Suite[] = [...simSuites, ...acdSuites, sipSuite]

/** Suites that compare with native programs and print a table of their own; each returns its rows. */
const NATIVE_SUITES = {
  dtmf: { module: '../dtmf/index.mjs', run: 'runDtmfBench' },
  media: { module: '../media/media-bench.mjs', run: 'runMediaBench' },
} as const

type NativeBench = (options: { readonly print: (line: string) => void; readonly rounds?: number }) => unknown

const options = await yargs(process.argv.slice(2))
  .scriptName('npm run bench --')
  .usage('$0 <suite>\n\nMeasures speed beside the competitors, in fresh processes and alternating order.')
  .command('$0 <suite>', 'run a suite', (command) =>
    command.positional('suite', {
      choices: [...new Set(SUITES.map(({ name }) => name)), ...Object.keys(NATIVE_SUITES)],
      demandOption: true,
    }),
  )
  .option('json', { type: 'string', requiresArg: true, describe: 'Write the table as JSON to a file, - for stdout' })
  .option('rounds', { type: 'number', requiresArg: true, describe: 'Rounds, of which the median is taken' })
  .locale('en')
  .strict()
  .fail((message, error: Error | undefined) => {
    process.stderr.write(`bench: ${(error?.message ?? message).replaceAll(/\s*\n\s*/g, '; ')}\n`)
    process.exit(2)
  })
  .parseAsync()

const machine = thisMachine()
const name = options['suite']
if (name === 'dtmf' || name === 'media') await runNative(name)
else runOurs(SUITES.filter((suite) => suite.name === name))

function runOurs(suites: readonly Suite[]): void {
  const say = (what: string) => process.stderr.isTTY && process.stderr.write(`\r\u001B[K${what}`)
  const tables = suites.map((suite) => {
    const rows = contest(suite.contestants, options.rounds ?? suite.rounds, say)
    say('')
    if (options.json !== '-') process.stdout.write(`${markdown(suite, machine, rows)}\n`)
    return { title: suite.title, unit: suite.unit, rows }
  })
  writeJson({ suite: name, machine, tables })
}

async function runNative(suite: keyof typeof NATIVE_SUITES): Promise<void> {
  const { module, run } = NATIVE_SUITES[suite]
  const bench = (await import(new URL(module, import.meta.url).href)) as Record<string, NativeBench>
  const print = (line: string) => {
    if (options.json !== '-') process.stdout.write(`${line}\n`)
  }
  const { cpu, cores, node, commit } = machine
  print(`${cpu}, ${cores} cores · Node ${node} · commit ${commit}\n`)
  const rows = await bench[run]!(options.rounds === undefined ? { print } : { print, rounds: options.rounds })
  writeJson({ suite, machine, rows })
}

function writeJson(document: unknown): void {
  if (options.json === undefined) return
  writeFileSync(options.json === '-' ? process.stdout.fd : options.json, `${JSON.stringify(document, undefined, 2)}\n`)
}

function markdown({ title, unit, rounds }: Suite, { cpu, cores, node, commit }: Machine, rows: readonly Row[]): string {
  const ours = rows[0]!.perSecond
  const measures = namesOf(rows.map((row) => row.measures))
  const results = namesOf(rows.map((row) => row.results))
  const head = ['', `${unit}/s, median`, 'slowest … fastest', 'strowger is', ...measures, 'peak MB', ...results]
  const body = rows.map((row, at) => [
    row.name,
    millions(row.perSecond),
    `${millions(row.range[0])} … ${millions(row.range[1])}`,
    at === 0 ? '' : `× ${(ours / row.perSecond).toFixed(2)}`,
    ...measures.map((name) => figure(row.measures[name], 3)),
    (row.peakBytes / 1e6).toFixed(0),
    ...results.map((name) => figure(row.results[name], 4)),
  ])
  const on = `${cpu}, ${cores} cores · Node ${node} · commit ${commit} · ${options.rounds ?? rounds} rounds`
  return `${title}\n${on}\n\n${lined([head, head.map(() => '---'), ...body])}\n`
}

/** Names in the order in which they first occur. */
function namesOf(rows: readonly Readonly<Record<string, number>>[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))]
}

/** So many significant digits, whole numbers whole; empty where a row has no such figure. */
function figure(value: number | undefined, digits: number): string {
  if (value === undefined) return ''
  return Math.abs(value) >= 10 ** digits ? value.toFixed(0) : value.toPrecision(digits)
}

function millions(value: number): string {
  return `${(value / 1e6).toFixed(value < 10_000 ? 6 : 3)} M`
}

function lined(cells: readonly (readonly string[])[]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column]!))))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + (cell === '---' ? '-' : ' ').repeat(widths[column]! - stringWidth(cell)))
      .join(' | ')
  return cells.map((row) => `| ${line(row)} |`).join('\n')
}
