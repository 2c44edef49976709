import { describe, expect, it } from 'vitest'
import { CallAgent } from '../../src/sip/call/call-agent.ts'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { bodyParts } from '../../src/sip/message/multipart.ts'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import { readSdp } from '../../src/sip/sdp/read.ts'
import { INVALID } from './vectors/rfc4475-invalid.ts'
import { SEMANTICS } from './vectors/rfc4475-semantics.ts'
import { VALID } from './vectors/rfc4475-valid.ts'
import { IPV6 } from './vectors/rfc5118.ts'
import type { Torture } from './vectors/torture.ts'

const ALL = [...VALID, ...INVALID, ...SEMANTICS]

function agent(): CallAgent {
  return new CallAgent({
    sentBy: () => ({ host: '192.0.2.99' }),
    token: () => 't1',
    contact: () => readNameAddress('<sip:strowger@192.0.2.99>')!,
  })
}

/** What an agent makes of the bytes, in the words of {@link Torture.outcome}. */
function outcomeOf({ bytes }: Torture): string {
  const host = agent()
  const fault = host.receive(bytes, { transport: 'udp', address: '192.0.2.1', port: 5060 }, 0)
  if (fault !== undefined) {
    expect(host.counters.malformed).toBe(1)
    return fault
  }
  const happened: string[] = []
  for (let event = host.read(); event !== undefined; event = host.read()) {
    if (event.kind !== 'send') happened.push(event.kind)
    else {
      const sent = read(event.bytes)
      if (sent.status !== 100) happened.push(String(sent.status))
    }
  }
  // A refusal of what is incomplete is counted too.
  if (happened.length === 0 && host.counters.incomplete > 0) return 'incomplete'
  return happened.length === 0 ? 'nothing' : happened.join(' ')
}

function read(bytes: Uint8Array): SipView {
  const view = parseSip(bytes)
  if (typeof view === 'string') throw new Error(view)
  return view
}

function named(name: string): SipView {
  return read([...ALL, ...IPV6].find((message) => message.name === name)!.bytes)
}

describe('RFC 4475', () => {
  it('is here whole', () => {
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(49)
  })

  it.each(ALL.map((message) => [message.section, message.name, message.outcome, message] as const))(
    '%s %s: %s',
    (_section, _name, outcome, message) => {
      expect(outcomeOf(message)).toBe(outcome)
    },
  )

  it('wsinv: folding, spaces, escapes and case all over', () => {
    const view = named('wsinv')
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

  it('intmeth: every character that may stand somewhere', () => {
    const view = named('intmeth')
    expect(view.method).toBe("!interesting-Method0123456789_*+`.%indeed'~")
    expect(view.requestUri).toMatchObject({
      user: "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*",
      password: "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)",
      host: 'example.com',
    })
    expect(view.to?.name).toBe('BEL:\u0007 NUL:\u0000 DEL:\u007F')
    expect(view.from?.name).toBe("token1~` token2'+_ token3*%!.-")
    expect(view.from?.parameters.get("fromparam''~+*_!.-%")).toBe('работающий')
    expect(view.from?.parameters.get('tag')).toBe("_token~1'+`*%!-.")
    expect(view.callId).toBe(String.raw`intmeth.word%ZK-!.*_+'@word${'`'}~)(><:\/"][?}{`)
    expect(view.header("extensionHeader-!.%*+_`'~")).toBe('\uFEFF大停電')
  })

  it('esc01: escapes in users are resolved, in parameters and names of others they stay', () => {
    const view = named('esc01')
    expect(view.requestUri).toMatchObject({ user: 'sips:user@example.com', host: 'example.net' })
    expect(view.to?.uri).toMatchObject({ user: 'user' })
    expect(view.from?.uri).toMatchObject({ user: 'I have spaces' })
    expect(view.address('Contact')?.uri).toMatchObject({ user: 'caller', host: 'host5.example.net' })
  })

  it('escnull: a null in a user does not end it', () => {
    expect(named('escnull').to?.uri).toMatchObject({ user: 'null-\0-null' })
    expect(named('escnull').list('Contact')).toHaveLength(2)
  })

  it('esc02: a percent sign that is none of an escape', () => {
    const view = named('esc02')
    expect(view.method).toBe('RE%47IST%45R')
    expect(view.to?.name).toBe('%Z%45')
    expect(view.list('Contact')).toEqual(['<sip:alias1@host1.example.com>', '<sip:alias3@host3.example.com>'])
    expect(view.via?.branch).toBe('z9hG4bK209%fzsnel234')
  })

  it('lwsdisp, longreq, semiuri, transports: names, lengths, users and transports of every kind', () => {
    expect(named('lwsdisp').from).toMatchObject({ name: 'caller', uri: { user: 'caller' } })
    const long = named('longreq')
    expect(long.list('Via')).toHaveLength(34)
    expect(long.to).toMatchObject({ uri: { user: 'user', port: 6000 } })
    expect(long.from?.parameters.get('tag')).toHaveLength(152)
    expect(named('semiuri').requestUri).toMatchObject({ user: 'user;par=u@example.net', host: 'example.com' })
    expect(named('semiuri').list('Accept')).toHaveLength(6)
    expect(named('transports').via?.transport).toBe('UDP')
    expect(named('transports').list('Via')).toHaveLength(5)
  })

  it('dblreq: what follows a datagram’s message is not of it', () => {
    expect(named('dblreq').body).toHaveLength(0)
  })

  it('mpart01: parts with nulls and line ends in them', () => {
    const parts = bodyParts(named('mpart01'))
    expect(parts.map((part) => part.header('Content-Type'))).toEqual(['text/plain', 'application/octet-stream'])
    expect(new TextDecoder().decode(parts[0]!.body)).toBe('Hello')
    expect([parts[1]!.body.length, ...parts[1]!.body.subarray(0, 4)]).toEqual([342, 0x30, 0x82, 0x01, 0x52])
  })

  it('unreason, noreason: a reason is any text, or none', () => {
    expect(named('unreason').start).toMatchObject({ reason: '= 2**3 * 5**2 но сто девяносто девять - простое' })
    expect(named('noreason').start).toMatchObject({ status: 100, reason: '' })
  })

  it('regbadct, cparam01, cparam02, regescrt: what belongs to a Contact and what to its URI', () => {
    expect(named('regbadct').address('Contact')).toBeUndefined()
    expect([...named('cparam01').address('Contact')!.parameters]).toEqual([['unknownparam', undefined]])
    expect(named('cparam02').address('Contact')!.parameters.size).toBe(0)
    expect(named('cparam02').address('Contact')!.uri).toMatchObject({
      parameters: new Map([['unknownparam', undefined]]),
    })
    expect(named('regescrt').address('Contact')!.uri).toMatchObject({ headers: 'Route=%3Csip:sip.example.com%3E' })
  })

  it('bext01: what is not understood is named', () => {
    const host = agent()
    host.receive(
      ALL.find(({ name }) => name === 'bext01')!.bytes,
      { transport: 'tls', address: '192.0.2.1', port: 1 },
      0,
    )
    const sent = host.read()
    expect(sent?.kind === 'send' && read(sent.bytes).list('Unsupported')).toEqual([
      'nothingSupportsThis',
      'nothingSupportsThisEither',
    ])
  })
})

describe('RFC 5118', () => {
  it.each(IPV6.map((message) => [message.section, message.name, message.outcome, message] as const))(
    '%s %s: %s',
    (_section, _name, outcome, message) => {
      expect(outcomeOf(message)).toBe(outcome)
    },
  )

  it('addresses and ports are told apart', () => {
    expect(named('port-ambiguous').requestUri).toMatchObject({ host: '2001:db8::10:5070', port: undefined })
    expect(named('port-unambiguous').requestUri).toMatchObject({ host: '2001:db8::10', port: 5070 })
    expect(named('via-received-param-with-delim').via?.parameters.get('received')).toBe('[2001:db8::9:255]')
    expect(named('via-received-param-no-delim').via?.parameters.get('received')).toBe('2001:db8::9:255')
    expect(named('ipv6-bug-abnf-3-colons').requestUri).toMatchObject({ host: '2001:db8::192.0.2.1' })
    expect(named('ipv4-mapped-ipv6').via).toMatchObject({ host: '::ffff:192.0.2.10', port: 19_823 })
  })

  it('descriptions name addresses of both kinds', () => {
    expect(readSdp(named('ipv6-in-sdp').body)?.media.map(({ address }) => address)).toEqual([
      '2001:db8::20',
      '2001:db8::20',
    ])
    expect(readSdp(named('mult-ip-in-sdp').body)?.media.map(({ address }) => address)).toEqual([
      '192.0.2.1',
      '2001:db8::1',
    ])
  })
})
