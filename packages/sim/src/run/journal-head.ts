import { type EngineConfigData, journalHead, plainData } from '@strowger/acd'
import type { Model } from '../model/model.ts'
import { policyData } from '../model/policy-data.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { timeZeroMs } from '../scenario/time-zero.ts'
import { lotsOf } from './draws.ts'

const DAYS_PER_WEEK = 7

/**
 * The first line of the journal of a replication: with the configuration of its engine, policy included. Replications are days of one
 * weekday, a week apart: of a log of several, each is a day of its own. The engine's own clock is that of the first in all of them.
 */
export function headOf(scenario: Scenario, model: Model, seed: number, replication: number): string {
  const config: EngineConfigData = {
    ...plainData(model.acd),
    policy: policyData(scenario, lotsOf(seed, replication)),
  }
  return journalHead(config, timeZeroMs(scenario.run, scenario.hours?.timeZone ?? 'UTC', DAYS_PER_WEEK * replication))
}
