import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { comparePolicies, type DelayTrace, parseTrace, type TraceScore } from '@strowger/core'
import type { Argv } from 'yargs'
import { csvText } from '../../report/csv.ts'
import { jsonText } from '../../report/json.ts'
import { version } from '../../version.ts'
import { scoresTable } from '../media/scores-table.ts'
import type { Command } from '../command.ts'
import { CommandLineMistake } from '../mistake.ts'
import { type OutputOptions, withOutput, writeResults } from '../options.ts'
import { Progress } from '../progress.ts'

interface JitterOptions extends OutputOptions {
  readonly traces: readonly string[]
}

interface PlayedTrace {
  readonly trace: string
  readonly packets: number
  readonly badLines: number
  readonly policies: readonly TraceScore[]
}

/** `strowger jitter <trace…>` */
export const command: Command<JitterOptions> = {
  builder: (yargs: Argv): Argv<JitterOptions> =>
    withOutput(yargs)
      .positional('traces', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'CSV files: send_ms,delay_ms per packet, −1 for lost',
      })
      .example('$0 jitter trace.csv', 'delay, loss and quality of each policy, and its distance to the optimum'),
  handler: (options) => {
    const progress = new Progress('jitter')
    const played = options.traces.map((path, at): PlayedTrace => {
      const trace = parseTrace(readFileSync(path, 'utf8'))
      const packets = trace.sendMs.length
      if (packets < 2) throw new CommandLineMistake(`${path}: has ${packets} packets — give lines of send_ms,delay_ms`)
      const hours = spanHours(trace)
      if (hours > MOST_HOURS) {
        throw new CommandLineMistake(
          `${path}: spans ${Math.round(hours)} hours — give times in ms, of ${MOST_HOURS} hours at most`,
        )
      }
      const policies = comparePolicies(trace)
      progress.at(at + 1, options.traces.length)
      return { trace: path, packets, badLines: trace.badLines, policies }
    })
    progress.end()
    writeResults(options, {
      json: () => jsonText({ command: 'jitter', version, traces: played }),
      csv: () => csvText([HEAD, ...played.flatMap(rows)]),
      report: () => `${played.map(traceText).join('\n\n')}\n`,
    })
  },
}

/** Longest call played; times in another unit than ms seem longer, and would be played for as long. */
const MOST_HOURS = 48

function spanHours({ sendMs, delayMs }: DelayTrace): number {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const [at, send] of sendMs.entries()) {
    first = Math.min(first, send)
    last = Math.max(last, send + Math.max(0, delayMs[at]!))
  }
  return (last - first) / 3_600_000
}

const HEAD = ['trace', 'policy', 'delay_ms', 'unplayed', 'concealed', 'r', 'mos']

function rows({ trace, policies }: PlayedTrace): string[][] {
  return policies.map(({ policy, delayMs, unplayed, concealed, r, mos }) => [
    trace,
    policy,
    ...[delayMs, unplayed, concealed, r, mos].map(String),
  ])
}

function traceText({ trace, packets, badLines, policies }: PlayedTrace): string {
  const bad = badLines > 1 ? `, ${badLines} lines that are no packet` : ''
  return `${basename(trace)}: ${packets} packets${bad}; delay above the least, 50 ms elsewhere\n${scoresTable(policies)}`
}
