import type { Observation } from '../../run/observation.ts'
import type { OutsideSpec } from '../../run/outside/outside.ts'
import { loadScenario } from '../../scenario/load.ts'
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../../scenario/duration.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { arrivalControl, talkControl } from '../controls.ts'
import { expectedOf } from '../expected.ts'
import { contactFigure, type Figure, isTime, occupancy } from '../figures.ts'
import type { Control, Effort, Plan } from '../plan.ts'
import { isRecord, numberOf, numbersOf, type ReferenceCase, Refusal } from '../reference-case.ts'
import { UNIT_MS } from '../scenario-text.ts'

const LEAST_REPLICATIONS = 20
const MOST_REPLICATIONS = 4000
/** So many leave most of the degrees of freedom. */
const MOST_CONTROLS = 14
const UNITS_MS: Readonly<Record<string, number>> = { s: MS_PER_SECOND, min: MS_PER_MINUTE, h: MS_PER_HOUR }

/** Whether a case is a whole scenario. */
export function isScenario({ given }: ReferenceCase): boolean {
  return given['model'] === 'scenario'
}

/**
 * A case that brings its scenario as a file would write it, and `unit`, the unit of its times: s, min or h. Measures are
 * of all contacts and agents (`pab`, `occ`), of a type or several (`type.vip.pab`, `type.vip+gold.pab`), or of a group
 * (`group.desk.occ`; `group.desk.busy`, the time that its agents are busy).
 */
export function scenarioPlan({ given }: ReferenceCase, { calls }: Effort): Plan {
  const { scenario: document, unit = 's', host } = given
  if (!isRecord(document)) throw new Refusal('scenario is missing: a scenario as a file would write it')
  const unitMs = typeof unit === 'string' ? UNITS_MS[unit] : undefined
  if (unitMs === undefined) throw new Refusal(`unit: ${JSON.stringify(unit)} is none of s, min, h`)
  const scenario = loadScenario('case.json', { read: () => JSON.stringify(document), resolve: (_, to) => to })
  const { figures, refused } = expectedOf(given)
  const reasons = new Map(refused)
  const compared = figures.flatMap((expected) => {
    const figure = figureOf(expected.measure, scenario, unitMs)
    if (figure !== undefined) return [{ expected, figure }]
    reasons.set(expected.measure, 'this measure is not known here')
    return []
  })
  const means = scenario.types.map((type) => expectedCalls(type, scenario))
  const perReplication = means.reduce<number>((sum, mean) => sum + (mean ?? 0), 0)
  const wanted = perReplication > 0 ? Math.round(calls / perReplication) : LEAST_REPLICATIONS
  return {
    runs: [
      {
        scenario,
        replications: Math.min(MOST_REPLICATIONS, Math.max(LEAST_REPLICATIONS, wanted)),
        controls: controlsOf(scenario, means),
        ...(host !== undefined && { outside: outsideIn(host, scenario) }),
        compared,
      },
    ],
    refused: reasons,
    theory: () => undefined,
  }
}

function figureOf(measure: string, scenario: Scenario, unitMs: number): Figure | undefined {
  const { types, groups, run } = scenario
  const [, population, id = '', name = ''] = /^(type|group)\.(.+)\.([^.]+)$/.exec(measure) ?? []
  if (population === 'group') {
    const group = groups.findIndex((each) => each.id === id)
    if (group < 0) return undefined
    if (name === 'busy')
      return { numerator: (seen) => occupancy([group]).numerator(seen) / unitMs, denominator: () => 1 }
    return name === 'occ' ? occupancy([group]) : undefined
  }
  if (population === undefined && measure === 'occ') return occupancy([...groups.keys()])
  const ids = id.split('+')
  const chosen = [...types.keys()].filter((at) => population === undefined || ids.includes(types[at]!.id))
  if (chosen.length < (population === undefined ? 1 : ids.length)) return undefined
  const asked = population === undefined ? measure : name
  const figure = contactFigure(asked, chosen, run.durationMs / UNIT_MS)
  // The threshold is the scenario's own.
  if (figure === undefined || figure.threshold !== undefined) return undefined
  if (!isTime(asked)) return figure
  return { ...figure, numerator: (seen: Observation) => (figure.numerator(seen) * UNIT_MS) / unitMs }
}

/** Mean number of counted calls of a type, where it is a Poisson number of known mean. */
function expectedCalls({ arrivals }: Scenario['types'][number], { run }: Scenario): number | undefined {
  if (arrivals.kind === 'constant') return (arrivals.perHour * run.durationMs) / MS_PER_HOUR
  if (arrivals.kind !== 'piecewise') return undefined
  return arrivals.perHour.reduce((sum, rate) => sum + (rate * arrivals.intervalMs) / MS_PER_HOUR, 0)
}

/** A host as a case writes it: types and groups by name. */
function outsideIn(host: unknown, { types, groups }: Scenario): OutsideSpec {
  if (!isRecord(host)) throw new Refusal('host is no host')
  const type = (name: unknown) => numberIn(types, name)
  const group = (name: unknown) => numberIn(groups, name)
  const all = (names: unknown) => (Array.isArray(names) ? names.map(group) : [])
  if (isRecord(host['types'])) {
    return {
      kind: 'virtual-hold',
      types: Object.entries(host['types']).map(([from, to]) => [type(from), type(to)] as const),
      leastMs: numberOf(host, 'leastMs'),
      accepts: numberOf(host, 'accepts'),
      share: numberOf(host, 'share'),
    }
  }
  return {
    kind: 'threshold-dialler',
    watched: all(host['watched']),
    least: numberOf(host, 'least'),
    served: all(host['served']),
    perAgent: numberOf(host, 'perAgent'),
    reached: type(host['reached']),
    others: type(host['others']),
    probability: numbersOf(host, 'probability'),
    intervalMs: numberOf(host, 'intervalMs', 1),
    bell: group(host['bell']),
  }
}

function numberIn(items: readonly { readonly id: string }[], name: unknown): number {
  const at = items.findIndex(({ id }) => id === name)
  if (at < 0) throw new Refusal(`host: there is no ${JSON.stringify(name)}`)
  return at
}

/** Arrivals, and lengths of conversations where every one of a group has the same mean. */
function controlsOf({ types, groups }: Scenario, means: readonly (number | undefined)[]): Control[] {
  const arrivals = means.flatMap((mean, type) => (mean === undefined || mean === 0 ? [] : [arrivalControl(type, mean)]))
  const talks = groups.flatMap(({ handlingFactor }, group) => {
    const own = new Set(
      types.map(({ id, handlingTime }) =>
        handlingTime.distribution === 'exponential' ? handlingTime.meanMs * (handlingFactor.get(id) ?? 1) : NaN,
      ),
    )
    const [mean = NaN] = own
    return own.size === 1 && mean > 0 ? [talkControl([group], [mean / UNIT_MS])] : []
  })
  return [...arrivals, ...talks].slice(0, MOST_CONTROLS)
}
