import type { IssueList } from '../issue.ts'
import type { Scenario } from '../scenario.ts'
import type { RawScenario } from '../schema/scenario.ts'
import type { SourceMap } from '../source.ts'
import { checkConsults, resolveSupervision } from './beside.ts'
import { resolveBusyDays } from './busy-days.ts'
import { checkReturns } from './caller.ts'
import { resolveCases } from './cases.ts'
import { checkConditions } from './conditions.ts'
import type { Context } from './context.ts'
import { checkCallsInFlows, resolveCampaigns } from './dialling.ts'
import { resolveFlows } from './flows.ts'
import { checkAfterCallWork, resolveGroups } from './groups.ts'
import { checkSkillFactors, resolveChannels } from './handling.ts'
import { checkTypeRouting, resolveHours } from './hours.ts'
import { checkReach } from './reach.ts'
import { resolveOverflow, resolveRouting } from './routing.ts'
import { resolveTrunkGroups } from './rules.ts'
import { resolveOffers, resolveRun } from './run.ts'
import { TypeSelector } from './selector.ts'
import { resolveServiceLevel } from './service-level.ts'
import { resolveSites } from './sites.ts'
import { resolveSkills } from './skills.ts'
import { checkSpecialDays } from './special-days.ts'
import { checkTransfers } from './transfers.ts'
import { resolveTypes } from './types.ts'

/** Looks up every name, expands splits and turns units into ms; meaningless when it added mistakes to `issues`. */
export function resolve(raw: RawScenario, root: SourceMap, issues: IssueList, read: Context['read']): Scenario {
  const run = resolveRun(raw.run, issues)
  const context: Context = { raw, root, run, issues, read }
  checkSpecialDays(context)
  const skills = resolveSkills(context)
  const types = resolveTypes(skills, context)
  checkSkillFactors(skills, context)
  const selector = new TypeSelector(types, context)
  checkReturns(types, selector, context)
  checkTransfers(types, selector, context)
  checkTypeRouting(types, selector, context)
  checkConsults(types, selector, context)
  const supervision = raw.supervision === undefined ? undefined : resolveSupervision(raw.supervision, context)
  const sites = resolveSites(context)
  const trunkGroups = resolveTrunkGroups(selector, context)
  const groups = resolveGroups(skills, types, selector, context)
  checkAfterCallWork(types, groups, context)
  const roster = { types, groups, selector }
  const routing = resolveRouting(raw.routing, roster, context)
  const overflowAfter = resolveOverflow(raw.routing?.overflowAfter, roster, context)
  const campaigns = resolveCampaigns(selector, context)
  const flows = raw.flows === undefined ? undefined : resolveFlows(raw.flows, types, context)
  if (flows !== undefined) checkCallsInFlows(types, flows, context)
  const hours = resolveHours(flows?.config.timeZone, context)
  if (issues.isEmpty) checkConditions(hours, context)
  // After another mistake, such as a mistyped skill, what nobody can serve is only its consequence.
  if (issues.isEmpty) checkReach(routing, roster, context)
  return {
    name: raw.name,
    ...(raw.nameZh !== undefined && { nameZh: raw.nameZh }),
    ...(raw.description !== undefined && { description: raw.description }),
    run,
    serviceLevel: resolveServiceLevel(raw.serviceLevel ?? { threshold: '20s' }),
    skills,
    ...(raw.channels !== undefined && { channels: resolveChannels(context) }),
    ...(raw.busyDays !== undefined && { busyDays: resolveBusyDays(raw.busyDays, context) }),
    types,
    groups,
    offers: resolveOffers(raw.offers),
    ...(raw.trunks !== undefined && { trunks: raw.trunks }),
    ...(trunkGroups.length > 0 && { trunkGroups }),
    routing,
    overflowAfter,
    ...(campaigns.length > 0 && { campaigns }),
    ...(sites !== undefined && { sites }),
    ...(supervision !== undefined && { supervision }),
    ...(raw.cases !== undefined && { cases: resolveCases(raw.cases, context) }),
    ...(flows !== undefined && { flows }),
    ...(hours !== undefined && { hours }),
  }
}
