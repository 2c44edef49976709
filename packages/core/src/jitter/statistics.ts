/** What `insert` made of a packet. */
export type InsertResult = 'stored' | 'duplicate' | 'late' | 'restart' | 'dropped'

/** What `pull` gave the ear, most of it at least. `slowed` and `accelerated` are real speech, stretched. */
export type PullOutcome = 'normal' | 'concealed' | 'accelerated' | 'slowed' | 'comfort-noise' | 'silence'

/** Counters of a jitter buffer; all monotone, read them at any time. Samples are those of the stream's clock. */
export class JitterStatistics {
  /** Packets given to `insert`. */
  inserted = 0
  /** Packets that came when their place was already played. */
  late = 0
  /** Packets that were there already. */
  duplicates = 0
  /** Packets dropped: out of range, of another payload type, or flushed by a restart. */
  dropped = 0
  /** Packets that came behind a higher number. */
  reordered = 0
  /** Holes filled from redundancy in time; not in `inserted`. */
  recovered = 0
  /** Restarts of the sender: new SSRC, jumps of number or time. */
  restarts = 0
  /** Packets whose sound was decoded. */
  played = 0
  /** Decoded packets whose sound was jumped over to catch up, and packets jumped over whole. */
  skipped = 0
  /** Numbers that never came in time. */
  missing = 0
  /** Pulls by outcome. */
  readonly pulls: Record<PullOutcome, number> = {
    normal: 0,
    concealed: 0,
    accelerated: 0,
    slowed: 0,
    'comfort-noise': 0,
    silence: 0,
  }
  /** Samples given out. */
  samples = 0
  /** Of those, made by concealment. */
  concealedSamples = 0
  /** Samples first taken for a loss, then known as the sender's silence; not in `concealedSamples`. */
  pausedSamples = 0
  /** Samples left out by playing faster. */
  removedSamples = 0
  /** Samples said twice by playing slower. */
  addedSamples = 0
}
