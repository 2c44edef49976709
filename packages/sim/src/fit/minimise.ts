const ITERATIONS = 400
const TOLERANCE = 1e-10

/**
 * The point where a smooth function of few variables is least, from a start (J. Nelder & R. Mead 1965, standard coefficients).
 * Where the function is not defined it returns Infinity.
 */
export function minimise(f: (at: readonly number[]) => number, start: readonly number[], step = 0.5): number[] {
  const vertex = (at: readonly number[]) => ({ at, value: f(at) })
  let simplex = [start, ...start.map((_, axis) => start.map((value, each) => value + (each === axis ? step : 0)))].map(
    vertex,
  )
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    simplex = simplex.toSorted((a, b) => a.value - b.value)
    const best = simplex[0]!
    const worst = simplex.at(-1)!
    if (Math.abs(worst.value - best.value) <= TOLERANCE * (1 + Math.abs(best.value))) break
    const others = simplex.slice(0, -1)
    const centre = start.map((_, axis) => others.reduce((sum, { at }) => sum + at[axis]!, 0) / others.length)
    const along = (factor: number) => vertex(centre.map((value, axis) => value + factor * (worst.at[axis]! - value)))
    const reflected = along(-1)
    if (reflected.value < best.value) {
      const expanded = along(-2)
      simplex = [...others, expanded.value < reflected.value ? expanded : reflected]
    } else if (reflected.value < others.at(-1)!.value) simplex = [...others, reflected]
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5)
      simplex =
        contracted.value < Math.min(worst.value, reflected.value)
          ? [...others, contracted]
          : simplex.map(({ at }) => vertex(at.map((value, axis) => (value + best.at[axis]!) / 2)))
    }
  }
  return [...simplex.toSorted((a, b) => a.value - b.value)[0]!.at]
}
