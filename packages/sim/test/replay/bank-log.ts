import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { scenarioFiles } from '../../src/cli/files.ts'
import { readLog } from '../../src/replay/log-format.ts'
import { matchTypes } from '../../src/replay/matched-calls.ts'
import type { ReadLog } from '../../src/replay/read-log.ts'
import { type RecordedDay, recordedDays } from '../../src/replay/recorded-day.ts'
import { oneCallAtATime } from '../../src/replay/recorded-services.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'

const PROJECT = join(import.meta.dirname, '../../../..')
const FOLDER = join(PROJECT, '../shared/data/calls/anonymous-bank-1999')

/** The months there are logs of here. */
export const MONTHS = ['january', 'february', 'march', 'april', 'may'] as const

/** The months from which every figure of the scenario comes. */
export const TRAINING = ['january', 'february', 'march'] as const

/** One of {@link MONTHS}. */
export type Month = (typeof MONTHS)[number]

/** Whether the logs are there; if not, the reason is said where tests are skipped. */
export const hasBankLog: boolean = MONTHS.every((month) => existsSync(fileOf(month)))

/** Title of a group of tests that need the logs, which says what is missing. */
export function needingBankLog(title: string): string {
  return hasBankLog ? title : `${title} (skipped: ../shared/data/calls/anonymous-bank-1999/*.txt is missing)`
}

/** The folder of the scenario. */
export const SCENARIO_FOLDER: string = join(PROJECT, 'examples/scenarios/anonymous-bank-1999')

/** The bank's presence model. */
export const PRESENCE_FILE: string = join(SCENARIO_FOLDER, 'presence.yaml')

/** The bank's scenario. */
export function bankScenario(): Scenario {
  return loadScenario(join(SCENARIO_FOLDER, 'bank.yaml'), scenarioFiles)
}

/** The skill that a type of the bank's scenario asks for. */
export function skillOf(type: string): string {
  return type.split('-')[0]!
}

/** The days of some months as a replay takes them: from midnight to midnight, under the scenario's types. */
export function bankDays(months: readonly Month[]): RecordedDay[] {
  const scenario = bankScenario()
  const calls = months.flatMap((month) => matchTypes(bankLog(month).calls, scenario, month))
  return recordedDays(calls, scenario.run).days.map((day) => oneCallAtATime(day).day)
}

const read = new Map<Month, ReadLog>()

/** A month's log, read once. */
export function bankLog(month: Month): ReadLog {
  const known = read.get(month)
  if (known !== undefined) return known
  const log = readLog(readFileSync(fileOf(month), 'utf8'), `${month}.txt`)
  read.set(month, log)
  return log
}

function fileOf(month: Month): string {
  return join(FOLDER, `${month}.txt`)
}
