import { Deterministic } from '../random/deterministic.ts'
import type { Distribution } from '../random/distribution.ts'
import { Erlang } from '../random/erlang.ts'
import { Exponential } from '../random/exponential.ts'
import { Gamma } from '../random/gamma.ts'
import { Hyperexponential } from '../random/hyperexponential.ts'
import { Lognormal } from '../random/lognormal.ts'
import { Uniform } from '../random/uniform.ts'
import { Weibull } from '../random/weibull.ts'
import { Refusal } from './reference-case.ts'
import { timeText } from './scenario-text.ts'

/** A law of service or patience in the time unit of a case. */
export interface Law {
  readonly mean: number
  /** As a scenario writes it. */
  readonly text: object
  /** For theory. */
  readonly distribution: Distribution
}

/** An exponential law. */
export function exponential(mean: number): Law {
  return {
    mean,
    text: { distribution: 'exponential', mean: timeText(mean) },
    distribution: new Exponential(mean),
  }
}

const NOTATION = /^\s*([A-Za-z][A-Za-z]*)\s*(\d+)?\s*(balanced)?\s*\(([^()]*)\)\s*$/

/**
 * Reads the notation of the cases: `det(2)`, `uniform(0,4)`, `erlang2(mean 2)`, `lognormal(mean 2,cv2 4)`,
 * `gamma(mean 1,cv2 .5)`, `H2 balanced(mean 2,cv2 4)`, `weibull(mean 2,shape 1.5)`, `exponential(mean 2)`; cv for √cv2.
 *
 * @throws Refusal for anything else.
 */
export function lawOf(notation: unknown): Law {
  const [, word = '', digits, , inside = ''] = (typeof notation === 'string' && NOTATION.exec(notation)) || []
  const family = FAMILIES[word.toLowerCase()]
  if (family === undefined) throw new Refusal(`${JSON.stringify(notation)} is no law that is known here`)
  const parameters = new LawParameters(String(notation), inside)
  try {
    return family(parameters, digits === undefined ? undefined : Number(digits))
  } catch (error) {
    // The laws check their own parameters.
    if (error instanceof RangeError) throw new Refusal(`${String(notation)}: ${error.message}`)
    throw error
  }
}

class LawParameters {
  readonly #notation: string
  readonly #named: Map<string, number> = new Map()
  readonly #listed: number[] = []

  constructor(notation: string, inside: string) {
    this.#notation = notation
    for (const part of inside.split(',')) {
      const [, name, figure] = /^\s*(?:([a-z]\w*)\s*[ =]\s*)?([-+.\de]+)\s*$/i.exec(part) ?? []
      const value = Number(figure)
      if (figure === undefined || !(value >= 0)) throw new Refusal(`${notation}: "${part}" is no parameter`)
      if (name === undefined) this.#listed.push(value)
      else this.#named.set(name.toLowerCase(), value)
    }
  }

  /** The value of the first of these names that is given, or the unnamed one at this place. */
  get(names: readonly string[], place?: number): number {
    const found = this.maybe(names, place)
    if (found === undefined) throw new Refusal(`${this.#notation}: ${names[0]} is missing`)
    return found
  }

  maybe(names: readonly string[], place?: number): number | undefined {
    for (const name of names) if (this.#named.has(name)) return this.#named.get(name)
    return place === undefined ? undefined : this.#listed[place]
  }

  /** Coefficient of variation, given as such or squared. */
  get cv(): number {
    return this.maybe(['cv']) ?? Math.sqrt(this.get(['cv2', 'scv'], 1))
  }

  get mean(): number {
    return this.get(['mean'], 0)
  }
}

type Family = (parameters: LawParameters, digits: number | undefined) => Law

const byCv =
  (distribution: string, law: (mean: number, cv: number) => Distribution): Family =>
  ({ mean, cv }) => ({ mean, text: { distribution, mean: timeText(mean), cv }, distribution: law(mean, cv) })

const deterministic: Family = (parameters) => {
  const mean = parameters.get(['mean', 'value'], 0)
  return {
    mean,
    text: { distribution: 'deterministic', value: timeText(mean) },
    distribution: new Deterministic(mean),
  }
}

const lognormal: Family = byCv('lognormal', (mean, cv) => Lognormal.ofMean(mean, cv))

const hyperexponential: Family = (parameters, digits) => {
  if (digits !== undefined && digits !== 2) throw new Refusal(`H${digits}: only two phases with balanced means`)
  const law = (mean: number, cv: number) => new Hyperexponential(mean, cv * cv)
  return byCv('hyperexponential', law)(parameters, undefined)
}

const erlang: Family = (parameters, digits) => {
  const phases = digits ?? parameters.get(['k', 'phases', 'shape'], 1)
  const { mean } = parameters
  return {
    mean,
    text: { distribution: 'erlang', mean: timeText(mean), phases },
    distribution: new Erlang(mean, phases),
  }
}

const FAMILIES: Readonly<Record<string, Family>> = {
  m: ({ mean }) => exponential(mean),
  exp: ({ mean }) => exponential(mean),
  exponential: ({ mean }) => exponential(mean),
  d: deterministic,
  det: deterministic,
  deterministic,
  constant: deterministic,
  u: uniform,
  uniform,
  e: erlang,
  erlang,
  ln: lognormal,
  lognormal,
  gamma: byCv('gamma', (mean, cv) => new Gamma(mean, 1 / (cv * cv))),
  h: hyperexponential,
  hyperexp: hyperexponential,
  hyperexponential,
  weibull: (parameters) => {
    const shape = parameters.get(['shape', 'k'], 1)
    const { mean } = parameters
    return {
      mean,
      text: { distribution: 'weibull', mean: timeText(mean), shape },
      distribution: Weibull.ofMean(mean, shape),
    }
  },
}

function uniform(parameters: LawParameters): Law {
  const from = parameters.get(['from', 'min', 'a'], 0)
  const to = parameters.get(['to', 'max', 'b'], 1)
  return {
    mean: (from + to) / 2,
    text: { distribution: 'uniform', from: timeText(from), to: timeText(to) },
    distribution: new Uniform(from, to),
  }
}
