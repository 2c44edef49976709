import { Deterministic } from '../../src/random/deterministic.ts'
import type { Distribution } from '../../src/random/distribution.ts'
import { Empirical } from '../../src/random/empirical.ts'
import { Erlang } from '../../src/random/erlang.ts'
import { Exponential } from '../../src/random/exponential.ts'
import { Gamma } from '../../src/random/gamma.ts'
import { Hazard } from '../../src/random/hazard.ts'
import { Histogram } from '../../src/random/histogram.ts'
import { Hyperexponential } from '../../src/random/hyperexponential.ts'
import { Loglogistic } from '../../src/random/loglogistic.ts'
import { Lognormal } from '../../src/random/lognormal.ts'
import { Mixture } from '../../src/random/mixture.ts'
import { Triangular } from '../../src/random/triangular.ts'
import { Uniform } from '../../src/random/uniform.ts'
import { Weibull } from '../../src/random/weibull.ts'

/** Every law with a continuous quantile function, each with the parameters it is tested at. */
export const CONTINUOUS_LAWS: readonly Distribution[] = [
  new Exponential(180_000),
  new Uniform(10, 50),
  Lognormal.ofMean(180, 1.26),
  new Gamma(100, 0.4),
  new Gamma(100, 1),
  new Gamma(1, 3.3),
  new Gamma(1, 23),
  new Gamma(1, 400),
  new Erlang(60, 2),
  Weibull.ofMean(120, 0.7),
  Weibull.ofMean(120, 2.5),
  new Hyperexponential(2, 1),
  new Hyperexponential(2, 4),
  new Hyperexponential(2, 60),
  new Empirical([3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8.9, 7.9]),
  new Triangular(10, 20, 60),
  new Triangular(0, 0, 60),
  new Loglogistic(60, 3.5),
  new Histogram([0, 5, 20, 80], [3, 2, 5]),
  new Hazard([0, 10, 30], [0.02, 0.2, 0.01]),
  new Hazard([0, 5], [0.1, 0.1]),
  new Mixture([new Exponential(10), new Erlang(200, 4)], [1, 3]),
]

/** All laws that draw finite values. */
export const FINITE_LAWS: readonly Distribution[] = [...CONTINUOUS_LAWS, new Deterministic(5), new Lognormal(2, 0)]
