import { inRange } from '../error/strowger-error.ts'
import type { DelayPolicy } from './delay-policy.ts'

/** The same delay always. */
export class FixedPolicy implements DelayPolicy {
  readonly targetMs: number
  readonly alarmMs: number = Number.POSITIVE_INFINITY
  readonly elastic = false

  constructor(targetMs: number) {
    this.targetMs = inRange('targetMs', targetMs, 0, 10_000)
  }

  /** Learns nothing. */
  arrived(): void {}

  /** Has nothing to forget. */
  reset(): void {}
}
