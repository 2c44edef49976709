import type { DialEnd } from '../event/event.ts'

/** How calls that nobody answered are tried again. */
export interface RedialConfig {
  /** Calls at most. Default 3. */
  readonly attempts?: number
  /** The next call so long after one that came to nothing, ms. Default 5 min. */
  readonly retryMs?: number
  /** After a call that ended so, this instead of `retryMs`. */
  readonly retryMsAfter?: Readonly<Partial<Record<DialEnd, number>>>
  /** After a call that ended so there is no further one. Default: none of them. */
  readonly giveUpAfter?: readonly DialEnd[]
  /** A call that is not reported on after so long counts as no answer, ms. Default 30 s. */
  readonly ringMs?: number
}

/** What is promised to callers who hang up to be called back, and keep their place. */
export interface CallbackPromiseConfig extends RedialConfig {
  /** They are to be dialled within so long, ms since they accepted. */
  readonly promiseMs: number
  /** Priority from then on, if they have not been. Default 31: before all others. */
  readonly priorityWhenDue?: number
  /** Given up so long after they accepted, ms. Default 8 h. */
  readonly expireMs?: number
}

/** Abandoned calls that are called back unasked. */
export interface WinBackConfig {
  /** The campaign on whose list they are put, with the `ref` of the call. */
  readonly campaign: string
  /** So long after the abandon, ms. */
  readonly afterMs: number
  /** Only who had waited so long, ms. Default 0. */
  readonly minWaitMs?: number
}

/**
 * Outbound contacts that fill the idle time of agents. Preview: an agent is offered the contact and dials by accepting
 * it. Progressive: an idle agent is taken, and the host dials at once. Predictive: the host dials ahead of agents.
 */
export interface CampaignConfig extends RedialConfig {
  readonly name: string
  readonly mode: 'preview' | 'progressive' | 'predictive'
  /** The type of its contacts: says who may take them, and their after-call work. */
  readonly type: string
  /** So many of the agents who may take them stay idle for others. Default 0. */
  readonly reserve?: number
  /** Nothing is dialled while one of these holds: a condition on the queue of an inbound type. */
  readonly holds?: readonly { readonly type: string; readonly when: string }[]
  /** Given up so long after they were listed, ms. Default: never. */
  readonly expireMs?: number
  /** Predictive: of the called who answer, at most this share may find no agent. Default 0.03. */
  readonly abandonCap?: number
  /** Predictive: who answers waits so long for an agent, ms, and is then let go. Default 2 s. */
  readonly maxHoldMs?: number
}
