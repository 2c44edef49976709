/** A linear scale from values to pixels, with ticks at round values. */
export interface Scale {
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

/** About so many ticks: people read no more on a small chart. */
const TICKS = 5

/** A scale over [low, high], which is widened to round values unless `exact`; pixels may run backwards. */
export function linearScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  exact = false,
): Scale {
  const top = high > low ? high : low + 1
  const step = roundStep((top - low) / TICKS)
  const first = exact ? Math.ceil(low / step - 1e-9) : Math.floor(low / step + 1e-9)
  const last = exact ? Math.floor(top / step + 1e-9) : Math.ceil(top / step - 1e-9)
  const start = exact ? low : first * step
  const end = exact ? top : last * step
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
  return { at: (value) => from + ((value - start) / (end - start)) * (to - from), ticks }
}

/** 1, 2 or 5 times a power of ten, not below. */
function roundStep(least: number): number {
  let power = 1
  while (power * 10 <= least) power *= 10
  while (power > least) power /= 10
  const step = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10
  return step * power
}
