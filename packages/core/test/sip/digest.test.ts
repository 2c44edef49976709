import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestResponse, digestSecret } from '../../src/sip/digest/digest.ts'
import type { DigestAlgorithm } from '../../src/sip/digest/digest.ts'
import { DigestClient } from '../../src/sip/digest/digest-client.ts'
import { DigestServer } from '../../src/sip/digest/digest-server.ts'
import { Nonces } from '../../src/sip/digest/nonces.ts'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import { bytesOf, inviteLines } from './texts.ts'

function hash(algorithm: DigestAlgorithm, text: string): string {
  return createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex')
}

function view(lines: readonly string[]): SipView {
  const read = parseSip(bytesOf(lines))
  if (typeof read === 'string') throw new Error(read)
  return read
}

describe('digest', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('gives the response of RFC 7616 §3.9.1 with %s', (algorithm, response) => {
    const secret = digestSecret(hash, algorithm, 'Mufasa', 'http-auth@example.org', 'Circle of Life')
    const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v'
    const count = { nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' }
    const input = { algorithm, secret, method: 'GET', uri: '/dir/index.html', nonce, count }
    expect(digestResponse(hash, input)).toBe(response)
  })

  const URI = 'sip:bob@biloxi.example.com'

  function pair(password: string = 'geheim') {
    const server = new DigestServer({
      realm: 'strowger.example',
      hash,
      nonceSecret: 'seal',
      nonceLifeMs: 60_000,
      secretOf: (user, algorithm) =>
        user === 'agent7' ? digestSecret(hash, algorithm, user, 'strowger.example', 'geheim') : undefined,
    })
    let serial = 0
    const client = new DigestClient({
      hash,
      credentials: { user: 'agent7', password },
      token: () => `${(serial += 1)}`,
    })
    const challenge = (nowMs: number, isStale: boolean = false) =>
      view([
        'SIP/2.0 401 Unauthorized',
        ...inviteLines().slice(1),
        ...server.challenges(nowMs, isStale).map((value) => `WWW-Authenticate: ${value}`),
      ])
    const request = () => {
      const [name, value] = client.authorize('INVITE', URI)!
      return view(inviteLines({ [name]: value }))
    }
    return { server, client, challenge, request }
  }

  it('lets in who knows the password, with the strongest hash offered', () => {
    const { server, client, challenge, request } = pair()
    expect(server.check(view(inviteLines()), 0)).toEqual({ kind: 'missing', user: '' })
    expect(client.take(challenge(0))).toBe(true)
    const first = request()
    expect(first.header('Authorization')).toContain('algorithm=SHA-256')
    expect(server.check(first, 1)).toEqual({ kind: 'ok', user: 'agent7' })
    expect(server.check(request(), 2)).toEqual({ kind: 'ok', user: 'agent7' })
  })

  it('takes the same credentials once', () => {
    const { server, client, challenge, request } = pair()
    client.take(challenge(0))
    const first = request()
    server.check(first, 1)
    expect(server.check(first, 2)).toEqual({ kind: 'replayed', user: 'agent7' })
  })

  it('says stale after the life of a nonce, and the client tries again; a wrong password it does not', () => {
    const { server, client, challenge, request } = pair()
    client.take(challenge(0))
    expect(server.check(request(), 61_000)).toEqual({ kind: 'stale', user: 'agent7' })
    expect(client.take(challenge(61_000, true))).toBe(true)
    expect(server.check(request(), 61_001)).toEqual({ kind: 'ok', user: 'agent7' })
    client.accepted()
    expect(client.take(challenge(62_000))).toBe(true)
    const wrong = pair('falsch')
    wrong.client.take(wrong.challenge(0))
    expect(wrong.server.check(wrong.request(), 1)).toEqual({ kind: 'wrong', user: 'agent7' })
    expect(wrong.client.take(wrong.challenge(2))).toBe(false)
  })

  it('goes on counting where a server asks with the nonce that it had', () => {
    const { server, client, challenge, request } = pair()
    const asked = challenge(0)
    client.take(asked)
    expect(server.check(request(), 1).kind).toBe('ok')
    client.accepted()
    client.take(asked)
    expect(server.check(request(), 2).kind).toBe('ok')
  })

  it('gives up on a server to whom every nonce is stale', () => {
    const { client, challenge, request } = pair()
    expect(client.take(challenge(0))).toBe(true)
    request()
    expect(client.take(challenge(1, true))).toBe(true)
    request()
    expect(client.take(challenge(2, true))).toBe(false)
  })

  it('passes over a challenge that wants the body too', () => {
    const { client } = pair()
    const asked = (qop: string) =>
      view([
        'SIP/2.0 401 Unauthorized',
        ...inviteLines().slice(1),
        `WWW-Authenticate: Digest realm="r", nonce="n1", algorithm=SHA-256, qop="${qop}"`,
        'WWW-Authenticate: Digest realm="r", nonce="n2", algorithm=MD5, qop="auth-int, auth"',
      ])
    expect(client.take(asked('auth-int'))).toBe(true)
    expect(client.authorize('INVITE', URI)![1]).toContain('nonce="n2"')
    client.accepted()
    expect(client.take(asked('auth'))).toBe(true)
    expect(client.authorize('INVITE', URI)![1]).toContain('nonce="n1"')
  })

  it('knows its own nonces only, and forgets no use while it remembers the nonce', () => {
    const nonces = new Nonces(hash, 'one', 1000, 3)
    const other = new Nonces(hash, 'two')
    expect(nonces.use(other.issue(0), 1, 1)).toBe('foreign')
    expect(nonces.use('garbage', 1, 1)).toBe('foreign')
    const issued = [0, 1, 2, 3, 4].map((nowMs) => nonces.issue(nowMs))
    expect(issued.map((nonce) => nonces.use(nonce, 1, 5))).toEqual(['fresh', 'fresh', 'fresh', 'fresh', 'fresh'])
    // Two were forgotten: they must not be usable again.
    expect(issued.map((nonce) => nonces.use(nonce, 1, 6))).toEqual([
      'stale',
      'stale',
      'replayed',
      'replayed',
      'replayed',
    ])
  })

  it.each([
    'Digest username="agent7"',
    'Digest realm="strowger.example", username="agent7", nonce="x", uri="sip:other@example.com", response="00"',
    'Digest realm="strowger.example", username="agent7", nonce="x", uri="sip:bob@biloxi.example.com", response="00", qop=auth',
    'Basic YWdlbnQ3OmdlaGVpbQ==',
    'Digest',
    '",,,=',
  ])('refuses %s without a throw', (value) => {
    const { server } = pair()
    expect(['missing', 'malformed']).toContain(server.check(view(inviteLines({ Authorization: value })), 0).kind)
  })
})
