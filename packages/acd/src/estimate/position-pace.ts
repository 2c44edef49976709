import type { AcdEvent } from '../event/event.ts'
import { ForgettingMean } from './forgetting.ts'
import { certainWaitMs, type WaitEstimator, type WaitQuery } from './wait-estimator.ts'

/** What is known of one type's queue. */
interface Pace {
  readonly gapMs: ForgettingMean
  lastMs: number
}

/** By type, gaps seen, their mean, and when somebody left last; null where nothing is known. */
type PaceMemory = {
  readonly byType: readonly (readonly [count: number, mean: number | null, lastMs: number] | null)[]
}

/**
 * Position: places to go, times the time the type's queue has needed of late to move up by one place, whether by an
 * answer or by someone giving up. Knows neither agents nor handling times.
 */
export class PositionPace implements WaitEstimator {
  readonly name: string = 'position'
  readonly #weight: number
  #types: (Pace | undefined)[] = []

  /** @param weight - of the newest step; default 0.05 */
  constructor(weight: number = 0.05) {
    this.#weight = weight
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'connected' && event.kind !== 'abandoned') return
    const pace = (this.#types[event.type] ??= { gapMs: new ForgettingMean(this.#weight), lastMs: -Infinity })
    // Who leaves now and was there at the last step shows that the queue was never empty in between.
    if (event.arrivedMs <= pace.lastMs) pace.gapMs.add(event.atMs - pace.lastMs)
    pace.lastMs = event.atMs
  }

  memory(): PaceMemory {
    return { byType: Array.from(this.#types, (pace) => (pace === undefined ? null : memoryOf(pace))) }
  }

  recall({ byType }: PaceMemory): void {
    this.#types = byType.map((known) => {
      if (known === null) return undefined
      const [count, mean, lastMs] = known
      const gapMs = new ForgettingMean(this.#weight)
      gapMs.recall([count, mean])
      return { gapMs, lastMs }
    })
  }

  expectedWaitMs(query: WaitQuery): number {
    const certain = certainWaitMs(query)
    if (certain !== undefined) return certain
    return ((query.aheadOfType ?? query.ahead) + 1) * (this.#types[query.type]?.gapMs.value ?? Number.NaN)
  }
}

function memoryOf({ gapMs, lastMs }: Pace): readonly [count: number, mean: number | null, lastMs: number] {
  const [count, mean] = gapMs.memory
  return [count, mean, lastMs]
}
