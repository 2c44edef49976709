import type { AmdOptions } from '@strowger/core'
import type { HostConfig } from '../config/host-config.ts'
import type { Destination, RefusalCause, SwitchEvent } from './switch-event.ts'

/** What a leg hears from its own side: files one after the other, or a tone. */
export interface Program {
  /** Names of prompts and spoken words, in order; what there is no sound for is played as a beep. */
  readonly prompts: readonly string[]
  /** Plays again from the beginning until it is stopped: music. */
  readonly loop?: boolean
}

/** How a call is made. */
export interface Origination {
  /** Number and name that the called side is shown. */
  readonly from: { readonly number: string; readonly name: string }
  /** Asks the phone to answer by itself. RFC 5373 */
  readonly autoAnswer?: boolean
  /** A leg that it will be connected with: they share a thread of the media. */
  readonly near?: number
}

/**
 * What call control needs of an exchange: legs, each one call to somebody, and who hears whom. `SipSwitch` does it with Strowger's own SIP and
 * media; adapters for other exchanges stand behind the same interface.
 *
 * All methods return at once, and what becomes of them is told as {@link SwitchEvent}, in order. A leg is a positive number of 31 bits that is not
 * used twice in the life of a switch. Every leg that was told or made ends with `ended`, once; what is asked of one that has ended changes nothing.
 */
export interface Switch {
  /**
   * Answers a call that came in: it is told `answered`. What is played or heard before that begins then.
   *
   * @param near - a leg that it will be connected with: they share a thread of the media
   */
  answer(leg: number, near?: number): void
  /** Lets the calling side hear that it rings. */
  ring(leg: number): void
  /** Refuses a call that came in and was not answered. */
  refuse(leg: number, cause: RefusalCause): void
  /** Ends a leg in whatever state it is. */
  hangUp(leg: number): void
  /** Calls somebody. Returns the leg; it is told `ringing`, `answered`, or `ended`. */
  originate(to: Destination, how: Origination): number
  /** From now on the leg hears these legs, mixed, and nobody else. */
  hear(leg: number, sources: readonly number[]): void
  /** Plays to the leg alone, in the place of what it hears; a program before it is over without being told. `played` tells its end. */
  play(leg: number, program: Program): void
  /** Stops what plays. */
  stopPlay(leg: number): void
  /**
   * Finds out whether a person or a machine has answered a call that was made, by what is heard from now on: told `answered-by`, once, and of a
   * machine later `machine-records`. A switch that cannot tell says that it is not sure.
   */
  detect(leg: number, analysis: AmdOptions): void
  /** Writes what these legs say into a file, each side by itself; told `recorded` when it is closed. */
  record(id: string, legs: readonly number[], path: string): void
  /** Closes the file of a recording. */
  stopRecord(id: string): void
  /** Reports to the leg what became of the transfer it asked for, as a SIP status; 200 or more is the last. */
  transferred(leg: number, status: number): void
  /** Trunks, phones and passwords are others from now on; calls go on. */
  reconfigure(config: HostConfig): void
  /** Counters and levels for metrics, by name. */
  figures(): Promise<ReadonlyMap<string, number>>
  /** Ends all legs and gives back what it holds. */
  close(): Promise<void>
}

/** Makes a switch that tells `onEvent` what happens. */
export type SwitchMaker = (onEvent: (event: SwitchEvent) => void) => Promise<Switch>
