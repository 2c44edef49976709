/** The time and the timers of a host: the wall clock live, a clock of its own in tests and in accelerated time. */
export interface HostClock {
  /** Ms since 1970, a whole number or not; never goes back. */
  nowMs(): number
  /** Calls back once, as soon as it is `atMs`; what is returned takes it back. */
  at(atMs: number, fire: () => void): () => void
}
