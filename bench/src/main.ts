import { writeFileSync } from 'node:fs'
import stringWidth from 'string-width'
import yargs from 'yargs'
import { contest, type Row } from './contest.ts'
import { type Machine, thisMachine } from './machine.ts'
import { simSuite } from './sim/suite.ts'
import type { Suite } from './suite.ts'

const SUITES: readonly Suite[] = [simSuite]

const options = await yargs(process.argv.slice(2))
  .scriptName('npm run bench --')
  .usage('$0 <suite>\n\nMeasures speed beside the competitors, in fresh processes and alternating order.')
  .command('$0 <suite>', 'run a suite', (command) =>
    command.positional('suite', { choices: SUITES.map(({ name }) => name), demandOption: true }),
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

const suite = SUITES.find(({ name }) => name === options['suite'])!
const machine = thisMachine()
const say = (what: string) => process.stderr.isTTY && process.stderr.write(`\r\u001B[K${what}`)
const rows = contest(suite.contestants, options.rounds ?? suite.rounds, say)
say('')

const json = `${JSON.stringify({ suite: suite.name, title: suite.title, unit: suite.unit, machine, rows }, undefined, 2)}\n`
if (options.json !== undefined) writeFileSync(options.json === '-' ? process.stdout.fd : options.json, json)
if (options.json !== '-') process.stdout.write(markdown(suite, machine, rows))

function markdown({ title, unit, rounds }: Suite, { cpu, cores, node, commit }: Machine, rows: readonly Row[]): string {
  const ours = rows[0]!.perSecond
  const results = Object.keys(rows[0]!.results)
  const head = ['', `${unit}/s, median`, 'slowest … fastest', 'strowger is', 'peak MB', ...results]
  const body = rows.map((row, at) => [
    row.name,
    millions(row.perSecond),
    `${millions(row.range[0])} … ${millions(row.range[1])}`,
    at === 0 ? '' : `× ${(ours / row.perSecond).toFixed(2)}`,
    (row.peakBytes / 1e6).toFixed(0),
    ...results.map((name) => row.results[name]!.toPrecision(4)),
  ])
  const on = `${cpu}, ${cores} cores · Node ${node} · commit ${commit} · ${options.rounds ?? rounds} rounds`
  return `${title}\n${on}\n\n${lined([head, head.map(() => '---'), ...body])}\n`
}

function millions(value: number): string {
  return `${(value / 1e6).toFixed(3)} M`
}

function lined(cells: readonly (readonly string[])[]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column]!))))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + (cell === '---' ? '-' : ' ').repeat(widths[column]! - stringWidth(cell)))
      .join(' | ')
  return cells.map((row) => `| ${line(row)} |`).join('\n')
}
