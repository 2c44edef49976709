import { families } from '../measure/population.ts'
import { sampler } from '../model/sampler.ts'
import { duration } from '../report/figure.ts'
import { type Language, say } from '../report/language.ts'
import { ownServiceLevels } from '../report/service-level.ts'
import { formatClock } from '../scenario/clock.ts'
import type { DistributionSpec, HandlingTimeSpec, PatienceSpec } from '../scenario/distribution-spec.ts'
import type { AgentGroupSpec, ContactTypeSpec, Label, Scenario } from '../scenario/scenario.ts'
import { afterwardsWords, caseWords, risesWords } from './afterwards.ts'
import { besideWords, supervisionWords } from './beside.ts'
import { calledWords, campaignWords } from './calls.ts'
import { handedOn } from './handed-on.ts'
import { DAYS, hoursWords, typeHoursWords } from './hours.ts'
import { linksOf } from './links.ts'
import { percent } from './percent.ts'
import { routingWords } from './routing.ts'
import { siteWords } from './sites.ts'
import { mostAgents, volumeOf } from './volume.ts'

/** What a scenario will do, a sentence a line. */
export function explanation(scenario: Scenario, language: Language): string[] {
  return paragraphs(scenario).map((label) => say(label, language))
}

function paragraphs(scenario: Scenario): Label[] {
  return [
    runWords(scenario),
    ...hoursWords(scenario),
    ...families(scenario).map(({ label, types }) =>
      typeWords(
        label,
        types.map((at) => scenario.types[at]!),
        scenario,
      ),
    ),
    ...campaignWords(scenario),
    ...supervisionWords(scenario),
    ...caseWords(scenario),
    ...siteWords(scenario),
    ...scenario.groups.map((group) => groupWords(group, scenario)),
    ...loadWords(scenario),
    routingWords(scenario),
  ]
}

function runWords(scenario: Scenario): Label {
  const { name, nameZh, run, serviceLevel, trunks } = scenario
  const day = DAYS[run.weekday]
  const threshold = duration(serviceLevel.thresholdMs)
  const how =
    run.mode === 'day'
      ? {
          en: `a ${day.en} from ${formatClock(run.startsAtMs)} for ${duration(run.durationMs)}, from empty until the last caller has gone`,
          zh: `${day.zh} ${formatClock(run.startsAtMs)} 起 ${duration(run.durationMs)}，从空系统开始，直至最后一个来话结束`,
        }
      : {
          en: `${duration(run.durationMs)} of an operation that goes on, after a warm-up of ${duration(run.warmUpMs)}`,
          zh: `持续运行的 ${duration(run.durationMs)}，预热 ${duration(run.warmUpMs)}`,
        }
  const lines =
    trunks === undefined
      ? { en: '', zh: '' }
      : { en: ` The ${trunks + 1}th contact at a time is blocked.`, zh: `同时超过 ${trunks} 个来话即呼损。` }
  const own = ownLevelWords(scenario)
  return {
    en: `${name}: ${how.en}, ${run.replications} times. Timely is an answer within ${threshold}${own.en}.${lines.en}`,
    zh: `${nameZh ?? name}：${how.zh}，重复 ${run.replications} 次。${threshold} 内应答为及时${own.zh}。${lines.zh}`,
  }
}

/** Types that are judged otherwise. */
function ownLevelWords(scenario: Scenario): Label {
  const { thresholdMs } = scenario.serviceLevel
  const other = ownServiceLevels(scenario).filter((each) => each.thresholdMs !== thresholdMs)
  if (other.length === 0) return { en: '', zh: '' }
  const words = (say: (label: Label) => string) =>
    other.map(({ label, thresholdMs: ms }) => `${say(label)} ${duration(ms)}`)
  return { en: ` (${words(({ en }) => en).join(', ')})`, zh: `（${words(({ zh }) => zh).join('，')}）` }
}

function typeWords(label: Label, types: readonly ContactTypeSpec[], scenario: Scenario): Label {
  const [type] = types
  const volumes = types.map(({ arrivals }) => volumeOf(arrivals, scenario.run.durationMs))
  const contacts = Math.round(volumes.reduce((sum, volume) => sum + (volume?.contacts ?? 0), 0))
  const busiest = Math.round(volumes.reduce((sum, volume) => sum + (volume?.busiestPerHour ?? 0), 0))
  const many = volumes.includes(undefined)
    ? { en: 'the contacts of a log that is replayed', zh: '来自重放日志' }
    : contacts === 0
      ? { en: 'nobody calls by it', zh: '无直接来话' }
      : {
          en: `about ${contacts} contacts, ${busiest} in an hour at most`,
          zh: `约 ${contacts} 个来话，最忙每小时 ${busiest} 个`,
        }
  const coming = { en: many.en + handedWords(types, scenario).en, zh: many.zh + handedWords(types, scenario).zh }
  const talk = lawWords(type!.handlingTime)
  const after = type!.afterCallWork === undefined ? undefined : lawWords(type!.afterCallWork)
  const patience = lawWords(type!.patience)
  const links = new Map(types.flatMap((each) => linksOf(each, scenario)).map((link) => [link.group, link]))
  const groups = [...links.values()].map(({ group, afterMs }) => {
    const of = scenario.groups.find(({ id }) => id === group)!.label
    if (afterMs === 0) return of
    return { en: `${of.en} after ${duration(afterMs)} of waiting`, zh: `等待 ${duration(afterMs)} 后由${of.zh}` }
  })
  const first =
    type!.priority === 0 ? { en: '', zh: '' } : { en: ` Priority ${type!.priority}.`, zh: `优先级 ${type!.priority}。` }
  const parts =
    types.length === 1 ? { en: '', zh: '' } : { en: `, in ${types.length} parts`, zh: `，分为 ${types.length} 类` }
  return {
    en: `${label.en}${parts.en}: ${coming.en}; they talk ${talk.en}${after === undefined ? '' : `, then ${after.en} of work`}, and wait ${patience.en}. Taken by ${groups.map(({ en }) => en).join(', ')}.${first.en}${typeHoursWords(type!, scenario).en}${toldWords(type!).en}${onwardWords(type!, scenario).en}${besideWords(type!, scenario).en}${calledWords(type!, scenario).en}${afterwardsWords(type!, scenario).en}`,
    zh: `${label.zh}${parts.zh}：${coming.zh}；通话${talk.zh}${after === undefined ? '' : `，事后处理${after.zh}`}，耐心${patience.zh}。由 ${groups.map(({ zh }) => zh).join('、')} 接听。${first.zh}${typeHoursWords(type!, scenario).zh}${toldWords(type!).zh}${onwardWords(type!, scenario).zh}${besideWords(type!, scenario).zh}${calledWords(type!, scenario).zh}${afterwardsWords(type!, scenario).zh}`,
  }
}

/** When those who wait are told where they stand. */
function toldWords({ waitAnnouncements }: ContactTypeSpec): Label {
  if (waitAnnouncements === undefined) return { en: '', zh: '' }
  const { firstMs, everyMs, repeatSame } = waitAnnouncements
  const [first, every] = [duration(firstMs), duration(everyMs)]
  const [ifNew, ifNewZh] = repeatSame ? ['', ''] : [' if it is another', '（有变化时）']
  return {
    en: ` Those who wait are told their place and the expected wait after ${first}, then each ${every}${ifNew}.`,
    zh: `排队 ${first} 后播报位置与预计等待，其后每 ${every} 播报${ifNewZh}。`,
  }
}

/** What transfers bring. */
function handedWords(types: readonly ContactTypeSpec[], scenario: Scenario): Label {
  const all = handedOn(scenario)
  const got = types.flatMap(({ id }) => all.get(id) ?? [])
  if (got.length === 0) return { en: '', zh: '' }
  const contacts = Math.round(got.reduce((sum, each) => sum + each.contacts, 0))
  const from = [...new Map(got.flatMap((each) => each.from).map((giver) => [giver.base, wholeLabel(giver)])).values()]
  return {
    en: `, up to ${contacts} are handed on by ${from.map(({ en }) => en).join(', ')}`,
    zh: `，至多 ${contacts} 个由${from.map(({ zh }) => zh).join('、')}转来`,
  }
}

/** Where conversations go on, and who calls again. */
function onwardWords(type: ContactTypeSpec, { types }: Scenario): Label {
  const { transfers = [], callsAgain = {}, afterCallWorkOnTransfer } = type
  const places = transfers.map(({ to, out = '', probability }) => {
    const label = types.find(({ id }) => id === to)?.label ?? { en: out, zh: out }
    const share = percent(probability)
    return { en: `${share} to ${label.en}`, zh: `${share} 转${label.zh}` }
  })
  const again = Object.keys(callsAgain).length > 0
  const on = places.length > 0
  const work =
    afterCallWorkOnTransfer === true
      ? { en: ', with the work after it', zh: '，转接后仍须事后处理' }
      : { en: '', zh: '' }
  return {
    en: `${on ? ` Of conversations, ${places.map(({ en }) => en).join(', ')}${work.en}.` : ''}${again ? ' Some call again.' : ''}`,
    zh: `${on ? `通话中${places.map(({ zh }) => zh).join('，')}${work.zh}。` : ''}${again ? '部分客户会再次来电。' : ''}`,
  }
}

function wholeLabel({ label, split }: ContactTypeSpec): Label {
  return split?.whole ?? label
}

function lawWords(spec: DistributionSpec | HandlingTimeSpec | PatienceSpec): Label {
  if (spec.distribution === 'recorded') return { en: 'as long as in the log', zh: '取自日志' }
  if (spec.distribution === 'never') return { en: 'for ever', zh: '不限' }
  const mean = duration(Math.round(sampler(spec).mean / 100) * 100)
  if (spec.distribution === 'deterministic') return { en: `${mean} each`, zh: `固定 ${mean}` }
  return { en: `${mean} on average (${spec.distribution})`, zh: `平均 ${mean}（${spec.distribution}）` }
}

function groupWords(group: AgentGroupSpec, scenario: Scenario): Label {
  const most = mostAgents(group.shifts, scenario)
  const names = [...group.skills.keys()].map((skill) => scenario.skills.get(skill) ?? { en: skill, zh: skill })
  const has =
    names.length === 0
      ? { en: 'no skills', zh: '无技能' }
      : { en: names.map(({ en }) => en).join(', '), zh: names.map(({ zh }) => zh).join('、') }
  const rise = risesWords(group)
  const first = firstWords(group, scenario)
  const own = ownTimesWords(group, scenario)
  return {
    en: `${group.label.en}: at most ${most} agents at once; skills: ${has.en}.${own.en}${first.en}${rise.en}`,
    zh: `${group.label.zh}：最多同时 ${most} 名座席；技能：${has.zh}。${own.zh}${first.zh}${rise.zh}`,
  }
}

/** How long conversations and the work after them take this group, where that is not as long as for others. */
function ownTimesWords({ handlingTime, afterCallWork }: AgentGroupSpec, { types }: Scenario): Label {
  const parts = types.flatMap(({ id, label }): Label[] => {
    const [talk, after] = [handlingTime?.get(id), afterCallWork?.get(id)].map((law) => law && lawWords(law))
    if (talk === undefined && after === undefined) return []
    const en = [talk && `talk ${talk.en}`, after && `work ${after.en} after it`].filter(Boolean).join(', ')
    const zh = [talk && `通话${talk.zh}`, after && `事后处理${after.zh}`].filter(Boolean).join('，')
    return [{ en: `${label.en}: ${en}`, zh: `${label.zh}：${zh}` }]
  })
  if (parts.length === 0) return { en: '', zh: '' }
  return {
    en: ` Their own times: ${parts.map(({ en }) => en).join('; ')}.`,
    zh: `本组时长：${parts.map(({ zh }) => zh).join('；')}。`,
  }
}

/** Which types agents take before others; when they begin to help is said with the types. */
function firstWords({ queues }: AgentGroupSpec, { types }: Scenario): Label {
  const before = types.flatMap(({ id, label }) => {
    const { priority = 0 } = queues?.get(id) ?? {}
    return priority > 0 ? [{ label, priority }] : []
  })
  if (before.length === 0) return { en: '', zh: '' }
  const sorted = before.toSorted((a, b) => b.priority - a.priority)
  const words = (say: (label: Label) => string) => sorted.map(({ label, priority }) => `${say(label)} (${priority})`)
  return {
    en: ` They take first: ${words(({ en }) => en).join(', ')}.`,
    zh: `优先接听：${words(({ zh }) => zh).join('、')}。`,
  }
}

/** Load against agents in the busiest hour, where both are known. */
function loadWords(scenario: Scenario): Label[] {
  const hourMs = 3_600_000
  let erlangs = 0
  const handed = handedOn(scenario)
  for (const { id, arrivals, handlingTime, afterCallWork } of scenario.types) {
    const volume = volumeOf(arrivals, scenario.run.durationMs)
    if (volume === undefined || handlingTime.distribution === 'recorded') return []
    const afterMs = afterCallWork === undefined ? 0 : sampler(afterCallWork).mean
    const perHour = volume.busiestPerHour + (handed.get(id)?.busiestPerHour ?? 0)
    erlangs += (perHour * (sampler(handlingTime).mean + afterMs)) / hourMs
  }
  const agents = mostAgents(
    scenario.groups.flatMap(({ shifts }) => shifts),
    scenario,
  )
  const short = erlangs >= agents
  return [
    {
      en: `At its busiest the work is ${erlangs.toFixed(1)} agents' worth (erlangs), for at most ${agents} agents: ${short ? 'more than they can do, so that callers must give up or queues grow' : 'the rest is what keeps waits short'}.`,
      zh: `最忙时话务量 ${erlangs.toFixed(1)} 爱尔兰，座席最多 ${agents} 名：${short ? '超出能力，必有放弃或排队增长' : '余量用于缩短等待'}。`,
    },
  ]
}
