import { exponential, type Law, lawOf } from '../law.ts'
import { type Figure, contactFigure, occupancy } from '../figures.ts'
import { type Effort, type Plan, relaxationOf, steadyPlan } from '../plan.ts'
import { numberOf, type ReferenceCase, Refusal, wholeOf } from '../reference-case.ts'
import { perHour } from '../scenario-text.ts'
import { arrivalControl, talkControl } from '../controls.ts'
import { queueTheory } from '../theory-of.ts'

/** One queue in Kendall's notation as the cases write it: `M/M/n`, `M/G/n/K+M`, … */
const NOTATION = /^M\/(M|G|D)\/n(\/n|\/K)?(?:\+(M|G|D))?$/

/** One queue, read from a case; times in its unit. */
export interface Queue {
  readonly agents: number
  readonly rate: number
  readonly service: Law
  /** Undefined for callers who wait for ever. */
  readonly patience: Law | undefined
  /** Infinity where there are as many as it takes. */
  readonly lines: number
}

/** Whether a case is one queue of alike callers before alike agents. */
export function isQueue({ given }: ReferenceCase): boolean {
  return typeof given['model'] === 'string' && NOTATION.test(given['model'].replaceAll(' ', ''))
}

/** M/G/n/K+G as a scenario of one type and one group. */
export function queuePlan(reference: ReferenceCase, effort: Effort): Plan {
  const { given } = reference
  const queue = queueOf(given)
  const { agents, rate, service, patience, lines } = queue
  const call = {
    arrivals: { perHour: perHour(rate) },
    handlingTime: service.text,
    patience: patience?.text ?? 'never',
  }
  return steadyPlan(
    reference,
    {
      text: {
        types: { call },
        groups: { agents: { agents } },
        ...(lines === Infinity ? {} : { trunks: lines }),
      },
      threshold: given['awt'] === undefined ? undefined : numberOf(given, 'awt'),
      rate,
      relaxation: service.mean * memory(rate * service.mean, agents, lines, patience, service.mean),
      controls: ({ duration }) => [arrivalControl(0, rate * duration), talkControl([0], [service.mean])],
      figure: (measure, { duration }): Figure | undefined =>
        measure === 'occ' ? occupancy([0]) : contactFigure(measure, [0], duration),
      theory: queueTheory(queue, given['awt'] === undefined ? undefined : numberOf(given, 'awt')),
    },
    effort,
  )
}

/**
 * Reads a queue.
 *
 * @throws Refusal when a parameter is missing or wrong.
 */
function queueOf(given: ReferenceCase['given']): Queue {
  const [, serviceLaw, room, patienceLaw] = NOTATION.exec(String(given['model']).replaceAll(' ', ''))!
  const agents = wholeOf(given, 'n', 1)
  const service = serviceOf(given, serviceLaw!)
  const rate = given['lam'] === undefined ? numberOf(given, 'load') / service.mean : numberOf(given, 'lam')
  if (!(rate > 0)) throw new Refusal('nobody calls')
  const lines = room === undefined ? Infinity : room === '/n' ? agents : wholeOf(given, 'K', agents)
  return { agents, rate, service, patience: patienceOf(given, patienceLaw), lines }
}

function serviceOf(given: ReferenceCase['given'], law: string): Law {
  if (law === 'M') {
    const mu = given['mu'] === undefined ? 1 : numberOf(given, 'mu')
    if (!(mu > 0)) throw new Refusal('mu is 0')
    return exponential(1 / mu)
  }
  if (law === 'D' && given['service'] === undefined) return lawOf(`det(${1 / numberOf(given, 'mu')})`)
  return lawOf(given['service'])
}

function patienceOf(given: ReferenceCase['given'], law: string | undefined): Law | undefined {
  if (law === undefined) return undefined
  if (law !== 'M' || given['theta'] === undefined) return lawOf(given['patience'])
  const theta = numberOf(given, 'theta')
  return theta === 0 ? undefined : exponential(1 / theta)
}

/** How long the queue remembers, in mean services: patience and the places to wait bound what waits. */
function memory(load: number, agents: number, lines: number, patience: Law | undefined, service: number): number {
  const places = lines - agents
  const longest = patience === undefined ? Infinity : patienceMemory(patience, agents, service)
  return relaxationOf(load, agents, Math.min(longest, (places * places) / agents))
}

/**
 * Exponential patience pulls a queue back at its rate; one that nobody loses early lets the queue wander: between two
 * walls for a patience without spread (a diffusion of variance 2n), and less far for what lies between.
 */
function patienceMemory({ mean, text }: Law, agents: number, service: number): number {
  const services = mean / service
  if ('distribution' in text && text.distribution === 'exponential') return services
  const spreads = 'distribution' in text && text.distribution !== 'deterministic'
  return Math.max(services, spreads ? (services * Math.sqrt(agents)) / 2 : (services * services * agents) / 9)
}
