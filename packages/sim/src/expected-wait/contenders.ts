import {
  HeadOfLine,
  LastToEnterService,
  PositionPace,
  QueueLengthEstimator,
  RecentlyCompletedService,
  SkillModel,
  SmoothedLastToEnterService,
  type WaitEstimator,
} from '@strowger/acd'
import { reachOf } from '../model/routing.ts'
import { qualifies } from '../scenario/resolve/requirement.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { MeanWait } from './mean-wait.ts'

/**
 * The estimators that are held against each other, fresh, as an engine of the scenario would have them; the engine's
 * default first. {@link MeanWait} is there as what any of them has to beat.
 */
export function contenders(scenario: Scenario): WaitEstimator[] {
  return [
    new QueueLengthEstimator(),
    new QueueLengthEstimator({ abandonment: false }),
    skillModel(scenario),
    new PositionPace(),
    new LastToEnterService(),
    new SmoothedLastToEnterService(),
    new HeadOfLine(),
    new RecentlyCompletedService(),
    new MeanWait(),
  ]
}

function skillModel(scenario: Scenario): SkillModel {
  const { types, groups } = scenario
  const serving = types.map((type) => {
    const reach = reachOf(scenario, type.id)
    const reached = new Set([...reach.groups, ...reach.stages.flatMap(({ groups: later }) => later ?? [])])
    return groups.map((group) => reached.has(group.id) && qualifies(group.skills, type))
  })
  return new SkillModel({
    types: types.length,
    groups: groups.length,
    serves: (group, type) => serving[type]![group]!,
  })
}
