/**
 * A distribution of durations, validated: means and values in milliseconds, `cv` = standard deviation ÷ mean.
 *
 * A description only; samplers are built from it by the model compiler.
 */
export type DistributionSpec =
  | { readonly distribution: 'exponential'; readonly meanMs: number }
  | { readonly distribution: 'deterministic'; readonly valueMs: number }
  | { readonly distribution: 'uniform'; readonly fromMs: number; readonly toMs: number }
  | { readonly distribution: 'lognormal'; readonly meanMs: number; readonly cv: number }
  | { readonly distribution: 'gamma'; readonly meanMs: number; readonly cv: number }
  | { readonly distribution: 'erlang'; readonly meanMs: number; readonly phases: number }
  | { readonly distribution: 'weibull'; readonly meanMs: number; readonly shape: number }
  | { readonly distribution: 'hyperexponential'; readonly meanMs: number; readonly cv: number }
  | { readonly distribution: 'loglogistic'; readonly meanMs: number; readonly shape: number }
  | { readonly distribution: 'triangular'; readonly fromMs: number; readonly modeMs: number; readonly toMs: number }
  | { readonly distribution: 'empirical'; readonly valuesMs: readonly number[] }
  | { readonly distribution: 'histogram'; readonly edgesMs: readonly number[]; readonly weights: readonly number[] }
  | { readonly distribution: 'hazard'; readonly fromMs: readonly number[]; readonly perMs: readonly number[] }
  | {
      readonly distribution: 'mixture'
      readonly of: readonly { readonly share: number; readonly law: PatienceSpec }[]
    }

/** Time a caller is willing to wait: a distribution, or `never` for a caller who waits however long it takes. */
export type PatienceSpec = DistributionSpec | { readonly distribution: 'never' }

/** Talk time: a distribution, or `recorded` when every contact of a replayed log brings its own. */
export type HandlingTimeSpec = DistributionSpec | { readonly distribution: 'recorded' }
