/** What one row of a call log says about a contact that reached the agents' queue. */
export interface RecordedCall {
  /** The day on which it entered the queue, as `1999-01-31`. */
  readonly date: string
  /** When it entered the queue (or would have, had no agent been free), ms after midnight, below 24 h. */
  readonly arrivedMs: number
  /** As the log calls it. */
  readonly type: string
  /** As the log has it; 0 where it has none. */
  readonly priority: number
  readonly outcome: 'answered' | 'abandoned'
  /** Time until an agent answered or the caller gave up, ms. */
  readonly waitMs: number
  /** Length of the conversation, ms; NaN where it was abandoned or the log does not know. */
  readonly handlingMs: number
  /** Who answered; undefined where nobody did or the log does not know. */
  readonly agent: string | undefined
  /** Who called, where the log knows: a number or a customer. */
  readonly caller?: string
}
