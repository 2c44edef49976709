import { locateServers, type LocateOptions, readUri, type SipServer, type SipUri } from '@strowger/core/sip'
import type { HostClock } from '../clock/host-clock.ts'
import type { TrunkRoutes } from './trunk-routes.ts'

/** Asks the domain name system for the servers of a URI; rejects when it has not answered. */
export type Locate = (uri: SipUri, options: LocateOptions) => Promise<readonly SipServer[]>

/** What a {@link TrunkFinder} is made of. */
export interface TrunkFinderOptions extends LocateOptions {
  readonly routes: TrunkRoutes
  readonly clock: HostClock
  readonly locate: Locate
}

interface Followed {
  readonly text: string
  readonly uri: SipUri
  /** Takes the next look-up back. */
  stop: () => void
}

/** Names are looked up again after so long: Node does not say how long an answer holds. */
const AGAIN_MS = 60_000
/** The same, where nothing was found. */
const SOON_MS = 10_000

/**
 * Keeps routes up to date: URIs with a name are looked up ahead of calls, so that no call waits for it. What was known stays so while the domain name
 * system does not answer.
 */
export class TrunkFinder {
  readonly #options: TrunkFinderOptions
  readonly #followed = new Map<string, Followed>()
  /** Look-ups that were not answered. */
  unanswered = 0

  constructor(options: TrunkFinderOptions) {
    this.#options = options
  }

  /** These are the URIs from now on. Resolves when those that are new have been looked up once. */
  async follow(uris: readonly string[]): Promise<void> {
    const { routes } = this.#options
    for (const [text, { stop }] of this.#followed) {
      if (uris.includes(text)) continue
      stop()
      this.#followed.delete(text)
      routes.forget(text)
    }
    const lookUps: Promise<void>[] = []
    for (const text of uris) {
      const uri = readUri(text)
      if (this.#followed.has(text) || uri?.scheme !== 'sip') continue
      const followed = { text, uri, stop: () => undefined }
      this.#followed.set(text, followed)
      const { done, value } = locateServers(uri, this.#options).next()
      if (done === true) routes.found(text, value)
      else lookUps.push(this.#find(followed))
    }
    await Promise.all(lookUps)
  }

  /** Looks nothing up any more. */
  close(): void {
    for (const { stop } of this.#followed.values()) stop()
    this.#followed.clear()
  }

  async #find(followed: Followed): Promise<void> {
    const { routes, clock, locate } = this.#options
    const { text, uri } = followed
    const servers = await locate(uri, this.#options).catch(() => undefined)
    if (this.#followed.get(text) !== followed) return
    if (servers === undefined) this.unanswered += 1
    else routes.found(text, servers)
    const waitMs = servers === undefined || servers.length === 0 ? SOON_MS : AGAIN_MS
    followed.stop = clock.at(clock.nowMs() + waitMs, () => void this.#find(followed))
  }
}
