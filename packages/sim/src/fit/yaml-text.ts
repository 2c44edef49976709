import type { PresenceModel } from '../replay/presence-model.ts'
import { formatDuration } from '../scenario/duration.ts'
import type { DistributionSpec } from '../scenario/distribution-spec.ts'
import type { FittedSpec } from './law-fit.ts'

/** A duration as files write it: to the second, below a minute to a tenth of one. */
export function durationText(ms: number): string {
  const stepMs = ms >= 60_000 ? 1000 : 100
  return formatDuration(Math.max(0, Math.round(ms / stepMs) * stepMs))
}

/** A number to some digits, without zeros that say nothing. */
export function numberText(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)))
}

/** What a fit writes into a scenario: a fitted law, or the quantiles of what was seen. */
export type WritableSpec = FittedSpec | Extract<DistributionSpec, { readonly distribution: 'empirical' }>

/** A law as a scenario writes it, on one line. */
export function lawText(spec: WritableSpec): string {
  switch (spec.distribution) {
    case 'exponential':
      return `{ distribution: exponential, mean: ${durationText(spec.meanMs)} }`
    case 'lognormal':
    case 'gamma':
    case 'hyperexponential':
      return `{ distribution: ${spec.distribution}, mean: ${durationText(spec.meanMs)}, cv: ${numberText(spec.cv, 3)} }`
    case 'weibull':
      return `{ distribution: weibull, mean: ${durationText(spec.meanMs)}, shape: ${numberText(spec.shape, 3)} }`
    case 'empirical':
      return `{ distribution: empirical, values: [${spec.valuesMs.map(durationText).join(', ')}] }`
  }
}

/** The steps and choices of a presence model, below whatever comments its file begins with. */
export function presenceText({ law, breakFromMs, graceMs, skills }: PresenceModel): string {
  const steps = law.upToMs.map(
    (ms, step) => `  - { upTo: ${formatDuration(ms)}, chance: ${law.chances[step]!.toFixed(5)} }`,
  )
  return `strowger-presence: 1
# An agent who is away for so long after a call has a break; less is after-call work.
breakFrom: ${formatDuration(breakFromMs)}
# Who waited no longer did not wait: the switch gave no waiting call to a free agent sooner.
grace: ${formatDuration(graceMs)}
skills: { days: ${skills.days}, leastShare: ${skills.leastShare} }
# Time from the end of a call until its agent is ready: how likely each step is.
absences:
${steps.join('\n')}
`
}
