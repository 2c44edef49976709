import { emptyTally } from '@strowger/acd'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { MEASURES } from '../../src/measure/measure.ts'
import { csv } from '../../src/report/csv.ts'
import { duration, figure, range, signed } from '../../src/report/figure.ts'
import { jsonHead, jsonSummary, jsonText } from '../../src/report/json.ts'
import { LANGUAGES } from '../../src/report/language.ts'
import { runReport } from '../../src/report/run-report.ts'
import { summarise, type Summary } from '../../src/report/summary.ts'
import { table } from '../../src/report/table.ts'
import { replicate } from '../../src/run/replications.ts'
import { version } from '../../src/version.ts'
import { observed, twoTypes, written } from '../support/observation.ts'
import { scenarioOf } from '../support/scenario.ts'

/** A summary with every kind of gap: types without contacts, one replication without an interval. */
function summaryOf(replications: number, file = 'day.yaml'): Summary {
  return summarise(replicate(twoTypes(), { replications }), file)
}

function nobody(): Summary {
  return summarise(written(twoTypes(), [observed([emptyTally(), {}, {}]), observed([{}, {}, {}])]), 'empty.yaml')
}

describe('figures', () => {
  it('are in the unit people read, with digits in groups of three', () => {
    expect(figure(1234567.89, 'contacts')).toBe('1\u202F234\u202F567.9')
    expect(figure(999.94, 'contacts')).toBe('999.9')
    expect(figure(0.98765, 'share')).toBe('98.77 %')
    expect(figure(5338.2, 'ms')).toBe('5.34 s')
    expect(figure(4_000_000, 'ms')).toBe('4\u202F000.00 s')
  })

  it('that do not exist are a dash', () => {
    for (const none of [NaN, Infinity, -Infinity]) {
      for (const unit of ['contacts', 'share', 'ms'] as const) {
        expect([figure(none, unit), signed(none, unit)]).toEqual(['–', '–'])
      }
    }
    expect(range({ mean: 1, ci95: [-Infinity, Infinity] }, 'ms')).toBe('–')
  })

  it('that round to 0 have no sign', () => {
    for (const nothing of [0, -0, 1e-9, -1e-9]) {
      expect(figure(nothing, 'contacts')).toBe('0.0')
      expect(figure(nothing, 'share')).toBe('0.00 %')
      expect(figure(nothing, 'ms')).toBe('0.00 s')
      expect(signed(nothing, 'share')).toBe('0.00 pp')
      expect(signed(nothing, 'ms')).toBe('0.00 s')
    }
  })

  it('below 0 have a minus, differences also a plus', () => {
    expect(figure(-0.0123, 'share')).toBe('−1.23 %')
    expect(signed(0.0123, 'share')).toBe('+1.23 pp')
    expect(signed(-0.0123, 'share')).toBe('−1.23 pp')
    expect(signed(-1234.5, 'contacts')).toBe('−1\u202F234.5')
    expect(range({ mean: 0, ci95: [-0.01, 0.02] }, 'share', signed)).toBe('−1.00 pp … +2.00 pp')
  })

  it('of length of time have the unit that fits', () => {
    expect([duration(20_000), duration(90_000), duration(47_520_000)]).toEqual(['20 s', '1.5 min', '13.2 h'])
  })
})

describe('tables', () => {
  it('line up, however wide the characters are', () => {
    const text = table([
      ['指标', 'estimate', '95% 置信区间'],
      ['服务水平 (20 s)', '1\u202F234.0', '1 … 2'],
      ['ASA', '–', '–'],
    ])
    const widths = text.split('\n').map((line) => stringWidth(line))
    expect(widths).toEqual([widths[0], widths[0], widths[0]])
    expect(text.split('\n')[2]).toMatch(/^ {2}ASA +– +–$/)
  })

  it.each(LANGUAGES)('of the report line up in %s', (language) => {
    const report = runReport(summaryOf(3), 'npm start', language)
    const tables = report.split('\n\n').filter((block) => /^ {2}\S.*\n {2}/.test(block) && !block.includes('='))
    expect(tables.length).toBeGreaterThanOrEqual(3)
    for (const block of tables) {
      // A heading may stand above the first table.
      const lines = block.split('\n').filter((line) => line.startsWith('  '))
      expect(lines.length).toBeGreaterThan(2)
      expect(new Set(lines.map((line) => stringWidth(line))).size, block).toBe(1)
    }
  })

  it('say every measure, its formula and its threshold', () => {
    for (const language of LANGUAGES) {
      const report = runReport(summaryOf(2), 'npm start -- run day.yaml', language)
      for (const { label } of MEASURES) expect(report).toContain(label[language])
      expect(report).toContain('20 s')
      expect(report).toContain('npm start -- run day.yaml')
      expect(report).not.toMatch(/NaN|Infinity|undefined/)
    }
    expect(runReport(nobody(), 'again', 'en')).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('warn of contacts that never ended', () => {
    const scenario = scenarioOf({
      run: { startsAt: '08:00', duration: '1h' },
      types: { a: { arrivals: { perHour: 100 }, handlingTime: '60s' } },
      groups: { g: { shifts: [{ from: '08:00', to: '08:10', agents: 1 }] } },
    })
    const summary = summarise(replicate(scenario, { replications: 2 }), 'x')
    expect(summary.unfinished).toBeGreaterThan(20)
    expect(runReport(summary, 'again', 'en')).toContain(`! ${summary.unfinished} contacts had not ended`)
    expect(runReport(summaryOf(2), 'again', 'en')).not.toContain('! ')
  })
})

describe('JSON', () => {
  type Figures = Record<string, { mean: number | null; ci95: (number | null)[] }>
  interface Document {
    readonly measures: Figures
    readonly byType: Record<string, Figures>
    readonly byGroup: Record<string, Figures>
  }
  const names = [
    'offered',
    'answered',
    'abandoned',
    'blocked',
    'serviceLevel',
    'asaMs',
    'meanWaitMs',
    'abandonRate',
    'occupancy',
    'ahtMs',
  ]

  function documentOf(summary: Summary): { text: string; document: Document } {
    const text = jsonText({ ...jsonHead('run', 1, summary.replications), ...jsonSummary(summary) })
    return { text, document: JSON.parse(text) as Document }
  }

  it('has the head, and every measure of the whole, of each type and of each group', () => {
    const { document } = documentOf(summaryOf(3))
    expect(document).toMatchObject({ command: 'run', version, seed: 1, replications: 3, scenario: 'day.yaml' })
    expect(document).toMatchObject({ serviceLevel: { thresholdMs: 20_000 } })
    expect(Object.keys(document.byType)).toEqual(['a', 'b', 'b/x', 'b/y'])
    expect(Object.keys(document.byGroup)).toEqual(['g'])
    const populations = [document.measures, ...Object.values(document.byType), ...Object.values(document.byGroup)]
    for (const figures of populations) {
      expect(Object.keys(figures)).toEqual(names)
      for (const each of Object.values(figures)) {
        expect(Object.keys(each)).toEqual(['mean', 'ci95'])
        expect(each.ci95).toHaveLength(2)
      }
    }
    const { mean, ci95 } = document.measures['offered']!
    expect(ci95[0]!).toBeLessThan(mean!)
    expect(ci95[1]!).toBeGreaterThan(mean!)
  })

  it('has null for what does not exist, and numbers for the rest: nothing else can be read back', () => {
    const { document, text } = documentOf(nobody())
    expect(document.measures['offered']).toEqual({ mean: 0, ci95: [0, 0] })
    expect(document.measures['asaMs']).toEqual({ mean: null, ci95: [null, null] })
    const { document: single } = documentOf(summaryOf(1))
    expect(single.measures['offered']!.mean).toBeGreaterThan(0)
    expect(single.measures['offered']!.ci95).toEqual([null, null])
    expect(text).not.toMatch(/NaN|Infinity/)
    expect(text.endsWith('}\n')).toBe(true)
  })
})

describe('CSV', () => {
  /** RFC 4180 back to rows; written apart from the writer. */
  function parsed(text: string): string[][] {
    return text
      .split('\r\n')
      .slice(0, -1)
      .map((line) =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map((m) => (m[1] ?? m[2])!.replaceAll('""', '"')),
      )
  }

  it('reads back as every estimate of every population', () => {
    const summary = summaryOf(3, 'a, "quoted" file.yaml')
    const [head, ...rows] = parsed(csv([summary]))
    expect(head).toEqual(['scenario', 'population', 'name', 'measure', 'unit', 'mean', 'ci95_low', 'ci95_high'])
    // The whole, a, b, b/x, b/y, the cities x and y, and the group; then days: of all, a and b, on average and against 80 %.
    expect(rows).toHaveLength(8 * MEASURES.length + 6)
    expect(rows.at(-5)!.slice(1, 5)).toEqual(['all', '', 'dayMeets0.8', 'share'])
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([8]))
    expect(new Set(rows.map((row) => row[0]))).toEqual(new Set(['a, "quoted" file.yaml']))
    for (const [at, { name, unit }] of MEASURES.entries()) {
      const { mean, ci95 } = summary.measures[name]
      const [, , , measure, itsUnit, ...numbers] = rows[at]!
      expect([measure, itsUnit]).toEqual([name, unit])
      expect(numbers.map(Number)).toEqual([mean, ...ci95])
    }
  })

  it('has empty cells for what does not exist', () => {
    expect(csv([nobody()])).not.toMatch(/NaN|Infinity|null/)
    expect(csv([nobody()])).toContain('empty.yaml,all,,asaMs,ms,,,\r\n')
  })
})

describe('tenants and days', () => {
  const type = { arrivals: { perHour: 60 }, handlingTime: '90s', patience: '60s' }
  const hosted = scenarioOf({
    run: { startsAt: '08:00', duration: '1h', seed: 5 },
    types: { a: { ...type, tenant: 'one' }, b: { ...type, tenant: 'two' }, c: { ...type, tenant: 'two' } },
    groups: { g: { agents: 2, tenant: 'one' }, h: { agents: 3, tenant: 'two' } },
  })
  const replications = replicate(hosted, { replications: 25 })
  const summary = summarise(replications, 'hosted.yaml', 0.5)
  const json = jsonSummary(summary)

  it('a tenant has the contacts of its types and the time of its groups: alone on the floor, it has the same figures', () => {
    const alone = scenarioOf({
      run: { startsAt: '08:00', duration: '1h', seed: 5 },
      types: { a: type },
      groups: { g: { agents: 2 } },
    })
    expect(json.byTenant!['one']).toEqual(jsonSummary(summarise(replicate(alone, { replications: 25 }), '')).measures)
    const [a, b, c] = ['a', 'b', 'c'].map((id) => json.byType[id]!.offered.mean!)
    expect(json.byTenant!['two']!.offered.mean).toBeCloseTo(b! + c!, 9)
    expect(json.byTenant!['one']!.offered.mean! + json.byTenant!['two']!.offered.mean!).toBeCloseTo(a! + b! + c!, 9)
    expect(csv([summary])).toContain('hosted.yaml,tenant,two,serviceLevel,share,')
    expect(runReport(summary, 'again', 'zh')).toContain('租户')
  })

  it('days are counted against the target, and their quantiles are those of their service levels', () => {
    const levels = replications.observations.map(({ byType }) => {
      const sum = (field: 'answeredWithin' | 'offered') => byType.reduce((total, tally) => total + tally[field], 0)
      return sum('answeredWithin') / sum('offered')
    })
    const { all, byTenant, target } = json.daily!
    expect([target, all.days]).toEqual([0.5, 25])
    expect(all.average.mean).toBeCloseTo(levels.reduce((sum, level) => sum + level, 0) / 25, 12)
    expect(all.meets.mean).toBe(levels.filter((level) => level >= 0.5).length / 25)
    expect(all.meets.ci95[0]).toBeLessThan(all.meets.mean!)
    // With 25 days, the quarter and the half of 24 steps are days themselves.
    const sorted = levels.toSorted((x, y) => x - y)
    expect(all.quantiles['p25']).toBe(sorted[6])
    expect(all.quantiles['p50']).toBe(sorted[12])
    expect(Object.keys(byTenant!)).toEqual(['one', 'two'])
    expect(runReport(summary, 'again', 'en')).toContain('chance that a day has ≥ 50 %')
  })

  it('means of pairs, and steady runs, are no days', () => {
    expect(summarise({ ...replications, perObservation: 2 }, '').days).toBeUndefined()
    const steady = { ...hosted, run: { ...hosted.run, mode: 'steady' as const } }
    expect(jsonSummary(summarise({ ...replications, scenario: steady }, ''))).not.toHaveProperty('daily')
  })
})

describe('the version', () => {
  it('is that of the package', () => {
    const file = new URL('../../package.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version })
  })
})
