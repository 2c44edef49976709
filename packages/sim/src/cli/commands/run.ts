import type { Argv } from 'yargs'
import { agentsFigures } from '../../experiment/agents-figures.ts'
import { type ControlledEstimates, controlledEstimates, erlangCounterpart } from '../../experiment/erlang-control.ts'
import { type Detailed, replicateDetailed } from '../../experiment/detailed.ts'
import { replicateUntil } from '../../experiment/precision.ts'
import { openRecords } from '../../edge/record-file.ts'
import { journallingRunner, type WrittenJournal } from '../../edge/journalling-runner.ts'
import { recordingRunner } from '../../edge/recording-runner.ts'
import { controlledReport, jsonControlled, precisionLine } from '../../report/experiment-report.ts'
import { agentsTable, jsonAgents } from '../../report/agents-table.ts'
import { csv } from '../../report/csv.ts'
import { detailCsv } from '../../report/detail-csv.ts'
import { detailJson } from '../../report/detail-json.ts'
import { runPage } from '../../report/html/run-page.ts'
import { jsonHead, jsonLeftOut, jsonSummary, jsonText } from '../../report/json.ts'
import { runReport } from '../../report/run-report.ts'
import { summarise } from '../../report/summary.ts'
import type { Runner } from '../../run/batch.ts'
import { type Replications, replicateWith } from '../../run/replications.ts'
import { loadScenario } from '../../scenario/load.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Command } from '../command.ts'
import { type DetailOptions, withDetail, writePieces } from '../detail-options.ts'
import { type ExperimentOptions, experimentWords, withExperiment } from '../experiment-options.ts'
import { scenarioFiles } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { againCommand, writeResults } from '../options.ts'
import { Progress, saySpeed } from '../progress.ts'
import { withRunner } from '../runner.ts'

interface RunOptions extends DetailOptions, ExperimentOptions {
  readonly scenario: string
}

/** What a run came to. */
interface Outcome {
  readonly replications: Replications
  readonly precision: { readonly reached: boolean; readonly relative: number } | undefined
  readonly controlled: ControlledEstimates | undefined
  readonly detailed: Detailed | undefined
}

/** `strowger run <scenario>` */
export const command: Command<RunOptions> = {
  builder: (yargs: Argv): Argv<RunOptions> =>
    withDetail(
      withExperiment(
        yargs.positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file (YAML or JSON)' }),
      ),
    )
      .example('$0 run examples/scenarios/tietong-95105/sina.yaml', 'simulate a day of a hosted call centre')
      .example('$0 run scenario.yaml --replications 100 --json result.json', 'narrower intervals, and JSON')
      .example('$0 run scenario.yaml --precision 1% --of abandonRate', 'until abandonment is known to 1 % of itself')
      .example('$0 run scenario.yaml --html day.html', 'charts by interval in one page')
      .example('$0 run scenario.yaml --replications 1 --journal day.journal', 'a day that replay can route again')
      .example('$0 run scenario.yaml --agents', 'and how its agents stand beside each other')
      .example('$0 run scenario.yaml --resume days.jsonl', 'what a kill leaves unfinished goes on later'),
  handler: async (options) => {
    const scenario = loadScenario(options.scenario, scenarioFiles)
    const progress = new Progress(scenario.name)
    const seed = options.seed ?? scenario.run.seed
    checkTogether(options)
    const { replications, precision, controlled, detailed } = await withRunner(options, seed, scenario, (runner) =>
      recorded(runner, scenario, options, (own) => outcome(own, scenario, seed, options, progress)),
    )
    const agents = options.agents ? agentsFigures(scenario, seed) : undefined
    const seconds = progress.end()
    const summary = summarise(replications, options.scenario, options.target)
    const words = ['run', options.scenario, ...experimentWords(options)]
    const { html, details, target, lang } = options
    if (detailed !== undefined) {
      const again = againCommand(words, summary.seed, summary.replications)
      if (details !== undefined) {
        const head = jsonHead('run', summary.seed, summary.replications)
        writePieces(details, details.endsWith('.json') ? detailJson(head, detailed) : detailCsv(detailed))
      }
      if (html !== undefined) writePieces(html, [runPage({ summary, detailed, target, again }, lang)])
    }
    if (details === '-') return
    writeResults(options, {
      json: () =>
        jsonText({
          ...jsonHead('run', summary.seed, summary.replications),
          ...jsonSummary(summary),
          ...(precision === undefined ? {} : { precision: { asked: options.precision, ...precision } }),
          ...(controlled === undefined ? {} : { controlled: jsonControlled(controlled) }),
          leftOut: jsonLeftOut(scenario),
          ...(agents !== undefined && { agents: jsonAgents(agents) }),
        }),
      csv: () => csv([summary]),
      report: () => {
        const again = againCommand(words, summary.seed, summary.replications)
        return [
          runReport(summary, again, lang),
          ...(agents === undefined ? [] : [agentsTable(agents, lang)]),
          ...(controlled === undefined ? [] : [controlledReport(controlled, summary, lang)]),
          ...(precision === undefined ? [] : [precisionLine(precision, options.precision!, options.of, lang)]),
        ].join('\n')
      },
    })
    saySpeed(summary.simulated, seconds)
  },
}

/** With --records or --journal: another runner, which writes each contact as it ends, or what the engine is told. */
async function recorded(
  runner: Runner,
  { types, groups }: Scenario,
  { records, journal }: RunOptions,
  use: (runner: Runner) => Promise<Outcome>,
): Promise<Outcome> {
  if (journal !== undefined) return use(journallingRunner(journal, sayWritten))
  if (records === undefined) return use(runner)
  const file = openRecords(records, { types: types.map(({ id }) => id), groups: groups.map(({ id }) => id) })
  try {
    return await use(recordingRunner(file))
  } finally {
    file.close()
  }
}

/** What `replay` of the journal says as well: then it decided the same. */
function sayWritten({ path, commands, events }: WrittenJournal): void {
  process.stderr.write(`${path}: ${commands} commands, ${events.count} events, ${events.digest}\n`)
}

async function outcome(
  runner: Runner,
  scenario: Scenario,
  seed: number,
  options: RunOptions,
  progress: Progress,
): Promise<Outcome> {
  const { antithetic, precision: relative } = options
  const counterpart = options.control ? erlangCounterpart(scenario) : undefined
  if (counterpart !== undefined && 'en' in counterpart) {
    throw new CommandLineMistake(
      `--control: ${scenario.name} has no counterpart in theory — ${counterpart[options.lang]}`,
    )
  }
  const shared = { seed, antithetic, onProgress: progress.at }
  const first = options.replications ?? scenario.run.replications
  const precise =
    relative === undefined
      ? undefined
      : await replicateUntil(runner, scenario, {
          ...shared,
          relative,
          measures: options.of,
          first: Math.max(2, Math.min(first, options.most)),
          most: options.most,
        })
  const { html, details, interval: intervalMs } = options
  const detailed =
    html === undefined && details === undefined
      ? undefined
      : await replicateDetailed(runner, scenario, {
          ...shared,
          replications: first,
          intervalMs,
          quantilesOfAll: details !== undefined,
        })
  const replications =
    precise ?? detailed?.replications ?? (await replicateWith(runner, scenario, { ...shared, replications: first }))
  const controlled =
    counterpart === undefined ? undefined : await controlledEstimates(runner, replications, counterpart)
  const precision = precise && { reached: precise.reached, relative: precise.relative }
  return { replications, precision, controlled, detailed }
}

/** Intervals and contacts are counted over plain replications whose number is known. */
function checkTogether(options: RunOptions): void {
  const { html, details, records, journal, antithetic, precision, control, resume, json, csv } = options
  const [written, other] = [
    ...(records === undefined ? [] : ['--records']),
    ...(journal === undefined ? [] : ['--journal']),
  ]
  const [option] = [
    ...(written === undefined ? [] : [written]),
    ...(html === undefined ? [] : ['--html']),
    ...(details === undefined ? [] : ['--details']),
  ]
  if (option === undefined) return
  if (antithetic) throw new CommandLineMistake(`${option}: not with --antithetic — leave one out`)
  if (precision !== undefined) throw new CommandLineMistake(`${option}: not with --precision — give --replications`)
  const others = [html, details, resume, ...(control ? ['control'] : [])].some((other) => other !== undefined)
  if (written !== undefined && (others || other !== undefined)) {
    const beside = other ?? '--html, --details, --control or --resume'
    throw new CommandLineMistake(`${written}: not with ${beside} — run it once more for them`)
  }
  if (details === '-' && (json === '-' || csv === '-')) {
    throw new CommandLineMistake('--details: only one result can be - — give a file')
  }
}
