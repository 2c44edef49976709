import type { AriLink, AriReply, AriRequest } from './ari-message.ts'

/** Asterisk's HTTP server takes a hundred connections (`sessionlimit`) and closes all others: half of them are this host's. */
const MOST_AT_ONCE = 50

/** Requests in the order in which they were made, as far as they are about the same things, and no more at once than Asterisk takes. */
export class OrderedRequests {
  readonly #link: AriLink
  /** The last request about each thing. */
  readonly #last = new Map<string, Promise<unknown>>()
  /** Those that wait until others are answered. */
  readonly #waiting: (() => void)[] = []
  #atOnce = 0
  readonly #counts = { requests: 0, refused: 0, unanswered: 0 }

  constructor(link: AriLink) {
    this.#link = link
  }

  /** Requests made, refused by Asterisk (but for what is gone), and without an answer. */
  get counts(): Readonly<{ requests: number; refused: number; unanswered: number }> {
    return this.#counts
  }

  /** Makes a request after those before it about any of these things. */
  async send(about: readonly string[], request: AriRequest): Promise<AriReply> {
    const before = about.flatMap((thing) => this.#last.get(thing) ?? [])
    const sent = this.#after(before, request)
    for (const thing of about) this.#last.set(thing, sent)
    const reply = await sent
    for (const thing of about) if (this.#last.get(thing) === sent) this.#last.delete(thing)
    return reply
  }

  /** All requests made so far are done. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values())
  }

  async #after(before: readonly Promise<unknown>[], request: AriRequest): Promise<AriReply> {
    await Promise.all(before)
    await this.#turn()
    this.#counts.requests += 1
    const reply = await this.#link.request(request)
    const next = this.#waiting.shift()
    if (next === undefined) this.#atOnce -= 1
    else next()
    if (reply.status === 0) this.#counts.unanswered += 1
    else if (reply.status >= 400 && reply.status !== 404) this.#counts.refused += 1
    return reply
  }

  async #turn(): Promise<void> {
    if (this.#atOnce < MOST_AT_ONCE) {
      this.#atOnce += 1
      return
    }
    // Whoever is answered hands its place on.
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
    })
  }
}
