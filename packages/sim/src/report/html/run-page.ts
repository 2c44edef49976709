import { type Kpi, kpiNamed, MEASURED_TIMES } from '@strowger/acd'
import type { Detailed } from '../../experiment/detailed.ts'
import { type Daily, daily, dayQuantile } from '../../measure/daily.ts'
import { QUANTILES, WHOLE } from '../../measure/detail-summary.ts'
import { measureNamed } from '../../measure/measure.ts'
import { families } from '../../measure/population.ts'
import { MS_PER_HOUR, MS_PER_MINUTE } from '../../scenario/duration.ts'
import type { Label } from '../../scenario/scenario.ts'
import type { Estimate } from '../../stats/estimate.ts'
import { barChart, type ChartOptions, legend, lineChart, type Series } from '../chart/charts.ts'
import { linearScale } from '../chart/scale.ts'
import { element, escaped } from '../chart/svg.ts'
import { figure, range } from '../figure.ts'
import { thresholdWords } from '../service-level.ts'
import { type Language, say, TEXT } from '../language.ts'
import { footnotes, heading } from '../run-report.ts'
import type { Summary } from '../summary.ts'
import { WORDS } from './words.ts'
import { htmlFigure, htmlTable, page } from './page.ts'

const WIDTH = 1000
const HEIGHT = 300
/** Types of a chart at most: more lines cannot be told apart. */
const LINES = 6
/** Points of a distribution. */
const POINTS = 120
/** Bars of the days' distribution at most. */
const BINS = 20

const TABLE_KPIS = [
  'offered',
  'answered',
  'serviceLevel3',
  'asaMs',
  'abandonRate',
  'ahtMs',
  'occupancyWithRinging',
] as const

/** What a page shows. */
export interface RunPage {
  readonly summary: Summary
  readonly detailed: Detailed
  /** Of the service level, for days and intervals. */
  readonly target: number
  readonly again: string
}

/** A run as a page of HTML in one file. */
export function runPage(content: RunPage, language: Language): string {
  return new Page(content, language).text()
}

class Page {
  readonly #content: RunPage
  readonly #language: Language

  constructor(content: RunPage, language: Language) {
    this.#content = content
    this.#language = language
  }

  text(): string {
    const { summary, again } = this.#content
    const [title = '', ...how] = heading(summary, this.#language).split('\n')
    const notes = footnotes(summary, again, this.#language)
    return page(title, this.#language, [
      `<h1>${escaped(title)}</h1><p class="muted">${escaped(how.join(' '))}</p>`,
      this.#tiles(),
      this.#arrivals(),
      this.#levels(),
      this.#waits(),
      this.#days(),
      this.#occupancy(),
      this.#table('type', WORDS.byType),
      this.#table('group', WORDS.byGroup),
      this.#intervals(),
      `<h2>${this.#say(TEXT.formulas)}</h2>${notes
        .split('\n')
        .slice(1)
        .map((line) => `<p class="muted">${withCode(line)}</p>`)
        .join('')}`,
    ])
  }

  #tiles(): string {
    const { summary } = this.#content
    const tile = (name: 'abandonRate' | 'asaMs' | 'occupancy' | 'offered' | 'serviceLevel') => {
      const { unit, label } = measureNamed(name)
      const estimate = summary.measures[name]
      const within = name === 'serviceLevel' ? ` (${this.#say(thresholdWords(summary.scenario))})` : ''
      return `<div class="tile"><span>${escaped(this.#say(label))}${within}</span><b>${figure(estimate.mean, unit)}</b><span>${range(estimate, unit)}</span></div>`
    }
    const names = ['serviceLevel', 'abandonRate', 'asaMs', 'occupancy', 'offered'] as const
    return `<div class="tiles">${names.map(tile).join('')}</div>`
  }

  #arrivals(): string {
    const kpis = (['offered', 'answered', 'abandoned'] as const).map(kpiNamed)
    const groups = this.#everyInterval((interval) => kpis.map((kpi) => this.#estimate(kpi, 0, interval)))
    const chart = barChart(
      groups,
      this.#chart(WORDS.arrivals, (value) => String(value)),
    )
    return this.#figure(WORDS.arrivals, WORDS.arrivalsNote, chart, legend(kpis.map(({ label }) => this.#say(label))))
  }

  #levels(): string {
    const kpi = kpiNamed('serviceLevel3')
    const types = this.#families()
    const rows = types.length > 1 && types.length < LINES ? [0, ...types] : [0]
    const series = rows.map((population): Series => ({
      name: this.#name(population),
      points: this.#everyInterval((interval, x) => ({ x, estimate: this.#estimate(kpi, population, interval) })),
    }))
    const options = { ...this.#chart(WORDS.level, percent), limits: [0, 1] as const, target: this.#content.target }
    return this.#figure(
      WORDS.level,
      WORDS.levelNote,
      lineChart(series, options),
      legend(series.map(({ name }) => name)),
    )
  }

  #waits(): string {
    const { summary } = this.#content.detailed
    const { types } = this.#content.summary.scenario
    const sets = types.length > 1 && types.length < LINES ? [0, ...types.map((_, at) => at + 1)] : [0]
    const longest = Math.max(1000, ...sets.map((set) => summary.distribution('wait', set)(0.99) || 0))
    const series = sets.map((set): Series => {
      const of = summary.distribution('wait', set)
      const shares = Array.from({ length: POINTS + 1 }, (_, at) => (0.99 * at) / POINTS)
      const points = shares.map((share) => ({ x: of(share) / longest, estimate: exactly(share) }))
      return { name: this.#name(set), points: [{ x: 0, estimate: exactly(0) }, ...points] }
    })
    const { at, ticks } = linearScale([0, longest / 1000], [0, 1], true)
    const labels = ticks.map((tick) => ({ at: at(tick), text: String(tick) }))
    const options = {
      ...this.#chart(WORDS.waits, percent),
      labels,
      caption: this.#say(WORDS.seconds),
      limits: [0, 1] as const,
    }
    const tables = MEASURED_TIMES.map((what) =>
      htmlTable(
        [this.#say(WORDS[what]), ...QUANTILES.map((q) => percent(q))],
        sets.map((set) => [
          escaped(this.#name(set)),
          ...QUANTILES.map((_, at) => cell(summary.quantile(what, set, at), 'ms')),
        ]),
      ),
    )
    return this.#figure(
      WORDS.waits,
      WORDS.waitsNote,
      lineChart(series, options),
      legend(series.map(({ name }) => name)),
      tables.join(''),
    )
  }

  #days(): string {
    const { summary, target } = this.#content
    const days = daily(measureNamed('serviceLevel'), summary.all, target)
    if (days.values.length < 2) return ''
    const { bins, low, high } = histogram(days)
    const labels = bins.map((_, at) => ({
      at: (at + 0.5) / bins.length,
      text: percent(low + ((at + 0.5) / bins.length) * (high - low), 1),
    }))
    const groups = bins.map((count) => [exactly(count)])
    const chart = barChart(groups, { ...this.#chart(WORDS.days, (value) => String(value)), labels, height: 240 })
    const told = [
      `${this.#say(WORDS.average)}: ${figure(days.average.mean, 'share')} (${range(days.average, 'share')})`,
      `${this.#say(WORDS.meets)} ${percent(target)}: ${figure(days.meets.mean, 'share')} (${range(days.meets, 'share')})`,
      `${this.#say(WORDS.tenth)} ${figure(dayQuantile(days, 0.1), 'share')}`,
    ]
    return this.#figure(WORDS.days, WORDS.daysNote, chart, `<p>${told.join(' · ')}</p>`)
  }

  #occupancy(): string {
    const kpi = kpiNamed('occupancyWithRinging')
    const groups = this.#of('group')
    const bars = groups.map((population) => [this.#estimate(kpi, population, WHOLE)])
    const labels = groups.map((population, at) => ({
      at: (at + 0.5) / groups.length,
      text: shortened(this.#name(population), groups.length),
    }))
    const options = { ...this.#chart(WORDS.occupancy, percent), labels, limits: [0, 1] as const, height: 240 }
    return this.#figure(WORDS.occupancy, WORDS.occupancyNote, barChart(bars, options))
  }

  /** Populations of the contact types as the scenario writes them: a split one as a whole. */
  #families(): number[] {
    const byId = new Map(this.#of('type').map((at) => [this.#content.detailed.populations[at]!.id, at]))
    return families(this.#content.summary.scenario).map(({ id }) => byId.get(id)!)
  }

  #table(kind: 'group' | 'type', title: Label): string {
    const kpis = TABLE_KPIS.filter((name) => kind === 'group' || name !== 'occupancyWithRinging').map(kpiNamed)
    const head = ['', ...kpis.map(({ label }) => escaped(this.#say(label)))]
    const populations = kind === 'type' ? this.#families() : this.#of(kind)
    const rows = populations.map((population) => [
      escaped(this.#name(population)),
      ...kpis.map((kpi) => cell(this.#estimate(kpi, population, WHOLE), kpi.unit)),
    ])
    const note = kind === 'group' ? `<p class="muted">${escaped(this.#say(TEXT.ofGroups))}</p>` : ''
    return `<h2>${escaped(this.#say(title))}</h2>${htmlTable(head, rows)}${note}`
  }

  #intervals(): string {
    const kpis = TABLE_KPIS.map(kpiNamed)
    const head = [this.#say(WORDS.interval), ...kpis.map(({ label }) => escaped(this.#say(label)))]
    const rows = this.#everyInterval((interval) => [
      this.#clock(interval),
      ...kpis.map((kpi) => cell(this.#estimate(kpi, 0, interval), kpi.unit)),
    ])
    return `<h2>${escaped(this.#say(WORDS.byInterval))}</h2>${htmlTable(head, rows)}`
  }

  #everyInterval<T>(of: (interval: number, x: number) => T): T[] {
    const { intervals } = this.#content.detailed.summary
    return Array.from({ length: intervals }, (_, at) => of(at, (at + 0.5) / intervals))
  }

  #chart(title: Label, formatY: (value: number) => string): ChartOptions {
    const labels = this.#everyInterval((interval, at) => ({ at, text: this.#clock(interval) }))
    return { title: this.#say(title), width: WIDTH, height: HEIGHT, labels, formatY }
  }

  #figure(title: Label, note: Label, ...parts: readonly string[]): string {
    return htmlFigure(this.#say(title), this.#say(note), ...parts)
  }

  #estimate(kpi: Kpi, population: number, interval: number): Estimate {
    return this.#content.detailed.summary.estimate(kpi, population, interval)
  }

  #of(kind: 'group' | 'type'): number[] {
    return this.#content.detailed.populations.flatMap((each, at) => (each.kind === kind ? [at] : []))
  }

  #name(population: number): string {
    return this.#say(this.#content.detailed.populations[population]!.label)
  }

  /** Clock time at which an interval begins. */
  #clock(interval: number): string {
    const { startsAtMs, warmUpMs } = this.#content.summary.scenario.run
    const ms = startsAtMs + warmUpMs + interval * this.#content.detailed.intervalMs
    const two = (value: number) => String(value).padStart(2, '0')
    return `${two(Math.floor(ms / MS_PER_HOUR) % 24)}:${two(Math.floor(ms / MS_PER_MINUTE) % 60)}`
  }

  #say(label: Label): string {
    return say(label, this.#language)
  }
}

function cell(estimate: Estimate, unit: 'contacts' | 'ms' | 'share'): string {
  return `${figure(estimate.mean, unit)}<small>${range(estimate, unit)}</small>`
}

function exactly(mean: number): Estimate {
  return { mean, ci95: [-Infinity, Infinity] }
}

function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)} %`
}

function histogram({ values }: Daily): { bins: number[]; low: number; high: number } {
  const least = Math.min(...values)
  const most = Math.max(...values)
  const low = least
  const high = most > least ? most : least + 0.01
  const size = Math.max(4, Math.min(BINS, Math.ceil(2 * Math.cbrt(values.length))))
  const bins = new Array<number>(size).fill(0)
  for (const value of values) bins[Math.min(size - 1, Math.floor(((value - low) / (high - low)) * size))]! += 1
  return { bins, low, high }
}

/** A label that fits under its bar. */
function shortened(name: string, bars: number): string {
  const most = Math.max(4, Math.floor(130 / bars))
  const characters = Array.from(name)
  return characters.length <= most ? name : `${characters.slice(0, most - 1).join('')}…`
}

/** The command at the end of the notes can be copied. */
function withCode(line: string): string {
  const at = line.indexOf('npm start -- ')
  return at < 0 ? escaped(line) : escaped(line.slice(0, at)) + element('code', {}, escaped(line.slice(at)))
}
