import { duration } from '../report/figure.ts'
import type { CampaignSpec } from '../scenario/dialling-spec.ts'
import type { ContactTypeSpec, Label, Scenario } from '../scenario/scenario.ts'
import { percent } from './percent.ts'

const MODES: Readonly<Record<CampaignSpec['mode'], Label>> = {
  preview: { en: 'an agent sees each contact and dials it', zh: '预览外呼，由座席查看后拨号' },
  progressive: { en: 'a call for each idle agent', zh: '渐进外呼，每名空闲座席一路' },
  predictive: { en: 'calls ahead of idle agents', zh: '预测外呼，先于座席空闲拨号' },
}

/** Who of a type is called, and why. Empty for nobody. */
export function calledWords(
  { callback, followUps = [], winBack }: ContactTypeSpec,
  { campaigns = [] }: Scenario,
): Label {
  const labelOf = (id: string): Label => campaigns.find((each) => each.id === id)?.label ?? { en: id, zh: id }
  const words: Label[] = []
  if (callback !== undefined) {
    const [share, within] = [percent(callback.accepts), duration(callback.promiseMs)]
    words.push({
      en: ` Who is asked hangs up with ${share} to be called back within ${within}, and keeps its place.`,
      zh: `被询问者中 ${share} 挂机等候回呼，${within} 内回呼，排队位置保留。`,
    })
  }
  for (const { campaign, probability } of followUps) {
    const label = labelOf(campaign)
    words.push({
      en: ` After ${percent(probability)} of conversations the caller is called: ${label.en}.`,
      zh: `${percent(probability)} 的通话之后进行外呼：${label.zh}。`,
    })
  }
  if (winBack !== undefined) {
    const label = labelOf(winBack.campaign)
    const after = duration(winBack.afterMs)
    words.push({
      en: ` Who gave up is called ${after} later: ${label.en}.`,
      zh: `放弃者 ${after} 后被外呼：${label.zh}。`,
    })
  }
  return { en: words.map(({ en }) => en).join(''), zh: words.map(({ zh }) => zh).join('') }
}

/** A sentence for each campaign. */
export function campaignWords({ campaigns = [], types }: Scenario): Label[] {
  return campaigns.map(({ label, mode, type, lists, reserve = 0, holds = [], called, wrongParty }) => {
    const of = types.find(({ id }) => id === type)!.label
    const contacts = lists.reduce((sum, list) => sum + list.contacts, 0)
    const some = reserve > 0 || holds.length > 0
    const kept = {
      en: some ? `; not while ${heldWhile(reserve, holds)}` : '',
      zh: some ? `；${heldWhileZh(reserve, holds)}时不拨` : '',
    }
    const right = percent(called.reached * (1 - (wrongParty?.probability ?? 0)))
    return {
      en: `${label.en}: ${MODES[mode].en}, of ${of.en}, ${contacts} on lists; a call reaches the right person with ${right}${kept.en}.`,
      zh: `${label.zh}：${MODES[mode].zh}，对象为${of.zh}，名单 ${contacts} 个；每次外呼接通本人的概率 ${right}${kept.zh}。`,
    }
  })
}

function heldWhile(reserve: number, holds: NonNullable<CampaignSpec['holds']>): string {
  const conditions = holds.map(({ type, when }) => `${type}: ${when}`)
  return [...(reserve > 0 ? [`${reserve} or fewer would be idle`] : []), ...conditions].join(' or ')
}

function heldWhileZh(reserve: number, holds: NonNullable<CampaignSpec['holds']>): string {
  const conditions = holds.map(({ type, when }) => `${type}：${when}`)
  return [...(reserve > 0 ? [`空闲座席不多于 ${reserve} 名`] : []), ...conditions].join('或')
}
