/** What the receiver reports of one digit; sample indices count from the start of the stream, at 8 kHz. */
export interface HeardPair {
  readonly row: number
  readonly column: number
  readonly startSample: number
  readonly endSample: number
  readonly lowAmplitude: number
  readonly highAmplitude: number
  readonly lowRadians: number
  readonly highRadians: number
}
