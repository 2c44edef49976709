import { type CaseTally, emptyCaseTally } from '../run/case-tally.ts'
import type { Observation } from '../run/observation.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { type Line, linesOf, type TallyFigure } from './line.ts'

/** The cases about one matter. */
export interface CaseTable {
  readonly name: string
  readonly label: Label
  readonly lines: readonly Line[]
}

const FIGURES: readonly TallyFigure<CaseTally>[] = [
  { name: 'opened', label: { en: 'opened', zh: '立案' }, unit: 'contacts', over: ({ opened }) => opened },
  {
    name: 'complex',
    label: { en: 'complex, escalated at once', zh: '复杂案件，立即升级' },
    unit: 'contacts',
    over: ({ complex }) => complex,
  },
  {
    name: 'escalated',
    label: { en: 'escalated when overdue', zh: '逾期自动升级' },
    unit: 'contacts',
    over: ({ escalated }) => escalated,
  },
  { name: 'reminded', label: { en: 'reminders', zh: '催办' }, unit: 'contacts', over: ({ reminded }) => reminded },
  {
    name: 'overdue',
    label: { en: 'overdue where nobody is above', zh: '末级逾期' },
    unit: 'contacts',
    over: ({ overdue }) => overdue,
  },
  {
    name: 'repeatCalls',
    label: { en: 'calls of its caller while it was open', zh: '结案前重复来电' },
    unit: 'contacts',
    over: ({ repeatCalls }) => repeatCalls,
  },
  {
    name: 'openMs',
    label: { en: 'time from opening to closing', zh: '立案至结案时间' },
    unit: 'lasting',
    over: ({ openMs }) => openMs,
    under: ({ closed }) => closed,
  },
  {
    name: 'promiseKept',
    label: { en: 'closed within the promised time ÷ closed', zh: '承诺时限内结案率' },
    unit: 'share',
    over: ({ promised, promiseKept }) => (promised === 0 ? 0 : promiseKept),
    under: ({ promised, closed }) => (promised === 0 ? 0 : closed),
  },
  {
    name: 'queuedMs',
    label: { en: 'wait for somebody free', zh: '等待人手时间' },
    unit: 'lasting',
    over: ({ queuedMs }) => queuedMs,
    under: ({ taken }) => taken,
  },
  { name: 'orders', label: { en: 'work orders', zh: '派单' }, unit: 'contacts', over: ({ orders }) => orders },
  {
    name: 'ordersLate',
    label: { en: 'work orders late ÷ sent', zh: '派单逾期率' },
    unit: 'share',
    over: ({ ordersLate }) => ordersLate,
    under: ({ orders }) => orders,
  },
]

/** Figures of cases by matter, in the order of the scenario; empty where none are opened. */
export function caseFigures({ cases }: Scenario, observations: readonly Observation[]): CaseTable[] {
  if (cases === undefined) return []
  return cases.matters.map(({ id, label }) => {
    const tallies = observations.map((seen) => seen.cases?.[id] ?? emptyCaseTally())
    return { name: id, label, lines: linesOf(FIGURES, tallies) }
  })
}
