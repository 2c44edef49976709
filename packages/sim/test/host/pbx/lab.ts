import type { PbxMaker } from '../../../src/host/pbx/pbx.ts'

/** A PBX of a test's own: telephones around it, and what can be heard of it. */
export interface Lab {
  readonly name: string
  /** Opens the adapter under test on it. */
  readonly pbx: PbxMaker
  /** An agent's phone registers, or is gone. */
  register(number: string, isThere?: boolean): void
  /** Somebody calls by an endpoint; returns the channel. */
  call(endpoint: string, from: string, to: string): string
  /** Channels that ring at a number. */
  ringing(number: string): string[]
  /** The called side answers, or refuses by a cause of Q.850. */
  answer(channel: string): void
  /** Whoever is at the other end hangs up, or refuses. */
  hangUp(channel: string, cause?: number): void
  /** The called phone refuses by a SIP status, which the PBX tells as a cause by a table of its own. */
  refuse(channel: string, status: number): void
  press(channel: string, digit: string): void
  hold(channel: string, isHeld: boolean): void
  /** What plays to a channel is over. */
  finish(channel: string): void
  /** Whether the channel was answered by the host, or by its phone; undefined when it is over. */
  isUp(channel: string): boolean | undefined
  /** The cause by which the host ended it. */
  causeOf(channel: string): number | undefined
  /** Channels that it hears, in order. */
  hears(channel: string): string[]
  /** Pairs `listener source` that have heard at any moment. */
  readonly everHeard: ReadonlySet<string>
  /** What plays to it alone. */
  plays(channel: string): string | undefined
  /** Recordings under way. */
  recordings(): string[]
  /** Requests that a PBX would have refused. */
  readonly mistakes: readonly string[]
  /** What was made beside channels and is still there: bridges, snoops, conferences. */
  leftovers(): string[]
  /** The connection is lost, and stands again. */
  disconnect(): void
  reconnect(): void
}
