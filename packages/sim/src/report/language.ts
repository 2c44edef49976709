import type { Label } from '../scenario/scenario.ts'

/** Languages of everything people read. */
export type Language = 'en' | 'zh'

/** The languages there are, the default first. */
export const LANGUAGES: readonly Language[] = ['en', 'zh']

/** The text of a label in a language. */
export function say(label: Label, language: Language): string {
  return label[language]
}

/** Names of the words of the reports. */
export type TextName =
  | 'all'
  | 'type'
  | 'group'
  | 'tenant'
  | 'scenario'
  | 'measure'
  | 'estimate'
  | 'interval'
  | 'difference'
  | 'recorded'
  | 'replayed'
  | 'replications'
  | 'of'
  | 'afterWarmUp'
  | 'seed'
  | 'formulas'
  | 'leftOut'
  | 'runAgain'
  | 'claims'
  | 'holds'
  | 'fails'
  | 'undecided'
  | 'untested'
  | 'beside'
  | 'sites'
  | 'cases'
  | 'callback'
  | 'campaign'
  | 'ends'
  | 'unfinished'
  | 'ofGroups'
  | 'withinSameCallers'

/** Words of the reports. */
export const TEXT: Readonly<Record<TextName, Label>> = {
  all: { en: 'all', zh: '合计' },
  type: { en: 'contact type', zh: '业务类型' },
  group: { en: 'agent group', zh: '座席组' },
  tenant: { en: 'tenant', zh: '租户' },
  scenario: { en: 'scenario', zh: '场景' },
  measure: { en: 'measure', zh: '指标' },
  estimate: { en: 'estimate', zh: '估计值' },
  interval: { en: '95 % interval', zh: '95% 置信区间' },
  difference: { en: 'difference', zh: '差值' },
  recorded: { en: 'recorded', zh: '实际记录' },
  replayed: { en: 'replayed', zh: '重放仿真' },
  replications: { en: 'replications', zh: '次仿真' },
  of: { en: 'of', zh: '，每次' },
  afterWarmUp: { en: 'after a warm-up of', zh: '，预热' },
  seed: { en: 'seed', zh: '种子' },
  formulas: { en: 'How the figures are formed', zh: '指标口径' },
  leftOut: { en: 'What the model leaves out', zh: '模型未包括' },
  runAgain: { en: 'Run again', zh: '重新运行' },
  claims: { en: 'Claims', zh: '论断' },
  holds: { en: 'holds', zh: '成立' },
  fails: { en: 'does not hold', zh: '不成立' },
  undecided: { en: 'undecided', zh: '未定' },
  untested: { en: 'not tested', zh: '未检验' },
  cases: { en: 'cases', zh: '案件' },
  callback: { en: 'callbacks', zh: '回呼' },
  campaign: { en: 'campaign', zh: '外呼活动' },
  sites: { en: 'between sites', zh: '中心之间' },
  beside: { en: 'who took part beside caller and agent', zh: '咨询与班长操作' },
  ends: { en: 'what became of contacts', zh: '来话去向' },
  unfinished: {
    en: 'contacts had not ended when the run was over: no agent came and they had no patience to lose, or the queue grew without end and the run was cut at eleven times its length',
    zh: '个来话在仿真结束时仍未结束：无座席且不放弃，或队列无限增长、仿真在十一倍时长处截止',
  },
  ofGroups: {
    en: 'A group counts the calls it answered and those that gave up while ringing there; who gave up waiting belongs to no group.',
    zh: '座席组只计其接通的来话与在其振铃时放弃的来话；排队中放弃的来话不属于任何组。',
  },
  withinSameCallers: {
    en: 'differences on the same callers, replication by replication',
    zh: '相同来话下逐次配对的差值',
  },
}
