import { estimateOf } from '../measure/estimates.ts'
import { type MeasureName, MEASURES, type Measure } from '../measure/measure.ts'
import { overall, type Samples } from '../measure/population.ts'
import { sampler } from '../model/sampler.ts'
import type { Batch, Runner } from '../run/batch.ts'
import { type Replications, replicationsOf } from '../run/replications.ts'
import { MS_PER_HOUR } from '../scenario/duration.ts'
import { plainRouting } from '../scenario/plain-routing.ts'
import type { ContactTypeSpec, Label, Scenario } from '../scenario/scenario.ts'
import { type Control, type ControlledEstimate, controlledMean, controlledRatio } from '../stats/control-variate.ts'
import { jackknifeRatio } from '../stats/jackknife.ts'
import { erlangA } from '../theory/erlang-a.ts'

/** Estimates of the whole floor after the controls; measures that gain nothing are there too. */
export type ControlledEstimates = ReadonlyMap<MeasureName, ControlledEstimate>

/** A scenario's counterpart whose figures are known: its callers, pooled and exponential, at as many agents (Erlang A). */
export interface ErlangCounterpart {
  readonly scenario: Scenario
  /** Exact steady state of the counterpart, by measure. */
  readonly exact: ReadonlyMap<MeasureName, number>
}

/** What the counterpart takes over or knows to be without effect on it: anything else may change who calls. */
const KNOWN_KEYS: ReadonlySet<string> = new Set([
  'id',
  'base',
  'label',
  'arrivals',
  'priority',
  'requires',
  'handlingTime',
  'afterCallWork',
  'patience',
  'split',
] satisfies (keyof ContactTypeSpec)[])

/**
 * The M/M/n+M system that has a scenario's arrivals, its agents in one group that takes every call first come first
 * served, and exponential times of the same means. It runs on the same random numbers, so that its error is much like
 * the scenario's own, and its error is known.
 *
 * Returns a label that says why where there is none: the counterpart must be exactly Erlang A, or the interval would lie.
 */
export function erlangCounterpart(scenario: Scenario): ErlangCounterpart | Label {
  const { run, types, groups } = scenario
  if (run.mode !== 'steady')
    return { en: 'theory knows the steady state: use mode: steady', zh: '理论仅适用于稳态：请用 mode: steady' }
  if (scenario.flows !== undefined)
    return { en: 'not all callers of a flow come to the queue', zh: '流程中的来话并非全部进入排队' }
  const rates = types.map(({ arrivals }) => (arrivals.kind === 'constant' ? arrivals.perHour : NaN))
  if (
    !rates.every((rate) => rate >= 0) ||
    types.some((type) => Object.keys(type).some((key) => !KNOWN_KEYS.has(key)))
  ) {
    return { en: 'arrivals must be Poisson of constant rates', zh: '来话须为恒定速率的泊松过程' }
  }
  const shifts = groups.flatMap((group) => group.shifts)
  if (shifts.some(({ fromMs, toMs, days }) => fromMs > 0 || toMs < Infinity || days !== undefined)) {
    return { en: 'agents must stay for the whole run', zh: '座席须全程在席' }
  }
  const perHour = rates.reduce((sum, rate) => sum + rate, 0)
  const average = (of: (type: ContactTypeSpec) => number) =>
    types.reduce((sum, type, at) => sum + rates[at]! * of(type), 0) / perHour
  const meanHandlingMs = average(handlingMs)
  const meanPatienceMs =
    1 / average(({ patience }) => (patience.distribution === 'never' ? 0 : 1 / sampler(patience).mean))
  const agents = shifts.reduce((sum, shift) => sum + shift.agents, 0)
  const offeredErlangs = (perHour / MS_PER_HOUR) * meanHandlingMs
  if (!(offeredErlangs > 0) || (meanPatienceMs === Infinity && offeredErlangs >= agents)) {
    return { en: 'the pooled system has no steady state', zh: '合并后的系统无稳态' }
  }
  const { thresholdMs } = scenario.serviceLevel
  const figures = erlangA({ offeredErlangs, agents, meanHandlingMs, meanPatienceMs, thresholdMs })
  return {
    scenario: pooled(scenario, agents, meanHandlingMs, meanPatienceMs),
    exact: new Map<MeasureName, number>([
      ['offered', (perHour * run.durationMs) / MS_PER_HOUR],
      ['serviceLevel', figures.serviceLevels.servedOverOffered],
      ['asaMs', figures.asaMs],
      ['meanWaitMs', figures.meanWaitMs],
      ['abandonRate', figures.pAbandon],
      ['occupancy', figures.occupancy],
      ['ahtMs', meanHandlingMs],
    ]),
  }
}

/** Runs the counterpart on the callers of replications that are there already, and adjusts their estimates by it. */
export async function controlledEstimates(
  runner: Runner,
  replications: Replications,
  counterpart: ErlangCounterpart,
  onObservation?: () => void,
): Promise<ControlledEstimates> {
  const { seed, observations, perObservation = 1 } = replications
  const batch: Batch = {
    scenario: counterpart.scenario,
    seed,
    replications: Array.from({ length: observations.length * perObservation }, (_, at) => at),
    antithetic: perObservation === 2,
  }
  const known = replicationsOf(batch, await runner.run(batch, onObservation))
  const own = overall(observations)
  const other = overall(known.observations)
  return new Map(MEASURES.map((measure) => [measure.name, controlled(measure, own, other, counterpart)]))
}

function controlled(measure: Measure, own: Samples, other: Samples, { exact }: ErlangCounterpart): ControlledEstimate {
  const offered = MEASURES[0]!
  const controls: Control[] = [{ values: own.map(offered.numerator), expectation: exact.get('offered')! }]
  if (measure.unit === 'contacts') return controlledMean(own.map(measure.numerator), controls)
  const expectation = exact.get(measure.name)
  if (expectation !== undefined) {
    const { deviations } = jackknifeRatio(other.map(measure.numerator), other.map(measure.denominator))
    const { mean } = estimateOf(measure, other)
    controls.push({ values: deviations.map((each) => mean + each), expectation })
  }
  return controlledRatio(own.map(measure.numerator), own.map(measure.denominator), controls)
}

function handlingMs({ handlingTime, afterCallWork }: ContactTypeSpec): number {
  if (handlingTime.distribution === 'recorded') return NaN
  return sampler(handlingTime).mean + (afterCallWork === undefined ? 0 : sampler(afterCallWork).mean)
}

function pooled(scenario: Scenario, agents: number, handlingMs: number, patienceMs: number): Scenario {
  const { trunks: _, ...rest } = scenario
  const [group] = scenario.groups
  return {
    ...rest,
    types: scenario.types.map(({ id, base, label, arrivals }) => ({
      id,
      base,
      label,
      arrivals,
      priority: 0,
      requires: new Map(),
      handlingTime: { distribution: 'exponential', meanMs: handlingMs },
      patience:
        patienceMs === Infinity ? { distribution: 'never' } : { distribution: 'exponential', meanMs: patienceMs },
    })),
    groups: [
      {
        id: group!.id,
        label: group!.label,
        skills: new Map(),
        shifts: [{ fromMs: 0, toMs: Infinity, agents }],
        handlingFactor: new Map(scenario.types.map(({ id }) => [id, 1])),
        ringTime: { distribution: 'deterministic', valueMs: 0 },
        noAnswer: 0,
      },
    ],
    routing: plainRouting('longest-idle'),
    overflowAfter: [],
  }
}
