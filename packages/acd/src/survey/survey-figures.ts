import { StrowgerError } from '../errors/strowger-error.ts'
import type { RatedAction } from '../flow/flow-action.ts'

/** How the ratings of a survey are read. */
export interface SurveyScale {
  readonly survey: string
  /** Lowest and highest rating that counts as satisfied, and as dissatisfied; the rest is neither. */
  readonly satisfied: readonly [number, number]
  readonly dissatisfied: readonly [number, number]
}

/** Ratings of one agent, desk or tenant. */
export interface SurveyTally {
  /** Callers who were asked. */
  readonly asked: number
  /** Callers who answered. */
  readonly answered: number
  readonly satisfied: number
  readonly dissatisfied: number
  /** Sum of the ratings, for their mean. */
  readonly sum: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Whose ratings: those of an agent by number, of a contact type by number (a desk), of a tenant, or all. */
export type RatedSubject = { readonly agent: number } | { readonly type: number } | { readonly tenant: string } | 'all'

const NOTHING: SurveyTally = { asked: 0, answered: 0, satisfied: 0, dissatisfied: 0, sum: 0 }

/**
 * Ratings after the call, returned to the agent, the desk (the contact type as which the caller was served) and the
 * tenant. Counted from the flows' `rated` actions; who was asked and said nothing counts for the response rate only.
 */
export class SurveyFigures {
  readonly #scales = new Map<string, SurveyScale>()
  readonly #tenantOf: readonly (string | undefined)[]
  readonly #tallies = new Map<string, Mutable<SurveyTally>>()

  /**
   * @param types - contact types of the exchange, for their tenants
   * @throws StrowgerError `duplicate-name`, `out-of-range` where satisfied and dissatisfied overlap
   */
  constructor(scales: readonly SurveyScale[], types: readonly { readonly tenant?: string }[]) {
    for (const [at, scale] of scales.entries()) {
      const path = `scales[${at}]`
      if (this.#scales.has(scale.survey))
        throw new StrowgerError('duplicate-name', path, scale.survey, 'each survey once')
      const [low, high] = scale.satisfied
      const [worst, bad] = scale.dissatisfied
      if (!(low <= high && worst <= bad && (high < worst || bad < low))) {
        const remedy = 'two ranges of ratings, the lower first, that do not overlap'
        throw new StrowgerError('out-of-range', path, `${low}–${high}, ${worst}–${bad}`, remedy)
      }
      this.#scales.set(scale.survey, scale)
    }
    this.#tenantOf = types.map(({ tenant }) => tenant)
  }

  /** Takes in a rating. False when its survey has no scale. O(1). */
  observe({ survey, rating, agent, type }: RatedAction): boolean {
    const scale = this.#scales.get(survey)
    if (scale === undefined) return false
    this.#count('all', scale, rating)
    if (agent >= 0) this.#count(`agent ${agent}`, scale, rating)
    if (type >= 0) this.#count(`type ${type}`, scale, rating)
    const tenant = this.#tenantOf[type]
    if (tenant !== undefined) this.#count(`tenant ${tenant}`, scale, rating)
    return true
  }

  /** Ratings of a subject over all surveys that have a scale; of one survey when it is named. */
  of(subject: RatedSubject, survey?: string): SurveyTally {
    const prefix = survey === undefined ? '' : `${survey}: `
    return this.#tallies.get(prefix + keyOf(subject)) ?? NOTHING
  }

  #count(key: string, scale: SurveyScale, rating: number): void {
    for (const each of [key, `${scale.survey}: ${key}`]) {
      const tally = this.#tallies.get(each) ?? { ...NOTHING }
      this.#tallies.set(each, tally)
      tally.asked += 1
      if (Number.isNaN(rating)) continue
      tally.answered += 1
      tally.sum += rating
      if (isWithin(rating, scale.satisfied)) tally.satisfied += 1
      else if (isWithin(rating, scale.dissatisfied)) tally.dissatisfied += 1
    }
  }
}

function isWithin(rating: number, [low, high]: readonly [number, number]): boolean {
  return rating >= low && rating <= high
}

function keyOf(subject: RatedSubject): string {
  if (subject === 'all') return 'all'
  if ('agent' in subject) return `agent ${subject.agent}`
  return 'type' in subject ? `type ${subject.type}` : `tenant ${subject.tenant}`
}
