import { arrivalControl, talkControl } from '../controls.ts'
import { prioritiesTheory } from '../theory-of.ts'
import { contactFigure, type Figure, occupancy } from '../figures.ts'
import { exponential } from '../law.ts'
import { type Effort, type Plan, relaxationOf, steadyPlan } from '../plan.ts'
import { numberOf, numbersOf, type ReferenceCase, Refusal, wholeOf } from '../reference-case.ts'
import { perHour } from '../scenario-text.ts'

/** Priorities that a scenario can tell apart. */
const MOST_CLASSES = 32

/** Whether a case is M/M/n whose callers have classes, the first served first. */
export function isPriorities({ given }: ReferenceCase): boolean {
  return typeof given['model'] === 'string' && given['model'].startsWith('M/M/n non-preemptive priorit')
}

/** M/M/n with non-preemptive priorities; figures are lists, one for each class. */
export function prioritiesPlan(reference: ReferenceCase, effort: Effort): Plan {
  const { given } = reference
  const rates = numbersOf(given, 'lams')
  if (rates.length > MOST_CLASSES) throw new Refusal(`${rates.length} classes: a scenario has at most ${MOST_CLASSES}`)
  const agents = wholeOf(given, 'n', 1)
  const service = 1 / numberOf(given, 'mu', Number.MIN_VALUE)
  const rate = rates.reduce((sum, each) => sum + each, 0)
  const types = Object.fromEntries(
    rates.map((each, at) => [
      `class${at}`,
      {
        arrivals: { perHour: perHour(each) },
        handlingTime: exponential(service).text,
        priority: rates.length - 1 - at,
        patience: 'never',
      },
    ]),
  )
  return steadyPlan(
    reference,
    {
      text: { types, groups: { agents: { agents } } },
      threshold: given['awt'] === undefined ? undefined : numberOf(given, 'awt'),
      rate,
      // The lowest class lives on what the others leave: its queue remembers about 1/(1 − their load) times longer.
      relaxation: (service * relaxationOf(rate * service, agents, Infinity)) / spareOf(rates, service, agents),
      controls: ({ duration }) => [
        ...rates.map((each, at) => arrivalControl(at, each * duration)),
        talkControl([0], [service]),
      ],
      figure: (measure, { duration }): Figure | undefined => {
        const [, name = '', at] = /^(.*?)(?:\[(\d+)\])?$/.exec(measure) ?? []
        const all = [...rates.keys()]
        if (at !== undefined && Number(at) >= rates.length) return undefined
        if (name === 'occ' && at === undefined) return occupancy([0])
        return contactFigure(name, at === undefined ? all : [Number(at)], duration)
      },
      theory: prioritiesTheory(rates, agents, service),
    },
    effort,
  )
}

/** Share of the agents that the classes above the last leave. */
function spareOf(rates: readonly number[], service: number, agents: number): number {
  const above = rates.slice(0, -1).reduce((sum, rate) => sum + rate * service, 0)
  return Math.max(0.05, 1 - above / agents)
}
