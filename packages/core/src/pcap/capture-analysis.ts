import { PayloadMap } from '../rtp/payload-map.ts'
import { CaptureReader } from './capture-reader.ts'
import type { CaptureKind } from './capture-reader.ts'
import { StreamAnalysis } from './stream-analysis.ts'
import type { StreamAnalysisOptions } from './stream-analysis.ts'
import { StreamFinder } from './stream-finder.ts'
import type { StreamReport } from './stream-report.ts'

/** What a capture held. */
export interface CaptureReport {
  readonly kind: CaptureKind
  readonly frames: number
  readonly datagrams: number
  readonly rtcpDatagrams: number
  /** Records that made no sense, the cut one at the end included. */
  readonly malformed: number
  readonly streams: StreamReport[]
}

/**
 * A capture from bytes to figures: reader → finder → one analysis a stream. Push the file in pieces, then `finish`. Memory is bounded
 * by the number of streams, not by the capture's length (but for `keepTrace`).
 */
export class CaptureAnalysis {
  /** The streams found so far, in that order. */
  readonly streams: StreamAnalysis[] = []
  readonly #reader: CaptureReader
  readonly #finder: StreamFinder

  constructor(options: Partial<StreamAnalysisOptions> = {}) {
    const settings: StreamAnalysisOptions = { ...options, payloads: options.payloads ?? new PayloadMap() }
    this.#finder = new StreamFinder((stream, packet, timeMs) => {
      const analysis = (this.streams[stream.index] ??= new StreamAnalysis(stream, packet, timeMs, settings))
      analysis.packet(packet, timeMs)
    })
    this.#reader = new CaptureReader((frame) => this.#finder.frame(frame))
  }

  /** Takes the next piece of the file. */
  push(piece: Uint8Array): void {
    this.#reader.push(piece)
  }

  /** Ends the capture and gives the figures. */
  finish(): CaptureReport {
    this.#reader.end()
    return {
      kind: this.#reader.kind,
      frames: this.#reader.frames,
      datagrams: this.#finder.datagrams,
      rtcpDatagrams: this.#finder.rtcp,
      malformed: this.#reader.malformed,
      streams: this.streams.map((stream) => stream.finish()),
    }
  }
}
