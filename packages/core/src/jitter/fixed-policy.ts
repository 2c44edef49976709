import { inRange } from '../error/strowger-error.ts'
import type { DelayPolicy } from './delay-policy.ts'

/**
 * The same delay always. What an outage adds is taken back at once by leaving sound out, for nothing else brings it back;
 * the ceiling lies `slackMs` above the target.
 */
export class FixedPolicy implements DelayPolicy {
  readonly targetMs: number
  readonly alarmMs: number = Number.POSITIVE_INFINITY
  readonly elastic = false
  readonly ceilingMs: number

  /** @throws StrowgerError when out of range */
  constructor(targetMs: number, slackMs: number = 60) {
    this.targetMs = inRange('targetMs', targetMs, 0, 10_000)
    this.ceilingMs = targetMs + inRange('slackMs', slackMs, 0, Number.POSITIVE_INFINITY)
  }

  /** Learns nothing. */
  arrived(): void {}

  /** Has nothing to forget. */
  reset(): void {}
}
