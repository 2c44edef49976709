const encoder = new TextEncoder()

/** Lines of a message as bytes, with CRLF line ends and the blank line; `body` follows. */
export function bytesOf(lines: readonly string[], body: string = ''): Uint8Array {
  return encoder.encode(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** An INVITE as Alice sends it; RFC 3261 §24.2 (F1), with `changes` in place of headers of the same name. */
export function inviteLines(changes: Readonly<Record<string, string>> = {}): string[] {
  const headers: Record<string, string> = {
    Via: 'SIP/2.0/UDP pc33.atlanta.example.com;branch=z9hG4bKnashds8',
    'Max-Forwards': '70',
    To: 'Bob <sip:bob@biloxi.example.com>',
    From: 'Alice <sip:alice@atlanta.example.com>;tag=1928301774',
    'Call-ID': 'a84b4c76e66710',
    CSeq: '314159 INVITE',
    Contact: '<sip:alice@pc33.atlanta.example.com>',
    'Content-Length': '0',
    ...changes,
  }
  const method = headers['CSeq']!.split(' ')[1] ?? 'INVITE'
  return [
    `${method} sip:bob@biloxi.example.com SIP/2.0`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
}
