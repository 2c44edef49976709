import { readFileSync } from 'node:fs'
import { counterfactual } from '../../../counterfactual/counterfactual.ts'
import { readJournalDay } from '../../../counterfactual/journal-day.ts'
import { EventDigest } from '../../../edge/event-digest.ts'
import { configFrom } from '../../../model/policy-data.ts'
import { engineJournal } from '../../../replay/engine-journal.ts'
import { counterfactualCsv, jsonCounterfactual } from '../../../report/counterfactual-data.ts'
import { counterfactualReport } from '../../../report/counterfactual-report.ts'
import { jsonHead, jsonText } from '../../../report/json.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { namedPolicies } from '../../named-policy.ts'
import { againCommand, writeResults } from '../../options.ts'
import { Progress, saySpeed } from '../../progress.ts'
import { type ReplayOptions, wordsOf } from './options.ts'

const THRESHOLD_MS = 20_000
const DRAWS = 20

/** Does journals of the engine again, and routes their days by other policies. */
export async function rerouteJournals(options: ReplayOptions): Promise<void> {
  const texts = options.log.map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  checkJournals(options, texts)
  const { seed = 1, replications: draws = DRAWS, threshold: thresholdMs = THRESHOLD_MS } = options
  const contenders = await namedPolicies(options.policy)
  const progress = new Progress('replay')
  const days = texts.map(({ path, text }) => {
    const events = new EventDigest()
    const day = readJournalDay(text, path, thresholdMs, configFrom, events.add)
    process.stderr.write(`${path}: ${day.commands} commands, ${events.count} events, ${events.digest}\n`)
    return day
  })
  const result = counterfactual(days, contenders, {
    configOf: configFrom,
    thresholdMs,
    seed,
    draws,
    onProgress: progress.at,
  })
  const seconds = progress.end()
  writeResults(options, {
    json: () => jsonText({ ...jsonHead('replay', seed, draws), ...jsonCounterfactual(result, thresholdMs) }),
    csv: () => counterfactualCsv(result),
    report: () => counterfactualReport(result, againCommand(wordsOf(options), seed, draws), thresholdMs, options.lang),
  })
  const contacts = days.reduce((sum, { scripts }) => sum + scripts.size, 0)
  saySpeed(contacts * (1 + contenders.length * draws), seconds)
}

/** What only a scenario can answer. */
function checkJournals(
  options: ReplayOptions,
  texts: readonly { readonly path: string; readonly text: string }[],
): void {
  const other = texts.find(({ text }) => !engineJournal.recognises(text.slice(0, engineJournal.startsWith.length)))
  if (other !== undefined) {
    throw new CommandLineMistake(
      `${other.path}: is no journal of the engine — give --scenario, with agents and routing`,
    )
  }
  const needs = (['agents-from-log', 'presence', 'map'] as const).find((name) => options[name] !== undefined)
  const option = needs ?? (options['compare-theory'] === true ? 'compare-theory' : undefined)
  if (option !== undefined || options.handling !== 'recorded') {
    throw new CommandLineMistake(`--${option ?? 'handling'}: needs a scenario — give --scenario too`)
  }
}
