import { erlangA, type ErlangAResult } from '../theory/erlang-a.ts'
import { generalPatience } from '../theory/general-patience.ts'
import { priorities } from '../theory/priorities.ts'
import { skillBased, type SkillDesignResult } from '../theory/skill-based.ts'
import { canonical, ownThreshold } from './figures.ts'
import type { Design } from './kinds/skill-based.ts'
import type { Queue } from './kinds/queue.ts'
import type { Theory } from './plan.ts'

/** What theory knows of one queue: exact for exponential services, but not for bounded lines with a general patience. */
export function queueTheory(queue: Queue, threshold: number | undefined): Theory {
  const solved = new Map<number, ErlangAResult | undefined>()
  return (measure) => {
    const own = ownThreshold(measure)
    const thresholdMs = own ?? threshold ?? 0
    if (!solved.has(thresholdMs)) solved.set(thresholdMs, solveQueue(queue, thresholdMs))
    const result = solved.get(thresholdMs)
    if (result === undefined) return undefined
    return figureOf(result, own === undefined ? canonical(measure) : 'SL_served_in_awt_over_offered')
  }
}

function solveQueue({ agents, rate, service, patience, lines }: Queue, thresholdMs: number): ErlangAResult | undefined {
  if (!isExponential(service)) return undefined
  const offeredErlangs = rate * service.mean
  const model = { offeredErlangs, agents, meanHandlingMs: service.mean, thresholdMs }
  if (patience === undefined || isExponential(patience)) {
    return erlangA({ ...model, lines, meanPatienceMs: patience?.mean ?? Infinity })
  }
  return lines === Infinity ? generalPatience({ ...model, patience: patience.distribution }) : undefined
}

function isExponential({ text }: Queue['service']): boolean {
  return 'distribution' in text && text.distribution === 'exponential'
}

function figureOf(result: ErlangAResult, measure: string): number | undefined {
  const { servedOverOffered, servedOverServed, servedOrAbandonedOverOffered, excludingShortAbandons } =
    result.serviceLevels
  const entered = 1 - result.pBlock
  const figures: Readonly<Record<string, number>> = {
    pblock: result.pBlock,
    pwait: result.pWait,
    pab: result.pAbandon,
    EW: result.meanWaitMs,
    ASA: result.asaMs,
    Lq: result.meanQueueLength,
    occ: result.occupancy,
    SL_served_in_awt_over_offered: servedOverOffered,
    SL_over_served: servedOverServed,
    SL_excl_short_abandons: excludingShortAbandons,
    SL_incl_short_abandons: servedOrAbandonedOverOffered,
    P_wait_le_awt_entered_FIFO: servedOrAbandonedOverOffered / entered,
    SL_entered: servedOverOffered / entered,
  }
  return figures[measure]
}

/** What theory knows of M/M/n with priorities. */
export function prioritiesTheory(rates: readonly number[], agents: number, service: number): Theory {
  const offeredErlangs = rates.map((rate) => rate * service)
  const classes = priorities({ offeredErlangs, agents, meanHandlingMs: service })
  return (measure) => {
    const [, name = '', at] = /^(.*?)\[(\d+)\]$/.exec(measure) ?? []
    const one = classes[Number(at)]
    if (one === undefined) return undefined
    const figures: Readonly<Record<string, number>> = {
      EW: one.meanWaitMs,
      ASA: one.meanWaitMs,
      pwait: one.pWait,
      pab: 0,
      Lq: one.meanQueueLength,
    }
    return figures[canonical(name)]
  }
}

/** What theory knows of a small design: nothing of one whose chain is too large. */
export function designTheory(design: Design): Theory {
  let solved: SkillDesignResult | undefined
  let tried = false
  return (measure) => {
    if (!tried) solved = solveDesign(design)
    tried = true
    if (solved === undefined) return undefined
    const [, group] = /^occ_(.+)$/.exec(measure) ?? []
    if (group !== undefined) return solved.occupancies[design.groups.findIndex(({ name }) => name === group)]
    const [, digits, name = ''] = /^type(\d+)\.(.+)$/.exec(measure) ?? []
    const type = solved.types[Number(digits)]
    if (type === undefined) return undefined
    const figures: Readonly<Record<string, number>> = {
      pwait: type.pWait,
      pab: type.pAbandon,
      EW: type.meanWait,
      Lq: type.meanQueueLength,
    }
    return figures[canonical(name)]
  }
}

function solveDesign({ rates, thetas, groups, groupsOfType }: Design): SkillDesignResult | undefined {
  try {
    return skillBased({
      types: rates.map((rate, type) => ({ rate, impatience: thetas[type]!, groups: groupsOfType[type]! })),
      groups: groups.map(({ agents, mu, types }) => ({ agents, types, rates: rates.map(() => mu) })),
    })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
