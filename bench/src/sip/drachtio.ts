import { createRequire } from 'node:module'
import { SAMPLES } from './messages.ts'
import type { SipStack } from './stack.ts'

interface Address {
  readonly params: Readonly<Record<string, string | null>>
}

interface Message {
  get(name: string): string
  getParsedHeader(name: 'via'): readonly Address[]
  getParsedHeader(name: 'cseq'): { readonly seq: number; readonly method: string }
  getParsedHeader(name: 'from' | 'to'): Address
  toString(): string
}

const require = createRequire(import.meta.url)
const { SipMessage } = require('drachtio-sip') as { SipMessage: new (text: string) => Message }
const invite = new SipMessage(SAMPLES[0]!.bytes.toString())

/** `drachtio-sip`: lines are set apart, values are read when asked for. */
export const stack: SipStack = {
  parse: (bytes) => new SipMessage(bytes.toString()),
  route(bytes) {
    const message = new SipMessage(bytes.toString())
    const cseq = message.getParsedHeader('cseq')
    return {
      method: cseq.method,
      branch: message.getParsedHeader('via')[0]!.params['branch'] ?? '',
      cseq: cseq.seq,
      callId: message.get('call-id'),
      fromTag: message.getParsedHeader('from').params['tag'] ?? '',
      toTag: message.getParsedHeader('to').params['tag'] ?? '',
    }
  },
  write: () => Buffer.from(invite.toString()),
}
