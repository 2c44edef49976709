import type { Measure } from '../measure/measure.ts'
import type { Estimate } from '../stats/estimate.ts'

/** What is printed where a figure does not exist (nothing was counted, or one replication gives no interval). */
const NO_FIGURE = '–'

type Unit = Measure['unit']

/** A figure in the unit people read: contacts to one decimal, shares in %, times in s. */
export function figure(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return NO_FIGURE
  switch (unit) {
    case 'contacts':
      return grouped(value, 1)
    case 'share':
      return `${grouped(100 * value, 2)} %`
    case 'ms':
      return `${grouped(value / 1000, 2)} s`
  }
}

/** A difference: as {@link figure} with its sign, shares in percentage points. */
export function signed(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return NO_FIGURE
  const text = unit === 'share' ? `${grouped(100 * value, 2)} pp` : figure(value, unit)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** A squared time, given in ms². */
export function squareSeconds(value: number): string {
  return Number.isFinite(value) ? `${grouped(value / 1e6, 1)} s²` : NO_FIGURE
}

/** The ends of an interval, as `low … high`. */
export function range(estimate: Estimate, unit: Unit, format: (value: number, unit: Unit) => string = figure): string {
  const [low, high] = estimate.ci95
  if (!Number.isFinite(low) || !Number.isFinite(high)) return NO_FIGURE
  return `${format(low, unit)} … ${format(high, unit)}`
}

/** A length of time as people write it: 13.2 h, 30 min, 20 s. */
export function duration(ms: number): string {
  if (ms >= 3_600_000) return `${round(ms / 3_600_000)} h`
  return ms >= 60_000 ? `${round(ms / 60_000)} min` : `${round(ms / 1000)} s`
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Digits in groups of three, with thin no-break spaces (ISO 80000-1); a minus for what is below 0 as it is shown. */
function grouped(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  const [whole = '', fraction] = (Number(text) === 0 ? (0).toFixed(decimals) : text).replace('-', '−').split('.')
  const spaced = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202F')
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}
