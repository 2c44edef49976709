import type { Label } from '../scenario/scenario.ts'
import { FAMILY_LEVEL, FEWEST_EVENTS, type Judged, type Judgement, type Verdict, WIDEST } from '../validity/verdict.ts'
import { version } from '../version.ts'
import { csvNumber, csvText } from './csv.ts'
import { type Language, say, TEXT } from './language.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110
const DIGITS = 6

/** What was run, so that it can be run again. */
export interface ValidityHead {
  readonly again: string
  readonly seed: number
  /** Counted calls of a case. */
  readonly calls: number
}

const WORDS: Readonly<
  Record<'case' | 'measure' | 'source' | 'expected' | 'theory' | 'simulated' | 'errors' | 'verdict', Label>
> = {
  case: { en: 'case', zh: '算例' },
  measure: { en: 'measure', zh: '指标' },
  source: { en: 'source', zh: '出处' },
  expected: { en: 'expected', zh: '应有值' },
  theory: { en: 'our theory', zh: '本项目理论值' },
  simulated: { en: 'simulated', zh: '仿真值' },
  errors: { en: 'std errors off', zh: '偏差（标准误）' },
  verdict: { en: 'verdict', zh: '结论' },
}

const VERDICTS: Readonly<Record<Verdict, Label>> = {
  agrees: { en: 'agrees', zh: '一致' },
  differs: { en: 'DIFFERS', zh: '不一致' },
  undecided: { en: 'undecided', zh: '未定' },
  'not judged': { en: 'not judged', zh: '未评' },
}

/** How many comparisons came to each verdict. */
export function countVerdicts(judged: readonly Judged[]): Readonly<Record<Verdict, number>> {
  const counts = { agrees: 0, differs: 0, undecided: 0, 'not judged': 0 }
  for (const { verdict } of judged) counts[verdict] += 1
  return counts
}

/** What `validate` prints for people. */
export function validityReport(judgement: Judgement, head: ValidityHead, language: Language): string {
  const { judged } = judgement
  const word = (name: keyof typeof WORDS) => say(WORDS[name], language)
  const rows = [
    [
      word('case'),
      word('source'),
      word('measure'),
      word('expected'),
      word('theory'),
      word('simulated'),
      say(TEXT.interval, language),
      word('errors'),
      word('verdict'),
    ],
    ...judged.map((each, at) => rowOf(each, judged[at - 1]?.id !== each.id, language)),
  ]
  const counts = countVerdicts(judged)
  const total = (['agrees', 'differs', 'undecided', 'not judged'] as const)
    .map((verdict) => `${counts[verdict]} ${say(VERDICTS[verdict], language)}`)
    .join(', ')
  return [
    table(rows, '  ', 3),
    ...(reasons(judged, language) === '' ? [] : [reasons(judged, language)]),
    wrapped(say(ruleOf(judgement), language), WIDTH, ''),
    `${say(TEXT.runAgain, language)}: ${head.again}`,
    `${total}\n`,
  ].join('\n\n')
}

function rowOf(each: Judged, first: boolean, language: Language): string[] {
  const { expected, plusMinus, theory, simulated, ci95, deviation, verdict } = each
  const exact = expected === undefined ? '–' : figure(expected)
  return [
    first ? each.id : '',
    first ? each.source : '',
    each.measure === '' ? '–' : each.measure,
    plusMinus > 0 ? `${exact} ± ${figure(plusMinus, 2)}` : exact,
    theory === undefined ? '–' : figure(theory),
    simulated === undefined ? '–' : figure(simulated),
    ci95 === undefined ? '–' : `${figure(ci95[0])} … ${figure(ci95[1])}`,
    deviation === undefined || !Number.isFinite(deviation) ? '–' : inStandardErrors(deviation),
    say(VERDICTS[verdict], language),
  ]
}

function reasons(judged: readonly Judged[], language: Language): string {
  return judged
    .filter(({ reason }) => reason !== undefined)
    .map(({ id, measure, verdict, reason }) => {
      const what = measure === '' ? id : `${id} ${measure}`
      return wrapped(`${what}: ${say(VERDICTS[verdict], language)} — ${reason}`, WIDTH)
    })
    .join('\n')
}

/** The rule of the verdicts in words. */
function ruleOf({ comparisons, level, simulated }: Judgement): Label {
  const family = `${100 * FAMILY_LEVEL} %`
  const share = `${family} / ${Math.max(1, comparisons)} = ${level.toPrecision(2)}`
  const widest = `${100 * WIDEST} %`
  return {
    en: `${simulated} calls through the engine. Intervals are Student's on independent replications (jackknife of ratios, arrivals and conversation lengths as control variates). Of ${comparisons} comparisons one differs when its two-sided p-value, with the errors of both figures, is below ${share}: a right simulator shows any difference at all with probability below ${family}. Undecided: the 95 % interval reaches further than ${widest} of the expected value, or fewer than ${FEWEST_EVENTS} events are expected.`,
    zh: `共 ${simulated} 个来话经引擎仿真。区间为独立重复的 Student 区间（比率用刀切法，以来话量与通话时长为控制变量）。${comparisons} 次比较中，双侧 p 值（计入双方误差）低于 ${share} 者为不一致：正确的仿真器出现任何不一致的概率低于 ${family}。未定：95% 区间半宽超过应有值的 ${widest}，或期望事件数少于 ${FEWEST_EVENTS}。`,
  }
}

function figure(value: number, digits = DIGITS): string {
  return String(Number(value.toPrecision(digits))).replace('-', '−')
}

/** What `validate --json` writes. */
export function validityDocument(judgement: Judgement, head: ValidityHead): unknown {
  const { judged, comparisons, level, simulated } = judgement
  return {
    command: 'validate',
    version,
    seed: head.seed,
    calls: head.calls,
    again: head.again,
    familyLevel: FAMILY_LEVEL,
    comparisons,
    level,
    simulated,
    counts: countVerdicts(judged),
    results: judged.map(
      ({ id, measure, source, expected, plusMinus, theory, simulated, ci95, deviation, verdict, reason }) => ({
        case: id,
        ...(measure === '' ? {} : { measure }),
        source,
        expected: expected ?? null,
        plusMinus,
        theory: finite(theory),
        simulated: finite(simulated),
        ci95: ci95 === undefined ? null : ci95.map(finite),
        deviation: finite(deviation),
        verdict,
        ...(reason === undefined ? {} : { reason }),
      }),
    ),
  }
}

/** What `validate --csv` writes. */
export function validityCsv({ judged }: Judgement): string {
  const head = [
    'case',
    'measure',
    'source',
    'expected',
    'plus_minus',
    'theory',
    'simulated',
    'ci95_low',
    'ci95_high',
    'verdict',
    'reason',
  ]
  const number = (value: number | undefined) => csvNumber(value ?? NaN)
  return csvText([
    head,
    ...judged.map((each) => [
      each.id,
      each.measure,
      each.source,
      number(each.expected),
      number(each.plusMinus),
      number(each.theory),
      number(each.simulated),
      number(each.ci95?.[0]),
      number(each.ci95?.[1]),
      each.verdict,
      each.reason ?? '',
    ]),
  ])
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value
}

/** Two decimals, a minus as such, and none before a zero. */
function inStandardErrors(value: number): string {
  const text = value.toFixed(2)
  return Number(text) === 0 ? '0.00' : text.replace('-', '−')
}
