/** The rates of a Markov chain in continuous time, by the state that is left. */
export interface SparseRates {
  readonly states: number
  /** Calls `rate` for every transition out of a state; the same pair may come more than once. */
  readonly from: (state: number, rate: (to: number, rate: number) => void) => void
}

const TOLERANCE = 1e-13
const MOST_SWEEPS = 20_000

/**
 * Stationary probabilities of an irreducible chain, by Gauss and Seidel's method on π_j·out_j = Σ π_i·rate(i, j), sweeping
 * the states there and back. O(transitions) a sweep; relative change of every probability that matters below 1e-13 at the end.
 *
 * @throws RangeError when it does not converge: a chain that falls apart, or is nearly unstable.
 */
export function stationary(rates: SparseRates): Float64Array {
  const { states } = rates
  const { start, source, rate, out } = incoming(rates)
  const probability = new Float64Array(states).fill(1 / states)
  const visit = (to: number): number => {
    let flow = 0
    for (let at = start[to]!; at < start[to + 1]!; at += 1) flow += probability[source[at]!]! * rate[at]!
    const before = probability[to]!
    const after = flow / out[to]!
    probability[to] = after
    return Math.abs(after - before)
  }
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let change = 0
    for (let to = 0; to < states; to += 1) change += visit(to)
    for (let to = states - 1; to >= 0; to -= 1) change += visit(to)
    const total = probability.reduce((sum, each) => sum + each, 0)
    for (let to = 0; to < states; to += 1) probability[to]! /= total
    if (change < TOLERANCE * total) return probability
  }
  throw new RangeError(`the Markov chain of ${states} states does not converge: it is not stable by any margin`)
}

/** Transitions by the state that is entered, in compressed rows. */
function incoming(chain: SparseRates): {
  readonly start: Int32Array
  readonly source: Int32Array
  readonly rate: Float64Array
  readonly out: Float64Array
} {
  const { states } = chain
  const start = new Int32Array(states + 1)
  const out = new Float64Array(states)
  for (let state = 0; state < states; state += 1) {
    chain.from(state, (to, rate) => {
      start[to + 1]! += 1
      out[state]! += rate
    })
  }
  for (let state = 0; state < states; state += 1) start[state + 1]! += start[state]!
  const filled = Int32Array.from(start)
  const source = new Int32Array(start[states]!)
  const rates = new Float64Array(start[states]!)
  for (let state = 0; state < states; state += 1) {
    chain.from(state, (to, rate) => {
      const at = filled[to]!
      filled[to] = at + 1
      source[at] = state
      rates[at] = rate
    })
  }
  return { start, source, rate: rates, out }
}
