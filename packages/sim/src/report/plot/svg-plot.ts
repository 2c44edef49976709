/** A curve, or columns from the axis up. */
export interface Series {
  readonly label: string
  /** Ascending in x. */
  readonly points: readonly (readonly [x: number, y: number])[]
  /** `columns` stand from one point's x to the next's. */
  readonly kind: 'line' | 'columns'
}

/** What a plot shows. */
export interface Plot {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
  /** The end of the x axis; default: the largest x. */
  readonly xTo?: number
}

const WIDTH = 640
const HEIGHT = 300
const LEFT = 56
const RIGHT = 150
const TOP = 30
const BOTTOM = 44
/** Told apart by those who see no red or green too (M. Okabe & K. Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const
const DECIMALS = 1

/** A plot with axes from 0 and a legend, as an SVG of its own. Numbers in it have fixed decimals: the same on every platform. */
export function svgPlot({ title, x, y, series, xTo }: Plot): string {
  const all = series.flatMap(({ points }) => points)
  const xMax = xTo ?? Math.max(1e-9, ...all.map(([at]) => at))
  const yMax = niceAbove(Math.max(1e-9, ...all.filter(([at]) => at <= xMax).map(([, value]) => value)))
  const px = (value: number) => LEFT + (value / xMax) * (WIDTH - LEFT - RIGHT)
  const py = (value: number) => HEIGHT - BOTTOM - (value / yMax) * (HEIGHT - TOP - BOTTOM)
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  const marks = [
    ...ticks.map((part) => line(LEFT, py(part * yMax), WIDTH - RIGHT, py(part * yMax), '#ddd')),
    ...ticks.map((part) => text(LEFT - 6, py(part * yMax) + 4, 'end', short(part * yMax))),
    ...ticks.map((part) => text(px(part * xMax), HEIGHT - BOTTOM + 16, 'middle', short(part * xMax))),
  ]
  const drawn = series.map(({ points, kind }, at) => {
    const colour = COLOURS[at % COLOURS.length]!
    const inside = points.filter(([each]) => each <= xMax)
    if (kind === 'line') {
      const path = inside
        .map(([each, value], i) => `${i === 0 ? 'M' : 'L'}${fixed(px(each))} ${fixed(py(value))}`)
        .join('')
      return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8"/>`
    }
    return inside
      .map(([each, value], i) => {
        const width = px(Math.min(xMax, inside[i + 1]?.[0] ?? xMax)) - px(each)
        return `<rect x="${fixed(px(each))}" y="${fixed(py(value))}" width="${fixed(width)}" height="${fixed(py(0) - py(value))}" fill="${colour}" fill-opacity="0.35"/>`
      })
      .join('')
  })
  const legend = series.map(({ label }, at) => {
    const top = TOP + 18 * at
    const mark = `<rect x="${WIDTH - RIGHT + 12}" y="${top}" width="10" height="10" fill="${COLOURS[at % COLOURS.length]!}"/>`
    return mark + text(WIDTH - RIGHT + 27, top + 9, 'start', label)
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" role="img" font-family="sans-serif" font-size="12">
<title>${escaped(title)}</title>
${text(LEFT, 18, 'start', y === '' ? title : `${title} (${y})`)}
${marks.join('')}
${drawn.join('\n')}
${legend.join('')}
${text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, 'middle', x)}
</svg>`
}

/** A text inside SVG or HTML. */
export function escaped(given: string): string {
  return given.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" stroke="${colour}"/>`
}

function text(x: number, y: number, anchor: string, content: string): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escaped(content)}</text>`
}

function fixed(value: number): string {
  return value.toFixed(DECIMALS)
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** The next of 1, 2, 4, 5, 8 and 10 times a power of ten. */
function niceAbove(value: number): number {
  let power = 1
  while (power > value) power /= 10
  while (power * 10 < value) power *= 10
  return power * [1, 2, 4, 5, 8, 10].find((factor) => factor * power >= value)!
}
