import { duration } from '../report/figure.ts'
import type { PreferenceSpec } from '../scenario/beside-spec.ts'
import type { RelaxationSpec } from '../scenario/relaxation-spec.ts'
import type { ContactTypeSpec, Label, Scenario } from '../scenario/scenario.ts'
import { percent } from './percent.ts'

/** What a type requires beside levels, how it rings, whom it prefers, and who is asked about it. Empty for what every type does. */
export function besideWords(
  { requirement, ring, prefers, relaxation = [], consult }: ContactTypeSpec,
  { types }: Scenario,
): Label {
  const words: Label[] = []
  if (requirement !== undefined) {
    words.push({ en: ` Agents must meet: ${requirement}.`, zh: `座席须满足：${requirement}。` })
  }
  if (ring !== undefined) {
    const { atOnce = 50, sameGroup = false, everyMs } = ring
    const many =
      atOnce >= 50
        ? { en: 'all who may take it', zh: '所有可接座席' }
        : { en: `${atOnce} agents`, zh: `${atOnce} 名座席` }
    const [inGroup, inGroupZh] = sameGroup ? [', of one group,', '（同组）'] : ['', '']
    const pace =
      everyMs === undefined
        ? { en: 'at once', zh: '同时振铃' }
        : { en: `one more each ${duration(everyMs)}`, zh: `每 ${duration(everyMs)} 增加一名振铃` }
    words.push({ en: ` It rings at ${many.en}${inGroup} ${pace.en}.`, zh: `${many.zh}${inGroupZh}${pace.zh}。` })
  }
  if (prefers !== undefined) {
    const skills = preferred(prefers)
    words.push({ en: ` Preferred, not required: ${skills}.`, zh: `优先但不要求：${skills}。` })
  }
  for (const stage of relaxation) words.push(relaxed(stage))
  if (consult !== undefined) {
    const { with: asked, outside = '', probability, transfers, atEnd } = consult
    const whom = types.find(({ id }) => id === asked)?.label ?? { en: outside, zh: outside }
    const [share, stay] = [percent(probability), percent(transfers)]
    words.push({
      en: ` In ${share} of conversations the agent asks ${whom.en}${atEnd ? ' at the end' : ''}, where ${stay} of these callers stay.`,
      zh: `${share} 的通话${atEnd ? '结束时' : '中'}座席咨询${whom.zh}，其中 ${stay} 的来话留在那里。`,
    })
  }
  return { en: words.map(({ en }) => en).join(''), zh: words.map(({ zh }) => zh).join('') }
}

function preferred(prefers: readonly PreferenceSpec[]): string {
  return prefers.map((each) => `${asked(each.skills, each.requirement)} (${each.weight})`).join(', ')
}

function asked(skills: ReadonlyMap<string, number> = new Map(), requirement?: string): string {
  const held = [...skills].map(([skill, level]) => (level === 1 ? skill : `${skill} ≥ ${level}`))
  return [...held, ...(requirement === undefined ? [] : [requirement])].join(' + ')
}

function relaxed({ afterMs, requires, requirement, prefers, ring }: RelaxationSpec): Label {
  const after = duration(afterMs)
  const now = (requires ?? requirement) === undefined ? undefined : asked(requires, requirement)
  const parts: Label[] = [
    ...(now === undefined
      ? []
      : [{ en: `agents need ${now === '' ? 'no skill' : now}`, zh: `要求${now === '' ? '无' : ` ${now}`}` }]),
    ...(prefers === undefined ? [] : [{ en: `${preferred(prefers)} preferred`, zh: `优先 ${preferred(prefers)}` }]),
    ...(ring === undefined ? [] : [{ en: 'it rings at several', zh: '多席振铃' }]),
  ]
  return {
    en: ` After ${after} of waiting ${parts.map(({ en }) => en).join(', ')}.`,
    zh: `等待 ${after} 后${parts.map(({ zh }) => zh).join('，')}。`,
  }
}

/** What supervisors do. */
export function supervisionWords({ supervision, groups }: Scenario): Label[] {
  if (supervision === undefined) return []
  const { group, listens, whispers, bargesIn, intercepts, orders } = supervision
  const { label } = groups.find(({ id }) => id === group)!
  const then = [percent(whispers), percent(bargesIn), percent(intercepts)]
  return [
    {
      en: `${label.en}, supervisors: they hear ${percent(listens)} of conversations where one is free; then they whisper in ${then[0]}, barge in in ${then[1]}, and take over ${then[2]}. ${orders.length} orders by the clock.`,
      zh: `${label.zh}（班长）：有空闲时监听 ${percent(listens)} 的通话，其后耳语 ${then[0]}、强插 ${then[1]}、拦截 ${then[2]}。定时命令 ${orders.length} 条。`,
    },
  ]
}
