import type { FrontBuild } from './front-choice.ts'
import { frontFor } from './front-choice.ts'
import type { Front } from './front.ts'
import type { ReceiverLimits } from './limits.ts'
import { STATE_WORDS } from './windows.ts'

/** A channel of a front that several decoders share. */
export interface FrontSeat {
  readonly front: Front
  readonly channel: number
}

/** Channels of a shared front: all of them together take 0.6 MB once they are used. */
const SEATS = 64

interface Hall {
  readonly front: Front
  readonly free: number[]
}

/** Fronts with room for more decoders, by what they share: the limits of a preset and the build. */
const halls = new Map<string, Hall[]>()

const leavers = new FinalizationRegistry(({ hall, seat }: { hall: Hall; seat: FrontSeat }) => {
  hall.free.push(seat.channel)
})

/**
 * A channel for `owner`, which gives it back when it is collected. An engine has addresses for some ten thousand
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
  const seat = { front: hall.front, channel: hall.free.pop()! }
  seat.front.states.fill(0, seat.channel * STATE_WORDS, (seat.channel + 1) * STATE_WORDS)
  seat.front.bases[seat.channel] = 0
  leavers.register(owner, { hall, seat })
  return seat
}
