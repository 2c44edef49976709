/** Packets of one voice stream as a network delivered them, in the order sent. */
export interface DelayTrace {
  /** When each was sent. */
  readonly sendMs: Float64Array
  /** How long each took, over any constant base; negative when lost. */
  readonly delayMs: Float64Array
  /** Milliseconds of sound in each: the smallest step between sends. */
  readonly packetMs: number
  /** Lines that were not two numbers. */
  readonly badLines: number
}

/**
 * Reads `send_ms,delay_ms` lines; a header and broken lines are skipped and counted. Total on any text. O(text).
 */
export function parseTrace(text: string): DelayTrace {
  const send: number[] = []
  const delay: number[] = []
  let badLines = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [a, b] = line.split(',')
    const x = a === undefined || a.trim() === '' ? Number.NaN : Number(a)
    const y = b === undefined || b.trim() === '' ? Number.NaN : Number(b)
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      badLines++
      continue
    }
    send.push(x)
    delay.push(y)
  }
  const steps: number[] = []
  for (let i = 1; i < send.length; i++) {
    const step = send[i]! - send[i - 1]!
    if (step > 0) steps.push(step)
  }
  steps.sort((x, y) => x - y)
  // The median: one doubled timestamp must not halve every packet.
  const packetMs = Math.round(steps[steps.length >> 1] ?? 20)
  return { sendMs: Float64Array.from(send), delayMs: Float64Array.from(delay), packetMs, badLines }
}

/** Least delay of a trace's received packets: what playout delays are counted from. 0 when none. O(n). */
export function leastDelayMs(trace: DelayTrace): number {
  let least = Number.POSITIVE_INFINITY
  for (const delay of trace.delayMs) if (delay >= 0 && delay < least) least = delay
  return least === Number.POSITIVE_INFINITY ? 0 : least
}
