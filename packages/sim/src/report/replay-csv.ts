import type { Estimates } from '../measure/estimates.ts'
import { MEASURES } from '../measure/measure.ts'
import { csvNumber, csvText } from './csv.ts'
import type { ReplaySummary } from './replay-summary.ts'

const HEAD = ['scenario', 'population', 'name', 'measure', 'unit', 'recorded', 'replayed', 'ci95_low', 'ci95_high']

/** Every figure of a replay, recorded and replayed side by side, one a line (RFC 4180). Empty: no figure. */
export function replayCsv({ replayed, recorded, days }: ReplaySummary): string {
  const { file } = replayed
  const lines = [HEAD, ...rows(file, 'all', '', recorded.measures, replayed.measures)]
  for (const [type, estimates] of replayed.byType) {
    lines.push(...rows(file, 'type', type, recorded.byType.get(type), estimates))
  }
  for (const [group, estimates] of replayed.byGroup) lines.push(...rows(file, 'group', group, undefined, estimates))
  for (const day of days) lines.push(...rows(file, 'day', day.date, day.recorded, day.replayed))
  return csvText(lines)
}

function rows(file: string, population: string, name: string, was: Estimates | undefined, is: Estimates): string[][] {
  return MEASURES.map((measure) => {
    const { mean, ci95 } = is[measure.name]
    const figures = [was?.[measure.name].mean ?? NaN, mean, ci95[0], ci95[1]]
    return [file, population, name, measure.name, measure.unit, ...figures.map(csvNumber)]
  })
}
