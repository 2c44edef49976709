import { MEASURED_TIMES } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replicateDetailed } from '../../src/experiment/detailed.ts'
import { QUANTILES } from '../../src/measure/detail-summary.ts'
import { linearScale } from '../../src/report/chart/scale.ts'
import { escaped } from '../../src/report/chart/svg.ts'
import { detailCsv } from '../../src/report/detail-csv.ts'
import { figure, range } from '../../src/report/figure.ts'
import { runPage } from '../../src/report/html/run-page.ts'
import { summarise } from '../../src/report/summary.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf({
  run: { startsAt: '22:00', duration: '4h', seed: 4 },
  types: {
    a: { arrivals: { perHour: 60 }, handlingTime: { distribution: 'exponential', mean: '3m' }, patience: '2m' },
    b: { label: { en: 'b & <c>', zh: 'b' }, arrivals: { perHour: 0 }, handlingTime: '2m' },
  },
  groups: { g: { agents: 3 }, h: { agents: 1 } },
})

async function content() {
  const detailed = await replicateDetailed(inThread, scenario, { seed: 4, replications: 12, intervalMs: 3_600_000 })
  const summary = summarise(detailed.replications, 'day.yaml')
  return { summary, detailed, target: 0.8, again: 'npm start -- run day.yaml --seed 4 --replications 12' }
}

describe('the page of a run', () => {
  it.each(['en', 'zh'] as const)(
    'is one file with charts, fetches nothing, and is well formed (%s)',
    async (language) => {
      const html = runPage(await content(), language)
      expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:\/\/(?!www\.w3\.org\/2000\/svg)/)
      expect(html.match(/<svg/g)!.length).toBe(5)
      expect(html).toContain(language === 'zh' ? '各时段服务水平' : 'Service level by interval')
      expect(html).toContain('prefers-color-scheme:dark')
      expect(html).not.toMatch(/NaN|Infinity|undefined/)
      // Past midnight the clock begins again.
      for (const hour of ['22:00', '23:00', '00:00', '01:00']) expect(html).toContain(hour)
      const open: string[] = []
      for (const [, closing, name, rest] of html.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
        if (name === 'meta' || rest!.endsWith('/')) continue
        if (closing === '') open.push(name!)
        else expect(open.pop()).toBe(name)
      }
      expect(open).toEqual([])
    },
  )

  it('has the quantiles of four times, those that are counted', async () => {
    const given = await content()
    const html = runPage(given, 'en')
    const titles = {
      wait: 'wait of the answered',
      abandonedWait: 'wait of those who gave up',
      talk: 'conversation',
      handling: 'conversation and after-call work',
    }
    for (const what of MEASURED_TIMES) {
      const from = html.indexOf(`${titles[what]}, quantiles`)
      expect(from, what).toBeGreaterThan(0)
      const table = html.slice(from, html.indexOf('</table>', from))
      for (const at of QUANTILES.keys()) {
        const estimate = given.detailed.summary.quantile(what, 0, at)
        const shown = `${figure(estimate.mean, 'ms')}<small>${range(estimate, 'ms')}</small>`
        if (at > 2) expect(estimate.mean).toBeGreaterThan(0)
        expect(table, `${what} ${at}`).toContain(shown)
      }
    }
  })

  it('is the same bytes each time', async () => {
    expect(runPage(await content(), 'en')).toBe(runPage(await content(), 'en'))
  })
})

it('the table of details has a line per figure, and none where there is no figure', async () => {
  const lines = [...detailCsv((await content()).detailed)].join('').split('\r\n').slice(0, -1)
  expect(lines[0]).toBe('population,name,from_ms,to_ms,measure,unit,mean,ci95_low,ci95_high')
  expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([9]))
  expect(lines.some((line) => /NaN|Infinity/.test(line))).toBe(false)
  for (const start of [
    'all,,0,14400000,offered,',
    'type,a,3600000,7200000,serviceLevel3,',
    'group,h,',
    'agent,g 0,',
    'all,,0,14400000,waitMs p90,',
  ]) {
    expect(
      lines.some((line) => line.startsWith(start)),
      start,
    ).toBe(true)
  }
  expect(lines.some((line) => line.startsWith('type,b,0,14400000,asaMs,'))).toBe(false)
})

it('scales hold their values between round ticks', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(value, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
      const { at, ticks } = linearScale([low, low + span], [100, 0])
      expect(at(low)).toBeLessThanOrEqual(100 + 1e-6)
      expect(at(low + span)).toBeGreaterThanOrEqual(-1e-6)
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(9)
    }),
  )
})

it('texts cannot become markup', () => {
  expect(escaped('<a href="x">&')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;')
})
