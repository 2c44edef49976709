import type { Estimate } from '../../stats/estimate.ts'
import { frame, type FrameOptions, svg } from './frame.ts'
import { seriesColour } from './style.ts'
import { element, escaped, pathThrough } from './svg.ts'

/** One line of a chart: estimates at shares of the x axis. */
export interface Series {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly estimate: Estimate }[]
}

/** What every chart has. */
export interface ChartOptions extends Omit<FrameOptions, 'labels' | 'y'> {
  readonly title: string
  readonly labels: FrameOptions['labels']
  /** Shown as a dashed line. */
  readonly target?: number
  /** The top of the axis at least and at most, where the values do not decide. */
  readonly limits?: readonly [low: number, high: number]
}

/** Lines with the 95 % intervals as bands behind them. */
export function lineChart(series: readonly Series[], options: ChartOptions): string {
  const values = series.flatMap(({ points }) => points.flatMap(({ estimate: { mean, ci95 } }) => [mean, ...ci95]))
  const { x, y, left, right, markup } = frame({
    ...options,
    y: extent([...values, options.target ?? NaN], options.limits),
  })
  const clamp = (value: number) =>
    y.at(Math.min(options.limits?.[1] ?? Infinity, Math.max(options.limits?.[0] ?? -Infinity, value)))
  const drawn = series.map(({ points }, at) => {
    const known = points.filter(({ estimate }) => estimate.ci95.every(Number.isFinite))
    const upper = known.map(({ x: share, estimate }) => [x(share), clamp(estimate.ci95[1])] as const)
    const lower = known.map(({ x: share, estimate }) => [x(share), clamp(estimate.ci95[0])] as const)
    const band = known.length < 2 ? '' : `${pathThrough([...upper, ...lower.toReversed()])}Z`
    const line = pathThrough(points.map(({ x: share, estimate }) => [x(share), y.at(estimate.mean)]))
    return (
      element('path', { class: 'band', d: band, fill: seriesColour(at) }) +
      element('path', { class: 'series', d: line, stroke: seriesColour(at) })
    )
  })
  return svg(options, options.title, markup, ...drawn, targetLine(options.target, y.at, left, right))
}

/** Bars side by side, one group of bars per label, with whiskers for the intervals. */
export function barChart(groups: readonly (readonly Estimate[])[], options: ChartOptions): string {
  const values = groups.flat().flatMap(({ mean, ci95 }) => [mean, ci95[1]])
  const { x, y, left, right, bottom, markup } = frame({
    ...options,
    y: extent([0, ...values, options.target ?? NaN], options.limits),
  })
  const width = (right - left) / Math.max(1, groups.length)
  const bars = groups.flatMap((group, at) =>
    group.map(({ mean, ci95: [low, high] }, number) => {
      const room = (0.76 * width) / group.length
      const from = x(at / groups.length) + 0.12 * width + number * room
      const whisker = Number.isFinite(low) && Number.isFinite(high) && high > low
      const bar = { x: from, y: y.at(mean), width: Math.max(0.5, room - 1), height: Math.max(0, bottom - y.at(mean)) }
      return Number.isFinite(mean)
        ? element('rect', { ...bar, rx: 1.5, fill: seriesColour(number), opacity: 0.85 }) +
            (whisker ? whiskerAt(from + (room - 1) / 2, y.at(Math.max(0, low)), y.at(high), Math.min(4, room / 4)) : '')
        : ''
    }),
  )
  return svg(options, options.title, markup, ...bars, targetLine(options.target, y.at, left, right))
}

/** Names of the series in their colours, as HTML; one alone needs none. */
export function legend(names: readonly string[]): string {
  if (names.length < 2) return ''
  const items = names.map((name, at) => `<span><i style="background:${seriesColour(at)}"></i>${escaped(name)}</span>`)
  return `<div class="legend">${items.join('')}</div>`
}

function whiskerAt(x: number, low: number, high: number, half: number): string {
  const path = `M${x} ${low}V${high}M${x - half} ${low}H${x + half}M${x - half} ${high}H${x + half}`
  return element('path', { d: path, stroke: 'var(--fg)', 'stroke-width': 1, opacity: 0.6, fill: 'none' })
}

function targetLine(target: number | undefined, at: (value: number) => number, left: number, right: number): string {
  if (target === undefined) return ''
  return element('line', { class: 'target', x1: left, x2: right, y1: at(target), y2: at(target) })
}

/** From the smallest to the largest of the values that are there, inside the limits. */
function extent(
  values: readonly number[],
  limits: readonly [number, number] = [-Infinity, Infinity],
): [number, number] {
  const known = values.filter(Number.isFinite)
  if (known.length === 0) return [0, 1]
  const low = Math.max(limits[0], Math.min(...known))
  const high = Math.min(limits[1], Math.max(...known))
  return high > low
    ? [low, high]
    : [Math.min(low, limits[0] === -Infinity ? low : limits[0]), low + (low === 0 ? 1 : Math.abs(low) / 10)]
}
