import type { DelayEnvelope } from './delay-envelope.ts'

const WIDTH = 1000
const HEIGHT = 320
const LEFT = 56
const TOP = 40
const BOTTOM = 34

/**
 * Draws delay of arrivals (band from least to greatest), of playout (line) and concealment (bars from above) as an SVG
 * document. Text is escaped. O(columns).
 */
export function renderDelayPlot(title: string, envelope: DelayEnvelope): string {
  const used = Math.max(1, envelope.used)
  let top = 20
  for (let i = 0; i < used; i++) {
    const { mostMs, playoutMs } = envelope.column(i)
    if (mostMs > top) top = mostMs
    if (playoutMs > top) top = playoutMs
  }
  const x = (i: number): string => (LEFT + ((WIDTH - LEFT - 12) * i) / used).toFixed(1)
  const y = (ms: number): string => (HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * Math.max(0, ms)) / top).toFixed(1)
  const band: string[] = []
  const line: string[] = []
  const bars: string[] = []
  let drawing = false
  for (let i = 0; i < used; i++) {
    const { leastMs, mostMs, playoutMs, hiddenShare } = envelope.column(i)
    if (leastMs === leastMs) band.push(`M${x(i)} ${y(leastMs)}V${y(mostMs)}`)
    if (playoutMs === playoutMs) line.push(`${drawing ? 'L' : 'M'}${x(i)} ${y(playoutMs)}`)
    drawing = playoutMs === playoutMs
    if (hiddenShare > 0) bars.push(`M${x(i)} ${TOP}v${(hiddenShare * 30).toFixed(1)}`)
  }
  const step = niceStep(top)
  const grid: string[] = []
  for (let ms = 0; ms <= top; ms += step) {
    grid.push(
      `<path d="M${LEFT} ${y(ms)}H${WIDTH - 12}" stroke="#ddd"/>` +
        `<text x="${LEFT - 6}" y="${Number(y(ms)) + 4}" text-anchor="end">${ms}</text>`,
    )
  }
  const seconds = ((used * envelope.columnMs) / 1000).toFixed(1)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="18" font-size="14">${escapeXml(title)}</text>`,
    `<text x="${LEFT}" y="33" fill="#666">delay above the least, ms: arrivals (blue), playout (orange), concealed (red)</text>`,
    ...grid,
    `<path d="${band.join('')}" stroke="#4a7fb5" stroke-width="${Math.max(1, (WIDTH - LEFT) / used).toFixed(1)}" opacity=".6"/>`,
    `<path d="${line.join('')}" stroke="#e08214" stroke-width="1.5" fill="none"/>`,
    `<path d="${bars.join('')}" stroke="#c0392b" stroke-width="1.5"/>`,
    `<text x="${LEFT}" y="${HEIGHT - 10}">0 s</text>`,
    `<text x="${WIDTH - 12}" y="${HEIGHT - 10}" text-anchor="end">${seconds} s</text>`,
    '</svg>',
  ].join('\n')
}

function niceStep(top: number): number {
  const rough = top / 5
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  return magnitude * (rough / magnitude > 5 ? 10 : rough / magnitude > 2 ? 5 : rough / magnitude > 1 ? 2 : 1)
}

function escapeXml(value: string): string {
  return value.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)
}
