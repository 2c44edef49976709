import type { DigestClient, Invitation, Peer, SessionDescription, Uri } from '@strowger/core/sip'
import type { LegOpened, PlayId } from '../media/leg.ts'
import type { Origination, Program } from '../switch/switch.ts'

/** Where a leg stands. */
export type LegState =
  /** It came in and is not answered. */
  | 'incoming'
  /** It is being answered or called. */
  | 'opening'
  /** Both sides talk. */
  | 'up'
  | 'over'

/** What a call is sent to: one phone, or a trunk. */
export interface Target {
  readonly uri: Uri
  readonly peer: Peer
}

/** One leg as {@link SipSwitch} knows it: storage, no decisions. */
export class SipLeg {
  readonly id: number
  readonly isIncoming: boolean
  state: LegState
  /** Its calls at the SIP stack: several while it rings at several phones of one number. */
  readonly calls: Set<number> = new Set()
  /** The call that was answered. */
  call: number | undefined
  /** What the caller offered; undefined when it left that to this side. */
  offer: SessionDescription | undefined
  opened: LegOpened | undefined
  /** Whether it got a port; undefined until it asks for one. */
  opening: Promise<boolean> | undefined
  /** The first leg that was opened to be near this one before this one was. */
  expectedBy: SipLeg | undefined
  isConnected = false
  /** Version of this side's description. */
  version = 0
  /** The trunk whose line it holds. */
  trunk: string | undefined
  isHeld = false
  /** Legs it is to hear, and those that are to hear it. */
  hears: readonly number[] = []
  readonly heardBy: Set<number> = new Set()
  program: Program | undefined
  playing: PlayId | undefined
  /** Answers the challenge of a trunk, once, with the INVITE as it was sent. */
  login: DigestClient | undefined
  invitation: Invitation | undefined
  /** The number outside that it is to reach, and who calls it. */
  dialled: string | undefined
  caller: Origination['from'] | undefined
  /** Where else the trunk can be reached, and the trunks that need not be tried again. */
  further: Peer[] = []
  readonly tried: Set<string> = new Set()

  constructor(id: number, isIncoming: boolean) {
    this.id = id
    this.isIncoming = isIncoming
    this.state = isIncoming ? 'incoming' : 'opening'
  }
}
