import type { Counterfactual } from '../counterfactual/counterfactual.ts'
import { pairsOf, sidesOf } from '../counterfactual/side.ts'
import {
  differencesOf,
  drawnOf,
  type Figures,
  figuresOf,
  type Population,
  populationsOf,
} from '../counterfactual/figures.ts'
import { type MeasureName, measureNamed, MEASURES } from '../measure/measure.ts'
import type { Label } from '../scenario/scenario.ts'
import { duration, figure, range, signed } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110
/** Measures of the tables by tenant, type and group. */
const COLUMNS: readonly MeasureName[] = ['serviceLevel', 'abandonRate', 'meanWaitMs', 'occupancy']

const WORDS = {
  contacts: { en: 'contacts', zh: '个来话' },
  commands: { en: 'commands', zh: '条命令' },
  events: { en: 'events', zh: '个事件' },
  refused: { en: 'commands that the engine refused', zh: '条命令被引擎拒绝' },
  open: { en: 'contacts still there at the end', zh: '个来话在结束时未完' },
  sound: {
    en: 'routed again by its own policy, every contact comes to the agents whom it came to',
    zh: '按原策略重新分配，每个来话都到达原座席',
  },
  strayed: {
    en: 'contacts come to other agents when it is routed again by its own policy: do not trust the figures below',
    zh: '个来话按原策略重新分配时到达其他座席：以下数字不可信',
  },
  draws: { en: 'draws of what the journals do not say', zh: '次抽取日志未记录之事' },
  thisDay: { en: 'on this day', zh: '当日' },
  theseDays: { en: 'on these days', zh: '这些日子' },
  daysLikeThese: { en: 'on days like these', zh: '同类日子' },
  sameAgents: { en: 'contacts with the same agents', zh: '到达相同座席的来话' },
  how: {
    en:
      'Callers come when they came, and talk for as long as they talked, whoever answers. Who gave up does so after the same wait; how long the others ' +
      'would have waited is drawn from the waits of their type beyond what was seen (product-limit estimate), how long somebody never answered would ' +
      'have talked from its conversations. Who called again because nobody answered calls again all the same. Agents come and go as they did.',
    zh:
      '来话时间与通话时长均取自日志，与应答座席无关。放弃者等待同样时长后放弃；其他来话者的耐心由同类等待时间在已观察时长之外抽取（乘积限估计），' +
      '未接通者的通话时长由同类通话抽取。因未接通而重拨者照旧重拨。座席上下班取自日志。',
  },
  oneDay: {
    en: 'The intervals say how far the journal leaves open what would have happened on this day. What the policies do on other days, one day does not say.',
    zh: '区间只反映日志对当日情形的不确定程度；单日数据不能说明其他日子的差异。',
  },
  severalDays: {
    en: 'On these days: how far the journals leave open what would have happened. On days like these: 95 % interval of the mean, from how the days differ (paired).',
    zh: '这些日子：日志对当日情形的不确定程度。同类日子：按日配对差值的 95 % 区间。',
  },
} as const satisfies Record<string, Label>

/** What `replay` of journals prints for people: what was recorded, and what other policies would have made of it. */
export function counterfactualReport(
  result: Counterfactual,
  again: string,
  thresholdMs: number,
  language: Language,
): string {
  const [all, ...parts] = populationsOf(result)
  const sides = sidesOf(result)
  const blocks = [heading(result, language), estimates(result, all!, thresholdMs, language)]
  if (sides.length > 1) {
    blocks.push(...differences(result, all!, thresholdMs, language))
    if (parts.length > 0) blocks.push(breakdown(result, parts, thresholdMs, language))
    blocks.push(wrapped(say(WORDS.how, language), WIDTH, ''))
    const interval = result.days.length > 1 ? WORDS.severalDays : WORDS.oneDay
    blocks.push(wrapped(say(interval, language), WIDTH, ''))
  } else if (parts.length > 0) blocks.push(breakdown(result, parts, thresholdMs, language))
  return `${[...blocks, `${say(TEXT.runAgain, language)}: ${again}`].join('\n\n')}\n`
}

function heading({ days, strayed, contenders, draws, seed }: Counterfactual, language: Language): string {
  const lines = days.flatMap(({ source, scripts, commands, events, refused, recorded }, at) => {
    const counts = [
      `${scripts.size} ${say(WORDS.contacts, language)}`,
      `${commands} ${say(WORDS.commands, language)}`,
      `${events} ${say(WORDS.events, language)}`,
      ...(refused > 0 ? [`${refused} ${say(WORDS.refused, language)}`] : []),
      ...(recorded.unfinished > 0 ? [`${recorded.unfinished} ${say(WORDS.open, language)}`] : []),
    ]
    const check = strayed[at] === 0 ? say(WORDS.sound, language) : `! ${strayed[at]} ${say(WORDS.strayed, language)}`
    return [`${source}: ${counts.join(', ')}`, `  ${check}`]
  })
  if (contenders.length > 0) lines.push(`${draws} ${say(WORDS.draws, language)}, ${say(TEXT.seed, language)} ${seed}`)
  return lines.join('\n')
}

function estimates(result: Counterfactual, all: Population, thresholdMs: number, language: Language): string {
  const sides = sidesOf(result).map(({ name, contender }) => ({
    name,
    figures: figuresOf(drawnOf(result, all, contender)),
  }))
  const rows = MEASURES.map(({ name, unit }) => [
    labelOf(name, thresholdMs, language),
    ...sides.map(({ figures }) => figure(figures[name].mean, unit)),
  ])
  if (sides.length > 1) {
    const same = result.contenders.map(({ sameAgents }) => figure(sameAgents, 'share'))
    rows.push([say(WORDS.sameAgents, language), '', ...same])
  }
  return table([[say(TEXT.measure, language), ...sides.map(({ name }) => name)], ...rows])
}

/** Every policy against what was recorded, and against the one before it. */
function differences(result: Counterfactual, all: Population, thresholdMs: number, language: Language): string[] {
  const isOne = result.days.length === 1
  return pairsOf(sidesOf(result)).map(([a, b]) => {
    const figures = differencesOf(drawnOf(result, all, a.contender), drawnOf(result, all, b.contender))
    const columns = [TEXT.difference, isOne ? WORDS.thisDay : WORDS.theseDays, ...(isOne ? [] : [WORDS.daysLikeThese])]
    const rows = MEASURES.filter(({ name }) => name !== 'offered').map(({ name, unit }) => {
      const { mean, onTheseDays, onDaysLikeThese } = figures[name]
      return [
        labelOf(name, thresholdMs, language),
        signed(mean, unit),
        range({ mean, ci95: onTheseDays }, unit, signed),
        ...(isOne ? [] : [range({ mean, ci95: onDaysLikeThese }, unit, signed)]),
      ]
    })
    return table([[`${a.name} − ${b.name}`, ...columns.map((label) => say(label, language))], ...rows])
  })
}

function breakdown(
  result: Counterfactual,
  parts: readonly Population[],
  thresholdMs: number,
  language: Language,
): string {
  const sides = sidesOf(result)
  const kinds = { all: TEXT.all, tenant: TEXT.tenant, type: TEXT.type, group: TEXT.group }
  return ['tenant', 'type', 'group']
    .flatMap((kind) => {
      const members = parts.filter((each) => each.kind === kind)
      if (members.length === 0) return []
      const rows = members.map((part) => {
        const all = sides.map(({ contender }) => figuresOf(drawnOf(result, part, contender)))
        return [part.name, ...COLUMNS.map((name) => ways(all, name))]
      })
      const arrow = sides.length > 1 ? `, ${sides.map(({ name }) => name).join(' → ')}` : ''
      const head = COLUMNS.map((name, at) => `${labelOf(name, thresholdMs, language)}${at === 0 ? arrow : ''}`)
      return [table([[say(kinds[members[0]!.kind], language), ...head], ...rows])]
    })
    .join('\n\n')
}

function ways(sides: readonly Figures[], name: MeasureName): string {
  return sides.map((figures) => figure(figures[name].mean, measureNamed(name).unit)).join(' → ')
}

function labelOf(name: MeasureName, thresholdMs: number, language: Language): string {
  const label = say(measureNamed(name).label, language)
  return name === 'serviceLevel' ? `${label} (${duration(thresholdMs)})` : label
}
