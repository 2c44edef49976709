/** What a network tells a caller by tone. */
export type ProgressTone = 'dial' | 'ringback' | 'busy' | 'congestion'

/** What a machine at the far end tells. */
export type MachineTone = 'fax-calling' | 'fax-answer' | 'modem-answer' | 'beep'

/** A tone of a national plan. */
export interface PlanTone {
  readonly tone: ProgressTone
  /** One or two frequencies, in Hz. */
  readonly hz: readonly [number] | readonly [number, number]
  /** On, off, on, off … in ms; empty for a tone that goes on. */
  readonly cadenceMs: readonly number[]
}

/** The tones of a country's network. */
export interface TonePlan {
  readonly name: string
  readonly source: string
  readonly tones: readonly PlanTone[]
}

/** Named plans. */
export type PlanName = 'north-america' | 'etsi' | 'china' | 'united-kingdom'
