import { createRequire } from 'node:module'
import { INVITE_HEADERS, INVITE_URI, SDP } from './messages.ts'
import type { SipStack } from './stack.ts'

interface Message {
  readonly via_branch: string
  readonly cseq: number
  readonly call_id: string
  readonly from_tag?: string
  readonly to_tag?: string
  readonly method: string
}

interface Outgoing {
  setHeader(name: string, value: string): void
  toString(): string
}

const require = createRequire(import.meta.url)
const { parseMessage } = require('jssip/lib/Parser.js') as { parseMessage: (text: string, ua: object) => Message }
const { OutgoingRequest } = require('jssip/lib/SIPMessage.js') as {
  OutgoingRequest: new (
    method: string,
    uri: string,
    ua: object,
    parameters: object,
    headers: readonly string[],
    body: string,
  ) => Outgoing
}
const URI = require('jssip/lib/URI.js') as { parse(text: string): object }

const ua = { configuration: { session_timers: true, user_agent: 'phone/1.0' }, contact: {} }
// From, To, Call-ID, CSeq, Max-Forwards, Allow, Supported and User-Agent it writes by itself.
const own = new Set(['Contact', 'Session-Expires', 'Content-Type'])
const invite = new OutgoingRequest(
  'INVITE',
  INVITE_URI,
  ua,
  {
    to_uri: URI.parse(INVITE_URI),
    from_uri: URI.parse('sip:alice@atlanta.example.com'),
    from_display_name: 'Alice',
    from_tag: '9fxced76sl',
    call_id: '3848276298220188511@atlanta.example.com',
    cseq: 1,
  },
  INVITE_HEADERS.filter(([name]) => own.has(name)).map(([name, value]) => `${name}: ${value}`),
  SDP,
)
invite.setHeader('via', INVITE_HEADERS[0]![1])

/** JsSIP: a generated grammar reads every value that it knows. */
export const stack: SipStack = {
  parse: (bytes) => parseMessage(bytes.toString(), ua),
  route(bytes) {
    const message = parseMessage(bytes.toString(), ua)
    return {
      method: message.method,
      branch: message.via_branch,
      cseq: message.cseq,
      callId: message.call_id,
      fromTag: message.from_tag ?? '',
      toTag: message.to_tag ?? '',
    }
  },
  write: () => Buffer.from(invite.toString()),
}
