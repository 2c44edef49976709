import { sampler } from '../model/sampler.ts'
import { duration, figure } from '../report/figure.ts'
import type { Label } from '../scenario/scenario.ts'
import { saysWhoCallsAgain } from './again-text.ts'
import type { LogFit, TypeFit } from './fit.ts'
import { handlingSpec, SIGNIFICANT_GAIN } from './scenario-text.ts'

/** Fewest days of a weekday that a mean rate should rest on. */
const FEW_DAYS = 4

/** What a planner should doubt about a fit, the gravest first. */
export function doubts(fit: LogFit): Label[] {
  return [
    ...ofAgents(fit),
    ...ofDays(fit),
    ...fit.types.flatMap(ofType),
    ...ofCallers(fit),
    {
      en: 'Callers who found the line busy or hung up before the queue are not in the log, and so not in the scenario.',
      zh: '遇忙或未进入排队即挂机的来话不在日志中，因而也不在场景中。',
    },
  ]
}

function ofAgents({ presence }: LogFit): Label[] {
  if (presence === undefined) {
    return [
      {
        en: 'The log names no agents: how many were at work is a guess from the load, and so is every figure of waiting.',
        zh: '日志未记录座席：在席人数系由话务量推测，等待指标亦然。',
      },
    ]
  }
  return [
    {
      en: 'Who was at work is inferred from calls, not recorded: agents who had nothing to do before their first or after their last call are missing. Compare a replay with the log before you trust it.',
      zh: '在席情况由来话推断，并非实际记录：首个来话之前与末个来话之后的空闲座席未计入。使用前请先与日志重放比较。',
    },
  ]
}

function ofCallers(fit: LogFit): Label[] {
  const { callsAgain } = fit
  if (callsAgain === undefined) {
    return [
      {
        en: 'The log does not know who called: calls again are counted as calls of their own, and when fewer give up, fewer of them will come than the scenario says.',
        zh: '日志未记录主叫：重复来电计为独立来电；放弃减少时，实际来电将少于场景。',
      },
    ]
  }
  if (!saysWhoCallsAgain(fit)) return []
  const known = figure(callsAgain.known, 'share')
  return [
    {
      en: `Every call of the same caller within an hour of the one before is taken for a call again, whatever it was about, and who calls later for a new caller. The caller of ${known} of the calls is known; the others are taken to be like these. Shared numbers make too many of them, withheld ones too few.`,
      zh: `同一主叫在前一来电后一小时内再次来电均视为重复来电，超过一小时视为新来电。${known} 的来电有主叫信息，其余视为相同。共用号码会高估，隐藏号码会低估。`,
    },
  ]
}

function ofDays({ types, busyDays }: LogFit): Label[] {
  const doubted: Label[] = []
  const few = (types[0]?.rates ?? [])
    .filter(({ days }) => days < FEW_DAYS)
    .map(({ weekday, days }) => `${weekday} ${days}`)
  if (few.length > 0) {
    const list = few.join(', ')
    doubted.push({
      en: `Few days of some weekdays: ${list}. Their rates are little more than these days.`,
      zh: `部分星期的天数太少：${list}，其呼入率仅代表这些天。`,
    })
  }
  if (busyDays !== undefined && busyDays.gain > SIGNIFICANT_GAIN) {
    const cv = figure(busyDays.cv, 'share')
    const isKnown = busyDays.correlations.every((each) => !Number.isNaN(each))
    const together = busyDays.correlations.map((each) => each.toFixed(2)).join(', ')
    const parts = {
      en: isKnown ? `; correlations of early–middle, middle–late, early–late calls ${together}` : '',
      zh: isKnown ? `；早-中、中-晚、早-晚相关系数 ${together}` : '',
    }
    doubted.push({
      en: `Days of one weekday differ by a factor with standard deviation ${cv} beyond chance (gamma, by most likelihood${parts.en}). The scenario has that factor on the whole day, though the parts of a day may go together less than that.`,
      zh: `同一星期的各天之间差异超出随机波动，系数标准差 ${cv}（gamma，极大似然${parts.zh}）。场景对整天采用该系数；日志中一天各时段的相关性较弱。`,
    })
  }
  return doubted
}

function ofType(type: TypeFit): Label[] {
  const doubted: Label[] = []
  const chosen = handlingSpec(type)
  const best = type.handling.find(({ spec }) => spec === chosen)
  if (type.handlingMs.length === 0) {
    doubted.push({
      en: `${type.type}: no conversation has a length; its handling time is a guess.`,
      zh: `${type.type}：没有通话时长，处理时长为推测值。`,
    })
  } else if (best === undefined) {
    doubted.push({
      en: `${type.type}: no law has the mean of the conversations within 5 %, or there are too few of them: the scenario draws from their own quantiles.`,
      zh: `${type.type}：没有分布的均值与通话均值相差在 5% 以内，或样本太少：场景按其自身分位数抽取。`,
    })
  } else if (best.goodness.adP <= 0.05) {
    doubted.push({
      en: `${type.type}: the handling time is ${best.law}, the best of five laws, and refuted all the same (Anderson–Darling p ${best.goodness.adP.toFixed(2)} on ${best.goodness.tested} conversations). Its mean is right, its shape is not quite.`,
      zh: `${type.type}：处理时长取五种分布中最优的 ${best.law}，但检验仍不通过（Anderson–Darling p ${best.goodness.adP.toFixed(2)}，${best.goodness.tested} 个通话）：均值正确，形状略有偏差。`,
    })
  }
  if (type.patience.length === 0) {
    doubted.push({
      en: `${type.type}: only ${type.abandoned} gave up, too few for a law of patience: these callers wait for ever in the scenario.`,
      zh: `${type.type}：仅 ${type.abandoned} 个放弃，不足以拟合耐心分布：场景中此类来话一直等待。`,
    })
  }
  const longestMs = type.survival.at(-1)?.atMs ?? 0
  const [law] = type.patience
  if (law !== undefined && sampler(law.spec).cdf(longestMs) < 0.5) {
    doubted.push({
      en: `${type.type}: nobody waited longer than ${duration(longestMs)}, and most would have waited longer than that: what the law of patience says beyond is a guess.`,
      zh: `${type.type}：无人等待超过 ${duration(longestMs)}，而多数人愿意等得更久：更长等待的耐心分布仅为外推。`,
    })
  }
  return doubted
}
