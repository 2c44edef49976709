import { describe, expect, it } from 'vitest'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import { TransactionLayer } from '../../src/sip/transaction/transaction-layer.ts'
import { readSdp } from '../../src/sip/sdp/read.ts'
import { bytesOf } from './texts.ts'

/* Torture messages of RFC 4475 by their names there; line ends are CRLF. */

const SDP = (address: string) =>
  [
    'v=0',
    `o=mhandley 29739 7272939 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    'm=audio 49217 RTP/AVP 0 12',
    'm=video 3227 RTP/AVP 31',
    'a=rtpmap:31 LPC',
    '',
  ].join('\r\n')

const WSINV = bytesOf(
  [
    'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
    'TO :',
    ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
    String.raw`from   : "J Rosenberg \\\""       <sip:jdrosen@example.com>`,
    '  ;',
    '  tag = 98asjd8',
    'MaX-fOrWaRdS: 0068',
    'Call-ID: wsinv.ndaksdj@192.0.2.1',
    'Content-Length   : 150',
    'cseq: 0009',
    '  INVITE',
    'Via  : SIP  /   2.0',
    ' /UDP',
    '    192.0.2.2;branch=390skdjuw',
    's :',
    'NewFangledHeader:   newfangled value',
    ' continued newfangled value',
    'UnknownHeaderWithUnusualValue: ;;,,;;,;',
    'Content-Type: application/sdp',
    'Route:',
    ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
    'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
    '  branch  =   z9hG4bK9ikj8  ,',
    ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
    ' z9hG4bK30239',
    String.raw`m:"Quoted string \"\"" <sip:jdrosen@example.com> ; newparam =`,
    '      newvalue ;',
    '  secondparam ; q = 0.33',
  ],
  SDP('192.0.2.3').replace('c=IN IP4 192.0.2.3', 'c=IN IP4 192.0.2.4'),
)

function read(bytes: Uint8Array): SipView {
  const view = parseSip(bytes)
  if (typeof view === 'string') throw new Error(view)
  return view
}

describe('valid messages of RFC 4475', () => {
  it('3.1.1.1 wsinv: folding, spaces, escapes and case all over', () => {
    const view = read(WSINV)
    expect(view.requestUri).toMatchObject({ user: 'vivekg', host: 'chair-dnrc.example.com' })
    expect(view.to).toMatchObject({ uri: { user: 'vivekg' } })
    expect(view.to!.parameters.get('tag')).toBe('1918181833n')
    expect(view.from!.name).toBe(String.raw`J Rosenberg \"`)
    expect(view.from!.parameters.get('tag')).toBe('98asjd8')
    expect(view.callId).toBe('wsinv.ndaksdj@192.0.2.1')
    expect(view.cseq).toEqual({ number: 9, method: 'INVITE' })
    expect(Number(view.header('Max-Forwards'))).toBe(68)
    expect(view.via).toMatchObject({ transport: 'UDP', host: '192.0.2.2', branch: '390skdjuw' })
    expect(view.list('Via')).toHaveLength(3)
    expect(view.header('Subject')).toBe('')
    expect(view.header('NewFangledHeader')).toBe('newfangled value continued newfangled value')
    expect(view.header('UnknownHeaderWithUnusualValue')).toBe(';;,,;;,;')
    const contact = view.address('Contact')
    expect(contact!.name).toBe('Quoted string ""')
    expect([...contact!.parameters]).toEqual([
      ['newparam', 'newvalue'],
      ['secondparam', undefined],
      ['q', '0.33'],
    ])
    expect(view.body).toHaveLength(150)
    expect(readSdp(view.body)?.media.map(({ kind, port }) => [kind, port])).toEqual([
      ['audio', 49_217],
      ['video', 3227],
    ])
  })

  it('3.1.1.3 esc01: escapes in users are resolved, in parameters and names of others they stay', () => {
    const view = read(
      bytesOf(
        [
          'INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0',
          'To: sip:%75se%72@example.com',
          'From: <sip:I%20have%20spaces@example.net>;tag=938',
          'Max-Forwards: 87',
          'i: esc01.239409asdfakjkn23onasd0-3234',
          'CSeq: 234234 INVITE',
          'Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bKkdjuw',
          'C: application/sdp',
          'Contact:',
          '  <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>',
          'Content-Length: 150',
        ],
        SDP('192.0.2.1'),
      ),
    )
    expect(view.requestUri).toMatchObject({ user: 'sips:user@example.com', host: 'example.net' })
    expect(view.to?.uri).toMatchObject({ user: 'user' })
    expect(view.from?.uri).toMatchObject({ user: 'I have spaces' })
    expect(view.address('Contact')?.uri).toMatchObject({ user: 'caller', host: 'host5.example.net' })
  })

  it('3.1.1.4 escnull: a null in a user does not end it', () => {
    const view = read(
      bytesOf([
        'REGISTER sip:example.com SIP/2.0',
        'To: sip:null-%00-null@example.com',
        'From: sip:null-%00-null@example.com;tag=839923423',
        'Max-Forwards: 70',
        'Call-ID: escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd',
        'CSeq: 14398234 REGISTER',
        'Via: SIP/2.0/UDP host5.example.com;branch=z9hG4bKkdjuw',
        'Contact: <sip:%00@host5.example.com>',
        'Contact: <sip:%00%00@host5.example.com>',
        'L:0',
      ]),
    )
    expect(view.to?.uri).toMatchObject({ user: 'null-\0-null' })
    expect(view.list('Contact')).toHaveLength(2)
  })

  it('3.1.1.5 esc02: a percent sign that is none of an escape', () => {
    const view = read(
      bytesOf([
        'RE%47IST%45R sip:registrar.example.com SIP/2.0',
        'To: "%Z%45" <sip:resource@example.com>',
        'From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23',
        'Call-ID: esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf',
        'Via: SIP/2.0/TCP host.example.com;branch=z9hG4bK209%fzsnel234',
        'CSeq: 29344 RE%47IST%45R',
        'Max-Forwards: 70',
        'Contact: <sip:alias1@host1.example.com>',
        'C%6Fntact: <sip:alias2@host2.example.com>',
        'Contact: <sip:alias3@host3.example.com>',
        'l: 0',
      ]),
    )
    expect(view.method).toBe('RE%47IST%45R')
    expect(view.to?.name).toBe('%Z%45')
    expect(view.list('Contact')).toEqual(['<sip:alias1@host1.example.com>', '<sip:alias3@host3.example.com>'])
    expect(view.via?.branch).toBe('z9hG4bK209%fzsnel234')
  })
})

describe('invalid messages of RFC 4475', () => {
  it.each([
    ['3.1.2.2 clerr: a length that is more than there is', 'Content-Length: 9999', 'length'],
    ['3.1.2.3 ncl: a negative length', 'Content-Length: -999', 'length'],
  ])('%s', (_name, length, fault) => {
    const lines = [
      'INVITE sip:user@example.com SIP/2.0',
      'Max-Forwards: 254',
      'To: sip:j.user@example.com',
      'From: sip:caller@example.net;tag=32394234',
      'Call-ID: ncl.0ha0isndaksdj2193423r542w35',
      'CSeq: 0 INVITE',
      'Via: SIP/2.0/UDP 192.0.2.53;branch=z9hG4bKkdjuw',
      'Contact: <sip:caller@example53.example.net>',
      'Content-Type: application/sdp',
      length,
    ]
    expect(parseSip(bytesOf(lines, SDP('192.0.2.53')))).toBe(fault)
  })

  it('3.3.9 mcl01: two lengths that differ', () => {
    const lines = [
      'OPTIONS sip:user@example.com SIP/2.0',
      'Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bK293423',
      'To: sip:user@example.com',
      'From: sip:other@example.net;tag=3923942',
      'Call-ID: mcl01.fhn2323orihawfdoa3o4r52o3irsdf',
      'CSeq: 15932 OPTIONS',
      'Content-Length: 13',
      'Max-Forwards: 60',
      'Content-Length: 5',
      'Content-Type: text/plain',
    ]
    expect(parseSip(bytesOf(lines, "There's no way to know how many octets are supposed to be here.\r\n"))).toBe(
      'length',
    )
  })

  it('3.1.2.9 lwsstart: spaces in the request line', () => {
    const lines = ['INVITE  sip:user@example.com  SIP/2.0', 'Max-Forwards: 8', 'Content-Length: 0']
    expect(parseSip(bytesOf(lines))).toBe('start')
  })

  /** What the transaction layer makes of it: the statuses that are sent, and how many requests are told. */
  function outcome(lines: readonly string[]): { sent: number[]; told: number } {
    const layer = new TransactionLayer({ sentBy: () => ({ host: 'here.example.com' }), token: () => 't1' })
    layer.receive(bytesOf(lines), { transport: 'udp', address: '192.0.2.1', port: 5060 }, 0)
    const sent: number[] = []
    let told = 0
    for (let event = layer.read(); event !== undefined; event = layer.read()) {
      if (event.kind === 'send') sent.push(read(event.bytes).status)
      else if (event.kind === 'request') told += 1
    }
    return { sent, told }
  }

  it.each([
    [
      '3.1.2.4 scalar02: a CSeq past 2³¹',
      [
        'REGISTER sip:example.com SIP/2.0',
        'Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bK342sdfoi3',
        'To: <sip:user@example.com>',
        'From: <sip:user@example.com>;tag=239232jh3',
        'CSeq: 36893488147419103232 REGISTER',
        'Call-ID: scalar02.23o0pd9vanlq3wnrlnewofjas9ui32',
        'Max-Forwards: 300',
        `Expires: 1${'0'.repeat(100)}`,
        'Contact: <sip:user@host129.example.com>',
        '  ;expires=280297596632815',
        'Content-Length: 0',
      ],
    ],
    [
      '3.1.2.6 quotbal: a quote that is not closed',
      [
        'INVITE sip:user@example.com SIP/2.0',
        'To: "Mr. J. User <sip:j.user@example.com>',
        'From: sip:caller@example.net;tag=93334',
        'Max-Forwards: 10',
        'Call-ID: quotbal.aksdj',
        'Contact: <sip:caller@host59.example.net>',
        'CSeq: 8 INVITE',
        'Via: SIP/2.0/UDP 192.0.2.59:5050;branch=z9hG4bKkdjuw39234',
        'Content-Length: 0',
      ],
    ],
    [
      '3.1.2.17 mismatch01: the method of the CSeq is another',
      [
        'OPTIONS sip:user@example.com SIP/2.0',
        'To: sip:j.user@example.com',
        'From: sip:caller@example.net;tag=34525',
        'Max-Forwards: 6',
        'Call-ID: mismatch01.dj0234sxdfl3',
        'CSeq: 8 INVITE',
        'Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKkdjuw',
        'l: 0',
      ],
    ],
  ])('%s is refused with 400', (_name, lines) => {
    expect(outcome(lines)).toEqual({ sent: [400], told: 0 })
  })

  it('3.1.2.5 scalarlg: a response with a CSeq past 2³¹ is of no transaction, and counted', () => {
    const layer = new TransactionLayer({ sentBy: () => ({ host: 'here.example.com' }), token: () => 't1' })
    const lines = [
      'SIP/2.0 503 Service Unavailable',
      'Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129',
      'To: <sip:user@example.com>',
      'From: <sip:other@example.net>;tag=2easdjfejw',
      'CSeq: 9292394834772304023312 OPTIONS',
      'Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r',
      'Retry-After: 949302838503028349304023988',
      'Warning: 1812 overture "In Progress"',
      'Content-Length: 0',
    ]
    layer.receive(bytesOf(lines), { transport: 'tcp', address: '192.0.2.129', port: 5060 }, 0)
    expect(layer.read()).toBeUndefined()
    expect(layer.counters.incomplete).toBe(1)
  })

  it('3.2.1 badbranch: a branch that is the cookie alone identifies nothing; the request is told all the same', () => {
    expect(
      outcome([
        'OPTIONS sip:user@example.com SIP/2.0',
        'To: sip:user@example.com',
        'From: sip:caller@example.org;tag=33242',
        'Max-Forwards: 3',
        'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK',
        'Accept: application/sdp',
        'Call-ID: badbranch.sadonfo23i420jv0as0derf3j3n',
        'CSeq: 8 OPTIONS',
        'l: 0',
      ]),
    ).toEqual({ sent: [], told: 1 })
  })
})
