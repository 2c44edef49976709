import { measureNamed } from '../measure/measure.ts'
import type { Label } from '../scenario/scenario.ts'
import { probabilityMet, type TargetResult } from '../staffing/evaluate.ts'
import { costOf, type StaffingProblem } from '../staffing/problem.ts'
import type { StaffingResult } from '../staffing/result.ts'
import { csvNumber, csvText } from './csv.ts'
import { figure, range } from './figure.ts'
import { jsonEstimate } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import { linesTable } from './lines-table.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110
const SHOWN_MISSES = 5

const WORDS = {
  agents: { en: 'agents', zh: '座席数' },
  inAll: { en: 'in all', zh: '合计' },
  cost: { en: 'cost', zh: '成本' },
  target: { en: 'target', zh: '目标' },
  onSample: { en: 'independent sample', zh: '独立样本' },
  probability: { en: 'probability that it is met', zh: '达标概率' },
  optimal: {
    en: 'Nothing cheaper will do: every cheaper staffing has no more of anything than one that missed a target, with 99.9 % confidence each.',
    zh: '没有更便宜的方案：每个更便宜的方案在各组人数上都不超过某个以 99.9% 置信度未达标的方案。',
  },
  sample: {
    en: 'Nothing cheaper will do on the callers simulated; of those below, it cannot be told with 99.9 % confidence.',
    zh: '在所仿真的来话上没有更便宜的方案；以下方案尚不能以 99.9% 置信度判定。',
  },
  open: {
    en: 'Cheaper staffings remain that were not looked at: raise --proof to close the gap.',
    zh: '仍有未检查的更便宜方案：增大 --proof 可缩小差距。',
  },
  bound: { en: 'lower bound of the cost', zh: '成本下界' },
  gap: { en: 'gap', zh: '差距' },
  workBound: { en: 'of the work alone', zh: '仅按工作量' },
  misses: { en: 'Cheaper, and missed by less than can be told', zh: '更便宜但未达标且差异不显著' },
  searched: { en: 'staffings simulated, in replications', zh: '个方案已仿真，总仿真次数' },
  assumed: {
    en:
      'Assumed: more agents never make a target worse. Targets without "on … of days" hold on average over replications. ' +
      'The independent sample has callers that the search did not see; a probability near 50 % says that the bound is met by chance.',
    zh: '假设：增加座席不会使目标变差。未写 “on … of days” 的目标按各次仿真平均计。独立样本的来话未用于搜索；概率接近 50% 表示勉强达标。',
  },
} as const satisfies Record<string, Label>

/** What `staff` prints for people. */
export function staffReport(
  problem: StaffingProblem,
  result: StaffingResult,
  again: string,
  language: Language,
): string {
  const { variables } = problem
  const word = (label: Label) => say(label, language)
  const rows = variables.map(({ name, places, cost }, at) => {
    const each = result.staffing[at]!
    const agents = places.length === 1 ? `${each}` : `${places.length} × ${each}`
    return [name, agents, money(cost * each)]
  })
  const total = variables.reduce((sum, { places }, at) => sum + places.length * result.staffing[at]!, 0)
  const below = result.nearMisses.filter(({ staffing }) => costOf(variables, staffing) < result.cost)
  const blocks = [
    problem.name,
    table([
      [word(TEXT.group), word(WORDS.agents), word(WORDS.cost)],
      ...rows,
      [word(WORDS.inAll), `${total}`, money(result.cost)],
    ]),
    table([
      [word(WORDS.target), word(WORDS.onSample), word(TEXT.interval), word(WORDS.probability)],
      ...result.check.results.map((each) => targetRow(each)),
    ]),
    [
      wrapped(word(WORDS[result.proven]), WIDTH, ''),
      `${word(WORDS.bound)}: ${money(result.lowerBound)} (${word(WORDS.gap)} ${percent(gapOf(result))}; ${word(WORDS.workBound)}: ${money(result.workBound)})`,
    ].join('\n'),
  ]
  if (result.check.moved.length > 0) blocks.push(linesTable(word(TEXT.sites), result.check.moved, language))
  if (below.length > 0) {
    const misses = below
      .slice(0, SHOWN_MISSES)
      .map(({ staffing, results }) => [
        staffing.join(' + '),
        money(costOf(variables, staffing)),
        ...results.map(({ estimate, target }) => `${target.text}: ${range(estimate, unitOf({ target }))}`),
      ])
    blocks.push(`${word(WORDS.misses)}:\n${table(misses)}`)
  }
  blocks.push(
    [
      wrapped(word(WORDS.assumed), WIDTH, ''),
      `${result.staffings} ${word(WORDS.searched)}: ${result.simulations}`,
      `${word(TEXT.runAgain)}: ${again}`,
    ].join('\n'),
  )
  return `${blocks.join('\n\n')}\n`
}

/** The same for machines. */
export function jsonStaffing(problem: StaffingProblem, result: StaffingResult): Record<string, unknown> {
  const { variables } = problem
  return {
    staffing: Object.fromEntries(variables.map(({ name }, at) => [name, result.staffing[at]])),
    cost: result.cost,
    lowerBound: result.lowerBound,
    gap: gapOf(result),
    workBound: result.workBound,
    proven: result.proven,
    targets: result.check.results.map((each) => ({
      target: each.target.text,
      ...jsonEstimate(each.estimate),
      replications: each.replications,
      probabilityMet: finite(probabilityMet(each)),
    })),
    ...(result.check.moved.length > 0 && {
      moved: Object.fromEntries(result.check.moved.map(({ name, estimate }) => [name, jsonEstimate(estimate)])),
    }),
    nearMisses: result.nearMisses.map(({ staffing }) => ({ staffing, cost: costOf(variables, staffing) })),
    staffings: result.staffings,
    simulations: result.simulations,
  }
}

/** One variable a line. */
export function staffCsv(problem: StaffingProblem, { staffing }: StaffingResult): string {
  const rows = problem.variables.map(({ name, places, cost }, at) => [
    name,
    String(staffing[at]),
    String(places.length),
    csvNumber(cost * staffing[at]!),
  ])
  return csvText([['group', 'agents', 'groups_alike', 'cost'], ...rows])
}

function targetRow(result: TargetResult): string[] {
  const { target, estimate } = result
  const unit = unitOf(result)
  const probability = probabilityMet(result)
  const told = probability > 0.9995 ? '> 99.9 %' : probability < 0.0005 ? '< 0.1 %' : percent(probability)
  return [target.text, figure(estimate.mean, unit), range(estimate, unit), told]
}

function unitOf({ target }: Pick<TargetResult, 'target'>): 'contacts' | 'ms' | 'share' {
  return target.onShareOfDays === undefined ? measureNamed(target.measure).unit : 'share'
}

function gapOf({ cost, lowerBound }: StaffingResult): number {
  return cost === 0 ? 0 : (cost - lowerBound) / cost
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–'
}

function money(cost: number): string {
  return String(Number(cost.toPrecision(9)))
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
