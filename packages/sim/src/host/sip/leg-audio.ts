import type { AmdOptions } from '@strowger/core'
import { readInfo } from '@strowger/dtmf'
import type { LegConnection } from '../media/leg.ts'
import type { Media } from '../media/media-server.ts'
import type { MediaEvent } from '../media/media-event.ts'
import type { PlayOptions } from '../media/media-command.ts'
import type { PromptFiles } from '../prompt/prompt-files.ts'
import type { Program } from '../switch/switch.ts'
import type { SipLeg } from './sip-leg.ts'

/** Heard where a prompt has no sound, so that nobody takes silence for a dead line. */
const BEEP = { hz: [425], cadenceMs: [300, 200] }
/** Heard while waiting where there is no music. */
const WAITING_BEEP = { hz: [425], cadenceMs: [150, 4850], levelDbm0: -24 }

/** The sound of legs: opened, connected, who hears whom, what is played. */
export class LegAudio {
  readonly #media: Media
  readonly #prompts: PromptFiles
  readonly #legs: ReadonlyMap<number, SipLeg>
  /** Media's leg → leg. */
  readonly #byMedia = new Map<number, SipLeg>()

  constructor(media: Media, prompts: PromptFiles, legs: ReadonlyMap<number, SipLeg>) {
    this.#media = media
    this.#prompts = prompts
    this.#legs = legs
  }

  /** The leg that an event of the media is about; undefined when it has ended. */
  legOf(event: MediaEvent): SipLeg | undefined {
    return 'leg' in event ? this.#byMedia.get(event.leg) : undefined
  }

  /** The legs whose thread of media died: nobody on them hears anybody. */
  lost({ legs }: MediaEvent & { kind: 'lost' }): SipLeg[] {
    return legs.flatMap((leg) => this.#byMedia.get(leg) ?? [])
  }

  /** Gives the leg a port, on the thread of the leg that it is near. False when there is none, or the leg is over meanwhile. */
  open(leg: SipLeg, near: number | undefined): Promise<boolean> {
    leg.opening = this.#open(leg, this.#neighbourOf(leg, near))
    return leg.opening
  }

  /**
   * The leg whose thread a leg must share. A phone rings before the caller whom it will hear is answered: then the caller goes where the phone
   * has gone, and so do the other phones that ring for it.
   */
  #neighbourOf(leg: SipLeg, near: number | undefined): SipLeg | undefined {
    if (near === undefined) return leg.expectedBy
    const other = this.#legs.get(near)
    if (other === undefined || other.opening !== undefined) return other
    other.expectedBy ??= leg
    return other.expectedBy === leg ? undefined : other.expectedBy
  }

  async #open(leg: SipLeg, neighbour: SipLeg | undefined): Promise<boolean> {
    await neighbour?.opening
    const near = neighbour?.opened?.leg
    try {
      const opened = await this.#media.openLeg(near === undefined ? {} : { near })
      if (leg.state === 'over') {
        await this.#media.closeLeg(opened.leg)
        return false
      }
      leg.opened = opened
      this.#byMedia.set(opened.leg, leg)
      return true
    } catch {
      return false
    }
  }

  /** The other side is reached there, from now on: what the leg hears and plays begins. */
  connect(leg: SipLeg, connection: LegConnection): void {
    if (leg.opened === undefined || leg.state === 'over') return
    this.#quietly(this.#media.connectLeg(leg.opened.leg, connection))
    if (leg.isConnected) return
    leg.isConnected = true
    this.#apply(leg)
    for (const other of leg.heardBy) {
      const listener = this.#legs.get(other)
      if (listener !== undefined) this.#apply(listener)
    }
    if (leg.program !== undefined) this.#start(leg, leg.program)
  }

  /** The leg hears these from now on. */
  hear(leg: SipLeg, sources: readonly number[]): void {
    for (const source of leg.hears) this.#legs.get(source)?.heardBy.delete(leg.id)
    leg.hears = sources
    for (const source of sources) this.#legs.get(source)?.heardBy.add(leg.id)
    this.#apply(leg)
  }

  /** Plays; what played before is over. */
  play(leg: SipLeg, program: Program): void {
    this.stop(leg)
    leg.program = program
    if (leg.isConnected) this.#start(leg, program)
  }

  stop(leg: SipLeg): void {
    if (leg.playing !== undefined && leg.opened !== undefined) this.#media.stopPlay(leg.opened.leg, leg.playing)
    leg.playing = undefined
    leg.program = undefined
  }

  /** Something played to its end; false when it was stopped before, and nobody waits for it. */
  played(leg: SipLeg, { play }: MediaEvent & { kind: 'played' }): boolean {
    if (leg.playing !== play) return false
    leg.playing = undefined
    leg.program = undefined
    return true
  }

  /** Listens for who has answered. */
  detect(leg: SipLeg, analysis: AmdOptions): void {
    if (leg.opened !== undefined) this.#media.detect(leg.opened.leg, analysis)
  }

  /** A key may have come by INFO: the media merge it with those that are heard. */
  key(leg: SipLeg, contentType: string, body: Uint8Array): void {
    const key = readInfo(contentType, new TextDecoder().decode(body))
    if (key === undefined || key.signal === 'flash' || leg.opened === undefined) return
    this.#media.infoDigit(leg.opened.leg, key.signal, key.durationMs)
  }

  /** The leg is over. */
  close(leg: SipLeg): void {
    for (const source of leg.hears) this.#legs.get(source)?.heardBy.delete(leg.id)
    if (leg.opened === undefined) return
    this.#byMedia.delete(leg.opened.leg)
    this.#quietly(this.#media.closeLeg(leg.opened.leg))
    leg.opened = undefined
    leg.isConnected = false
  }

  #apply(leg: SipLeg): void {
    if (!leg.isConnected || leg.opened === undefined) return
    const sources = leg.hears.flatMap((id) => {
      const source = this.#legs.get(id)
      return source?.isConnected === true && source.opened !== undefined ? [source.opened.leg] : []
    })
    this.#media.hear(leg.opened.leg, sources)
  }

  #start(leg: SipLeg, { prompts, loop = false }: Program): void {
    if (leg.opened === undefined) return
    const files = prompts.flatMap((name) => this.#prompts.pathOf(name) ?? [])
    const beep: PlayOptions = loop ? { tone: WAITING_BEEP, loop } : { tone: BEEP }
    leg.playing = this.#media.play(leg.opened.leg, files.length === 0 ? beep : { files, loop })
  }

  /** The leg may be gone when the thread comes to it: then nobody misses what was asked. */
  #quietly(done: Promise<unknown>): void {
    done.catch(() => undefined)
  }
}
