/** Bounds on what is read from the wire; what is beyond is refused, not cut. */
export interface SipLimits {
  /** Start line and headers together, bytes. */
  readonly headBytes: number
  /** Header lines, folded ones counted once. */
  readonly headers: number
  /** Body, bytes. */
  readonly bodyBytes: number
}

/** A head of 16 KiB, 128 headers, a body of 64 KiB: more than any legal datagram holds. */
export const DEFAULT_LIMITS: SipLimits = { headBytes: 16_384, headers: 128, bodyBytes: 65_536 }
