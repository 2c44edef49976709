import { ALAW_TO_LINEAR, MULAW_TO_LINEAR } from '../companding/g711.ts'
import { bytesOf, type WaveFormat } from './format.ts'

/**
 * Writes one channel of `frames` whole frames that start at `offset` of `bytes` into `out` as 16-bit samples. O(frames).
 */
export function channelInto(
  format: WaveFormat,
  bytes: DataView,
  offset: number,
  frames: number,
  channel: number,
  out: Int16Array,
): void {
  const step = format.frameBytes
  let at = offset + channel * bytesOf(format.coding)
  switch (format.coding) {
    case 'pcm8':
      for (let index = 0; index < frames; index++, at += step) out[index] = (bytes.getUint8(at) - 128) << 8
      return
    case 'pcm16':
      for (let index = 0; index < frames; index++, at += step) out[index] = bytes.getInt16(at, true)
      return
    case 'pcm24':
      for (let index = 0; index < frames; index++, at += step) out[index] = bytes.getInt16(at + 1, true)
      return
    case 'pcm32':
      for (let index = 0; index < frames; index++, at += step) out[index] = bytes.getInt16(at + 2, true)
      return
    case 'float32':
      for (let index = 0; index < frames; index++, at += step) out[index] = fromFloat(bytes.getFloat32(at, true))
      return
    case 'float64':
      for (let index = 0; index < frames; index++, at += step) out[index] = fromFloat(bytes.getFloat64(at, true))
      return
    case 'mulaw':
      for (let index = 0; index < frames; index++, at += step) out[index] = MULAW_TO_LINEAR[bytes.getUint8(at)]!
      return
    case 'alaw':
      for (let index = 0; index < frames; index++, at += step) out[index] = ALAW_TO_LINEAR[bytes.getUint8(at)]!
  }
}

function fromFloat(value: number): number {
  const scaled = Math.round(value * 32768)
  if (scaled > 32767) return 32767
  if (scaled < -32768) return -32768
  // NaN, which a damaged float file may hold, is silence.
  return scaled || 0
}
