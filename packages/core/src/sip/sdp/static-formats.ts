import type { RtpFormat } from './session-description.ts'

function audio(payloadType: number, encoding: string, clockHz: number, channels: number = 1): RtpFormat {
  return { payloadType, encoding, clockHz, channels, parameters: '' }
}

/** Audio payload types that need no rtpmap. RFC 3551 §6, table 4 */
export const STATIC_FORMATS: ReadonlyMap<number, RtpFormat> = new Map(
  [
    audio(0, 'PCMU', 8000),
    audio(3, 'GSM', 8000),
    audio(4, 'G723', 8000),
    audio(5, 'DVI4', 8000),
    audio(6, 'DVI4', 16_000),
    audio(7, 'LPC', 8000),
    audio(8, 'PCMA', 8000),
    audio(9, 'G722', 8000),
    audio(10, 'L16', 44_100, 2),
    audio(11, 'L16', 44_100),
    audio(12, 'QCELP', 8000),
    audio(13, 'CN', 8000),
    audio(15, 'G728', 8000),
    audio(18, 'G729', 8000),
  ].map((format) => [format.payloadType, format]),
)
