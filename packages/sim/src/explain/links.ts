import { reachOf } from '../model/routing.ts'
import type { ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import { qualifies } from '../scenario/resolve/requirement.ts'

/** A group that may take a type, at once or after the contact has waited. */
export interface Link {
  readonly group: string
  /** 0: at once. */
  readonly afterMs: number
}

/** The groups that may take a type: those that the routing allows and that have the skills, in the order of the file. */
export function linksOf(type: ContactTypeSpec, scenario: Scenario): Link[] {
  const { groups: atOnce, stages } = reachOf(scenario, type.id)
  return scenario.groups.flatMap(({ id, skills, queues }): Link[] => {
    const delayMs = queues?.get(type.id)?.delayMs ?? 0
    if (!qualifies(skills, type)) return []
    if (atOnce.includes(id)) return [{ group: id, afterMs: delayMs }]
    const stage = stages.find(({ groups = [] }) => groups.includes(id))
    return stage === undefined ? [] : [{ group: id, afterMs: Math.max(delayMs, stage.afterMs) }]
  })
}
