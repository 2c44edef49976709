import { duration } from '../report/figure.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'

/** Where agents sit, and what moving a call takes. */
export function siteWords({ sites, groups }: Scenario): Label[] {
  if (sites === undefined) return []
  const seats = sites.places.map(({ id, label }) => {
    const own = groups.filter(({ site }) => site === id).map((group) => group.label)
    return {
      en: `${label.en} (${own.map(({ en }) => en).join(', ')})`,
      zh: `${label.zh}（${own.map(({ zh }) => zh).join('、')}）`,
    }
  })
  return [
    {
      en: `Sites: ${seats.map(({ en }) => en).join('; ')}. A call that is moved costs ${sites.cost} and takes ${duration(sites.delayMs)} longer.`,
      zh: `中心：${seats.map(({ zh }) => zh).join('；')}。每个跨中心来话费用 ${sites.cost}，延长 ${duration(sites.delayMs)}。`,
    },
  ]
}
