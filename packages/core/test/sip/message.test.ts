import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNameAddress, writeNameAddress } from '../../src/sip/grammar/name-address.ts'
import { readUri, writeUri } from '../../src/sip/grammar/uri.ts'
import { readVia } from '../../src/sip/grammar/via.ts'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import { StreamFramer } from '../../src/sip/message/stream-framer.ts'
import { writeSip } from '../../src/sip/message/write.ts'
import { bytesOf, inviteLines } from './texts.ts'

const TOKEN_CHARACTERS = Array.from("abcXYZ019-.!%*_+`'~")
const token = fc.string({ unit: fc.constantFrom(...TOKEN_CHARACTERS), minLength: 1, maxLength: 12 })
const lineText = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) =>
  text
    .replaceAll(/[\r\n]/g, '')
    .trim()
    .replaceAll(/[\0]/g, ''),
)

function parsed(bytes: Uint8Array): SipView {
  const view = parseSip(bytes)
  if (typeof view === 'string') throw new Error(`no message: ${view}`)
  return view
}

describe('a message', () => {
  it('reads back what was written: start line, headers in order, body', () => {
    const header = fc.tuple(token, lineText).filter(([name]) => !/^(?:content-length|l)$/i.test(name))
    fc.assert(
      fc.property(
        token,
        fc.array(header, { maxLength: 20 }),
        fc.uint8Array({ maxLength: 100 }),
        (method, headers, body) => {
          const start = { kind: 'request', method, uri: 'sip:10086@example.com' } as const
          const view = parsed(writeSip({ start, headers, body }))
          // A method that begins like the version of a response is no method.
          if (!/^sip\//i.test(method)) expect(view.start).toEqual(start)
          expect(view.entries().slice(0, -1)).toEqual(headers.map(([name, value]) => [name, value.trim()]))
          expect([...view.body]).toEqual([...body])
        },
      ),
    )
  })

  it('is total on any bytes, and on messages with bytes changed', () => {
    const seed = bytesOf(inviteLines({ 'Content-Length': '4' }), 'v=0\n')
    const touched = fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 8 }).map((changes) => {
      const bytes = seed.slice()
      for (const [at, byte] of changes) bytes[at] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), touched), (bytes) => {
        const view = parseSip(bytes)
        if (typeof view === 'string') return
        // Asking for anything is as harmless as parsing.
        void [view.via, view.cseq, view.from, view.to, view.callId, view.requestUri, view.status, view.method]
        void [view.list('Via'), view.list('Contact'), view.address('Contact'), view.header('X-No')]
        expect(view.body.length).toBeLessThanOrEqual(bytes.length)
      }),
      { numRuns: 3000 },
    )
  })

  it('knows headers in any case, long, compact and folded', () => {
    const view = parsed(
      bytesOf([
        'OPTIONS sip:x@example.com SIP/2.0',
        'v: SIP/2.0/TCP a.example.com;branch=z9hG4bK1, SIP/2.0/UDP b.example.com',
        'vIA: SIP/2.0/UDP c.example.com',
        'i: one',
        'SUBJECT: folded',
        '\t over',
        '  lines ',
        'X-Mine: 1',
        'm: "a, b" <sip:a@b>;q=0.1, <sip:c@d;lr>',
      ]),
    )
    expect(view.list('Via')).toEqual([
      'SIP/2.0/TCP a.example.com;branch=z9hG4bK1',
      'SIP/2.0/UDP b.example.com',
      'SIP/2.0/UDP c.example.com',
    ])
    expect(view.callId).toBe('one')
    expect(view.header('s')).toBe('folded over lines')
    expect(view.header('x-mine')).toBe('1')
    expect(view.list('Contact')).toEqual(['"a, b" <sip:a@b>;q=0.1', '<sip:c@d;lr>'])
    expect(view.via).toMatchObject({ transport: 'TCP', host: 'a.example.com', branch: 'z9hG4bK1' })
  })

  it.each([
    ['', 'end'],
    ['INVITE sip:a@b SIP/2.0\r\n', 'end'],
    ['INVITE sip:a@b SIP/7.0\r\n\r\n', 'version'],
    ['INVITE  sip:a@b SIP/2.0\r\n\r\n', 'start'],
    ['INVITE sip:a@b  SIP/2.0\r\n\r\n', 'start'],
    ['INVITE sip:a b SIP/2.0\r\n\r\n', 'start'],
    ['SIP/2.0 42 No\r\n\r\n', 'start'],
    ['SIP/2.0 4294967301 better not break\r\n\r\n', 'start'],
    ['A sip:a@b SIP/2.0\r\nno colon\r\n\r\n', 'header'],
    ['A sip:a@b SIP/2.0\r\nl: 5\r\n\r\nabcd', 'length'],
    ['A sip:a@b SIP/2.0\r\nl: -999\r\n\r\n', 'length'],
    ['A sip:a@b SIP/2.0\r\nl: 1\r\nContent-Length: 2\r\n\r\nab', 'length'],
    [`A sip:a@b SIP/2.0\r\n${'x: y\r\n'.repeat(129)}\r\n`, 'limit'],
    [`A sip:a@b SIP/2.0\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 'limit'],
  ])('tells why %j is none', (text, fault) => {
    expect(parseSip(new TextEncoder().encode(text))).toBe(fault)
  })

  it('cannot be made to carry a header that somebody put into a value', () => {
    const start = { kind: 'response', status: 200, reason: 'OK' } as const
    expect(() => writeSip({ start, headers: [['Subject', 'a\r\nVia: b']] })).toThrow(/line breaks/)
    expect(() => writeSip({ start, headers: [['Sub ject', 'a']] })).toThrow(/token/)
  })
})

describe('a stream', () => {
  it('gives the same messages however its bytes are cut', () => {
    const messages = [
      bytesOf(inviteLines({ 'Content-Length': '6' }), 'v=0\r\n\n'),
      bytesOf(inviteLines({ CSeq: '2 OPTIONS' })),
      bytesOf(inviteLines({ CSeq: '3 INFO', 'Content-Length': '3' }), 'abc'),
    ]
    const whole = new Uint8Array(messages.reduce((sum, { length }) => sum + length + 4, 0))
    let at = 0
    for (const message of messages) {
      whole.set(message, at)
      whole.set([13, 10, 13, 10], at + message.length)
      at += message.length + 4
    }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }), (cuts) => {
        const framer = new StreamFramer()
        const methods: string[] = []
        let from = 0
        for (let cut = 0; from < whole.length; cut += 1) {
          const length = cuts[cut % cuts.length]!
          framer.push(whole.subarray(from, from + length))
          from += length
          for (let piece = framer.next(); piece !== undefined; piece = framer.next()) {
            methods.push(piece.kind === 'message' ? `${piece.view.method} ${piece.view.body.length}` : piece.kind)
          }
        }
        expect(methods).toEqual(['INVITE 6', 'ping', 'OPTIONS 0', 'ping', 'INFO 3', 'ping'])
      }),
    )
  })

  it('is broken by a message whose end is not known, and stays so', () => {
    const framer = new StreamFramer()
    framer.push(bytesOf(inviteLines().filter((line) => !line.startsWith('Content-Length'))))
    expect(framer.next()).toEqual({ kind: 'broken', fault: 'length' })
    framer.push(bytesOf(inviteLines()))
    expect(framer.next()).toEqual({ kind: 'broken', fault: 'length' })
  })

  it('keeps no more than the limits allow', () => {
    const framer = new StreamFramer({ headBytes: 100, headers: 4, bodyBytes: 10 })
    framer.push(new Uint8Array(101).fill(65))
    expect(framer.next()).toEqual({ kind: 'broken', fault: 'limit' })
  })
})

describe('URIs and addresses', () => {
  it.each([
    'sip:alice@atlanta.example.com',
    'sips:alice@192.0.2.4:5061;transport=tcp',
    'sip:+86-10086;phone-context=+86@gw.example.com;user=phone',
    'sip:[2001:db8::10]:5070',
    'sip:user@[2001:db8::192.0.2.1];lr',
    'sip:atlanta.example.com;method=REGISTER?to=alice%40atlanta.example.com',
    'tel:+861010086',
    'urn:service:sos',
  ])('%s reads and writes back', (text) => {
    const uri = readUri(text)
    expect(uri).toBeDefined()
    expect(writeUri(uri!)).toBe(text)
  })

  it.each([
    '',
    'sip:',
    'alice',
    'sip:a@',
    'sip:a@b:99999',
    'sip:a@[::1',
    'sip:a@[1:2:3]',
    'sip:%zz@b',
    'tel:abc!',
    'sip:a b@c',
  ])('%j is none', (text) => {
    expect(readUri(text)).toBeUndefined()
  })

  it('resolves escapes in the user and puts them back', () => {
    const uri = readUri('sip:%61lice%20b@example.com')
    expect(uri).toMatchObject({ user: 'alice b' })
    expect(writeUri(uri!)).toBe('sip:alice%20b@example.com')
  })

  it('reads names with quotes, escapes and Chinese, and writes them back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (raw) => {
        const name = raw.trim()
        const uri = readUri('sip:a@b')!
        const parameters = new Map([['tag', '1']])
        expect(readNameAddress(writeNameAddress({ name, uri, parameters }))).toEqual({ name, uri, parameters })
      }),
    )
  })

  it('gives parameters of a bare URI to the header', () => {
    const address = readNameAddress('sip:a@b;tag=9')
    expect(address!.parameters.get('tag')).toBe('9')
    expect(writeUri(address!.uri)).toBe('sip:a@b')
  })

  it.each(['SIP/2.0/UDP', 'SIP/3.0/UDP a', 'SIP/2.0/UDP a b', 'x', ''])('%j is no Via', (text) => {
    expect(readVia(text)).toBeUndefined()
  })
})
