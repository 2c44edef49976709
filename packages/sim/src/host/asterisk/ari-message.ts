/** A request to Asterisk's REST interface, below `/ari`. */
export interface AriRequest {
  readonly method: 'DELETE' | 'GET' | 'POST'
  /** Parts of the path: each is written with its special characters escaped. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string>>
  /** Channel variables of a call. */
  readonly variables?: Readonly<Record<string, string>>
}

/** What came of a request; status 0 when no answer came. */
export interface AriReply {
  readonly status: number
  /** JSON of the answer; undefined where there is none. */
  readonly body: unknown
}

/** How an adapter speaks to Asterisk; replies come in any order. */
export interface AriLink {
  request(request: AriRequest): Promise<AriReply>
  close(): void
}

/** Asterisk did not do what it was asked, or gave no answer. */
export function isRefused(status: number): boolean {
  return status < 200 || status >= 300
}

/** The channel is not there, or has left the application: its end is told as an event. */
export function isOfGoneChannel(status: number): boolean {
  return status === 404 || status === 409
}
