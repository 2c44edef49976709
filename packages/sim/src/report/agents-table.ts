import { PERFORMANCE_MEASURES, type PerformanceMeasure, WARNING_LABELS } from '@strowger/acd'
import type { AgentsFigures, EvaluatedAgent } from '../experiment/agents-figures.ts'
import type { Label } from '../scenario/scenario.ts'
import { figure } from './figure.ts'
import { type Language, say } from './language.ts'
import { table } from './table.ts'

const WORDS = {
  agent: { en: 'agent', zh: '座席' },
  team: { en: 'team', zh: '班组' },
  calls: { en: 'calls', zh: '完成量' },
  composite: { en: 'composite', zh: '综合得分' },
  measured: { en: 'calls × composite', zh: '计件量' },
  head: {
    en: "Agents' figures of replication 0, by rank within the floor (relative performance model); – is missing, not 0",
    zh: '第 0 次仿真的座席指标，按全员相对排名（相对绩效评价）；– 为缺失，不是 0',
  },
  warnings: { en: 'Warnings', zh: '警示' },
  none: { en: 'none', zh: '无' },
} as const satisfies Readonly<Record<string, Label>>

/** Agents and teams by the relative performance model, and what would falsify it. */
export function agentsTable({ agents, teams, warnings }: AgentsFigures, language: Language): string {
  const told = warnings.map(({ name, warning }) => `${name}: ${say(WARNING_LABELS[warning], language)}`)
  const parts = [
    say(WORDS.head, language),
    standings(WORDS.agent, agents, language),
    ...(teams.length > 1 ? [standings(WORDS.team, teams, language)] : []),
    `${say(WORDS.warnings, language)}: ${told.length === 0 ? say(WORDS.none, language) : told.join('; ')}`,
  ]
  return `\n${parts.join('\n\n')}\n`
}

/** The same as plain data: agents and teams with the value and the rank of each measure. */
export function jsonAgents({ agents, teams, warnings }: AgentsFigures): object {
  const each = ({ label, record, evaluation }: EvaluatedAgent) => ({
    name: label.en,
    calls: record.calls ?? null,
    standings: evaluation.standings,
    missing: evaluation.missing,
    composite: evaluation.composite ?? null,
    measuredCalls: evaluation.measuredCalls ?? null,
    applies: evaluation.applies,
  })
  return { agents: agents.map(each), teams: teams.map(each), warnings }
}

function standings(what: Label, all: readonly EvaluatedAgent[], language: Language): string {
  // A measure that nobody has is no column.
  const shown = PERFORMANCE_MEASURES.filter(({ name }) => all.some(({ evaluation }) => name in evaluation.standings))
  return table([
    [
      say(what, language),
      say(WORDS.calls, language),
      ...shown.map(({ label }) => say(label, language)),
      say(WORDS.composite, language),
      say(WORDS.measured, language),
    ],
    ...all.map(({ label, record, evaluation }) => [
      say(label, language),
      number(record.calls, 0),
      ...shown.map((measure) => standing(measure, evaluation.standings[measure.name])),
      number(evaluation.composite, 3),
      number(evaluation.measuredCalls, 1),
    ]),
  ])
}

function standing(
  { unit }: PerformanceMeasure,
  given: { readonly value: number; readonly rank: number } | undefined,
): string {
  if (given === undefined) return '–'
  const value = unit === 'share' ? figure(given.value, 'share') : given.value.toFixed(2)
  return `${value} (${given.rank})`
}

function number(value: number | undefined, decimals: number): string {
  return value === undefined ? '–' : value.toFixed(decimals)
}
