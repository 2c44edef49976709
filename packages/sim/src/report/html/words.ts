import type { Label } from '../../scenario/scenario.ts'

/** Names of the words. */
type PageWord =
  | 'arrivals'
  | 'arrivalsNote'
  | 'level'
  | 'levelNote'
  | 'waits'
  | 'waitsNote'
  | 'days'
  | 'daysNote'
  | 'occupancy'
  | 'occupancyNote'
  | 'byType'
  | 'byGroup'
  | 'byInterval'
  | 'interval'
  | 'wait'
  | 'abandonedWait'
  | 'talk'
  | 'handling'
  | 'average'
  | 'meets'
  | 'tenth'
  | 'seconds'
  | 'share'

/** Words of the page. */
export const WORDS: Readonly<Record<PageWord, Label>> = {
  arrivals: { en: 'Arrivals and answers by interval', zh: '各时段来话与接通' },
  arrivalsNote: {
    en: 'Contacts per replication, by the interval of their arrival; whiskers: 95 % intervals.',
    zh: '每次仿真的来话数，按到达时段计；误差线为 95% 置信区间。',
  },
  level: { en: 'Service level by interval', zh: '各时段服务水平' },
  levelNote: { en: 'Bands: 95 % intervals. Dashed: the target.', zh: '色带为 95% 置信区间，虚线为目标。' },
  waits: { en: 'How long callers wait', zh: '等待时间分布' },
  waitsNote: { en: 'Share of the answered who waited no longer than this.', zh: '等待时间不超过该值的接通来话比例。' },
  days: { en: 'Service level from day to day', zh: '每日服务水平' },
  daysNote: { en: 'Number of replications by their own service level.', zh: '按各次仿真自身服务水平计的次数。' },
  occupancy: { en: 'Occupancy by group', zh: '各座席组占用率' },
  occupancyNote: {
    en: 'Share of the time spent on contacts; whiskers: 95 % intervals.',
    zh: '处理来话的时间占比；误差线为 95% 置信区间。',
  },
  byType: { en: 'By contact type', zh: '按业务类型' },
  byGroup: { en: 'By agent group', zh: '按座席组' },
  byInterval: { en: 'By interval', zh: '按时段' },
  interval: { en: 'interval', zh: '时段' },
  wait: { en: 'wait of the answered, quantiles', zh: '接通来话等待时间分位数' },
  abandonedWait: { en: 'wait of those who gave up, quantiles', zh: '放弃来话等待时间分位数' },
  talk: { en: 'conversation, quantiles', zh: '通话时间分位数' },
  handling: { en: 'conversation and after-call work, quantiles', zh: '处理时间（含话后）分位数' },
  average: { en: 'average over days', zh: '日均值' },
  meets: { en: 'chance that a day meets', zh: '单日达标概率' },
  tenth: { en: 'one day in ten is below', zh: '十分之一的日子低于' },
  seconds: { en: 'seconds', zh: '秒' },
  share: { en: 'share', zh: '占比' },
}
