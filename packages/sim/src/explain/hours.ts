import { formatClock, type Weekday, WEEKDAYS } from '../scenario/clock.ts'
import type { ScheduleSpec, TypeHoursSpec } from '../scenario/hours-spec.ts'
import type { ContactTypeSpec, Label, Scenario } from '../scenario/scenario.ts'

/** Days of the week as people call them. */
export const DAYS: Readonly<Record<Weekday, Label>> = {
  mon: { en: 'Monday', zh: '周一' },
  tue: { en: 'Tuesday', zh: '周二' },
  wed: { en: 'Wednesday', zh: '周三' },
  thu: { en: 'Thursday', zh: '周四' },
  fri: { en: 'Friday', zh: '周五' },
  sat: { en: 'Saturday', zh: '周六' },
  sun: { en: 'Sunday', zh: '周日' },
}

/** What the engine's clock shows at the start, and when services are open by it. */
export function hoursWords({ hours, run }: Scenario): Label[] {
  if (hours === undefined) return []
  const { timeZone, schedules } = hours
  const day = DAYS[run.weekday]
  const date = run.date === undefined ? '' : ` ${run.date}`
  const start = formatClock(run.startsAtMs)
  return [
    {
      en: `At the start the clock of ${timeZone} shows ${day.en}${date} ${start}.`,
      zh: `开始时 ${timeZone} 的时钟为${day.zh}${date} ${start}。`,
    },
    ...Object.entries(schedules).map(([name, schedule]) => {
      const { en, zh } = scheduleWords(schedule)
      const zone = schedule.timeZone === timeZone ? '' : ` (${schedule.timeZone})`
      return { en: `${name} is open ${en}${zone}.`, zh: `${name} 开放时间：${zh}${zone}。` }
    }),
  ]
}

/** What contacts of a type become, by the clock. */
export function typeHoursWords({ routing }: ContactTypeSpec, { types }: Scenario): Label {
  if (routing === undefined) return { en: '', zh: '' }
  const labelOf = (id: string) => types.find((type) => type.id === id)!.label
  const named = [...new Set(valuesOf(routing))].map(labelOf)
  return {
    en: ` By the clock its contacts become ${named.map(({ en }) => en).join(' or ')}.`,
    zh: `按时间转为${named.map(({ zh }) => zh).join('或')}。`,
  }
}

function valuesOf({ default: otherwise, weekly, holidays, exceptions }: TypeHoursSpec): string[] {
  const days = [...holidays, ...exceptions].flatMap((day) => {
    if ('value' in day) return [day.value]
    return 'hours' in day ? day.hours.map(({ value }) => value) : []
  })
  const week = Object.values(weekly).flatMap((hours) => hours.map(({ value }) => value))
  return [...(otherwise === undefined ? [] : [otherwise]), ...week, ...days]
}

/** Days of the same hours are said together. */
function scheduleWords({ weekly, holidays, exceptions }: ScheduleSpec): Label {
  const byHours = new Map<string, Weekday[]>()
  for (const day of WEEKDAYS) {
    const hours = (weekly[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ')
    if (hours !== '') byHours.set(hours, [...(byHours.get(hours) ?? []), day])
  }
  const isSpecial = holidays.length + exceptions.length > 0
  const parts = (say: (label: Label) => string, and: string) =>
    [...byHours].map(([hours, days]) => `${days.map((day) => say(DAYS[day])).join(and)} ${hours}`).join('; ')
  return {
    en: `${byHours.size === 0 ? 'on no day of the week' : parts(({ en }) => en, ', ')}${isSpecial ? ', but for special days' : ''}`,
    zh: `${byHours.size === 0 ? '无' : parts(({ zh }) => zh, '、')}${isSpecial ? '，特殊日除外' : ''}`,
  }
}
