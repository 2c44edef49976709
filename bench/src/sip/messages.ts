/** What every stack must make of a message. */
export interface Routing {
  readonly method: string
  readonly branch: string
  readonly cseq: number
  readonly callId: string
  readonly fromTag: string
  readonly toTag: string
}

/** A message as it is received. */
export interface Sample {
  readonly name: 'INVITE' | '200' | 'REGISTER' | 'folded'
  readonly bytes: Buffer
  readonly routing: Routing
}

const lines = (all: readonly string[]) => all.join('\r\n')

export const SDP: string = lines([
  'v=0',
  'o=alice 2890844526 2890844526 IN IP4 192.0.2.101',
  's=-',
  'c=IN IP4 192.0.2.101',
  't=0 0',
  'm=audio 49172 RTP/AVP 0 8 9 101',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:9 G722/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=fmtp:101 0-16',
  'a=ptime:20',
  'a=sendrecv',
  '',
])

/** Headers of the INVITE, in order, but for its length. */
export const INVITE_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Via', 'SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bK74bf9;rport'],
  ['Max-Forwards', '70'],
  ['From', '"Alice" <sip:alice@atlanta.example.com>;tag=9fxced76sl'],
  ['To', '<sip:10086@operator.example.com>'],
  ['Call-ID', '3848276298220188511@atlanta.example.com'],
  ['CSeq', '1 INVITE'],
  ['Contact', '<sip:alice@192.0.2.101:5060;transport=udp>'],
  ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY'],
  ['Supported', '100rel, timer, replaces'],
  ['Session-Expires', '1800'],
  ['User-Agent', 'phone/1.0'],
  ['Content-Type', 'application/sdp'],
]

export const INVITE_URI = 'sip:10086@operator.example.com'

function sample(name: Sample['name'], head: readonly string[], body: string, routing: Routing): Sample {
  return { name, bytes: Buffer.from(lines([...head, `Content-Length: ${body.length}`, '', body])), routing }
}

export const SAMPLES: readonly Sample[] = [
  sample(
    'INVITE',
    [`INVITE ${INVITE_URI} SIP/2.0`, ...INVITE_HEADERS.map(([name, value]) => `${name}: ${value}`)],
    SDP,
    {
      method: 'INVITE',
      branch: 'z9hG4bK74bf9',
      cseq: 1,
      callId: '3848276298220188511@atlanta.example.com',
      fromTag: '9fxced76sl',
      toTag: '',
    },
  ),
  sample(
    '200',
    [
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bK74bf9;rport=5060;received=192.0.2.101',
      'From: "Alice" <sip:alice@atlanta.example.com>;tag=9fxced76sl',
      'To: <sip:10086@operator.example.com>;tag=314159',
      'Call-ID: 3848276298220188511@atlanta.example.com',
      'CSeq: 1 INVITE',
      'Contact: <sip:10086@192.0.2.201:5060>',
      'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY',
      'Supported: 100rel, timer, replaces',
      'Content-Type: application/sdp',
    ],
    SDP,
    {
      method: 'INVITE',
      branch: 'z9hG4bK74bf9',
      cseq: 1,
      callId: '3848276298220188511@atlanta.example.com',
      fromTag: '9fxced76sl',
      toTag: '314159',
    },
  ),
  sample(
    'REGISTER',
    [
      'REGISTER sip:operator.example.com SIP/2.0',
      'Via: SIP/2.0/UDP 192.0.2.17:5060;branch=z9hG4bKnashds7;rport',
      'Max-Forwards: 70',
      'From: <sip:1001@operator.example.com>;tag=456248',
      'To: <sip:1001@operator.example.com>',
      'Call-ID: 843817637684230@998sdasdh09',
      'CSeq: 1826 REGISTER',
      'Contact: <sip:1001@192.0.2.17:5060>;expires=3600',
      'Authorization: Digest username="1001", realm="operator", nonce="lz8k.1.84f1c1ae6cbe5ua9c8e88dfa3ecm3459", ' +
        'uri="sip:operator.example.com", response="dfe56131d1958046689d83306477ecc2", algorithm=MD5, qop=auth, ' +
        'nc=00000001, cnonce="0a4f113b"',
      'Expires: 3600',
      'User-Agent: phone/1.0',
    ],
    '',
    {
      method: 'REGISTER',
      branch: 'z9hG4bKnashds7',
      cseq: 1826,
      callId: '843817637684230@998sdasdh09',
      fromTag: '456248',
      toTag: '',
    },
  ),
  sample(
    'folded',
    [
      'OPTIONS sip:10086@operator.example.com SIP/2.0',
      'v: SIP/2.0/TCP edge.example.com;branch=z9hG4bK9ikj8',
      'v: SIP/2.0/UDP 192.0.2.111;branch=z9hG4bK30239',
      'f: "Alice"',
      ' <sip:alice@atlanta.example.com>',
      ' ;tag=98asjd8',
      't: sip:10086@operator.example.com;tag=1918181833n',
      'i: 98asjd8.ndaksdj@192.0.2.1',
      'CSeq: 9 OPTIONS',
      'Max-Forwards: 68',
      's: a subject that goes',
      ' on in the next line',
      'm: <sip:alice@192.0.2.1>',
    ],
    '',
    {
      method: 'OPTIONS',
      branch: 'z9hG4bK9ikj8',
      cseq: 9,
      callId: '98asjd8.ndaksdj@192.0.2.1',
      fromTag: '98asjd8',
      toTag: '1918181833n',
    },
  ),
]
