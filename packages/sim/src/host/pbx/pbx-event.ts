/** What a PBX tells about its channels, in order. A channel is called by the name that the PBX, or this side, gave it. */
export type PbxEvent =
  /** The connection stands: nothing is known of what was before. */
  | { readonly kind: 'connected' }
  /** It is gone, and every channel with it. */
  | { readonly kind: 'disconnected' }
  /** Somebody calls `to`; `endpoint` is who brings the call, by the name that the PBX knows them by. */
  | {
      readonly kind: 'incoming'
      readonly channel: string
      readonly endpoint: string
      readonly from: string
      readonly to: string
    }
  | { readonly kind: 'ringing' | 'answered' | 'held' | 'resumed'; readonly channel: string }
  /** The channel is over; `cause` by ITU-T Q.850. */
  | { readonly kind: 'ended'; readonly channel: string; readonly cause: number }
  | { readonly kind: 'digit'; readonly channel: string; readonly digit: string }
  /** A sound is over; `found` is false when there is none of that name. */
  | { readonly kind: 'played'; readonly token: string; readonly found: boolean }
  | { readonly kind: 'recorded'; readonly name: string; readonly path: string; readonly durationMs: number }
  /** The phone asks that whoever it talks to be connected with `to`; `replaces` is the channel of whom it has consulted. */
  | {
      readonly kind: 'transfer-asked'
      readonly channel: string
      readonly to: string
      readonly replaces: string | undefined
    }
  /** An agent's phone can be reached, or cannot; `isFresh`: it has said so itself just now, as by registering again. */
  | { readonly kind: 'phone'; readonly number: string; readonly isThere: boolean; readonly isFresh: boolean }
