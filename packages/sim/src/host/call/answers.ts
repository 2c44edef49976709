import type { AnsweredBy } from '@strowger/core'
import type { AnswerConfig } from '../config/host-config.ts'
import type { SwitchEvent } from '../switch/switch-event.ts'
import type { House } from './house.ts'

/** Who is taken to have answered. */
export type Answerer = Exclude<AnsweredBy, 'unsure'>

/** How it is found out who has answered a call. */
export interface AnswerSearch {
  readonly how: AnswerConfig
  /** What is not known then is not sure: the engine takes the call for unanswered a moment later, and ends it. */
  readonly untilMs: number
}

interface Search {
  readonly how: AnswerConfig
  readonly told: (by: Answerer) => void
  readonly stopTimer: () => void
}

/** The exchange tells within the time of the analysis; one that does not is not waited for. */
const SLACK_MS = 1000

/** Finds out whether people or machines have answered the calls of campaigns that want to know. Who is not told from a person is one. */
export class Answers {
  readonly #house: House
  readonly #searches = new Map<number, Search>()
  /** Calls so far, by what was told of them. */
  readonly counts: Record<AnsweredBy, number> = { human: 0, machine: 0, network: 0, unsure: 0 }

  constructor(house: House) {
    this.#house = house
  }

  /** Calls that somebody has answered of whom it is not known who it is. */
  get size(): number {
    return this.#searches.size
  }

  /** A call was answered: `told` hears by whom, once, unless it is forgotten before. */
  begin(leg: number, { how, untilMs }: AnswerSearch, told: (by: Answerer) => void): void {
    const { clock, exchange } = this.#house
    const limitMs = clock.nowMs() + how.analysis.totalAnalysisTimeMs + SLACK_MS
    const stopTimer = clock.at(Math.min(limitMs, untilMs), () => {
      this.heard({ kind: 'answered-by', leg, by: 'unsure', cause: 'out-of-time' })
    })
    this.#searches.set(leg, { how, told, stopTimer })
    exchange.detect(leg, how.analysis)
  }

  /** The exchange tells who has answered. */
  heard({ leg, by, cause }: SwitchEvent & { kind: 'answered-by' }): void {
    const search = this.#searches.get(leg)
    if (search === undefined) return
    this.forget(leg)
    this.counts[by] += 1
    this.#house.log.say('info', 'answered-by', { leg, by, cause })
    search.told(by === 'unsure' ? search.how.unsure : by)
  }

  /** The call is over. */
  forget(leg: number): void {
    this.#searches.get(leg)?.stopTimer()
    this.#searches.delete(leg)
  }
}
