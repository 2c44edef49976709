/** Estimates that all timers derive from, ms. RFC 3261 §17.1.1.1 */
export interface TimerBase {
  /** Round-trip time. Default 500. */
  readonly t1Ms?: number
  /** Longest interval between retransmissions. Default 4000. */
  readonly t2Ms?: number
  /** Longest time that a message stays in the network. Default 5000. */
  readonly t4Ms?: number
}

/** The timers of RFC 3261 table 4 and RFC 6026 §7, ms; those that are 0 over a reliable transport are given for UDP. */
export interface SipTimers {
  readonly t1Ms: number
  readonly t2Ms: number
  /** INVITE request, first retransmission. */
  readonly aMs: number
  /** INVITE client: no answer at all. */
  readonly bMs: number
  /** INVITE client: how long repeated final responses are acknowledged. */
  readonly dMs: number
  /** Other request, first retransmission. */
  readonly eMs: number
  /** Other client: no final answer. */
  readonly fMs: number
  /** INVITE final response, first retransmission. */
  readonly gMs: number
  /** INVITE server: no ACK. */
  readonly hMs: number
  /** INVITE server: how long repeated ACKs are absorbed. */
  readonly iMs: number
  /** Other server: how long the request may be repeated. */
  readonly jMs: number
  /** Other client: how long the response may be repeated. */
  readonly kMs: number
  /** INVITE server: how long 2xx of the user may be sent. RFC 6026 §7.1 */
  readonly lMs: number
  /** INVITE client: how long 2xx may be repeated. RFC 6026 §7.2 */
  readonly mMs: number
}

/** All timers from T1, T2 and T4. */
export function timersOf({ t1Ms = 500, t2Ms = 4000, t4Ms = 5000 }: TimerBase = {}): SipTimers {
  const whole = 64 * t1Ms
  return {
    t1Ms,
    t2Ms,
    aMs: t1Ms,
    bMs: whole,
    dMs: Math.max(32_000, whole),
    eMs: t1Ms,
    fMs: whole,
    gMs: t1Ms,
    hMs: whole,
    iMs: t4Ms,
    jMs: whole,
    kMs: t4Ms,
    lMs: whole,
    mMs: whole,
  }
}
