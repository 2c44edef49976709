import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CallAgent } from '../../src/sip/call/call-agent.ts'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { DEFAULT_LIMITS, type SipLimits } from '../../src/sip/message/limits.ts'
import { bodyOfType, bodyParts } from '../../src/sip/message/multipart.ts'
import { parseSip } from '../../src/sip/message/parse.ts'
import { StreamFramer } from '../../src/sip/message/stream-framer.ts'
import { readSdp } from '../../src/sip/sdp/read.ts'
import { steps } from './step-counter.ts'
import { bytesOf, inviteLines } from './texts.ts'
import { INVALID } from './vectors/rfc4475-invalid.ts'
import { SEMANTICS } from './vectors/rfc4475-semantics.ts'
import { VALID } from './vectors/rfc4475-valid.ts'

/** So high that only the length of the input counts. */
const HIGH: SipLimits = { headBytes: 1 << 24, headers: 1 << 20, bodyBytes: 1 << 24 }

/** Asks for all that can be asked of a message. */
function readAll(bytes: Uint8Array, limits: SipLimits = DEFAULT_LIMITS): void {
  const view = parseSip(bytes, limits)
  if (typeof view === 'string') return
  void [view.via, view.cseq, view.from, view.to, view.callId, view.requestUri, view.method, view.entries()]
  for (const name of ['Via', 'Contact', 'Route', 'X-Unknown'] as const) void [view.list(name), view.count(name)]
  for (const name of ['Contact', 'Refer-To', 'Route'] as const) void view.address(name)
  void [bodyParts(view), bodyOfType(view, 'application/sdp')]
  readSdp(view.body)
}

/** Pieces that make a careless parser look again and again. */
const NASTY = [
  '"',
  '\\"',
  '\\',
  '<',
  '>',
  ',',
  ';',
  '=',
  ' ',
  '\t',
  '\r\n ',
  '\r',
  ':',
  '%41',
  '%',
  '@',
  '?',
  '[',
  ']',
  '(',
  '/',
  'SIP/2.0/',
  ';a=',
  '<sip:',
  '"a" <sip:b@c>,',
  '\u00E9',
  '大',
] as const

const HEADERS = [
  'Via',
  'v',
  'From',
  'To',
  'Contact',
  'CSeq',
  'Call-ID',
  'Route',
  'Content-Length',
  'Content-Type',
  'X-Unknown',
] as const

describe('work is linear in what comes', () => {
  const FIRST = [
    '',
    'SIP/2.0/UDP a',
    '"',
    '<sip:a@b>',
    'sip:a@b;tag=',
    'sip:a@b;tag="',
    'multipart/mixed;boundary=',
  ] as const

  function message(name: string, first: string, piece: string, times: number): Uint8Array {
    const head = inviteLines().filter((line) => !line.startsWith('Content-Length'))
    return bytesOf([...head, `${name}: ${first}${piece.repeat(times)}`])
  }

  /** 60 looks at each character are plenty for all that is asked; a parser that goes back needs thousands. */
  function expectLinear(name: string, first: string, piece: string): void {
    const count = (times: number) =>
      steps(() => {
        readAll(message(name, first, piece, times), HIGH)
      })
    const added = message(name, first, piece, 800).length - message(name, first, piece, 200).length
    expect(count(800) - count(200), `${name}: ${first}${piece}…`).toBeLessThan(60 * added)
  }

  it.each(HEADERS)('in %s, whatever is repeated in it', (name) => {
    for (const first of FIRST) for (const piece of NASTY) expectLinear(name, first, piece)
  })

  it('in every header, whatever pieces are repeated', () => {
    const pieces = fc.array(fc.constantFrom(...NASTY), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(fc.constantFrom(...HEADERS), pieces, fc.constantFrom(...FIRST), (name, parts, first) => {
        expectLinear(name, first, parts.join(''))
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    ['headers', (n: number) => bytesOf([...inviteLines(), ...Array.from({ length: n }, (_, at) => `X-${at}: y`)])],
    ['folds', (n: number) => bytesOf([...inviteLines(), `X-Long: a${'\r\n b'.repeat(n)}`])],
    [
      'parts',
      (n: number) =>
        bytesOf(
          [...inviteLines({ 'Content-Type': 'multipart/mixed;boundary=b', 'Content-Length': String(4 * n) })],
          '--b\n'.repeat(n),
        ),
    ],
    [
      'nearly boundaries',
      (n: number) =>
        bytesOf(
          [...inviteLines({ 'Content-Type': 'multipart/mixed;boundary=------x', 'Content-Length': String(9 * n) })],
          '--------\n'.repeat(n),
        ),
    ],
    [
      'lines of a description',
      (n: number) =>
        bytesOf(
          [...inviteLines({ 'Content-Type': 'application/sdp', 'Content-Length': String(5 + 5 * n) })],
          `v=0\r\n${'a=b\r\n'.repeat(n)}`,
        ),
    ],
  ])('in the number of %s', (_name, message) => {
    const count = (n: number) =>
      steps(() => {
        readAll(message(n), HIGH)
      })
    expect(count(400) - count(100)).toBeLessThan(60 * (message(400).length - message(100).length))
  })

  it('of a stream, however its bytes are cut', () => {
    const message = bytesOf(inviteLines({ 'Content-Length': '3000' }), 'x'.repeat(3000))
    const count = (times: number) =>
      steps(() => {
        const framer = new StreamFramer()
        let messages = 0
        for (let turn = 0; turn < times; turn += 1) {
          for (const byte of message) {
            framer.push(Uint8Array.of(byte))
            if (framer.next()?.kind === 'message') messages += 1
          }
        }
        expect(messages).toBe(times)
      })
    expect(count(4) - count(1)).toBeLessThan(30 * 3 * message.length)
  })
})

describe('an agent', () => {
  const agent = () =>
    new CallAgent({
      sentBy: () => ({ host: '192.0.2.99' }),
      token: () => 't',
      contact: () => readNameAddress('<sip:strowger@192.0.2.99>')!,
      maxTransactions: 50,
      maxCalls: 20,
    })

  it('survives the torture messages with bytes changed, answers what it is asked, and holds no more than allowed', () => {
    const seeds = [...VALID, ...INVALID, ...SEMANTICS].map(({ bytes }) => bytes)
    const change = fc.tuple(fc.nat(1500), fc.constantFrom(0, 9, 10, 13, 32, 34, 44, 58, 59, 60, 62, 64, 92, 255))
    const message = fc.tuple(fc.constantFrom(...seeds), fc.array(change, { maxLength: 6 })).map(([seed, changes]) => {
      const bytes = seed.slice()
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 40 }), (messages) => {
        const host = agent()
        for (const [at, bytes] of messages.entries()) {
          host.receive(bytes, { transport: 'udp', address: '192.0.2.1', port: 5060 }, at)
          for (let event = host.read(); event !== undefined; event = host.read()) {
            // What came can be answered: nothing that was read makes the writer refuse.
            if (event.kind === 'incoming') host.refuse(event.call, 486, at)
            else if (event.kind === 'request') host.respond(event.id, { status: 200, tag: 'x' }, at)
          }
        }
        expect(host.calls).toBe(0)
        host.advance(1e6)
        while (host.read() !== undefined);
        expect(host.nextDeadlineMs()).toBe(Infinity)
      }),
      { numRuns: 300 },
    )
  })

  it('goes no deeper into parts than three, and looks at no more than sixteen', () => {
    let body = '--z\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--z--\r\n'
    let boundary = 'z'
    const view = () => {
      const read = parseSip(
        bytesOf(
          [
            ...inviteLines({
              'Content-Type': `multipart/mixed;boundary=${boundary}`,
              'Content-Length': String(body.length),
            }),
          ],
          body,
        ),
      )
      if (typeof read === 'string') throw new Error(read)
      return read
    }
    const found: boolean[] = []
    for (let depth = 0; depth < 4; depth += 1) {
      found.push(bodyOfType(view(), 'application/sdp') !== undefined)
      body = `--${depth}\r\nContent-Type: multipart/mixed;boundary=${boundary}\r\n\r\n${body}\r\n--${depth}--\r\n`
      boundary = String(depth)
    }
    expect(found).toEqual([true, true, true, false])
    body = `${'--3\r\nContent-Type: text/plain\r\n\r\na\r\n'.repeat(40)}--3--\r\n`
    expect(bodyParts(view())).toHaveLength(16)
  })
})
