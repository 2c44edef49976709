import type { SalesLine } from '../measure/sales.ts'
import { figure, range } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import { table } from './table.ts'

const WORDS = {
  sales: { en: 'sales', zh: '营销' },
  offers: { en: 'offers', zh: '推荐量' },
  conversions: { en: 'conversions', zh: '办理量' },
  rate: { en: 'conversion rate', zh: '转化率' },
} as const

/** A table of what was offered and bought; none where nothing was. */
export function salesTable(sales: readonly SalesLine[], language: Language): string[] {
  if (sales.length === 0) return []
  const word = (name: keyof typeof WORDS) => say(WORDS[name], language)
  const interval = say(TEXT.interval, language)
  const rows = sales.map(({ label, offers, conversions, conversionRate }) => [
    say(label, language),
    figure(offers.mean, 'contacts'),
    figure(conversions.mean, 'contacts'),
    range(conversions, 'contacts'),
    figure(conversionRate.mean, 'share'),
    range(conversionRate, 'share'),
  ])
  return [table([[word('sales'), word('offers'), word('conversions'), interval, word('rate'), interval], ...rows])]
}
