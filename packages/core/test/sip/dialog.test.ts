import { describe, expect, it } from 'vitest'
import { Dialog } from '../../src/sip/dialog/dialog.ts'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { writeUri } from '../../src/sip/grammar/uri.ts'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import type { SipMessage } from '../../src/sip/message/write.ts'
import { bytesOf, inviteLines } from './texts.ts'

function view(lines: readonly string[]): SipView {
  const read = parseSip(bytesOf(lines))
  if (typeof read === 'string') throw new Error(read)
  return read
}

function header(message: SipMessage, name: string): string[] {
  return message.headers.flatMap(([known, value]) => (known === name ? [value] : []))
}

const CONTACT = readNameAddress('<sip:bob@192.0.2.4>')!
const ROUTES = '<sip:p1.example.com;lr>, <sip:p2.example.com;lr>'

describe('a dialog', () => {
  it('of an INVITE that came goes back through the proxies in their order', () => {
    const dialog = Dialog.ofRequest(view(inviteLines({ 'Record-Route': ROUTES })), 'b1', CONTACT, 7)!
    expect(dialog.id).toBe('a84b4c76e66710 b1 1928301774')
    const bye = dialog.request('BYE')
    expect(bye.start).toEqual({ kind: 'request', method: 'BYE', uri: 'sip:alice@pc33.atlanta.example.com' })
    expect(header(bye, 'Route')).toEqual(['<sip:p1.example.com;lr>', '<sip:p2.example.com;lr>'])
    expect(header(bye, 'From')).toEqual(['"Bob" <sip:bob@biloxi.example.com>;tag=b1'])
    expect(header(bye, 'To')).toEqual(['"Alice" <sip:alice@atlanta.example.com>;tag=1928301774'])
    expect(header(bye, 'CSeq')).toEqual(['8 BYE'])
    expect(writeUri(dialog.nextHop)).toBe('sip:p1.example.com;lr')
  })

  it('of an INVITE that was sent goes through them the other way round, to where the answer says', () => {
    const answer = view([
      'SIP/2.0 200 OK',
      ...inviteLines({
        To: 'Bob <sip:bob@biloxi.example.com>;tag=b1',
        Contact: '<sip:bob@192.0.2.4:5070>',
        'Record-Route': ROUTES,
      }).slice(1),
    ])
    const dialog = Dialog.ofResponse(answer, CONTACT)!
    expect(dialog.isEarly).toBe(false)
    const ack = dialog.acknowledgement(314_159)
    expect(ack.start).toMatchObject({ uri: 'sip:bob@192.0.2.4:5070' })
    expect(header(ack, 'Route')).toEqual(['<sip:p2.example.com;lr>', '<sip:p1.example.com;lr>'])
    expect(header(ack, 'CSeq')).toEqual(['314159 ACK'])
    expect(header(dialog.request('INFO'), 'CSeq')).toEqual(['314160 INFO'])
  })

  it('whose first router is strict names it in the Request-URI, and the target last', () => {
    const routes = '<sip:p1.example.com:5070;transport=udp>, <sip:p2.example.com;lr>'
    const bye = Dialog.ofRequest(view(inviteLines({ 'Record-Route': routes })), 'b1', CONTACT, 7)!.request('BYE')
    expect(bye.start).toMatchObject({ uri: 'sip:p1.example.com:5070;transport=udp' })
    expect(header(bye, 'Route')).toEqual(['<sip:p2.example.com;lr>', '<sip:alice@pc33.atlanta.example.com>'])
  })

  it('takes its routes anew from the answer, whatever the other side has asked meanwhile', () => {
    const response = (line: string, routes: string) =>
      view([line, ...inviteLines({ To: 'Bob <sip:bob@biloxi.example.com>;tag=b1', 'Record-Route': routes }).slice(1)])
    const dialog = Dialog.ofResponse(response('SIP/2.0 180 Ringing', '<sip:p1.example.com;lr>'), CONTACT)!
    dialog.receive(view(inviteLines({ CSeq: '5 UPDATE' })))
    dialog.confirm(response('SIP/2.0 200 OK', '<sip:p2.example.com;lr>'))
    expect(header(dialog.request('BYE'), 'Route')).toEqual(['<sip:p2.example.com;lr>'])
  })

  it('takes requests of rising numbers only, but for ACK and CANCEL', () => {
    const dialog = Dialog.ofRequest(view(inviteLines()), 'b1', CONTACT, 7)!
    const order = (cseq: string) => dialog.receive(view(inviteLines({ CSeq: cseq })))
    expect(['314159 INVITE', '314160 INFO', '314160 INFO', '314159 ACK', '314170 BYE'].map(order)).toEqual([
      'old',
      'next',
      'old',
      'next',
      'next',
    ])
  })

  it('is none without a tag or a place to be reached', () => {
    const answer = (changes: Record<string, string>) =>
      Dialog.ofResponse(view(['SIP/2.0 180 Ringing', ...inviteLines(changes).slice(1)]), CONTACT)
    expect(answer({})).toBeUndefined()
    expect(answer({ To: '<sip:b@c>;tag=1', Contact: '' })).toBeUndefined()
    expect(answer({ To: '<sip:b@c>;tag=1' })?.isEarly).toBe(true)
  })
})
