/**
 * Decides how much delay to hold. Delays are in ms above the transit floor. Sans-I/O; O(1) a packet amortised.
 */
export interface DelayPolicy {
  /** The delay to hold now. */
  readonly targetMs: number
  /** A next packet later than this is the sign of a spike: time to stretch what is left. */
  readonly alarmMs: number
  /** With more delay than this, sound is left out until the target is reached; infinite to lose nothing. */
  readonly ceilingMs: number
  /** Whether playing faster and slower may bring the delay to the target. */
  readonly elastic: boolean
  /** Learns of an arrival `delayMs` above the floor, of a packet with `mediaMs` of sound. Late ones count too. */
  arrived(delayMs: number, mediaMs: number): void
  /** Forgets what it learnt. */
  reset(): void
}
