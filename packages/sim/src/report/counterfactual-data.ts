import type { Counterfactual } from '../counterfactual/counterfactual.ts'
import {
  differencesOf,
  drawnOf,
  type Figures,
  figuresOf,
  type Population,
  populationsOf,
} from '../counterfactual/figures.ts'
import { allPairs, sidesOf } from '../counterfactual/side.ts'
import { measureNamed, MEASURES } from '../measure/measure.ts'
import { csvNumber, csvText } from './csv.ts'
import { jsonEstimate } from './json.ts'

/** Days routed again, for machines: every side, and every difference with both intervals. */
export function jsonCounterfactual(result: Counterfactual, thresholdMs: number): Record<string, unknown> {
  const populations = populationsOf(result)
  const sides = sidesOf(result)
  return {
    serviceLevel: { thresholdMs, formula: measureNamed('serviceLevel').formula.en },
    journals: result.days.map(({ source, scripts, commands, events, refused, recorded }, at) => ({
      file: source,
      contacts: scripts.size,
      commands,
      events,
      refused,
      unfinished: recorded.unfinished,
      strayed: result.strayed[at],
    })),
    draws: result.draws,
    sides: sides.map(({ name, contender }) => ({
      name,
      ...(contender !== undefined && { sameAgents: result.contenders[contender]!.sameAgents }),
      populations: populations.map((population) => ({
        kind: population.kind,
        name: population.name,
        measures: jsonFigures(figuresOf(drawnOf(result, population, contender))),
      })),
    })),
    differences: allPairs(sides).map(([a, b]) => ({
      a: a.name,
      b: b.name,
      populations: populations.map((population) => ({
        kind: population.kind,
        name: population.name,
        measures: jsonFigures(
          differencesOf(drawnOf(result, population, a.contender), drawnOf(result, population, b.contender)),
        ),
      })),
    })),
  }
}

function jsonFigures(figures: Figures): Record<string, unknown> {
  return Object.fromEntries(
    MEASURES.map(({ name }) => {
      const { mean, onTheseDays, onDaysLikeThese } = figures[name]
      const { mean: value, ci95 } = jsonEstimate({ mean, ci95: onTheseDays })
      return [
        name,
        { mean: value, onTheseDays: ci95, onDaysLikeThese: jsonEstimate({ mean, ci95: onDaysLikeThese }).ci95 },
      ]
    }),
  )
}

const HEAD = [
  'side',
  'minus',
  'population',
  'name',
  'measure',
  'unit',
  'mean',
  'these_days_low',
  'these_days_high',
  'days_like_these_low',
  'days_like_these_high',
]

/** The same as CSV, one figure a line (RFC 4180): `minus` is empty where it is no difference. */
export function counterfactualCsv(result: Counterfactual): string {
  const sides = sidesOf(result)
  const rows = (a: string, b: string, { kind, name }: Population, figures: Figures) =>
    MEASURES.map((measure) => {
      const { mean, onTheseDays, onDaysLikeThese } = figures[measure.name]
      const numbers = [mean, ...onTheseDays, ...onDaysLikeThese].map(csvNumber)
      return [a, b, kind, name, measure.name, measure.unit, ...numbers]
    })
  const lines = populationsOf(result).flatMap((population) => {
    const drawn = new Map(sides.map((side) => [side, drawnOf(result, population, side.contender)]))
    return [
      ...sides.flatMap((side) => rows(side.name, '', population, figuresOf(drawn.get(side)!))),
      ...allPairs(sides).flatMap(([a, b]) =>
        rows(a.name, b.name, population, differencesOf(drawn.get(a)!, drawn.get(b)!)),
      ),
    ]
  })
  return csvText([HEAD, ...lines])
}
