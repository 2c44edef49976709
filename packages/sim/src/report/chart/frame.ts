import { linearScale, type Scale } from './scale.ts'
import { element } from './svg.ts'

/** Size of a chart and what is written at its axes. */
export interface FrameOptions {
  readonly width: number
  readonly height: number
  /** Values that must be inside. */
  readonly y: readonly [low: number, high: number]
  readonly formatY: (value: number) => string
  /** Places on the x axis as shares of its length, and what is written there. */
  readonly labels: readonly { readonly at: number; readonly text: string }[]
  /** What is said of the x axis, under it. */
  readonly caption?: string
}

/** The area in which a chart is drawn. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly y: Scale
  /** Pixels of a share of the x axis. */
  readonly x: (share: number) => number
  /** Grid, axes and labels. */
  readonly markup: string
}

const LEFT = 62
const RIGHT = 14
const TOP = 10
const BOTTOM = 26
const CAPTION = 18
/** Least pixels from one label of the x axis to the next. */
const APART = 46

/** A chart's area with its axes. */
export function frame(options: FrameOptions): Frame {
  const { width, height, formatY, labels, caption } = options
  const left = LEFT
  const right = width - RIGHT
  const bottom = height - BOTTOM - (caption === undefined ? 0 : CAPTION)
  const y = linearScale(options.y, [bottom, TOP])
  const x = (share: number) => left + share * (right - left)
  const rows = y.ticks.map(
    (tick) =>
      element('line', { class: 'grid', x1: left, x2: right, y1: y.at(tick), y2: y.at(tick) }) +
      element('text', { class: 'muted', x: left - 8, y: y.at(tick) + 4, 'text-anchor': 'end' }, formatY(tick)),
  )
  const every = Math.max(1, Math.ceil((labels.length * APART) / (right - left)))
  const columns = labels.flatMap(({ at, text }, number) =>
    number % every === 0
      ? [element('text', { class: 'muted', x: x(at), y: bottom + 18, 'text-anchor': 'middle' }, text)]
      : [],
  )
  const axis = element('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom })
  const told =
    caption === undefined
      ? ''
      : element('text', { class: 'muted', x: (left + right) / 2, y: height - 6, 'text-anchor': 'middle' }, caption)
  return { left, right, top: TOP, bottom, y, x, markup: [...rows, axis, ...columns, told].join('') }
}

/** The chart itself; `title` is read by screen readers. */
export function svg(
  { width, height }: Pick<FrameOptions, 'height' | 'width'>,
  title: string,
  ...parts: string[]
): string {
  const attributes = { viewBox: `0 0 ${width} ${height}`, role: 'img', xmlns: 'http://www.w3.org/2000/svg' }
  return element('svg', attributes, element('title', {}, title), ...parts)
}
