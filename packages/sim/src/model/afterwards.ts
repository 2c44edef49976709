import type { CaseConfig, SkillLevels } from '@strowger/acd'
import type { Distribution } from '../random/distribution.ts'
import type { CaseOpeningSpec, CasesSpec, RatingSpec } from '../scenario/case-spec.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { sampler } from './sampler.ts'

/** A matter of cases: how often they are complex, who is called, what partners do. */
export interface MatterModel {
  readonly complex: number
  /** Number of the campaign that calls; −1: none. */
  readonly followUp: number
  readonly order:
    | { readonly to: string; readonly withinMs: number; readonly takes: Distribution; readonly probability: number }
    | undefined
}

/** Cases: the desk's configuration, and how long its departments take. */
export interface CasesModel {
  readonly config: CaseConfig
  /** By node, from the arrival of a case until it is closed there. */
  readonly takes: ReadonlyMap<string, Distribution>
  /** Workers of the nodes where they are counted. */
  readonly hands: ReadonlyMap<string, number>
  readonly matters: ReadonlyMap<string, MatterModel>
}

/** Skills that an agent has once it has handled so many contacts. */
export interface RiseModel {
  readonly after: number
  readonly skills: SkillLevels
}

/** What follows a conversation: ratings, cases, and agents who rise. */
export interface AfterwardsModel {
  /** By type; undefined: nobody is asked. */
  readonly ratings: readonly (RatingSpec | undefined)[]
  /** By type. */
  readonly openings: readonly (readonly CaseOpeningSpec[])[]
  readonly cases: CasesModel | undefined
  /** By group, skills that agents rise to; undefined: none. */
  readonly rises: readonly (readonly RiseModel[] | undefined)[]
}

/** Undefined where nobody rates, nothing opens a case, and nobody rises. */
export function afterwardsModel(scenario: Scenario): AfterwardsModel | undefined {
  const { types, groups, cases } = scenario
  const isUsed = types.some(({ rating }) => rating !== undefined) || groups.some(({ rises }) => rises !== undefined)
  if (cases === undefined && !isUsed) return undefined
  return {
    ratings: types.map(({ rating }) => rating),
    openings: types.map(({ opensCases = [] }) => opensCases),
    cases: cases && casesModel(cases, scenario),
    rises: groups.map(({ rises }) =>
      rises?.map(({ after, skills }) => ({ after, skills: Object.fromEntries(skills) })),
    ),
  }
}

function casesModel({ nodes, matters }: CasesSpec, { campaigns = [] }: Scenario): CasesModel {
  return {
    config: {
      nodes: Object.fromEntries(
        nodes.map(({ id, label, owner, limitMs, remindBeforeMs, escalateTo }) => [
          id,
          { label, owner, limitMs, remindBeforeMs, ...(escalateTo !== undefined && { escalateTo }) },
        ]),
      ),
      matters: Object.fromEntries(
        matters.map(({ id, label, node, promisedMs, complexTo, followUp }) => [
          id,
          {
            label,
            node,
            ...(promisedMs !== undefined && { promisedMs }),
            ...(complexTo !== undefined && { complexTo }),
            ...(followUp !== undefined && { followUp }),
          },
        ]),
      ),
    },
    takes: new Map(nodes.map(({ id, takes }) => [id, sampler(takes)])),
    hands: new Map(nodes.flatMap(({ id, hands }) => (hands === undefined ? [] : [[id, hands] as const]))),
    matters: new Map(
      matters.map(({ id, complex, followUp, order }) => [
        id,
        {
          complex,
          followUp: campaigns.findIndex((campaign) => campaign.id === followUp),
          order: order && { ...order, takes: sampler(order.takes) },
        },
      ]),
    ),
  }
}
