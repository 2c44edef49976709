import stringWidth from 'string-width'
import type { Measure } from '../measure/measure.ts'
import type { Estimate } from '../stats/estimate.ts'
import { linearScale } from './chart/scale.ts'
import { frame, svg } from './chart/frame.ts'
import { seriesColour, STYLE } from './chart/style.ts'
import { element, escaped } from './chart/svg.ts'
import { figure } from './figure.ts'

/** Estimates of one measure side by side. */
export interface IntervalPanel {
  readonly title: string
  readonly unit: Measure['unit']
  readonly rows: readonly { readonly name: string; readonly estimate: Estimate }[]
}

const WIDTH = 60
const ROW = 26
const PANEL_HEAD = 26
const PANEL_FOOT = 34
const CHART_WIDTH = 760
const NAMES = 170

/** Intervals as a plot of characters: `├──●──┤`, one scale per panel, its ends written below. */
export function textPlot({ title, unit, rows }: IntervalPanel): string {
  const [low, high] = extent(rows.map(({ estimate }) => estimate))
  const at = (value: number) =>
    Math.min(WIDTH - 1, Math.max(0, Math.round(((value - low) / (high - low)) * (WIDTH - 1))))
  const longest = Math.max(...rows.map(({ name }) => stringWidth(name)))
  const lines = rows.map(({ name, estimate: { mean, ci95 } }) => {
    const cells = new Array<string>(WIDTH).fill(' ')
    if (ci95.every(Number.isFinite)) {
      cells.fill('─', at(ci95[0]), at(ci95[1]) + 1)
      cells[at(ci95[0])] = '├'
      cells[at(ci95[1])] = '┤'
    }
    if (Number.isFinite(mean)) cells[at(mean)] = '●'
    return `  ${name}${' '.repeat(longest - stringWidth(name))}  ${cells.join('').trimEnd()}`
  })
  const ends = [figure(low, unit), figure(high, unit)] as const
  const gap = Math.max(1, WIDTH - stringWidth(ends[0]) - stringWidth(ends[1]))
  return [title, ...lines, `  ${' '.repeat(longest)}  ${ends[0]}${' '.repeat(gap)}${ends[1]}`].join('\n')
}

/** The same as a drawing in a file of its own (SVG), for light and dark. */
export function svgPlot(title: string, panels: readonly IntervalPanel[]): string {
  let top = 0
  const parts = panels.map((panel) => {
    const drawn = element('g', { transform: `translate(0 ${top})` }, panelMarkup(panel))
    top += PANEL_HEAD + panel.rows.length * ROW + PANEL_FOOT
    return drawn
  })
  const size = { width: CHART_WIDTH, height: top }
  const page = element('rect', { width: CHART_WIDTH, height: top, fill: 'var(--bg)' })
  return `${svg(size, title, `<style>${STYLE}</style>`, page, ...parts)}\n`
}

/** Lines of one measure over the values of a parameter, with bands, as a drawing in a file of its own. */
export function svgCurves(
  title: string,
  caption: string,
  curves: readonly {
    readonly name: string
    readonly points: readonly { readonly x: number; readonly estimate: Estimate }[]
  }[],
  unit: Measure['unit'],
): string {
  const all = curves.flatMap(({ points }) => points)
  const low = Math.min(...all.map(({ x }) => x))
  const high = Math.max(...all.map(({ x }) => x))
  const share = (x: number) => (high > low ? (x - low) / (high - low) : 0.5)
  const size = { width: CHART_WIDTH, height: 380 }
  const { at, ticks } = linearScale([low, high > low ? high : low + 1], [0, 1], true)
  const area = frame({
    ...size,
    y: extent(all.map(({ estimate }) => estimate)),
    formatY: (value) => figure(value, unit),
    labels: ticks.map((tick) => ({ at: at(tick), text: String(tick) })),
    caption,
  })
  const drawn = curves.map(({ name, points }, number) => {
    const sorted = points.toSorted((a, b) => a.x - b.x)
    const place = ({ x, estimate }: (typeof points)[number]) =>
      `${area.x(share(x)).toFixed(1)} ${area.y.at(estimate.mean).toFixed(1)}`
    const whiskers = sorted.map(({ x, estimate: { ci95 } }) =>
      ci95.every(Number.isFinite)
        ? element('path', {
            d: `M${area.x(share(x)).toFixed(1)} ${area.y.at(ci95[0]).toFixed(1)}V${area.y.at(ci95[1]).toFixed(1)}`,
            stroke: seriesColour(number),
          })
        : '',
    )
    const dots = sorted.map(({ x, estimate }) =>
      element('circle', { cx: area.x(share(x)), cy: area.y.at(estimate.mean), r: 3.5, fill: seriesColour(number) }),
    )
    const label = element(
      'text',
      { x: area.left + 12, y: 24 + 16 * number, fill: seriesColour(number), style: `fill:${seriesColour(number)}` },
      escaped(name),
    )
    return (
      element('path', { class: 'series', d: `M${sorted.map(place).join('L')}`, stroke: seriesColour(number) }) +
      whiskers.join('') +
      dots.join('') +
      (curves.length > 1 ? label : '')
    )
  })
  const page = element('rect', { ...size, fill: 'var(--bg)' })
  return `${svg(size, title, `<style>${STYLE}</style>`, page, area.markup, ...drawn)}\n`
}

function panelMarkup({ title, unit, rows }: IntervalPanel): string {
  const left = NAMES
  const right = CHART_WIDTH - 30
  const { at, ticks } = linearScale(extent(rows.map(({ estimate }) => estimate)), [left, right])
  const bottom = PANEL_HEAD + rows.length * ROW
  const grid = ticks.map(
    (tick) =>
      element('line', { class: 'grid', x1: at(tick), x2: at(tick), y1: PANEL_HEAD, y2: bottom }) +
      element('text', { class: 'muted', x: at(tick), y: bottom + 15, 'text-anchor': 'middle' }, figure(tick, unit)),
  )
  const drawn = rows.map(({ name, estimate: { mean, ci95 } }, number) => {
    const y = PANEL_HEAD + (number + 0.5) * ROW
    const colour = seriesColour(number)
    const line = ci95.every(Number.isFinite)
      ? element('line', {
          x1: at(ci95[0]),
          x2: at(ci95[1]),
          y1: y,
          y2: y,
          stroke: colour,
          'stroke-width': 3,
          opacity: 0.5,
        })
      : ''
    const dot = Number.isFinite(mean) ? element('circle', { cx: at(mean), cy: y, r: 5, fill: colour }) : ''
    return element('text', { x: left - 12, y: y + 4, 'text-anchor': 'end' }, escaped(name)) + line + dot
  })
  return [element('text', { x: 12, y: 16, 'font-weight': '600' }, escaped(title)), ...grid, ...drawn].join('')
}

function extent(estimates: readonly Estimate[]): [low: number, high: number] {
  const known = estimates.flatMap(({ mean, ci95 }) => [mean, ...ci95]).filter(Number.isFinite)
  if (known.length === 0) return [0, 1]
  const low = Math.min(...known)
  const high = Math.max(...known)
  return high > low ? [low, high] : [low - Math.abs(low) / 20 - 1e-9, high + Math.abs(high) / 20 + 1e-9]
}
