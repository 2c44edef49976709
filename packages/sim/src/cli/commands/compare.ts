import type { Argv } from 'yargs'
import { compare, type Comparison, sizeOf } from '../../experiment/compare.ts'
import { differences } from '../../measure/estimates.ts'
import { movedDifference } from '../../measure/moved-calls.ts'
import { compareReport, type Entry, panels } from '../../report/compare-report.ts'
import { csv } from '../../report/csv.ts'
import { jsonEstimate, jsonEstimates, jsonHead, jsonLeftOut, jsonSummary, jsonText } from '../../report/json.ts'
import { svgPlot } from '../../report/interval-plot.ts'
import { summarise } from '../../report/summary.ts'
import type { Command } from '../command.ts'
import { experimentOf } from '../contenders.ts'
import { writeTo } from '../files.ts'
import { againCommand, checkWritable, type RunnerOptions, withRunnerOptions, writeResults } from '../options.ts'
import { Progress, saySpeed } from '../progress.ts'
import { withRunner } from '../runner.ts'

interface CompareOptions extends RunnerOptions {
  readonly files: readonly string[]
  readonly plot: string | undefined
}

/** `strowger compare <file…>` */
export const command: Command<CompareOptions> = {
  builder: (yargs: Argv): Argv<CompareOptions> =>
    withRunnerOptions(
      yargs.positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Two scenario files or more, or one experiment file',
      }),
    )
      .option('plot', { type: 'string', requiresArg: true, describe: 'Draw the intervals as SVG to a file' })
      .check(({ plot }) => {
        checkWritable('--plot', plot)
        return true
      })
      .example('$0 compare a.yaml b.yaml', 'what b changes, on the callers of a')
      .example('$0 compare examples/scenarios/china-mobile-10086/experiment.yaml', 'with the claims it tests'),
  handler: async (options) => {
    const experiment = experimentOf('compare', options.files)
    const progress = new Progress(experiment.name)
    const size = sizeOf(experiment, options)
    const purpose = experiment.contenders.map(({ scenario }) => scenario)
    const comparison = await withRunner(options, size.seed, purpose, (runner) =>
      compare(experiment, { ...size, onProgress: progress.at }, runner),
    )
    const seconds = progress.end()
    const entries = experiment.contenders.map(({ id, file }): Entry => {
      const replications = comparison.runs.get(id)!
      return { id, replications, summary: summarise(replications, file) }
    })
    const words = ['compare', ...options.files]
    const title = options.lang === 'zh' ? (experiment.nameZh ?? experiment.name) : experiment.name
    if (options.plot !== undefined) writeTo(options.plot, svgPlot(title, panels(entries, options.lang)))
    writeResults(options, {
      json: () => jsonText(document(comparison, entries)),
      csv: () => csv(entries.map(({ summary }) => summary)),
      report: () =>
        compareReport(
          title,
          entries,
          comparison.claims,
          againCommand(words, comparison.seed, comparison.replications),
          options.lang,
        ),
    })
    saySpeed(
      entries.reduce((sum, { summary }) => sum + summary.simulated, 0),
      seconds,
    )
  },
}

function document({ experiment, seed, replications, claims }: Comparison, entries: readonly Entry[]): unknown {
  return {
    ...jsonHead('compare', seed, replications),
    experiment: experiment.name,
    scenarios: entries.map(({ id, summary }) => ({ id, ...jsonSummary(summary) })),
    differences: entries.flatMap((a, at) =>
      entries.slice(0, at).map((b) => {
        const moved = movedDifference(a.replications, b.replications)
        return {
          a: a.id,
          b: b.id,
          measures: jsonEstimates(differences(a.summary.all, b.summary.all)),
          ...(moved.length > 0 && {
            moved: Object.fromEntries(moved.map(({ name, estimate }) => [name, jsonEstimate(estimate)])),
          }),
        }
      }),
    ),
    claims: claims.map(({ claim, verdict, findings }) => ({
      text: claim.text,
      verdict,
      findings: findings.map(({ expectation, other, difference, verdict: each }) => ({
        ...expectation,
        than: other,
        difference: jsonEstimate(difference),
        verdict: each,
      })),
    })),
    leftOut: jsonLeftOut(...entries.map(({ summary }) => summary.scenario)),
  }
}
