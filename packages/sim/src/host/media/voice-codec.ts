import { G711, G722Decoder, G722Encoder, L16 } from '@strowger/core'
import type { AudioDecoder, AudioEncoder } from '@strowger/core'
import type { LegConnection } from './leg.ts'

/** Length of a tick, ms: all legs of a thread are heard and served once in it. */
export const TICK_MS = 20
/** Rate at which narrow-band legs are mixed. */
export const NARROW_HZ = 8000
/** Rate at which wide-band legs are mixed. */
export const WIDE_HZ = 16_000

/** A leg's codec, both ways. */
export interface VoiceCodec {
  readonly decoder: AudioDecoder
  readonly encoder: AudioEncoder
  /** Samples a second: `NARROW_HZ` or `WIDE_HZ`. */
  readonly sampleHz: number
  /** Ticks of the timestamp a second: half the samples with G.722. RFC 3551 §4.5.2 */
  readonly rtpHz: number
  /** Bytes that so many samples are coded as. */
  readonly bytesOf: (samples: number) => number
}

// Tables without state: one pair for all legs of a thread.
const G711_MU = new G711('mu')
const G711_A = new G711('a')

const sameBytes = (samples: number): number => samples
const halfBytes = (samples: number): number => samples >> 1
const doubleBytes = (samples: number): number => samples << 1

/** The codec of a connection; those that remember are made anew. */
export function voiceCodec({ codec, l16Hz = WIDE_HZ }: LegConnection): VoiceCodec {
  switch (codec) {
    case 'pcmu':
      return { decoder: G711_MU, encoder: G711_MU, sampleHz: NARROW_HZ, rtpHz: NARROW_HZ, bytesOf: sameBytes }
    case 'pcma':
      return { decoder: G711_A, encoder: G711_A, sampleHz: NARROW_HZ, rtpHz: NARROW_HZ, bytesOf: sameBytes }
    case 'g722':
      return {
        decoder: new G722Decoder(),
        encoder: new G722Encoder(),
        sampleHz: WIDE_HZ,
        rtpHz: NARROW_HZ,
        bytesOf: halfBytes,
      }
    case 'l16': {
      const l16 = new L16(l16Hz)
      return { decoder: l16, encoder: l16, sampleHz: l16Hz, rtpHz: l16Hz, bytesOf: doubleBytes }
    }
  }
}
