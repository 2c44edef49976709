import type { PbxEvent } from './pbx-event.ts'

/** Who is called, by the names of the PBX: an agent's phone, or a number behind a trunk. */
export type PbxAddress =
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'trunk'; readonly trunk: string; readonly number: string }

/** How a call is made. */
export interface PbxOrigination {
  readonly number: string
  readonly name: string
  /** Asks the phone to answer by itself. */
  readonly autoAnswer: boolean
}

/** Who hears whom: by listener, the channels that it hears. */
export type Hearings = ReadonlyMap<string, readonly string[]>

/**
 * What a PBX does for {@link PbxSwitch}: things done to its channels. All methods return at once; what is asked of a channel is done in the order in
 * which it was asked, and what is asked of one that is gone changes nothing.
 */
export interface Pbx {
  answer(channel: string): void
  ring(channel: string): void
  /** Ends a channel; `cause` by ITU-T Q.850. */
  hangUp(channel: string, cause: number): void
  /** Calls an address. `channel` is the name of the new channel; `ended` tells when it could not be made. */
  originate(channel: string, to: PbxAddress, how: PbxOrigination): void
  /** From now on these channels hear just these. Whoever hears one of them, or is heard by one, is among them. */
  connect(hearings: Hearings): void
  /** Plays a sound to a channel alone; `played` with the token tells its end. */
  play(channel: string, sound: string, token: string): void
  /** Stops a sound: nothing more is told of it. */
  stopPlay(channel: string, token: string): void
  /** Plays music on hold to a channel until it is stopped. */
  startMusic(channel: string, name: string): void
  stopMusic(channel: string): void
  /** Writes what these channels say into a file of the PBX; `recorded` tells its end. */
  record(name: string, channels: readonly string[]): void
  stopRecord(name: string): void
  /** Tells a channel what became of the transfer it asked for, as a SIP status. */
  transferred(channel: string, status: number): void
  /** Phones whose coming and going is told from now on. */
  watch(numbers: readonly string[]): void
  /** Counters and levels for metrics, by name. */
  figures(): ReadonlyMap<string, number>
  close(): Promise<void>
}

/** Opens the connection with a PBX. Rejects when it cannot be made. */
export type PbxMaker = (onEvent: (event: PbxEvent) => void) => Promise<Pbx>
