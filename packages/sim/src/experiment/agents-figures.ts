import {
  AgentRecorder,
  type AgentRecord,
  type Evaluation,
  evaluate,
  type PerformanceWarning,
  type SurveyScale,
  SurveyFigures,
  teamRecord,
  warningsOf,
} from '@strowger/acd'
import { compileModel } from '../model/compile.ts'
import { sells } from '../run/sales.ts'
import { Simulation } from '../run/simulation.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'

const DAY_MS = 86_400_000

/** An agent or a team of one replication, beside the floor. */
export interface EvaluatedAgent {
  readonly label: Label
  readonly record: AgentRecord
  readonly evaluation: Evaluation
}

/** The relative performance model on one simulated day: agents, teams, warnings. */
export interface AgentsFigures {
  readonly agents: readonly EvaluatedAgent[]
  readonly teams: readonly EvaluatedAgent[]
  readonly warnings: readonly PerformanceWarning[]
}

/**
 * Simulates replication 0 once more and evaluates its agents by the model that judges live ones. Ratings count where a type says
 * how callers rate, or where a survey in a flow says which are good, sales where a stage converts; what nobody recorded is missing.
 */
export function agentsFigures(scenario: Scenario, seed: number): AgentsFigures {
  const { types, groups } = scenario
  const model = compileModel(scenario)
  const recorder = new AgentRecorder({ types: types.length, groups: groups.length })
  const survey = new SurveyFigures(
    scalesOf(scenario),
    types.map(({ tenant }) => (tenant === undefined ? {} : { tenant })),
  )
  const sold = model.roster.map(() => 0)
  const simulation = new Simulation(model, seed, 0, {
    observe: (event) => recorder.observe(event),
    sold: (agent) => {
      sold[agent]! += 1
    },
    rated: (rating, agent, type) => {
      const who = { session: 0, ref: 0, flow: '', node: '', caller: '', agent, type }
      survey.observe({ kind: 'rated', atMs: 0, ...who, survey: ofType(types[type]!.id), rating })
    },
    keyed: (action) => survey.observe({ ...action, survey: ofFlow(action.node) }),
  })
  simulation.run()
  const days = Math.max(1, Math.ceil(scenario.run.durationMs / DAY_MS))
  const ofGroup = groups.map(() => 0)
  const seen = model.roster.map(({ group }, agent) => {
    ofGroup[group]! += 1
    const { label } = groups[group]!
    const [en, zh] = [`${label.en} ${ofGroup[group]!}`, `${label.zh} ${ofGroup[group]!}`]
    // Who could sell and did not has sold nothing; where nothing is ever offered there is no such figure.
    const sales = sells(model) ? { sales: { done: sold[agent]!, undone: 0, days } } : {}
    const record = recorder.recordOf(agent, simulation.nowMs, { name: `${agent}`, survey, ...sales })
    return { group, label: { en, zh }, record }
  })
  const worked = seen.filter(({ record }) => (record.calls ?? 0) > 0)
  const teams = groups.flatMap(({ id, label }, group) => {
    const members = worked.filter((each) => each.group === group).map(({ record }) => record)
    return members.length === 0 ? [] : [{ label, record: teamRecord(id, members) }]
  })
  return {
    agents: evaluated(worked),
    teams: evaluated(teams),
    warnings: warningsOf(worked.map(({ record }) => record)).map((warning) => ({
      ...warning,
      name: seen[Number(warning.name)]!.label.en,
    })),
  }
}

/** Which ratings are good, by the types whose callers rate and the nodes of flows where they do. */
function scalesOf({ types, flows }: Scenario): SurveyScale[] {
  return [
    ...types.flatMap(({ id, rating }) => (rating === undefined ? [] : { survey: ofType(id), ...rating })),
    ...Object.entries(flows?.behaviour.surveys ?? {}).flatMap(([node, { scale }]) =>
      scale === undefined ? [] : { survey: ofFlow(node), ...scale },
    ),
  ]
}

function ofType(id: string): string {
  return `type ${id}`
}

function ofFlow(node: string): string {
  return `flow ${node}`
}

function evaluated(all: readonly { readonly label: Label; readonly record: AgentRecord }[]): EvaluatedAgent[] {
  const evaluations = evaluate(all.map(({ record }) => record))
  return all
    .map(({ label, record }, at) => ({ label, record, evaluation: evaluations[at]! }))
    .toSorted((a, b) => (b.evaluation.composite ?? -1) - (a.evaluation.composite ?? -1))
}
