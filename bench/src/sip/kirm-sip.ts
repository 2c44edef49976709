import { createRequire } from 'node:module'
import { SAMPLES } from './messages.ts'
import type { SipStack } from './stack.ts'

interface Address {
  readonly params: Readonly<Record<string, string | null>>
}

interface Message {
  readonly headers: {
    readonly via: readonly Address[]
    readonly cseq: { readonly seq: number; readonly method: string }
    readonly 'call-id': string
    readonly from: Address
    readonly to: Address
  }
}

interface Sip {
  parse(text: string | Buffer): Message
  stringify(message: Message): string
}

const require = createRequire(import.meta.url)
const sip = require('sip') as Sip
const invite = sip.parse(SAMPLES[0]!.bytes)

/** `sip` of kirm: everything is read at once. */
export const stack: SipStack = {
  parse: (bytes) => sip.parse(bytes),
  route(bytes) {
    const { headers } = sip.parse(bytes)
    return {
      method: headers.cseq.method,
      branch: headers.via[0]!.params['branch'] ?? '',
      cseq: headers.cseq.seq,
      callId: headers['call-id'],
      fromTag: headers.from.params['tag'] ?? '',
      toTag: headers.to.params['tag'] ?? '',
    }
  },
  write: () => Buffer.from(sip.stringify(invite)),
}
