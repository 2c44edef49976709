import type { RunningProgram } from './programs.ts'

/** One leg as {@link PbxSwitch} knows it: storage, no decisions. */
export class PbxLeg {
  readonly id: number
  readonly channel: string
  readonly isIncoming: boolean
  /** Answered: both sides may talk. */
  isUp = false
  /** The agent's phone that it calls. */
  phone: string | undefined
  /** The trunk whose line it holds. */
  trunk: string | undefined
  /** Legs it is to hear. */
  hears: readonly number[] = []
  program: RunningProgram | undefined

  constructor(id: number, channel: string, isIncoming: boolean) {
    this.id = id
    this.channel = channel
    this.isIncoming = isIncoming
  }

  /** The PBX has media for it: a call out has none before it is answered. */
  get hasMedia(): boolean {
    return this.isIncoming || this.isUp
  }
}
