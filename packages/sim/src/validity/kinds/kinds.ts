import type { Effort, Plan } from '../plan.ts'
import { isRecord, type ReferenceCase, Refusal } from '../reference-case.ts'
import { isPriorities, prioritiesPlan } from './priorities.ts'
import { isQueue, queuePlan } from './queue.ts'
import { isScenario, scenarioPlan } from './scenario.ts'
import { isSkillBased, skillBasedPlan } from './skill-based.ts'

/** Kinds of models that cases may have: how one is known, and how it is simulated. */
const KINDS: readonly {
  readonly is: (reference: ReferenceCase) => boolean
  readonly plan: (reference: ReferenceCase, effort: Effort) => Plan
}[] = [
  { is: isScenario, plan: scenarioPlan },
  { is: isQueue, plan: queuePlan },
  { is: isPriorities, plan: prioritiesPlan },
  { is: isSkillBased, plan: skillBasedPlan },
]

/**
 * How a case is to be judged.
 *
 * @throws Refusal when its model is unknown or lacks a parameter, or the case says itself why it is not judged.
 */
export function planOf(reference: ReferenceCase, effort: Effort): Plan {
  const { model, notJudged } = reference.given
  if (typeof notJudged === 'string') throw new Refusal(notJudged)
  const kind = KINDS.find(({ is }) => is(reference))
  if (kind === undefined) {
    throw new Refusal(model === undefined ? 'model is missing' : `the model ${JSON.stringify(model)} is not known here`)
  }
  const plan = kind.plan(reference, effort)
  if (!isRecord(notJudged)) return plan
  const reasons = Object.entries(notJudged).map(([measure, reason]) => [measure, String(reason)] as const)
  return { ...plan, refused: new Map([...plan.refused, ...reasons]) }
}
