import type { AnswerCause, AnsweredBy } from '@strowger/core'
import type { RegistrationState } from '@strowger/core/sip'

/** Who is to be called. */
export type Destination =
  /** An agent's phone, by the agent's number. */
  | { readonly kind: 'phone'; readonly number: string }
  /** Somebody outside, by telephone number. */
  | { readonly kind: 'outside'; readonly number: string }

/** Who calls in. */
export type Origin =
  /** Somebody outside, by a trunk. */
  | { readonly kind: 'trunk'; readonly trunk: string }
  /** An agent's phone, whose agent has proved who it is. */
  | { readonly kind: 'phone'; readonly number: string }

/** Why a call is refused. */
export type RefusalCause =
  /** No such number. */
  | 'unknown-number'
  /** All lines are in use. */
  | 'busy'
  /** The host takes no calls now. */
  | 'unavailable'
  /** Who calls may not call there. */
  | 'forbidden'
  /** Whoever was called says no. */
  | 'declined'

/** Why a leg is over. */
export type LegEnd =
  /** The other side hung up, or gave up before an answer. */
  | 'gone'
  /** This side ended it. */
  | 'hung-up'
  /** The called side refused: busy, or declined. */
  | 'refused'
  /** Nobody answered, or there is nobody to be reached. */
  | 'unreachable'
  /** No media, or a protocol that failed. */
  | 'failed'

/** What a switch tells, in order. */
export type SwitchEvent =
  /** Somebody calls `to`. `from` is empty when it is not known. */
  | {
      readonly kind: 'incoming'
      readonly leg: number
      readonly from: string
      readonly to: string
      readonly origin: Origin
    }
  | { readonly kind: 'ringing' | 'answered' | 'played' | 'silent'; readonly leg: number }
  /** A key was pressed. */
  | { readonly kind: 'digit'; readonly leg: number; readonly digit: string }
  /** Who has answered, as was to be found out. */
  | { readonly kind: 'answered-by'; readonly leg: number; readonly by: AnsweredBy; readonly cause: AnswerCause }
  /** The machine that has answered has said all it has to say, and records. */
  | { readonly kind: 'machine-records'; readonly leg: number }
  /** The phone has put this side on hold, or takes it back. */
  | { readonly kind: 'held' | 'resumed'; readonly leg: number }
  /**
   * The phone asks that whoever it talks to be connected with `to` instead; answered with `transferred`. `replaces` is the leg that stands for
   * whom it has consulted, in an attended transfer.
   */
  | {
      readonly kind: 'transfer-asked'
      readonly leg: number
      readonly to: string
      readonly replaces: number | undefined
    }
  /** The file of a recording is closed. */
  | { readonly kind: 'recorded'; readonly id: string; readonly path: string; readonly durationMs: number }
  /** A phone has become reachable, or is so no more. */
  | { readonly kind: 'registered' | 'unregistered'; readonly number: string }
  /** A trunk knows where this side is, or does not. */
  | { readonly kind: 'trunk'; readonly trunk: string; readonly state: RegistrationState }
  /** The leg is over: its last event. */
  | { readonly kind: 'ended'; readonly leg: number; readonly reason: LegEnd }
