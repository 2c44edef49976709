import { duration } from '../report/figure.ts'
import { sampler } from '../model/sampler.ts'
import type { AgentGroupSpec, ContactTypeSpec, Label, Scenario } from '../scenario/scenario.ts'
import { percent } from './percent.ts'

/** What callers are offered, how they rate, and which cases they open. Empty where nothing follows. */
export function afterwardsWords({ stages = [], rating, opensCases = [] }: ContactTypeSpec, { cases }: Scenario): Label {
  const words: Label[] = []
  for (const { probability, converts } of stages) {
    if (converts === undefined) continue
    const [offered, bought] = [percent(probability), percent(converts)]
    words.push({
      en: ` ${offered} of the callers are made an offer; ${bought} of them buy.`,
      zh: `向 ${offered} 的客户营销推荐，其中 ${bought} 办理。`,
    })
  }
  if (rating !== undefined) {
    const share = percent(rating.answers)
    words.push({ en: ` ${share} of the callers rate the conversation.`, zh: `${share} 的客户参与评价。` })
  }
  const matters = [...new Set(opensCases.map(({ matter }) => matter))]
  if (matters.length > 0) {
    const labels = matters.map((id) => cases?.matters.find((matter) => matter.id === id)?.label ?? { en: id, zh: id })
    words.push({
      en: ` Some open a case: ${labels.map(({ en }) => en).join(', ')}.`,
      zh: `部分立案：${labels.map(({ zh }) => zh).join('、')}。`,
    })
  }
  return { en: words.map(({ en }) => en).join(''), zh: words.map(({ zh }) => zh).join('') }
}

/** Departments and how cases go through them. */
export function caseWords({ cases }: Scenario): Label[] {
  if (cases === undefined) return []
  return cases.nodes.map(({ label, owner, limitMs, takes, escalateTo, hands }) => {
    const above = cases.nodes.find(({ id }) => id === escalateTo)?.label
    const mean = duration(Math.round(sampler(takes).mean / 60_000) * 60_000)
    const on =
      above === undefined ? { en: 'stays', zh: '留在本级' } : { en: `goes to ${above.en}`, zh: `升级至${above.zh}` }
    return {
      en: `Cases at ${label.en} (${owner}${hands === undefined ? '' : `, ${hands} hands`}): settled in ${mean} on average; what is not within ${duration(limitMs)} ${on.en}.`,
      zh: `${label.zh}（${owner}${hands === undefined ? '' : `，${hands} 人`}）的案件：平均 ${mean} 结案；${duration(limitMs)} 未结的${on.zh}。`,
    }
  })
}

/** Levels that agents rise to. */
export function risesWords({ rises = [] }: AgentGroupSpec): Label {
  const words = rises.map(({ after, skills }) => ({ after, skills: [...skills.keys()].join(', ') }))
  return {
    en: words.map(({ after, skills }) => ` After ${after} contacts an agent has: ${skills}.`).join(''),
    zh: words.map(({ after, skills }) => `处理 ${after} 个来话后技能为：${skills}。`).join(''),
  }
}
