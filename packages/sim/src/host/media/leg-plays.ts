import { PromptPlayer, softLimit } from '@strowger/core'
import type { LegId, PlayId } from './leg.ts'
import type { PlayOptions, PromptSound } from './media-command.ts'
import type { MediaEvent, PlayedReason } from './media-event.ts'
import { NARROW_HZ } from './voice-codec.ts'

/** A playing and the sounds it is of. */
interface Play {
  readonly id: PlayId
  readonly sounds: readonly PromptSound[]
  readonly options: PlayOptions
}

/** What is played to a leg: the first of a line, the others wait. */
export class LegPlays {
  readonly #leg: LegId
  readonly #tell: (event: MediaEvent) => void
  readonly #line: Play[] = []
  #player: PromptPlayer | undefined
  #sampleHz = NARROW_HZ
  /** Why the first one was cut and fades now. */
  #cutBy: PlayedReason | undefined

  constructor(leg: LegId, tell: (event: MediaEvent) => void) {
    this.#leg = leg
    this.#tell = tell
  }

  /** Puts a playing at the end of the line. */
  push(play: Play): void {
    this.#line.push(play)
  }

  /** Takes one out of the line; the first fades out. */
  stop(id: PlayId): void {
    const at = this.#line.findIndex((play) => play.id === id)
    if (at === 0 && this.#player !== undefined) this.#cut('stopped')
    else if (at >= 0) this.#told(this.#line.splice(at, 1)[0]!, 'stopped', 0)
  }

  /** A digit was pressed: what ends by digits ends, the waiting ones too. */
  digit(): void {
    for (let at = this.#line.length - 1; at > 0; at--) {
      if (this.#line[at]!.options.endsOnDigit === true) this.#told(this.#line.splice(at, 1)[0]!, 'digit', 0)
    }
    const first = this.#line[0]
    if (first?.options.endsOnDigit !== true) return
    if (this.#player === undefined) this.#told(this.#line.shift()!, 'digit', 0)
    else this.#cut('digit')
  }

  /** The leg is over. */
  close(): void {
    const heardMs = this.#player?.heardMs ?? 0
    for (const [at, play] of this.#line.splice(0).entries()) this.#told(play, 'closed', at === 0 ? heardMs : 0)
  }

  /** The leg is served at another rate from now on: what is playing begins again. */
  setRate(sampleHz: number): void {
    if (sampleHz !== this.#sampleHz) this.#player = undefined
    this.#sampleHz = sampleHz
  }

  /**
   * Adds what is played to `frame`, or writes it there when nothing is heard yet. `scratch` is as long. True when there was anything.
   */
  mixInto(frame: Int16Array, isHearing: boolean, scratch: Int16Array): boolean {
    if (this.#line.length === 0) return false
    const out = isHearing ? scratch : frame
    let filled = 0
    while (filled < out.length && this.#line.length > 0) {
      this.#player ??= this.#playerOf(this.#line[0]!)
      filled += this.#player.readInto(out, filled, out.length - filled)
      if (this.#player.ended) this.#end(this.#player)
    }
    out.fill(0, filled)
    if (isHearing) for (let i = 0; i < filled; i++) frame[i] = softLimit(frame[i]! + scratch[i]!)
    return true
  }

  #playerOf({ sounds, options }: Play): PromptPlayer {
    return new PromptPlayer({
      sounds: sounds.map(({ at8k, at16k }) => (this.#sampleHz === NARROW_HZ ? at8k : at16k)),
      sampleHz: this.#sampleHz,
      rounds: options.loop === true ? Number.POSITIVE_INFINITY : (options.rounds ?? 1),
    })
  }

  #cut(reason: PlayedReason): void {
    this.#cutBy ??= reason
    this.#player?.cut()
  }

  #end(player: PromptPlayer): void {
    const reason = this.#cutBy ?? 'end'
    this.#player = undefined
    this.#cutBy = undefined
    this.#told(this.#line.shift()!, reason, player.heardMs)
  }

  #told({ id }: Play, reason: PlayedReason, heardMs: number): void {
    this.#tell({ kind: 'played', leg: this.#leg, play: id, reason, heardMs })
  }
}
