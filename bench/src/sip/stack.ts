import type { Routing } from './messages.ts'

/** A library's parser and writer, as a host that is built on it would use them. */
export interface SipStack {
  /** The library's own parse, whatever that leaves for later. */
  parse(bytes: Buffer): unknown
  /** That, and what a transaction layer reads of every message. */
  route(bytes: Buffer): Routing
  /** Bytes of an INVITE that has been prepared in the library's own form. */
  write(): Uint8Array
}
