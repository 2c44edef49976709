import type { Suite } from '../suite.ts'

/** The message view and writer beside the SIP parsers of npm, on the same messages. */
export const sipSuite: Suite = {
  name: 'sip',
  title:
    'SIP messages parsed, with method, branch, CSeq, Call-ID and tags read: INVITE with SDP, 200, REGISTER, compact and folded',
  unit: 'messages',
  rounds: 5,
  contestants: [
    { name: 'strowger', script: './sip/messaging.js', args: ['strowger', '100000'] },
    { name: 'sip 0.0.6', script: './sip/messaging.js', args: ['kirm-sip', '30000'] },
    { name: 'drachtio-sip 0.6.3', script: './sip/messaging.js', args: ['drachtio', '30000'] },
    { name: 'jssip 3.13.8', script: './sip/messaging.js', args: ['jssip', '3000'] },
  ],
}
