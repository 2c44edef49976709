import type { NameAddress } from '../grammar/name-address.ts'
import type { Peer } from '../transaction/peer.ts'
import type { TransactionLayerOptions } from '../transaction/options.ts'

/** Settings of a {@link CallAgent}. */
export interface CallAgentOptions extends TransactionLayerOptions {
  /** Where this side is reached, as seen from a peer: for Contact. */
  readonly contact: (peer: Peer) => NameAddress
  /** Value of User-Agent and Server; none unless given: what is not said cannot be attacked. */
  readonly product?: string
  /** Interval that sessions are refreshed in, s; 0 for no session timers. Default 1800. RFC 4028 */
  readonly sessionSeconds?: number
  /** The shortest interval accepted, s. Default 90. RFC 4028 §4 */
  readonly minSessionSeconds?: number
  /** Extensions that the host itself understands in requests outside of calls (`path`, `outbound`), beside those of calls. Default: none. */
  readonly extensions?: readonly string[]
  /** Calls that may be open at once; further INVITEs get 503. Default 10 000. */
  readonly maxCalls?: number
}

/** Methods understood inside calls. */
export const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY'

/** Extensions understood. */
export const SUPPORTED = '100rel, timer, replaces'
