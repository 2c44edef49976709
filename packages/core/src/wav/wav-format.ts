/** How samples are written in a WAV file. */
export type WavEncoding = 'pcm16' | 'pcm8' | 'pcm24' | 'float32' | 'mu-law' | 'a-law'

/** Format of a WAV file. */
export interface WavFormat {
  readonly encoding: WavEncoding
  readonly sampleHz: number
  /** Interleaved channels. */
  readonly channels: number
}

/** Bytes of one sample of one channel. */
export function wavSampleBytes(encoding: WavEncoding): number {
  switch (encoding) {
    case 'pcm8':
    case 'mu-law':
    case 'a-law':
      return 1
    case 'pcm16':
      return 2
    case 'pcm24':
      return 3
    case 'float32':
      return 4
  }
}

/** Format tags of RIFF WAVE: PCM, IEEE float, A-law, µ-law; WAVE_FORMAT_EXTENSIBLE carries one of them within. */
export const WAV_TAGS: Readonly<Record<WavEncoding, number>> = {
  pcm8: 1,
  pcm16: 1,
  pcm24: 1,
  float32: 3,
  'a-law': 6,
  'mu-law': 7,
}

/** A length as a header of 32 bits can say it: past that the greatest, which means to the end, and not what is left of it modulo 2^32. */
export function wavLength(bytes: number): number {
  return Math.min(bytes, 0xffff_ffff)
}

/** The encoding of a tag and its bits a sample; `undefined` when it is none of ours. */
export function wavEncoding(tag: number, bits: number): WavEncoding | undefined {
  switch (tag) {
    case 1:
      return bits === 8 ? 'pcm8' : bits === 16 ? 'pcm16' : bits === 24 ? 'pcm24' : undefined
    case 3:
      return bits === 32 ? 'float32' : undefined
    case 6:
      return bits === 8 ? 'a-law' : undefined
    case 7:
      return bits === 8 ? 'mu-law' : undefined
    default:
      return undefined
  }
}
