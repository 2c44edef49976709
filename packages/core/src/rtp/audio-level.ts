import type { ExtensionCursor } from './header-extension.ts'

/** Level of an audio packet as its sender measured it. RFC 6464 */
export interface AudioLevel {
  /** Level in dBov, 0 (overload) … −127 (silence). */
  dBov: number
  /** Whether the sender thinks that it is speech. */
  voice: boolean
}

/**
 * Writes the one data byte of the extension: `| V | level (7) |`, the level as −dBov. RFC 6464 §3. O(1).
 */
export function audioLevelByte(level: AudioLevel): number {
  const magnitude = Math.min(127, Math.max(0, Math.round(-level.dBov)))
  return (level.voice ? 0x80 : 0) | magnitude
}

/** Reads it from the element that `cursor` stands on. O(1); allocates the result. */
export function readAudioLevel(bytes: Uint8Array, cursor: ExtensionCursor): AudioLevel | undefined {
  if (cursor.length < 1) return undefined
  const value = bytes[cursor.offset]!
  return { dBov: 0 - (value & 0x7f), voice: value > 0x7f }
}
