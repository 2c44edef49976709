import { type EngineConfigData, journalHead, plainData } from '@strowger/acd'
import type { Model } from '../model/model.ts'
import { policyData } from '../model/policy-data.ts'
import { dayNumberOf, weekdayOf } from '../scenario/calendar.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'
import type { RunSpec, Scenario } from '../scenario/scenario.ts'
import { lotsOf } from './draws.ts'

/** The first Monday of a year: where a run has no date, its weekday is looked for from here on. */
const SOME_MONDAY = '2026-01-05'
const DAYS_PER_WEEK = 7

/** The first line of the journal of a replication: with the configuration of its engine, policy included. */
export function headOf(scenario: Scenario, model: Model, seed: number, replication: number): string {
  const config: EngineConfigData = {
    ...plainData(model.acd),
    policy: policyData(scenario, lotsOf(seed, replication)),
  }
  return journalHead(config, epochMsOf(scenario.run, replication))
}

/** Replications are days of one weekday, a week apart: of a log of several, each is a day of its own. */
function epochMsOf({ date = SOME_MONDAY, weekday, startsAtMs }: RunSpec, replication: number): number {
  let day = dayNumberOf(date)
  while (weekdayOf(day) !== weekday) day += 1
  return (day + DAYS_PER_WEEK * replication) * MS_PER_DAY + startsAtMs
}
