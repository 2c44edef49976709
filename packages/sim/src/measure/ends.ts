import type { CallerTally } from '../run/caller-tallies.ts'
import type { Observation } from '../run/observation.ts'
import { RETURN_CAUSES, type ReturnCause } from '../scenario/return-cause.ts'
import type { Label } from '../scenario/scenario.ts'
import { estimateMean, estimateRatio } from '../stats/estimate.ts'
import type { Line } from './line.ts'

const AGAIN: Readonly<Record<ReturnCause, Label>> = {
  abandoned: { en: 'call again after giving up', zh: '放弃后重拨' },
  blocked: { en: 'call again after finding no line', zh: '呼损后重拨' },
  served: { en: 'call again about a new matter', zh: '因新事项再次来电' },
  unresolved: { en: 'call again with the matter unresolved', zh: '问题未解决重复来电' },
}

const RESOLVED: Label = {
  en: 'first-call resolution (settled in the first conversation ÷ first conversations)',
  zh: '一次解决率 (首次通话即解决 ÷ 首次通话数)',
}

/**
 * Where the contacts of all types came from and what became of them: offered + handed on = answered + abandoned + to be called
 * back + blocked + diverted, by reason, + still waiting at the end. What never happened is left out; empty when there is nothing to tell
 * that the measures do not.
 */
export function ends(observations: readonly Observation[]): Line[] {
  const line = (name: string, label: Label, count: (seen: Observation) => number, isPart = false): Line => {
    return { name, label, unit: 'contacts', estimate: estimateMean(observations.map(count)), isPart }
  }
  const lines = [
    line('offered', { en: 'offered', zh: '呼入量' }, offered),
    ...RETURN_CAUSES.map((cause) =>
      line(
        `again.${cause}`,
        AGAIN[cause],
        inCallers((tally) => tally.again[cause]),
        true,
      ),
    ),
    line('handedOn', { en: 'wait anew after a transfer', zh: '转接后再次排队' }, handedOn),
    line('answered', { en: 'answered', zh: '接通量' }, answered),
    line('abandoned', { en: 'abandoned', zh: '放弃量' }, abandoned),
    line('balked', { en: 'hung up rather than wait', zh: '不愿等待即挂机' }, balked, true),
    line('calledBack', { en: 'hung up to be called back', zh: '挂机等候回呼' }, calledBack),
    line('blocked', { en: 'blocked', zh: '呼损量' }, blocked),
    ...reasons(observations).map((reason) => {
      return line(`diverted.${reason}`, { en: `to ${reason}`, zh: `转至 ${reason}` }, divertedTo(reason))
    }),
    line('waiting', { en: 'still waiting at the end', zh: '结束时仍在等待' }, waiting),
    line('cameTooLate', { en: 'would have called again after closing', zh: '营业结束后本会重拨' }, cameTooLate),
  ].filter(({ estimate }) => estimate.mean > 0)
  const resolution = resolutionLine(observations)
  const tells = lines.some(({ name }) => !['offered', 'answered', 'abandoned', 'blocked'].includes(name))
  return tells || resolution.length > 0 ? [...lines, ...resolution] : []
}

function resolutionLine(observations: readonly Observation[]): Line[] {
  const first = observations.map(inCallers((tally) => tally.firstConversations))
  if (first.every((count) => count === 0)) return []
  const atOnce = observations.map(inCallers((tally) => tally.resolvedAtOnce))
  const estimate = estimateRatio(atOnce, first)
  return [{ name: 'firstCallResolution', label: RESOLVED, unit: 'share', estimate, isPart: false }]
}

function inCallers(count: (tally: CallerTally) => number): (seen: Observation) => number {
  return (seen) => seen.callers.reduce((sum, tally) => sum + count(tally), 0)
}

function inTypes(
  field: 'offered' | 'answered' | 'abandoned' | 'blocked' | 'calledBack' | 'transferredIn',
): (seen: Observation) => number {
  return (seen) => seen.byType.reduce((sum, tally) => sum + tally[field], 0)
}

const offered = inTypes('offered')
const answered = inTypes('answered')
const abandoned = inTypes('abandoned')
const blocked = inTypes('blocked')
const calledBack = inTypes('calledBack')
const handedOn = inTypes('transferredIn')
const balked = inCallers((tally) => tally.balked)
const cameTooLate = inCallers((tally) => tally.cameTooLate)
const diverted = inCallers((tally) => Object.values(tally.diverted).reduce((sum, contacts) => sum + contacts, 0))

function waiting(seen: Observation): number {
  const gone = [answered, abandoned, calledBack, blocked, diverted]
  return offered(seen) + handedOn(seen) - gone.reduce((sum, count) => sum + count(seen), 0)
}

function divertedTo(reason: string): (seen: Observation) => number {
  return inCallers((tally) => tally.diverted[reason] ?? 0)
}

function reasons(observations: readonly Observation[]): string[] {
  const all = observations.flatMap(({ callers }) => callers.flatMap((tally) => Object.keys(tally.diverted)))
  return [...new Set(all)].sort()
}
