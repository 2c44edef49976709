/** A message of a standard's collection, and what must become of it. */
export interface Torture {
  /** Its name in the RFC. */
  readonly name: string
  readonly section: string
  readonly bytes: Uint8Array
  /**
   * What a host sees: a fault of the parser (`length`), an event (`incoming`, `request`), a refusal (`400`), or a counter (`incomplete`)
   * where nothing can be answered; `nothing` where nothing is to be done.
   */
  readonly outcome: string
}

const encoder = new TextEncoder()

/** A message by its text: lines end in CRLF, and a blank line ends the head where the text does not. */
export function torture(
  name: string,
  section: string,
  outcome: string,
  head: string,
  body: string | Uint8Array = '',
): Torture {
  const headBytes = encoder.encode(`${head.trim().replaceAll('\n', '\r\n')}\r\n\r\n`)
  const bodyBytes = typeof body === 'string' ? encoder.encode(body) : body
  const bytes = new Uint8Array(headBytes.length + bodyBytes.length)
  bytes.set(headBytes)
  bytes.set(bodyBytes, headBytes.length)
  return { name, section, bytes, outcome }
}

/** The description that nearly all of them carry. */
export function audioAndVideo(address: string, time: string = '0 0'): string {
  return [
    'v=0',
    `o=mhandley 29739 7272939 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    `t=${time}`,
    'm=audio 49217 RTP/AVP 0 12',
    'm=video 3227 RTP/AVP 31',
    'a=rtpmap:31 LPC',
    '',
  ].join('\r\n')
}
