import type { Label, Scenario } from '../scenario/scenario.ts'

/** Something that a floor may have and a scenario may leave out. */
interface Aspect {
  readonly label: Label
  readonly isIn: (scenario: Scenario) => boolean
}

const ASPECTS: readonly Aspect[] = [
  {
    label: { en: 'callers who call again after giving up or being blocked', zh: '放弃或呼损后的重拨' },
    isIn: ({ types }) => types.some(({ callsAgain }) => (callsAgain?.abandoned ?? callsAgain?.blocked) !== undefined),
  },
  {
    label: { en: 'matters that one conversation does not settle', zh: '一次通话未能解决的问题' },
    isIn: ({ types, groups }) => [...types, ...groups].some(({ resolution }) => resolution !== undefined),
  },
  {
    label: { en: 'days that are busier than others beyond chance', zh: '超出随机波动的日间忙闲差异' },
    isIn: ({ busyDays }) => busyDays !== undefined,
  },
  {
    label: { en: 'breaks, absence and time off the phone', zh: '小休、缺勤与离席' },
    isIn: ({ groups }) =>
      groups.some(({ shifts, absence, offPhone }) => {
        return (absence ?? offPhone) !== undefined || shifts.some(({ breaks }) => breaks !== undefined)
      }),
  },
  {
    label: { en: 'agents who differ, learn or tire', zh: '座席差异、熟练与疲劳' },
    isIn: ({ groups }) => groups.some(({ speedCv, learning }) => (speedCv ?? learning) !== undefined),
  },
  {
    label: { en: 'transfers', zh: '转接' },
    isIn: ({ types }) => types.some(({ transfers }) => transfers !== undefined),
  },
  { label: { en: 'hold', zh: '保持' }, isIn: ({ types }) => types.some(({ hold }) => hold !== undefined) },
  {
    label: { en: 'channels other than voice', zh: '语音以外的渠道' },
    isIn: ({ channels = [] }) => channels.length > 1,
  },
  {
    label: { en: 'call-backs', zh: '回呼' },
    isIn: ({ types }) => types.some(({ callback }) => callback !== undefined),
  },
]

/** What the simulation of one of the scenarios leaves out: said wherever its figures are shown. */
export function leftOut(...scenarios: readonly Scenario[]): Label[] {
  return ASPECTS.filter(({ isIn }) => !scenarios.every(isIn)).map(({ label }) => label)
}
