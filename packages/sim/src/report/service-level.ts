import { TIMELY_FORMULAS } from '../measure/timely.ts'
import { families } from '../measure/population.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { serviceLevelOf } from '../scenario/service-level.ts'
import { duration } from './figure.ts'

/** A contact type with the service level by which it is judged. */
interface JudgedBy {
  readonly id: string
  readonly label: Label
  readonly thresholdMs: number
  readonly formula: Label
}

/** Contact types as written with their service levels; empty where all are judged by the scenario's. */
export function ownServiceLevels(scenario: Scenario): JudgedBy[] {
  if (scenario.types.every(({ serviceLevel }) => serviceLevel === undefined)) return []
  return families(scenario).map(({ id, label, types }) => {
    const { thresholdMs, definition = 'offered' } = serviceLevelOf(scenario.types[types[0]!]!, scenario)
    return { id, label, thresholdMs, formula: TIMELY_FORMULAS[definition] }
  })
}

/** What stands behind the words "service level": the threshold, or that there are several. */
export function thresholdWords(scenario: Scenario): Label {
  const all = scenario.types.map((type) => serviceLevelOf(type, scenario).thresholdMs)
  const [first] = all
  if (all.some((each) => each !== first)) return { en: 'own T', zh: '各自的 T' }
  return { en: duration(first!), zh: duration(first!) }
}

/** A formula, which says that those are left out who hung up to be called back, where callers may. */
export function ofThoseWhoWaited({ en, zh }: Label, { types }: Scenario): Label {
  if (types.every(({ callback }) => callback === undefined)) return { en, zh }
  return {
    en: en.replace('− blocked', '− blocked − to be called back'),
    zh: zh.replace('− 呼损量', '− 呼损量 − 回呼量'),
  }
}

/** How the service level is formed: one sentence, or one for each type. */
export function serviceLevelFormulas(scenario: Scenario): Label[] {
  const own = ownServiceLevels(scenario)
  const { thresholdMs, definition = 'offered' } = scenario.serviceLevel
  const withT = (formula: Label, ms: number): Label => {
    const { en, zh } = ofThoseWhoWaited(formula, scenario)
    return { en: en.replaceAll(/\bT\b/g, duration(ms)), zh: zh.replaceAll('T', duration(ms)) }
  }
  if (own.length === 0) return [withT(TIMELY_FORMULAS[definition], thresholdMs)]
  return own.map(({ label, thresholdMs: ms, formula }) => {
    const { en, zh } = withT(formula, ms)
    return { en: `${label.en}: ${en}`, zh: `${label.zh}：${zh}` }
  })
}
