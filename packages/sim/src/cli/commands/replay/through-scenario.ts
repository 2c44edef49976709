import { replayCsv } from '../../../report/replay-csv.ts'
import { type PolicyReplay, policyCsv, policyReport, jsonPolicies } from '../../../report/policy-replay.ts'
import { jsonHead, jsonText } from '../../../report/json.ts'
import { compareMonths, type MonthComparison } from '../../../report/month-comparison.ts'
import { jsonMonths, monthCsv } from '../../../report/month-json.ts'
import { monthReport } from '../../../report/month-report.ts'
import { jsonReplay } from '../../../report/replay-json.ts'
import { replayReport } from '../../../report/replay-report.ts'
import { summariseReplay } from '../../../report/replay-summary.ts'
import { loadPresence } from '../../../replay/presence-model.ts'
import { type HandlingSource, type Replay, replay } from '../../../replay/replay.ts'
import { loadScenario } from '../../../scenario/load.ts'
import { scenarioFiles } from '../../files.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { type NamedPolicy, namedPolicies } from '../../named-policy.ts'
import { againCommand, writeResults } from '../../options.ts'
import { Progress, saySpeed } from '../../progress.ts'
import { readLogs } from '../fit.ts'
import { agentSource, type ReplayOptions, wordsOf } from './options.ts'

/** Plays recorded calls through a scenario; with `--policy` also by other policies, on the same callers. */
export async function replayThrough(file: string, options: ReplayOptions): Promise<void> {
  checkTogether(options)
  const source = agentSource(options)
  const scenario = loadScenario(file, scenarioFiles)
  const policies = await namedPolicies(options.policy)
  const presence = 'presence' in source ? loadPresence(source.presence, scenarioFiles) : undefined
  const log = readLogs(options.log, options.map)
  const { seed, replications } = options
  const run = (
    handling: HandlingSource,
    onProgress: (done: number, of: number) => void,
    policy?: NamedPolicy['policy'],
  ) =>
    replay(log.calls, scenario, options.log.join(', '), {
      ...(seed === undefined ? {} : { seed }),
      ...(replications === undefined ? {} : { replications }),
      ...('longestPauseMs' in source ? { longestPauseMs: source.longestPauseMs } : {}),
      ...(presence === undefined ? {} : { presence }),
      ...(policy === undefined ? {} : { policy }),
      handling,
      onProgress,
    })
  const progress = new Progress(scenario.name)
  const parts = (at: number, all: number) => (done: number, of: number) => progress.at(at * of + done, all * of)
  if (options['compare-theory'] === true) {
    const replays = {
      recorded: run('recorded', parts(0, 3)),
      forecast: run('forecast', parts(1, 3)),
      scenario: run('scenario', parts(2, 3)),
    }
    const seconds = progress.end()
    writeComparison(options, compareMonths(replays, file))
    saySpeed(
      Object.values(replays).reduce((sum, each) => sum + simulatedIn(each), 0),
      seconds,
    )
    return
  }
  const summaryOf = (replayed: Replay) => summariseReplay(replayed, log, options.log, file, source, options.handling)
  const summary = summaryOf(run(options.handling, parts(0, 1 + policies.length)))
  const others = policies.map(({ name, policy }, at): PolicyReplay => ({
    name,
    summary: summaryOf(run(options.handling, parts(1 + at, 1 + policies.length), policy)),
  }))
  const seconds = progress.end()
  const again = againCommand(wordsOf(options), summary.replayed.seed, summary.replayed.replications)
  writeResults(options, {
    json: () =>
      jsonText({
        ...jsonHead('replay', summary.replayed.seed, summary.replayed.replications),
        ...jsonReplay(summary),
        ...(others.length > 0 && { policies: jsonPolicies(summary, others) }),
      }),
    csv: () => replayCsv(summary) + policyCsv(summary, others),
    report: () => replayReport(summary, again, options.lang) + policyReport(summary, others, options.lang),
  })
  saySpeed(
    [summary, ...others.map((each) => each.summary)].reduce((sum, { replayed }) => sum + replayed.simulated, 0),
    seconds,
  )
}

function checkTogether({ threshold, policy, 'compare-theory': theory }: ReplayOptions): void {
  if (threshold !== undefined) throw new CommandLineMistake('--threshold: the scenario says it — leave one of them out')
  if (theory === true && policy.length > 0) {
    throw new CommandLineMistake('--policy: not with --compare-theory — run it once more for it')
  }
}

function writeComparison(options: ReplayOptions, comparison: MonthComparison): void {
  const { seed, replications } = comparison
  const again = againCommand(wordsOf(options), seed, replications)
  writeResults(options, {
    json: () => jsonText({ ...jsonHead('replay', seed, replications), ...jsonMonths(comparison) }),
    csv: () => monthCsv(comparison),
    report: () => monthReport(comparison, options.log, again, options.lang),
  })
}

function simulatedIn({ observations }: Replay): number {
  return observations.reduce((sum, { simulated }) => sum + simulated, 0)
}
