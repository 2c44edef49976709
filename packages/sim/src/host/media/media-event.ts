import type { AnswerCause, AnsweredBy, RecordsBy } from '@strowger/core'
import type { Digit, DigitSource } from '@strowger/dtmf'
import type { LegId, PlayId } from './leg.ts'

/** Why a playing ended: heard to its end, stopped by command, cut off by a digit, its leg closed, or a file that cannot be played. */
export type PlayedReason = 'end' | 'stopped' | 'digit' | 'closed' | 'unplayable'

/** What media tell the host, as plain data. Times are ms of the main thread's `performance.now()`. */
export type MediaEvent =
  /** A key was pressed, told once by whichever way came first: `sources` holds that way. */
  | {
      readonly kind: 'digit'
      readonly leg: LegId
      readonly digit: Digit
      readonly startMs: number
      /** So far, when an event began; all of it, when it was heard in band. */
      readonly durationMs: number
      readonly sources: readonly DigitSource[]
    }
  /** A playing is over; `heardMs` of it went out. `problem` says what is wrong with a file that is unplayable. */
  | {
      readonly kind: 'played'
      readonly leg: LegId
      readonly play: PlayId
      readonly reason: PlayedReason
      readonly heardMs: number
      readonly problem?: string
    }
  /** Who has answered, `afterMs` of the sound since it was to be found out. */
  | {
      readonly kind: 'answered-by'
      readonly leg: LegId
      readonly by: AnsweredBy
      readonly cause: AnswerCause
      readonly afterMs: number
    }
  /** The machine that has answered records from now on. */
  | { readonly kind: 'machine-records'; readonly leg: LegId; readonly by: RecordsBy; readonly afterMs: number }
  /** No RTP came for this long on a leg that should hear; told once until it is `heard` again. */
  | { readonly kind: 'silent'; readonly leg: LegId; readonly forMs: number }
  /** RTP came, first or again after `silent`. */
  | { readonly kind: 'heard'; readonly leg: LegId }
  /** A recording is complete on disk, or failed with `problem`; what was written until then is readable. */
  | {
      readonly kind: 'recorded'
      readonly id: string
      readonly path: string
      readonly durationMs: number
      readonly problem?: string
    }
  /** A thread of media died with all its legs. */
  | { readonly kind: 'lost'; readonly legs: readonly LegId[]; readonly problem: string }
