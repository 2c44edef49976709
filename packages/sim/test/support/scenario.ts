import type { Scenario } from '../../src/scenario/scenario.ts'
import { loadText } from '../scenario/small-scenario.ts'

/** A contact type as a scenario file writes it. */
export interface TypeText {
  readonly label?: unknown
  readonly arrivals: object
  readonly handlingTime: unknown
  readonly requires?: readonly string[]
  readonly priority?: number
  readonly afterCallWork?: unknown
  readonly afterCallWorkOnTransfer?: boolean
  readonly admission?: readonly object[]
  readonly patience?: unknown
  readonly balking?: unknown
  readonly announcements?: readonly object[]
  readonly resolution?: number
  readonly callsAgain?: object
  readonly transfers?: readonly object[]
  readonly split?: unknown
  readonly tenant?: string
}

/** An agent group as a scenario file writes it. */
export interface GroupText {
  readonly agents?: number
  readonly shifts?: readonly object[]
  readonly staffing?: object
  readonly skills?: readonly string[]
  readonly handlingFactor?: number
  readonly handlingTimeByType?: object
  readonly afterCallWorkByType?: object
  readonly resolution?: object
  readonly ringTime?: unknown
  readonly noAnswer?: number
  readonly tenant?: string
}

/** A scenario file as plain data; what is left out is the loader's default. */
export interface ScenarioText {
  readonly run: object
  readonly types: Readonly<Record<string, TypeText>>
  readonly groups: Readonly<Record<string, GroupText>>
  readonly skills?: Readonly<Record<string, object>>
  readonly serviceLevel?: object
  readonly offers?: object
  readonly trunks?: number
  readonly routing?: object
}

/** Text of a scenario file: JSON, which is YAML too. */
export function textOf(scenario: ScenarioText): string {
  return JSON.stringify({ strowger: 1, name: 'Test', serviceLevel: { threshold: '20s' }, ...scenario })
}

/** The scenario as the loader resolves it, so that tests take the way of a user's file. */
export function scenarioOf(scenario: ScenarioText): Scenario {
  return loadText(textOf(scenario))
}
