/** One message of the event socket: headers, and what follows them. */
export interface EslFrame {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

const HEADERS_BYTES = 65_536
const BODY_BYTES = 8_388_608
const NEWLINE = 0x0a

/**
 * Cuts the bytes of FreeSWITCH's event socket into messages: lines of `name: value`, an empty line, and as many bytes as `Content-Length` says. Any bytes in
 * any portions; never throws. What is longer than 64 KiB of headers or 8 MiB of body, or has a length that is none, breaks the stream: nothing after it
 * can be read.
 */
export class EslFrames {
  #pending = Buffer.alloc(0)
  #isBroken = false

  /** The stream cannot be read on: the connection is to be made anew. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** Takes in bytes; returns the messages that are complete. */
  take(bytes: Uint8Array): EslFrame[] {
    const frames: EslFrame[] = []
    if (this.#isBroken) return frames
    this.#pending = this.#pending.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#pending, bytes])
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) frames.push(frame)
    return frames
  }

  #next(): EslFrame | undefined {
    let start = 0
    while (this.#pending[start] === NEWLINE) start += 1
    const end = this.#pending.indexOf('\n\n', start, 'latin1')
    if (end < 0) {
      if (this.#pending.length - start > HEADERS_BYTES) this.#break()
      return undefined
    }
    const headers = readHeaders(this.#pending.toString('utf8', start, end))
    const length = lengthOf(headers)
    if (end - start > HEADERS_BYTES || length === undefined) {
      this.#break()
      return undefined
    }
    const bodyAt = end + 2
    if (this.#pending.length < bodyAt + length) return undefined
    const body = this.#pending.toString('utf8', bodyAt, bodyAt + length)
    this.#pending = this.#pending.subarray(bodyAt + length)
    return { headers, body }
  }

  #break(): void {
    this.#isBroken = true
    this.#pending = Buffer.alloc(0)
  }
}

function readHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

function lengthOf(headers: ReadonlyMap<string, string>): number | undefined {
  const text = headers.get('content-length')
  if (text === undefined) return 0
  const length = /^\d{1,9}$/.test(text) ? Number(text) : Infinity
  return length <= BODY_BYTES ? length : undefined
}
