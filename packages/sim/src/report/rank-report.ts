import type { Ranked, Ranking, RankOptions } from '../experiment/rank.ts'
import { measureNamed } from '../measure/measure.ts'
import type { Label } from '../scenario/scenario.ts'
import { csvNumber, csvText } from './csv.ts'
import { figure, range, signed } from './figure.ts'
import { jsonEstimate } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110

const WORDS = {
  best: { en: 'The best', zh: '最优' },
  undecided: { en: 'Not decided: cannot be told apart yet', zh: '未定：尚无法区分' },
  more: { en: 'raise --most, or --indifference', zh: '请增大 --most 或 --indifference' },
  behind: { en: 'less the best', zh: '与最优之差' },
  out: { en: 'dropped after', zh: '淘汰于' },
  guarantee: {
    en:
      'Procedure KN (Kim & Nelson 2001): when the best is better than every other by at least the indifference, it is selected ' +
      'with at least this probability. The figure is the mean over replications of each replication’s own. Intervals of ' +
      'differences are each of 95 % on the same callers; they are not what decides.',
    zh: 'KN 程序（Kim 与 Nelson 2001）：若最优者较其他各者至少优出无差异值，则以不低于此概率选中。指标为各次仿真自身值的均值。差值区间为相同来话下各自的 95% 区间，不作为判定依据。',
  },
  probability: { en: 'probability', zh: '概率' },
  indifference: { en: 'indifference', zh: '无差异值' },
} as const satisfies Record<string, Label>

/** What `rank` prints for people. */
export function rankReport(ranking: Ranking, options: RankOptions, again: string, language: Language): string {
  const { unit, label } = measureNamed(options.measure)
  const what = options.type === undefined ? say(label, language) : `${say(label, language)}, ${options.type}`
  const left = ranking.ranked.filter(({ eliminatedAt }) => eliminatedAt === undefined).map(({ id }) => id)
  const told = ranking.decided
    ? `${say(WORDS.best, language)}: ${left[0]} (${say(WORDS.probability, language)} ≥ ${options.confidence})`
    : `${say(WORDS.undecided, language)}: ${left.join(', ')} — ${say(WORDS.more, language)}`
  const head = [
    TEXT.scenario,
    { en: what, zh: what },
    TEXT.interval,
    WORDS.behind,
    TEXT.interval,
    TEXT.replications,
    WORDS.out,
  ]
  const rows = ranking.ranked.map(({ id, estimate, behind, replications, eliminatedAt }) => [
    id,
    figure(estimate.mean, unit),
    range(estimate, unit),
    behind === undefined ? '' : signed(behind.mean, unit),
    behind === undefined ? '' : range(behind, unit, signed),
    String(replications),
    eliminatedAt === undefined ? '' : String(eliminatedAt),
  ])
  const note = `${say(WORDS.guarantee, language)} ${say(WORDS.indifference, language)}: ${signed(options.indifference, unit)}.`
  return [
    told,
    table([head.map((each) => say(each, language)), ...rows]),
    `${wrapped(note, WIDTH, '')}\n${say(TEXT.runAgain, language)}: ${again}\n`,
  ].join('\n\n')
}

/** The same for machines. */
export function jsonRanking({ decided, ranked }: Ranking): Readonly<Record<string, unknown>> {
  return {
    decided,
    best: decided ? ranked[0]!.id : null,
    ranked: ranked.map(({ id, estimate, behind, replications, eliminatedAt }) => ({
      id,
      ...jsonEstimate(estimate),
      behind: behind === undefined ? null : jsonEstimate(behind),
      replications,
      eliminatedAt: eliminatedAt ?? null,
    })),
  }
}

/** One contender a line. */
export function rankCsv({ ranked }: Ranking, { measure }: RankOptions): string {
  const head = [
    'scenario',
    'measure',
    'unit',
    'mean',
    'ci95_low',
    'ci95_high',
    'behind',
    'replications',
    'eliminated_at',
  ]
  const { unit } = measureNamed(measure)
  const row = ({ id, estimate: { mean, ci95 }, behind, replications, eliminatedAt }: Ranked) => [
    id,
    measure,
    unit,
    ...[mean, ...ci95, behind?.mean ?? 0].map(csvNumber),
    String(replications),
    eliminatedAt === undefined ? '' : String(eliminatedAt),
  ]
  return csvText([head, ...ranked.map(row)])
}
