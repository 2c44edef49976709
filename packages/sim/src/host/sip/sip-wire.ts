import type { CallAgent, CallEvent, Peer, SipCounters } from '@strowger/core/sip'
import { metricName } from '../metrics/metric-name.ts'

/** A {@link CallAgent} that is connected with others: on sockets (`SipEndpoint` of the core), or in memory in tests. */
export interface SipWire {
  /** Runs commands at the present time; what they lead to is sent and told when they are done. */
  act<Result>(commands: (agent: CallAgent, nowMs: number) => Result): Result
  close(): void
}

/** What a wire needs of whom it serves. */
export interface SipWireHandlers {
  /** Whether a source is heard at all; it is not told. */
  readonly admits: (peer: Peer) => boolean
  readonly onEvent: (event: Exclude<CallEvent, { kind: 'send' }>) => void
}

/** Opens a wire. */
export type SipWireMaker = (handlers: SipWireHandlers) => Promise<SipWire>

/** Counters of a wire by their names in metrics. */
export function sipFigures(counters: SipCounters): [string, number][] {
  return Object.entries(counters).map(([name, value]) => [`sip_messages_${metricName(name)}_total`, Number(value)])
}
