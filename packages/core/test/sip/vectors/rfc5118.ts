import { type Torture, torture } from './torture.ts'

interface Changes {
  readonly uri?: string
  readonly method?: string
  readonly to?: string
  readonly via?: string
  readonly contact?: string
  readonly cseq?: number
}

const OWN_VIA = 'SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111'

function message(changes: Changes, more: readonly string[] = []): string {
  const { method = 'REGISTER', uri = 'sip:[2001:db8::10]', to = 'sip:user@example.com', via = OWN_VIA, cseq } = changes
  const contact = changes.contact ?? '"Caller" <sip:caller@[2001:db8::1]>'
  return [
    `${method} ${uri} SIP/2.0`,
    `To: ${to}`,
    'From: sip:user@example.com;tag=81x2',
    `Via: ${via}`,
    'Call-ID: SSG9559905523997077@hlau_4100',
    'Max-Forwards: 70',
    ...(contact === '' ? [] : [`Contact: ${contact}`]),
    `CSeq: ${cseq ?? 98_176} ${method}`,
    ...more,
  ].join('\n')
}

const NO_BODY = ['Content-Length: 0']
const DESCRIBED = ['Content-Type: application/sdp']

function description(origin: string, lines: readonly string[]): string {
  return [
    'v=0',
    `o=${origin}`,
    's=Call me soon, please!',
    ...lines.slice(0, 1).filter((line) => line.startsWith('c=')),
    't=3338481189 3370017201',
    ...lines.filter((line, at) => at > 0 || !line.startsWith('c=')),
    '',
  ].join('\r\n')
}

/** RFC 5118 §4: IPv6 in all places where an address stands. */
export const IPV6: readonly Torture[] = [
  torture('ipv6-good', '4.1', 'request', message({}, NO_BODY)),
  torture('ipv6-bad', '4.2', '400', message({ uri: 'sip:2001:db8::10' }, NO_BODY)),
  torture('port-ambiguous', '4.3', 'request', message({ uri: 'sip:[2001:db8::10:5070]' }, NO_BODY)),
  torture('port-unambiguous', '4.4', 'request', message({ uri: 'sip:[2001:db8::10]:5070' }, NO_BODY)),
  // A BYE of no call.
  torture(
    'via-received-param-with-delim',
    '4.5',
    '481',
    message(
      {
        method: 'BYE',
        cseq: 321,
        to: 'sip:user@example.com;tag=bd76ya',
        contact: '',
        via: 'SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111',
      },
      NO_BODY,
    ),
  ),
  torture(
    'via-received-param-no-delim',
    '4.5',
    'request',
    message(
      {
        method: 'OPTIONS',
        cseq: 921,
        contact: '"Caller" <sip:caller@[2001:db8::9:1]>',
        via: 'SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3',
      },
      NO_BODY,
    ),
  ),
  torture(
    'ipv6-in-sdp',
    '4.6',
    'incoming',
    message(
      {
        method: 'INVITE',
        cseq: 8612,
        uri: 'sip:user@[2001:db8::10]',
        to: 'sip:user@[2001:db8::10]',
        via: 'SIP/2.0/UDP [2001:db8::20];branch=z9hG4bKas3-111',
        contact: '"Caller" <sip:caller@[2001:db8::20]>',
      },
      DESCRIBED,
    ),
    description('assistant 971731711378798081 0 IN IP6 2001:db8::20', [
      'c=IN IP6 2001:db8::20',
      'm=audio 6000 RTP/AVP 2',
      'a=rtpmap:2 G726-32/8000',
      'm=video 6024 RTP/AVP 107',
      'a=rtpmap:107 H263-1998/90000',
    ]),
  ),
  torture(
    'mult-ip-in-header',
    '4.7',
    '481',
    [
      'BYE sip:user@host.example.net SIP/2.0',
      'Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111',
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144',
      'Via: SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200',
      'Call-ID: 997077@lau_4100',
      'Max-Forwards: 70',
      'CSeq: 89187 BYE',
      'To: sip:user@example.net;tag=9817--94',
      'From: sip:user@example.com;tag=81x2',
      'Content-Length: 0',
    ].join('\n'),
  ),
  torture(
    'mult-ip-in-sdp',
    '4.8',
    'incoming',
    message(
      {
        method: 'INVITE',
        cseq: 8912,
        uri: 'sip:user@[2001:db8::10]',
        to: 'sip:user@[2001:db8::10]',
        contact: '"Caller" <sip:caller@[2001:db8::9:1]>',
      },
      DESCRIBED,
    ),
    description('bob 280744730 28977631 IN IP4 host.example.com', [
      'm=audio 22334 RTP/AVP 0',
      'c=IN IP4 192.0.2.1',
      'm=video 6024 RTP/AVP 107',
      'c=IN IP6 2001:db8::1',
      'a=rtpmap:107 H263-1998/90000',
    ]),
  ),
  torture(
    'ipv4-mapped-ipv6',
    '4.9',
    'incoming',
    message(
      {
        method: 'INVITE',
        cseq: 612,
        uri: 'sip:user@example.com',
        via: 'SIP/2.0/UDP [::ffff:192.0.2.10]:19823;branch=z9hG4bKbh19, SIP/2.0/UDP [::ffff:192.0.2.2];branch=z9hG4bKas3-111',
        contact: '"T. desk phone" <sip:ted@[::ffff:192.0.2.2]>',
      },
      DESCRIBED,
    ),
    description('assistant 971731711378798081 0 IN IP6 ::ffff:192.0.2.2', [
      'c=IN IP6 ::ffff:192.0.2.2',
      'm=audio 6000 RTP/AVP 2',
      'a=rtpmap:2 G726-32/8000',
    ]),
  ),
  // The grammar of RFC 3261 has one colon too many before an IPv4 tail; both are to be taken.
  torture(
    'ipv6-bug-abnf-3-colons',
    '4.10',
    'request',
    message(
      {
        method: 'OPTIONS',
        cseq: 689,
        uri: 'sip:user@[2001:db8:::192.0.2.1]',
        to: 'sip:user@[2001:db8:::192.0.2.1]',
        contact: '',
      },
      NO_BODY,
    ),
  ),
  torture(
    'ipv6-correct-abnf-2-colons',
    '4.10',
    'request',
    message(
      {
        method: 'OPTIONS',
        cseq: 689,
        uri: 'sip:user@[2001:db8::192.0.2.1]',
        to: 'sip:user@[2001:db8::192.0.2.1]',
        contact: '',
      },
      NO_BODY,
    ),
  ),
]
