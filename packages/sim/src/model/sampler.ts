import { Deterministic } from '../random/deterministic.ts'
import type { Distribution } from '../random/distribution.ts'
import { Empirical } from '../random/empirical.ts'
import { Erlang } from '../random/erlang.ts'
import { Exponential } from '../random/exponential.ts'
import { Gamma } from '../random/gamma.ts'
import { Hazard } from '../random/hazard.ts'
import { Histogram } from '../random/histogram.ts'
import { Hyperexponential } from '../random/hyperexponential.ts'
import { Loglogistic } from '../random/loglogistic.ts'
import { Lognormal } from '../random/lognormal.ts'
import { Mixture } from '../random/mixture.ts'
import { Never } from '../random/never.ts'
import { Triangular } from '../random/triangular.ts'
import { Uniform } from '../random/uniform.ts'
import { Weibull } from '../random/weibull.ts'
import type { DistributionSpec, PatienceSpec } from '../scenario/distribution-spec.ts'

/** The distribution that a scenario describes, in ms. */
export function sampler(spec: DistributionSpec | PatienceSpec): Distribution {
  switch (spec.distribution) {
    case 'exponential':
      return new Exponential(spec.meanMs)
    case 'deterministic':
      return new Deterministic(spec.valueMs)
    case 'uniform':
      return new Uniform(spec.fromMs, spec.toMs)
    case 'lognormal':
      return Lognormal.ofMean(spec.meanMs, spec.cv)
    case 'gamma':
      return new Gamma(spec.meanMs, 1 / (spec.cv * spec.cv))
    case 'erlang':
      return new Erlang(spec.meanMs, spec.phases)
    case 'weibull':
      return Weibull.ofMean(spec.meanMs, spec.shape)
    case 'hyperexponential':
      return new Hyperexponential(spec.meanMs, spec.cv * spec.cv)
    case 'loglogistic':
      return new Loglogistic(spec.meanMs, spec.shape)
    case 'triangular':
      return new Triangular(spec.fromMs, spec.modeMs, spec.toMs)
    case 'empirical':
      return new Empirical(spec.valuesMs)
    case 'histogram':
      return new Histogram(spec.edgesMs, spec.weights)
    case 'hazard':
      return new Hazard(spec.fromMs, spec.perMs)
    case 'mixture': {
      const laws = spec.of.map(({ law }) => sampler(law))
      return laws.length === 1
        ? laws[0]!
        : new Mixture(
            laws,
            spec.of.map(({ share }) => share),
          )
    }
    case 'never':
      return new Never()
  }
}
