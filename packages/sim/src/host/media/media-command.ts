import type { AmdOptions } from '@strowger/core'
import type { Digit } from '@strowger/dtmf'
import type { LegConnection, LegId, LegOpened, LegQuality, PlayId, RefusedCounts } from './leg.ts'

/** A tone: up to two frequencies and a cadence of on, off, on, off … in ms; no cadence goes on. `TONE_PLANS` holds networks' tones. */
export interface ToneSpec {
  readonly hz: readonly number[]
  readonly cadenceMs: readonly number[]
  /** Power of the whole tone; −13 dBm0 unless said. */
  readonly levelDbm0?: number
}

/** What a leg is to hear beside whom it hears: files one after the other, then, or instead, a tone. */
export interface PlayOptions {
  /** WAV files (PCM, µ-law, A-law, float; any rate; of several channels the first), played without a gap. */
  readonly files?: readonly string[]
  /** Rounds of all files, or of the tone's cadence; 1 unless said. */
  readonly rounds?: number
  /** Without end, until it is stopped: music on hold, ringback. */
  readonly loop?: boolean
  readonly tone?: ToneSpec
  /** Whether the first digit that this leg presses ends it, at that sample, in the media thread. */
  readonly endsOnDigit?: boolean
}

/** Sound of a file, made ready once and shared by all threads: samples at both mixing rates. */
export interface PromptSound {
  readonly path: string
  readonly at8k: Int16Array
  readonly at16k: Int16Array
}

/** How a recording is written. */
export interface RecordOptions {
  /** 16-bit PCM (unless said), or G.711 at half the size. */
  readonly encoding?: 'pcm16' | 'mu-law' | 'a-law'
}

/** What the main thread asks of a media thread. */
export type MediaCommand =
  | { readonly kind: 'open'; readonly request: number; readonly leg: LegId; readonly rtcpMux: boolean }
  | { readonly kind: 'connect'; readonly request: number; readonly leg: LegId; readonly connection: LegConnection }
  | { readonly kind: 'close'; readonly request: number; readonly leg: LegId }
  | { readonly kind: 'hear'; readonly leg: LegId; readonly sources: readonly LegId[] }
  | { readonly kind: 'mute'; readonly leg: LegId; readonly muted: boolean }
  | {
      readonly kind: 'play'
      readonly leg: LegId
      readonly play: PlayId
      readonly sounds: readonly PromptSound[]
      readonly options: PlayOptions
    }
  | { readonly kind: 'stop-play'; readonly leg: LegId; readonly play: PlayId }
  | { readonly kind: 'detect'; readonly leg: LegId; readonly options: AmdOptions }
  | { readonly kind: 'info-digit'; readonly leg: LegId; readonly digit: Digit; readonly durationMs: number | undefined }
  | { readonly kind: 'send-digits'; readonly leg: LegId; readonly digits: readonly Digit[] }
  | {
      readonly kind: 'record'
      readonly request: number
      readonly id: string
      readonly legs: readonly LegId[]
      readonly path: string
      readonly options: RecordOptions
    }
  | { readonly kind: 'pause-record'; readonly id: string; readonly paused: boolean }
  | { readonly kind: 'stop-record'; readonly id: string }
  | { readonly kind: 'count'; readonly request: number }
  | { readonly kind: 'end'; readonly request: number }

/** What a media thread counts; those of a server are the sums of its threads. */
export interface MediaCounters {
  legs: number
  recordings: number
  packetsReceived: number
  packetsSent: number
  sendFailures: number
  /** Digits told, and reports of ways that came second. */
  digits: number
  digitsAgain: number
  /** Ticks done; of those, begun more than a tick late; and ticks left out, having been late by more than a fifth of a second. */
  ticks: number
  lateTicks: number
  skippedTicks: number
  /** Greatest time that one tick took, ms. */
  longestTickMs: number
  refused: RefusedCounts
}

/** Answer to a command that has a `request`. */
export type MediaAnswer =
  | { readonly request: number; readonly opened: LegOpened }
  | { readonly request: number; readonly quality: LegQuality }
  | { readonly request: number; readonly counters: MediaCounters }
  | { readonly request: number; readonly done: true }
  | { readonly request: number; readonly mistake: string }
