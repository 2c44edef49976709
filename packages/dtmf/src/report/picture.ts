import type { DtmfDigit } from '../decode/decoder.ts'
import { HIGH_GROUP_HZ, LOW_GROUP_HZ } from '../digit/digit.ts'
import { dbm0OfMeanSquare } from '../level/dbm0.ts'
import { SPECTROGRAM_ROWS, type Spectrogram } from './spectrogram.ts'

/** Steps of grey between −60 and −12 dBm0. */
const SHADES = 8
const FLOOR_DBM0 = -60
const SHADE_DB = 6
const ROW_PX = 2
const WIDTH_PX = 1000
const LEFT_PX = 60
const TOP_PX = 34
const CHANNEL_PX = SPECTROGRAM_ROWS * ROW_PX
const BAND_PX = TOP_PX + CHANNEL_PX + 30

/** One channel of a picture. */
export interface PictureChannel {
  readonly spectrogram: Spectrogram
  readonly events: readonly DtmfDigit[]
}

/** An SVG of each channel's spectrogram, 0 to 2000 Hz, with the digits marked over it. O(cells). */
export function spectrogramSvg(channels: readonly PictureChannel[], title: string): string {
  const height = 30 + BAND_PX * channels.length
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT_PX + WIDTH_PX + 20}" height="${height}" font-family="sans-serif" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${LEFT_PX}" y="20" font-size="14">${escaped(title)}</text>`,
  ]
  channels.forEach((channel, index) => parts.push(band(channel, index, 30 + BAND_PX * index)))
  return `${parts.join('\n')}\n</svg>\n`
}

function band({ spectrogram, events }: PictureChannel, index: number, topPx: number): string {
  const lengthMs = Math.max(1, spectrogram.columns * spectrogram.columnMs)
  const pxPerMs = WIDTH_PX / lengthMs
  const parts = [`<g transform="translate(${LEFT_PX} ${topPx + TOP_PX})">`]
  parts.push(`<rect width="${WIDTH_PX}" height="${CHANNEL_PX}" fill="#fafafa" stroke="#999"/>`, ...shades(spectrogram))
  for (const hz of [...LOW_GROUP_HZ, ...HIGH_GROUP_HZ]) {
    parts.push(`<text x="-6" y="${(yOf(hz) + 3).toFixed(1)}" text-anchor="end" fill="#555">${hz}</text>`)
    parts.push(`<path d="M0 ${yOf(hz).toFixed(1)}H${WIDTH_PX}" stroke="#c60" stroke-opacity=".25" stroke-width=".5"/>`)
  }
  for (const { digit, startMs, durationMs } of events) {
    const x = startMs * pxPerMs
    const width = Math.max(1, durationMs * pxPerMs)
    parts.push(
      `<rect x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="${CHANNEL_PX}" fill="#06c" fill-opacity=".12" stroke="#06c" stroke-width=".5"/>`,
      `<text x="${(x + width / 2).toFixed(1)}" y="-6" text-anchor="middle" font-size="13" fill="#06c">${digit}</text>`,
    )
  }
  parts.push(
    `<text x="0" y="${CHANNEL_PX + 15}" fill="#555">0 s</text>`,
    `<text x="${WIDTH_PX}" y="${CHANNEL_PX + 15}" text-anchor="end" fill="#555">${(lengthMs / 1000).toFixed(2)} s</text>`,
    `<text x="0" y="-20" fill="#555">channel ${index + 1}, Hz</text>`,
    '</g>',
  )
  return parts.join('\n')
}

/** One path per shade, of horizontal runs: a hundredth of the size that a rectangle per cell would have. */
function shades(spectrogram: Spectrogram): string[] {
  const widthPx = WIDTH_PX / Math.max(1, spectrogram.columns)
  const paths = Array.from({ length: SHADES }, () => '')
  for (let row = 0; row < SPECTROGRAM_ROWS; row++) {
    const y = (SPECTROGRAM_ROWS - 1 - row) * ROW_PX
    for (let from = 0; from < spectrogram.columns;) {
      const shade = shadeOf(spectrogram.powerAt(from, row))
      let to = from + 1
      while (to < spectrogram.columns && shadeOf(spectrogram.powerAt(to, row)) === shade) to++
      if (shade >= 0) {
        paths[shade] +=
          `M${(from * widthPx).toFixed(1)} ${y}h${((to - from) * widthPx).toFixed(1)}v${ROW_PX}h-${((to - from) * widthPx).toFixed(1)}z`
      }
      from = to
    }
  }
  return paths.flatMap((path, shade) => {
    const grey = Math.round(225 - (225 * (shade + 1)) / SHADES)
      .toString(16)
      .padStart(2, '0')
    return path === '' ? [] : [`<path d="${path}" fill="#${grey}${grey}${grey}"/>`]
  })
}

function shadeOf(power: number): number {
  return Math.min(SHADES - 1, Math.floor((dbm0OfMeanSquare(power) - FLOOR_DBM0) / SHADE_DB))
}

function yOf(hz: number): number {
  return CHANNEL_PX - (hz / 2000) * CHANNEL_PX
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
