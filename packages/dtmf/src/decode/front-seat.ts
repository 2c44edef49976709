import type { FrontBuild } from './front-choice.ts'
import { frontFor } from './front-choice.ts'
import type { Front } from './front.ts'
import type { ReceiverLimits } from './limits.ts'
import { STATE_WORDS } from './windows.ts'

/** A channel of a front that several decoders share. */
export interface FrontSeat {
  readonly front: Front
  readonly channel: number
  /** Gives the channel back; what it says after that is another's. */
  readonly leave: () => void
}

/** Channels of a shared front: all of them together take 0.6 MB once they are used. */
const SEATS = 64

interface Hall {
  readonly front: Front
  readonly free: number[]
}

/** Fronts with room for more decoders, by what they share: the limits of a preset and the build. */
const halls = new Map<string, Hall[]>()

const leavers = new FinalizationRegistry((leave: () => void) => {
  leave()
})

/**
 * A channel for `owner`, which gives it back when it leaves or is collected. An engine has addresses for some ten thousand
 * WebAssembly memories, and calls into many instances of a module cost it several times a call into one: so decoders of
 * equal limits share a front.
 *
 * @throws DtmfError `bad-option` when SIMD is asked for and the engine has none.
 */
export function frontSeatFor(owner: object, limits: ReceiverLimits, choice: FrontBuild | undefined): FrontSeat {
  const key = `${choice} ${Object.values(limits.probe).join(' ')}`
  const ofKind = halls.get(key) ?? []
  let hall = ofKind.find(({ free }) => free.length > 0)
  if (hall === undefined) {
    const free = Array.from({ length: SEATS }, (_, index) => SEATS - 1 - index)
    hall = { front: frontFor(SEATS, limits.probe, choice), free }
    halls.set(key, [...ofKind, hall])
  }
  const { front, free } = hall
  const channel = free.pop()!
  front.states.fill(0, channel * STATE_WORDS, (channel + 1) * STATE_WORDS)
  front.bases[channel] = 0
  let isTaken = true
  const leave = (): void => {
    if (isTaken) free.push(channel)
    isTaken = false
  }
  leavers.register(owner, leave)
  return { front, channel, leave }
}
