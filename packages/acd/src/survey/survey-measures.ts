import type { BilingualLabel } from '../metrics/label.ts'
import type { SurveyTally } from './survey-figures.ts'

/** Names of what surveys come to, stable. */
export type SurveyMeasureName = 'asked' | 'answered' | 'responseRate' | 'satisfaction' | 'meanRating'

/** What a survey comes to. */
export interface SurveyMeasure {
  readonly name: SurveyMeasureName
  readonly unit: 'contacts' | 'share' | 'rating'
  readonly label: BilingualLabel
  readonly formula: BilingualLabel
  /** Undefined — missing, never 0 — where there is nothing to divide by. */
  readonly of: (tally: SurveyTally) => number | undefined
}

const ratio = (numerator: number, denominator: number): number | undefined =>
  denominator > 0 ? numerator / denominator : undefined

/** What surveys come to, with their labels. */
export const SURVEY_MEASURES: readonly SurveyMeasure[] = [
  {
    name: 'asked',
    unit: 'contacts',
    label: { en: 'asked', zh: '邀评量' },
    formula: { en: 'callers who were asked for a rating', zh: '被邀请评价的来电数' },
    of: ({ asked }) => asked,
  },
  {
    name: 'answered',
    unit: 'contacts',
    label: { en: 'rated', zh: '参评量' },
    formula: { en: 'callers who gave one', zh: '作出评价的来电数' },
    of: ({ answered }) => answered,
  },
  {
    name: 'responseRate',
    unit: 'share',
    label: { en: 'response rate', zh: '参评率' },
    formula: { en: 'rated ÷ asked', zh: '参评量 ÷ 邀评量' },
    of: ({ asked, answered }) => ratio(answered, asked),
  },
  {
    name: 'satisfaction',
    unit: 'share',
    label: { en: 'satisfaction', zh: '客户满意率' },
    formula: { en: 'satisfied ÷ (satisfied + dissatisfied)', zh: '满意 ÷ (满意 + 不满意)' },
    of: ({ satisfied, dissatisfied }) => ratio(satisfied, satisfied + dissatisfied),
  },
  {
    name: 'meanRating',
    unit: 'rating',
    label: { en: 'mean rating', zh: '平均评分' },
    formula: { en: 'sum of ratings ÷ rated', zh: '评分之和 ÷ 参评量' },
    of: ({ sum, answered }) => ratio(sum, answered),
  },
]
