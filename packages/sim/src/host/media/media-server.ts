import type { AmdOptions } from '@strowger/core'
import type { Digit } from '@strowger/dtmf'
import type { LegConnection, LegId, LegOpened, LegQuality, PlayId } from './leg.ts'
import type { MediaCounters, PlayOptions, RecordOptions } from './media-command.ts'
import type { MediaEvent } from './media-event.ts'

/** Settings of a media server. */
export interface MediaServerOptions {
  /** Threads; one a core unless said, 0 runs in the caller's thread. */
  readonly threads?: number
  /** Address to bind; the loopback unless said: a host says what it exposes. */
  readonly address?: string
  /** First and last UDP port to use, both included; shared out to the threads. */
  readonly portRange?: readonly [first: number, last: number]
  readonly onEvent: (event: MediaEvent) => void
  /** Legs that each thread holds ready, so that a call that begins need not wait for a busy thread; none unless said. */
  readonly spareLegs?: number
  /** RTP missing for this long on a leg that should hear is told as `silent`; 10 000 unless said. */
  readonly silentAfterMs?: number
  /** Level of the noise that a leg hears when it hears nobody, dBov; −65 unless said, −127 is digital silence. */
  readonly comfortNoiseDbov?: number
}

/** Settings of a new leg. */
export interface LegOptions {
  /** A leg whose thread it is to share: only legs of one thread can ever hear each other. */
  readonly near?: LegId
  /** RTP and RTCP on one port. RFC 5761 */
  readonly rtcpMux?: boolean
}

/**
 * All sound of a host. Nothing here routes: it opens legs, and does with them what it is told. Who hears whom is one matrix:
 * a bridge is two legs hearing each other, hold is an empty row and a playing, listening one leg more in a row, a whisper the
 * supervisor in the agent's row only, a conference everybody in everybody's row.
 *
 * Commands about legs that were never opened, or are closed, throw `StrowgerError` at once. Legs that were lost with their thread
 * are to be closed too; until then commands about them are void.
 */
export interface Media {
  /** Binds a port pair. Rejects when none is free. */
  openLeg(options?: LegOptions): Promise<LegOpened>
  /** Connects a leg as was agreed, or anew after a re-INVITE. Resolves when the thread has done so. */
  connectLeg(leg: LegId, connection: LegConnection): Promise<void>
  /** Ends a leg, its playings and its place in others' rows. */
  closeLeg(leg: LegId): Promise<LegQuality>
  /** Sets whom a leg hears from now on; itself is left out. */
  hear(leg: LegId, sources: readonly LegId[]): void
  /** Takes a leg's sound out of all rows and recordings, or gives it back. Digits are still heard. */
  mute(leg: LegId, muted: boolean): void
  /** Plays to a leg, over what it hears; a second playing waits for the first. */
  play(leg: LegId, options: PlayOptions): PlayId
  /** Ends a playing, or takes one that waits out of the line. */
  stopPlay(leg: LegId, play: PlayId): void
  /** Makes files ready, so that their first playing need not wait. Rejects, naming the file, when one cannot be played. */
  prepare(files: readonly string[]): Promise<void>
  /**
   * Listens for who has answered, from now on: told as `answered-by`, and of a machine `machine-records` after it. Rate and codec are the leg's;
   * when they change it begins anew.
   */
  detect(leg: LegId, options: AmdOptions): void
  /** Tells of a digit that came by SIP INFO; it becomes a `digit` event unless it was heard another way. */
  infoDigit(leg: LegId, digit: Digit, durationMs?: number): void
  /** Sends digits as RFC 4733 events, where they were agreed, or as tones in the sound. */
  sendDigits(leg: LegId, digits: readonly Digit[]): void
  /** Records what two legs say as stereo (first left, second right), or one as mono; silence is kept in time. Rejects when the file cannot be made. */
  record(id: string, legs: readonly LegId[], path: string, options?: RecordOptions): Promise<void>
  /** Leaves sound out of a recording (card numbers) and keeps its time. */
  pauseRecord(id: string, paused: boolean): void
  /** Ends a recording; `recorded` follows. */
  stopRecord(id: string): void
  /** Sums over all threads. */
  counters(): Promise<MediaCounters>
  /** Closes all legs and recordings, and ends the threads. */
  close(): Promise<void>
}
