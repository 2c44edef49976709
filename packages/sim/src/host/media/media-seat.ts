import type { MediaTelling } from './edge/media-thread.ts'
import { inlineLink, workerLink } from './edge/thread-link.ts'
import type { ThreadLink, ThreadSettings } from './edge/thread-link.ts'
import type { LegId, LegOpened } from './leg.ts'
import type { MediaAnswer, MediaCommand } from './media-command.ts'
import type { MediaEvent } from './media-event.ts'

type WithoutRequest<C> = C extends { readonly request: number } ? Omit<C, 'request'> : never

/** A command that is answered, without the number by which it is. */
export type MediaQuestion = WithoutRequest<MediaCommand>

interface Asked {
  readonly done: (answer: MediaAnswer) => void
  readonly failed: (error: Error) => void
}

/** Who is told what happens on a thread. */
export interface MediaSeatHandlers {
  onEvent(event: MediaEvent): void
  /** The thread died; it is begun anew with the next command. */
  onLost(seat: MediaSeat, problem: string): void
}

/** One media thread as the main thread sees it: its legs, and what it was asked and has not answered. */
export class MediaSeat {
  /** Legs that are open there, or being opened. */
  readonly legs: Set<LegId> = new Set()
  /** Legs that stand ready there and are nobody's, and how many more were asked for. */
  readonly spares: LegOpened[] = []
  sparesAsked = 0
  readonly #settings: ThreadSettings
  readonly #inline: boolean
  readonly #handlers: MediaSeatHandlers
  readonly #asked = new Map<number, Asked>()
  #link: ThreadLink | undefined
  #lastRequest = 0

  /** @param inline - whether it is the caller's own thread */
  constructor(settings: ThreadSettings, inline: boolean, handlers: MediaSeatHandlers) {
    this.#settings = settings
    this.#inline = inline
    this.#handlers = handlers
  }

  /** Sends a command; one that is answered is to be asked. */
  post(command: MediaCommand): void {
    this.#linked().post(command)
  }

  /** Asks, and resolves with the answer; rejects with what the thread could not do. */
  ask(question: MediaQuestion): Promise<MediaAnswer> {
    const request = ++this.#lastRequest
    return new Promise((done, failed) => {
      this.#asked.set(request, { done, failed })
      this.#linked().post({ ...question, request })
    })
  }

  #linked(): ThreadLink {
    const onTelling = (telling: MediaTelling): void => this.#take(telling)
    this.#link ??= this.#inline
      ? inlineLink(this.#settings, onTelling)
      : workerLink(this.#settings, onTelling, (problem) => this.#lose(problem))
    return this.#link
  }

  #take(telling: MediaTelling): void {
    if ('kind' in telling) {
      this.#handlers.onEvent(telling)
      return
    }
    const asked = this.#asked.get(telling.request)
    this.#asked.delete(telling.request)
    if ('mistake' in telling) asked?.failed(new Error(telling.mistake))
    else asked?.done(telling)
  }

  #lose(problem: string): void {
    this.#link = undefined
    for (const { failed } of this.#asked.values()) failed(new Error(problem))
    this.#asked.clear()
    this.spares.length = 0
    this.#handlers.onLost(this, problem)
  }

  /** Ends the thread, its legs and its files closed. */
  async close(): Promise<void> {
    if (this.#link === undefined) return
    await this.ask({ kind: 'end' })
    await this.#link.end()
    this.#link = undefined
  }
}
