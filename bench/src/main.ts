import { writeFileSync } from 'node:fs'
import stringWidth from 'string-width'
import yargs from 'yargs'
import { acdSuites } from './acd/suite.ts'
import { contest, type Row } from './contest.ts'
import { type Machine, thisMachine } from './machine.ts'
import { simSuite } from './sim/suite.ts'
import type { Suite } from './suite.ts'

const SUITES: readonly Suite[] = [simSuite, ...acdSuites]

const options = await yargs(process.argv.slice(2))
  .scriptName('npm run bench --')
  .usage('$0 <suite>\n\nMeasures speed beside the competitors, in fresh processes and alternating order.')
  .command('$0 <suite>', 'run a suite', (command) =>
    command.positional('suite', { choices: [...new Set(SUITES.map(({ name }) => name))], demandOption: true }),
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

const suites = SUITES.filter(({ name }) => name === options['suite'])
const machine = thisMachine()
const say = (what: string) => process.stderr.isTTY && process.stderr.write(`\r\u001B[K${what}`)
const toStdout = options.json === '-'
const tables = suites.map((suite) => {
  const rows = contest(suite.contestants, options.rounds ?? suite.rounds, say)
  say('')
  if (!toStdout) process.stdout.write(`${markdown(suite, machine, rows)}\n`)
  return { title: suite.title, unit: suite.unit, rows }
})
const json = `${JSON.stringify({ suite: options['suite'], machine, tables }, undefined, 2)}\n`
if (options.json !== undefined) writeFileSync(toStdout ? process.stdout.fd : options.json, json)

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
