import type { Label } from '../scenario/scenario.ts'

/** What every simulation leaves out at present: said wherever its figures are shown. */
export const LEFT_OUT: readonly Label[] = [
  {
    en: 'callers who call again after giving up, being blocked, or with a matter unsolved',
    zh: '放弃、被拒或问题未解决后的重拨',
  },
  { en: 'days that are busier than others beyond chance', zh: '超出随机波动的日间忙闲差异' },
  { en: 'breaks, absence, and agents who tire or learn', zh: '小休、缺勤、疲劳与熟练' },
  { en: 'transfers, hold, call-backs, and channels other than voice', zh: '转接、保持、回呼及语音以外的渠道' },
]
