import type { FlowEnds } from '../measure/flow-ends.ts'
import type { RatingLine } from '../measure/ratings.ts'
import { figure, range } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import { linesTable } from './lines-table.ts'
import { table } from './table.ts'

const WORDS = {
  flows: { en: 'what became of callers in flows', zh: '流程内来话去向' },
  ratings: { en: 'ratings', zh: '满意度' },
  asked: { en: 'asked', zh: '邀请评价' },
  rate: { en: 'response rate', zh: '参评率' },
  mean: { en: 'mean rating', zh: '平均分' },
} as const

/** Tables of what became of callers in flows, and of how they rated. */
export function flowTables({ lines, ratings }: FlowEnds, language: Language): string[] {
  return [linesTable(say(WORDS.flows, language), lines, language), ...ratingTable(ratings, language)]
}

/** A table of ratings; none where nobody was asked. */
export function ratingTable(ratings: readonly RatingLine[], language: Language): string[] {
  if (ratings.length === 0) return []
  const word = (name: keyof typeof WORDS) => say(WORDS[name], language)
  const interval = say(TEXT.interval, language)
  const rated = ratings.map(({ label, asked, responseRate, rating }) => [
    say(label, language),
    figure(asked.mean, 'contacts'),
    figure(responseRate.mean, 'share'),
    range(responseRate, 'share'),
    score(rating.mean),
    range(rating, 'contacts', score),
  ])
  return [table([[word('ratings'), word('asked'), word('rate'), interval, word('mean'), interval], ...rated])]
}

/** A rating to two decimals. */
function score(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '–'
}
