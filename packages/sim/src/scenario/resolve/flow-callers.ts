import { Attributes, type AttributeKinds, type FlowsConfig, StrowgerError } from '@strowger/acd'
import type { FlowBehaviour } from '../../flow/flow-behaviour.ts'
import type { FlowQuestions } from '../../flow/flow-questions.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { RawFlowCallers, RawFlowSurvey, RawRequest, RawWeights } from '../schema/flows.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { resolveDistribution, resolvePatience } from './distribution.ts'

const CALLERS: Path = ['flows', 'callers']

/** What callers do in flows: every question that is answered must be asked, by every outcome the flow must go on. */
export function resolveFlowCallers(
  raw: RawFlowCallers,
  { nodes, requests: asked }: FlowQuestions,
  { attributes = {} }: FlowsConfig,
  context: Context,
): FlowBehaviour {
  const { menus = {}, entries = {}, surveys = {}, requests = {} } = raw
  for (const [key, map] of Object.entries({ menus, entries, surveys })) {
    for (const node of Object.keys(map)) checkKnown('node', node, nodes, [...CALLERS, key, node], context)
  }
  for (const [node, { digits, silent = 0, hangsUp = 0 }] of Object.entries(menus)) {
    checkWeights({ ...digits, silent, hangsUp }, [...CALLERS, 'menus', node], context)
  }
  for (const [node, survey] of Object.entries(surveys)) {
    checkWeights(survey.ratings, [...CALLERS, 'surveys', node, 'ratings'], context)
    checkScale(survey, [...CALLERS, 'surveys', node], context)
  }
  for (const [subject, request] of Object.entries(requests)) checkRequest(subject, request, asked, attributes, context)
  const law = (key: 'betweenDigits' | 'reaction') => resolveDistribution(raw[key] ?? 0, [...CALLERS, key], context)
  const patience = resolvePatience(raw.patience, [...CALLERS, 'patience'], context)
  return {
    menus: mapped(menus, ({ digits, silent = 0, hangsUp = 0 }) => ({ digits, silent, hangsUp })),
    entries: mapped(entries, ({ digits, silent = 0 }) => ({ digits, silent })),
    surveys: mapped(surveys, ({ ratings, answers = 1, satisfied, dissatisfied }) => ({
      ratings,
      answers,
      ...(satisfied !== undefined && dissatisfied !== undefined && { scale: { satisfied, dissatisfied } }),
    })),
    requests: mapped(requests, ({ outcomes, takes, attributes: found = {} }, subject) => {
      return {
        outcomes,
        takes: resolveDistribution(takes, [...CALLERS, 'requests', subject, 'takes'], context),
        attributes: found,
      }
    }),
    reaction: law('reaction'),
    ...(raw.betweenDigits !== undefined && { betweenDigits: law('betweenDigits') }),
    bargeIn: raw.bargeIn ?? 0,
    wrongDigit: raw.wrongDigit ?? 0,
    ...(patience.distribution !== 'never' && { patience }),
  }
}

function checkRequest(
  subject: string,
  { outcomes, attributes = {} }: RawRequest,
  asked: FlowQuestions['requests'],
  kinds: AttributeKinds,
  context: Context,
): void {
  const path = [...CALLERS, 'requests', subject]
  const known = asked.get(subject)
  checkKnown('request', subject, [...asked.keys()], path, context)
  if (known === undefined) return
  for (const outcome of Object.keys(outcomes))
    checkKnown('outcome', outcome, known, [...path, 'outcomes', outcome], context)
  checkWeights(outcomes, [...path, 'outcomes'], context)
  for (const [outcome, values] of Object.entries(attributes)) {
    try {
      new Attributes(kinds).record(values)
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      const name = error.path.slice('attributes.'.length)
      const at = [...path, 'attributes', outcome, name]
      context.issues.add('wrong-value', at, `${show(error.value)} does not fit the flow file`, `write ${error.remedy}`)
    }
  }
}

function checkKnown(what: string, name: string, known: readonly string[], path: Path, { issues }: Context): void {
  if (known.includes(name)) return
  issues.add('unknown-name', path, `the flow file has no ${what} ${show(name)}`, suggest(name, known))
}

/** Which ratings are good, and which are bad, is said of both. */
function checkScale({ satisfied, dissatisfied }: RawFlowSurvey, path: Path, { issues }: Context): void {
  if (satisfied === undefined && dissatisfied === undefined) return
  const missing = satisfied === undefined ? 'satisfied' : 'dissatisfied'
  if (satisfied === undefined || dissatisfied === undefined) {
    issues.add('missing-key', path, `there is no ${missing}`, 'write satisfied and dissatisfied, or neither')
    return
  }
  const [low, high] = satisfied
  const [worst, bad] = dissatisfied
  if (low <= high && worst <= bad && (high < worst || bad < low)) return
  const remedy = 'write two ranges, the lower end first, that do not overlap'
  issues.add('out-of-range', path, `${show(satisfied)} and ${show(dissatisfied)} are no scale`, remedy)
}

function checkWeights(weights: RawWeights, path: Path, { issues }: Context): void {
  if (Object.values(weights).some((weight) => weight > 0)) return
  issues.add('out-of-range', path, 'all weights are 0', 'write at least one weight above 0')
}

function mapped<From, To>(
  from: Readonly<Record<string, From>>,
  to: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value, name)]))
}
