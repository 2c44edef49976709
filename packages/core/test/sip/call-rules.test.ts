import { describe, expect, it } from 'vitest'
import { OneAgent, SDP, names, responseLines } from './one-agent.ts'
import { inviteLines } from './texts.ts'
import { description } from './two-sides.ts'

let branches = 0

/** A request of the test with a branch of its own. */
function lines(changes: Readonly<Record<string, string>> = {}): string[] {
  branches += 1
  return inviteLines({ Via: `SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKrules${branches}`, ...changes })
}

/** A call that came and was answered, and what a request inside of it carries. */
function answered(one: OneAgent, changes: Readonly<Record<string, string>> = {}) {
  one.receive(lines(changes), SDP)
  one.agent.answer(one.incoming, description(20_000), one.nowMs)
  const to = one.sent().at(-1)!.header('To')!
  one.receive(lines({ To: to, CSeq: '314159 ACK' }))
  const inside = (cseq: string, more: Readonly<Record<string, string>> = {}) => lines({ To: to, CSeq: cseq, ...more })
  return { call: one.incoming, inside }
}

describe('a request that came another way too', () => {
  it('is refused with 482, and rings once', () => {
    const one = new OneAgent()
    expect(names(one.receive(lines(), SDP))).toEqual([100])
    expect(names(one.receive(lines(), SDP))).toEqual([482])
    expect(one.told.filter(({ kind }) => kind === 'incoming')).toHaveLength(1)
    expect(one.agent.calls).toBe(1)
  })

  it('is none when it has credentials that were asked for: its number is another', () => {
    const one = new OneAgent()
    one.receive(lines(), SDP)
    expect(names(one.receive(lines({ CSeq: '314160 INVITE' }), SDP))).toEqual([100])
  })
})

describe('a request inside a call', () => {
  it('that requires what is not understood is refused with 420, and moves nothing', () => {
    const one = new OneAgent()
    const { inside } = answered(one)
    const [refusal] = one.receive(inside('314160 INVITE', { Require: 'timer, nosuch' }), SDP)
    expect([refusal?.status, refusal?.header('Unsupported')]).toEqual([420, 'nosuch'])
    expect(one.told.some(({ kind }) => kind === 'reoffered')).toBe(false)
  })

  it('that names several to be called instead is refused', () => {
    const one = new OneAgent()
    const { inside } = answered(one)
    const twice = [...inside('314160 REFER', { 'Refer-To': '<sip:c@192.0.2.3>' }), 'Refer-To: <sip:d@192.0.2.4>']
    expect(names(one.receive(twice))).toEqual([400])
  })

  it('acknowledges the answer of its own number only', () => {
    const one = new OneAgent()
    const { call, inside } = answered(one)
    one.receive(inside('314160 INVITE'), SDP)
    one.agent.acceptOffer(call, description(20_000), one.nowMs)
    one.sent()
    // An ACK of the first answer that was late.
    one.receive(inside('314159 ACK'))
    expect(names(one.advance(500))).toEqual([200])
    one.receive(inside('314160 ACK'))
    expect(names(one.advance(4000))).toEqual([])
  })
})

describe('an offer before the first one is answered', () => {
  it('waits: 500 with a time to try again, and nothing is told', () => {
    const one = new OneAgent()
    one.receive(lines({ Allow: 'UPDATE' }), SDP)
    one.agent.progress(one.incoming, one.nowMs)
    const to = one.sent().at(-1)!.header('To')!
    const [refusal] = one.receive(lines({ To: to, CSeq: '314160 UPDATE' }), SDP)
    expect([refusal?.status, refusal?.header('Retry-After')]).toEqual([500, '1'])
    expect(one.told.some(({ kind }) => kind === 'reoffered')).toBe(false)
  })

  it('of the other side is refused with 491 while this side waits for the answer to its own', () => {
    const one = new OneAgent()
    const { invite } = one.invite()
    one.receive(responseLines(invite, 180, 'b1'))
    const update = lines({
      From: '<sip:bob@192.0.2.9>;tag=b1',
      To: invite.header('From')!,
      'Call-ID': invite.callId,
      CSeq: '1 UPDATE',
    })
    expect(names(one.receive(update, SDP))).toEqual([491])
  })

  it('is taken once media before the answer were agreed reliably', () => {
    const one = new OneAgent()
    one.receive(lines({ Supported: '100rel', Allow: 'UPDATE' }), SDP)
    one.agent.progress(one.incoming, one.nowMs, description(20_000))
    const to = one.sent().at(-1)!.header('To')!
    one.receive(lines({ To: to, CSeq: '314160 PRACK', RAck: '1 314159 INVITE' }))
    one.receive(lines({ To: to, CSeq: '314161 UPDATE' }), SDP)
    expect(one.told.at(-1)?.kind).toBe('reoffered')
  })
})

describe('reliable provisional responses', () => {
  it('hold back the answer while media that they told are not acknowledged', () => {
    const one = new OneAgent()
    one.receive(lines({ Supported: '100rel' }), SDP)
    const call = one.incoming
    one.agent.progress(call, one.nowMs, description(20_000))
    const to = one.sent().at(-1)!.header('To')!
    expect(one.agent.answer(call, description(20_000), one.nowMs)).toBe(true)
    expect(names(one.sent())).toEqual([])
    expect(one.agent.state(call)).toBe('early')
    const prack = lines({ To: to, CSeq: '314160 PRACK', RAck: '1 314159 INVITE' })
    expect(names(one.receive(prack))).toEqual([200, 200])
    expect(one.agent.state(call)).toBe('answered')
  })

  it('are all of them when the caller requires it, 180 too', () => {
    const one = new OneAgent()
    one.receive(lines({ Require: '100rel' }), SDP)
    one.agent.progress(one.incoming, one.nowMs)
    const ringing = one.sent().at(-1)!
    expect([ringing.status, ringing.header('Require'), ringing.header('RSeq')]).toEqual([180, '100rel', '1'])
  })
})

describe('an INVITE that replaces', () => {
  it('an early call that others began is refused with 481', () => {
    const one = new OneAgent()
    one.receive(lines(), SDP)
    one.agent.progress(one.incoming, one.nowMs)
    const tag = one.sent().at(-1)!.to!.parameters.get('tag')!
    const replaces = `a84b4c76e66710;to-tag=${tag};from-tag=1928301774`
    expect(names(one.receive(lines({ 'Call-ID': 'other', Replaces: replaces }), SDP))).toEqual([481])
  })

  it('a call that is established may', () => {
    const one = new OneAgent()
    const { call, inside } = answered(one)
    const tag = /tag=(\S+)/.exec(inside('1 INFO').find((line) => line.startsWith('To'))!)![1]!
    const replaces = `a84b4c76e66710;to-tag=${tag};from-tag=1928301774`
    one.receive(lines({ 'Call-ID': 'other', Replaces: replaces }), SDP)
    expect(one.told.at(-1)).toMatchObject({ kind: 'incoming', replaces: call })
  })

  it.each(['nonsense', 'x;to-tag=1', ';to-tag=1;from-tag=2'])('is refused when malformed: %s', (replaces) => {
    const one = new OneAgent()
    expect(names(one.receive(lines({ Replaces: replaces }), SDP))).toEqual([400])
  })

  it('two calls is refused', () => {
    const one = new OneAgent()
    const value = 'x;to-tag=1;from-tag=2'
    expect(names(one.receive([...lines({ Replaces: value }), `Replaces: ${value}`], SDP))).toEqual([400])
  })
})

describe('a fork that did not win', () => {
  it('ends nothing when it hangs up', () => {
    const one = new OneAgent()
    const { invite, call } = one.invite()
    one.receive(responseLines(invite, 180, 'b1'))
    one.receive(responseLines(invite, 180, 'b2'))
    expect(names(one.receive(responseLines(invite, 200, 'b1'), SDP))).toEqual(['ACK'])
    expect(names(one.receive(responseLines(invite, 200, 'b2'), SDP))).toEqual(['ACK', 'BYE'])
    const bye = lines({
      From: '<sip:bob@192.0.2.9>;tag=b2',
      To: invite.header('From')!,
      'Call-ID': invite.callId,
      CSeq: '1 BYE',
    })
    expect(names(one.receive(bye))).toEqual([481])
    expect(one.agent.state(call)).toBe('confirmed')
  })
})

describe('a call that rings at the other side', () => {
  it('is not ended by a BYE: who is called refuses', () => {
    const one = new OneAgent()
    const { invite, call } = one.invite()
    one.receive(responseLines(invite, 180, 'b1'))
    const bye = lines({
      From: '<sip:bob@192.0.2.9>;tag=b1',
      To: invite.header('From')!,
      'Call-ID': invite.callId,
      CSeq: '1 BYE',
    })
    expect(names(one.receive(bye))).toEqual([481])
    expect(names(one.receive(responseLines(invite, 200, 'b1'), SDP))).toEqual(['ACK'])
    expect(one.agent.state(call)).toBe('confirmed')
  })
})

describe('session timers', () => {
  it('are not shorter than the caller allows', () => {
    const one = new OneAgent({ sessionSeconds: 1800 })
    one.receive(lines({ Supported: 'timer', 'Min-SE': '3600' }), SDP)
    one.agent.answer(one.incoming, description(20_000), one.nowMs)
    expect(one.sent().at(-1)!.header('Session-Expires')).toBe('3600;refresher=uac')
  })

  it('are kept by this side when the other side does not know them: a proxy asked', () => {
    const one = new OneAgent()
    const { call, inside } = answered(one)
    one.receive(inside('314160 INVITE', { 'Session-Expires': '600' }), SDP)
    one.agent.acceptOffer(call, description(20_000), one.nowMs)
    const accepted = one.sent().at(-1)!
    expect([accepted.header('Session-Expires'), accepted.header('Require')]).toEqual(['600;refresher=uas', undefined])
  })
})
