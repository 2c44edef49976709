import type { Scenario } from '../../src/scenario/scenario.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { filesOf } from '../scenario/small-scenario.ts'

/** The header of the bank's log. */
export const HEADER =
  'vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver'

/** Columns of a row that matter here; the others are those of a call that was answered after 17 s and took 54 s. */
export interface Row {
  readonly customer?: string
  readonly priority?: string
  readonly type?: string
  readonly date?: string
  readonly vru?: readonly [entry: string, exit: string, seconds: string]
  readonly queue?: readonly [start: string, exit: string, seconds: string]
  readonly outcome?: string
  readonly service?: readonly [start: string, exit: string, seconds: string]
  readonly server?: string
}

/** Times of a stage that did not happen. */
export const NONE = ['0:00:00', '0:00:00', '0'] as const

/** A row as the log has it. */
export function row(given: Row = {}): string {
  return [
    'AA0101',
    '33118',
    given.customer ?? '27997683',
    given.priority ?? '2',
    given.type ?? 'PS',
    given.date ?? '990101',
    ...(given.vru ?? ['6:55:20', '6:55:26', '6']),
    ...(given.queue ?? ['6:55:26', '6:55:43', '17']),
    given.outcome ?? 'AGENT',
    ...(given.service ?? ['6:55:43', '6:56:37', '54']),
    given.server ?? 'MICHAL',
  ].join('\t')
}

/** A log of these rows. */
export function logOf(...rows: readonly string[]): string {
  return [HEADER, ...rows, ''].join('\n')
}

/** A scenario for logs of the types PS and NW. */
export const BANK = `strowger: 1
name: Small bank
nameZh: 小银行
run: { startsAt: 00:00, duration: 24h, replications: 3, seed: 7 }
serviceLevel: { threshold: 20s }
types:
  PS: &type
    label: { en: Regular, zh: 常规 }
    arrivals: { recorded: true }
    handlingTime: { distribution: exponential, mean: 3m }
    afterCallWork: { distribution: exponential, mean: 10s }
    patience: { distribution: exponential, mean: 5m }
  NW: *type
groups:
  agents:
    shifts:
      - { from: 00:00, to: 24:00, agents: 2, days: [mon, tue, wed, thu, fri] }
      - { from: 00:00, to: 24:00, agents: 1, days: [sat, sun] }
`

/** The small bank, or another text. */
export function smallBank(text: string = BANK): Scenario {
  return loadScenario('bank.yaml', filesOf({ 'bank.yaml': text }))
}
