import type { Program } from '../switch/switch.ts'
import type { Pbx } from './pbx.ts'
import type { PbxLeg } from './pbx-leg.ts'

/** Played in the place of a sound that the PBX has not. */
const BEEP = 'beep'

/** A program under way at a leg. */
export interface RunningProgram {
  readonly program: Program
  /** Which of its sounds plays. */
  at: number
  /** Names the playing of this sound; empty for music. */
  token: string
}

/** Programs of several sounds, played one after the other. */
export class Programs {
  readonly #pbx: Pbx
  readonly #onPlayed: (leg: PbxLeg) => void
  readonly #byToken = new Map<string, PbxLeg>()
  readonly #prefix: string
  #last = 0

  /** @param prefix - begins tokens that no other life of this host has used */
  constructor(pbx: Pbx, prefix: string, onPlayed: (leg: PbxLeg) => void) {
    this.#pbx = pbx
    this.#prefix = prefix
    this.#onPlayed = onPlayed
  }

  /** Plays a program in the place of the one before. */
  start(leg: PbxLeg, program: Program): void {
    this.stop(leg)
    const running: RunningProgram = { program, at: 0, token: '' }
    leg.program = running
    if (program.loop === true) this.#pbx.startMusic(leg.channel, program.prompts[0] ?? 'default')
    else this.#next(leg, running)
  }

  stop(leg: PbxLeg): void {
    const running = leg.program
    if (running === undefined) return
    this.forget(leg)
    if (running.program.loop === true) this.#pbx.stopMusic(leg.channel)
    else this.#pbx.stopPlay(leg.channel, running.token)
  }

  /** The leg is over. */
  forget(leg: PbxLeg): void {
    if (leg.program !== undefined) this.#byToken.delete(leg.program.token)
    leg.program = undefined
  }

  /** A sound is over. */
  played(token: string, found: boolean): void {
    const leg = this.#byToken.get(token)
    const running = leg?.program
    if (leg === undefined || running === undefined) return
    this.#byToken.delete(token)
    if (!found && running.program.prompts[running.at] !== undefined && !isBeep(token)) {
      this.#play(leg, running, BEEP, `${token}-${BEEP}`)
      return
    }
    running.at += 1
    this.#next(leg, running)
  }

  #next(leg: PbxLeg, running: RunningProgram): void {
    const sound = running.program.prompts[running.at]
    if (sound !== undefined) {
      this.#play(leg, running, sound, `${this.#prefix}-play-${(this.#last += 1)}`)
      return
    }
    leg.program = undefined
    this.#onPlayed(leg)
  }

  #play(leg: PbxLeg, running: RunningProgram, sound: string, token: string): void {
    running.token = token
    this.#byToken.set(token, leg)
    this.#pbx.play(leg.channel, sound, token)
  }
}

function isBeep(token: string): boolean {
  return token.endsWith(`-${BEEP}`)
}
