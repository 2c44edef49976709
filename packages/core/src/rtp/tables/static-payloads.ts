/** One row of the static audio types: number, name, clock, channels. */
export type StaticPayload = readonly [payloadType: number, encoding: string, clockHz: number, channels: number]

/** Static audio payload types. RFC 3551 §6, Table 4; 13 is RFC 3389. G722's clock of 8000 is the RFC's own oddity. */
export const STATIC_PAYLOADS: readonly StaticPayload[] = [
  [0, 'PCMU', 8000, 1],
  [3, 'GSM', 8000, 1],
  [4, 'G723', 8000, 1],
  [5, 'DVI4', 8000, 1],
  [6, 'DVI4', 16000, 1],
  [7, 'LPC', 8000, 1],
  [8, 'PCMA', 8000, 1],
  [9, 'G722', 8000, 1],
  [10, 'L16', 44100, 2],
  [11, 'L16', 44100, 1],
  [12, 'QCELP', 8000, 1],
  [13, 'CN', 8000, 1],
  [14, 'MPA', 90000, 1],
  [15, 'G728', 8000, 1],
  [16, 'DVI4', 11025, 1],
  [17, 'DVI4', 22050, 1],
  [18, 'G729', 8000, 1],
]
