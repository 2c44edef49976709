/** How the samples of a WAV file are coded. */
export type WaveCoding = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32' | 'float64' | 'mulaw' | 'alaw'

/** What a WAV file's header says, once it is known. */
export interface WaveFormat {
  readonly coding: WaveCoding
  readonly channels: number
  readonly sampleRateHz: number
  /** Bytes of one sample of all channels. */
  readonly frameBytes: number
}

const FORMAT_PCM = 1
const FORMAT_FLOAT = 3
const FORMAT_ALAW = 6
const FORMAT_MULAW = 7
const FORMAT_EXTENSIBLE = 0xfffe

/** More channels than any telephony recording has; a header that asks for more is damaged. */
const MAX_CHANNELS = 64

/**
 * Reads the body of a `fmt ` chunk: WAVEFORMATEX, or WAVEFORMATEXTENSIBLE by its sub-format's first two bytes (Microsoft
 * Multimedia Registration Kit; RFC 2361). Returns why not when it cannot be heard.
 */
export function readFormat(body: DataView): WaveFormat | string {
  if (body.byteLength < 16) return 'its format chunk is cut short'
  let tag = body.getUint16(0, true)
  if (tag === FORMAT_EXTENSIBLE && body.byteLength >= 26) tag = body.getUint16(24, true)
  const channels = body.getUint16(2, true)
  const sampleRateHz = body.getUint32(4, true)
  const bits = body.getUint16(14, true)
  const coding = codingOf(tag, bits)
  if (coding === undefined)
    return `it is coded as format ${tag} of ${bits} bits, and PCM, float, A-law and µ-law are read`
  if (channels < 1 || channels > MAX_CHANNELS) return `it says ${channels} channels, and 1 to ${MAX_CHANNELS} are read`
  if (sampleRateHz < 4000 || sampleRateHz > 768_000) {
    return `it says ${sampleRateHz} samples per second, and 4000 to 768000 are read`
  }
  return { coding, channels, sampleRateHz, frameBytes: channels * BYTES[coding] }
}

const BYTES: Readonly<Record<WaveCoding, number>> = {
  pcm8: 1,
  pcm16: 2,
  pcm24: 3,
  pcm32: 4,
  float32: 4,
  float64: 8,
  mulaw: 1,
  alaw: 1,
}

/** Bytes of one sample of one channel. */
export function bytesOf(coding: WaveCoding): number {
  return BYTES[coding]
}

function codingOf(tag: number, bits: number): WaveCoding | undefined {
  switch (tag) {
    case FORMAT_PCM:
      return ({ 8: 'pcm8', 16: 'pcm16', 24: 'pcm24', 32: 'pcm32' } as const)[bits]
    case FORMAT_FLOAT:
      return ({ 32: 'float32', 64: 'float64' } as const)[bits]
    case FORMAT_ALAW:
      return bits === 8 ? 'alaw' : undefined
    case FORMAT_MULAW:
      return bits === 8 ? 'mulaw' : undefined
    default:
      return undefined
  }
}
