/** A contact inside, as its events tell of it. */
export interface Contact {
  readonly id: number
  readonly type: number
  readonly priority: number
  readonly arrivedMs: number
  /** `loose`: arrived or came back, and not yet placed. */
  state: 'loose' | 'waiting' | 'offered' | 'connected' | 'interrupted' | 'wrap-up'
  stage: number
  /** The agent whom it was given to last, −1 before the first. */
  agent: number
  /** Those at whom it rings, the first of them first. */
  readonly rungAt: Set<number>
  /** Those who have refused it since it began to ring. */
  readonly refusedBy: Set<number>
  ringsSinceMs: number
}

/** A contact that has arrived. */
export function newContact(id: number, type: number, priority: number, arrivedMs: number): Contact {
  return {
    id,
    type,
    priority,
    arrivedMs,
    state: 'loose',
    stage: 0,
    agent: -1,
    rungAt: new Set(),
    refusedBy: new Set(),
    ringsSinceMs: 0,
  }
}
