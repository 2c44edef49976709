import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { comparePolicies, parseTrace, type TraceScore } from '@strowger/core'
import type { Argv, CommandModule } from 'yargs'
import { csvText } from '../../report/csv.ts'
import { jsonText } from '../../report/json.ts'
import { version } from '../../version.ts'
import { scoresTable } from '../media/scores-table.ts'
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
export const jitterCommand: CommandModule<object, JitterOptions> = {
  command: 'jitter <traces..>',
  describe: 'Play delay traces (send_ms,delay_ms) through every jitter-buffer policy and the offline optimum',
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
