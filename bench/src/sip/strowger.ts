import { parseSip, type SipView, writeSip } from '@strowger/core/sip'
import { INVITE_HEADERS, INVITE_URI, SDP } from './messages.ts'
import type { SipStack } from './stack.ts'

const invite = {
  start: { kind: 'request', method: 'INVITE', uri: INVITE_URI },
  headers: INVITE_HEADERS,
  body: SDP,
} as const

function parse(bytes: Buffer): SipView {
  const view = parseSip(bytes)
  if (typeof view === 'string') throw new Error(view)
  return view
}

export const stack: SipStack = {
  parse,
  route(bytes) {
    const view = parse(bytes)
    return {
      method: view.method,
      branch: view.via!.branch,
      cseq: view.cseq!.number,
      callId: view.callId,
      fromTag: view.from!.parameters.get('tag') ?? '',
      toTag: view.to!.parameters.get('tag') ?? '',
    }
  },
  write: () => writeSip(invite),
}
