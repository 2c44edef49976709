import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DigestClient } from '../../src/sip/digest/digest-client.ts'
import { DigestServer } from '../../src/sip/digest/digest-server.ts'
import { digestSecret, type Hash } from '../../src/sip/digest/digest.ts'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import { type SipMessage, writeSip } from '../../src/sip/message/write.ts'
import { Registration } from '../../src/sip/register/registration.ts'

const hash: Hash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex')

function read(message: SipMessage): SipView {
  const view = parseSip(writeSip(message))
  if (typeof view === 'string') throw new Error(view)
  return view
}

function answer(status: number, headers: SipMessage['headers'] = []): SipView {
  return read({ start: { kind: 'response', status, reason: 'x' }, headers })
}

function registration(password: string = 'secret', expiresS: number = 600): Registration {
  let serial = 0
  return new Registration({
    address: readNameAddress('<sip:1001@example.com>')!,
    contact: readNameAddress('<sip:1001@192.0.2.9:5062>')!,
    callId: 'c1',
    tag: 't1',
    expiresS,
    digest: new DigestClient({ hash, credentials: { user: '1001', password }, token: () => `n${(serial += 1)}` }),
  })
}

/** A registrar that asks for credentials and keeps a binding as long as it says. */
class Registrar {
  readonly #digest = new DigestServer({
    realm: 'example.com',
    hash,
    nonceSecret: 's',
    secretOf: (user, algorithm) => digestSecret(hash, algorithm, user, 'example.com', 'secret'),
  })
  untilMs = -Infinity
  readonly #mostS: number

  constructor(mostS: number) {
    this.#mostS = mostS
  }

  take(request: SipView, nowMs: number): SipView {
    const verdict = this.#digest.check(request, nowMs)
    if (verdict.kind !== 'ok') {
      const challenges = this.#digest.challenges(nowMs, verdict.kind === 'stale')
      return answer(
        401,
        challenges.map((value) => ['WWW-Authenticate', value]),
      )
    }
    const seconds = Math.min(Number(request.header('Expires')), this.#mostS)
    this.untilMs = nowMs + seconds * 1000
    return answer(200, [['Contact', `<sip:1001@192.0.2.9:5062>;expires=${seconds}`]])
  }
}

describe('a registration', () => {
  it('asks the domain, proves who it is when asked, and comes again before it ends', () => {
    const client = registration()
    const registrar = new Registrar(3600)
    const first = read(client.next(0)!)
    expect(first.start).toMatchObject({ method: 'REGISTER', uri: 'sip:example.com' })
    expect(first.header('Authorization')).toBeUndefined()
    expect([client.next(0), client.nextDeadlineMs()]).toEqual([undefined, Infinity])
    client.receive(registrar.take(first, 0), 0)
    const second = read(client.next(0)!)
    expect([second.cseq!.number, second.callId]).toEqual([2, 'c1'])
    client.receive(registrar.take(second, 0), 0)
    expect([client.state, client.nextDeadlineMs()]).toEqual(['registered', 540_000])
  })

  it('ends when its password is wrong, and when it is forbidden', () => {
    const client = registration('guessed')
    const registrar = new Registrar(3600)
    client.receive(registrar.take(read(client.next(0)!), 0), 0)
    client.receive(registrar.take(read(client.next(0)!), 0), 0)
    expect([client.state, client.nextDeadlineMs()]).toEqual(['refused', Infinity])
    const other = registration()
    other.next(0)
    other.receive(answer(403), 0)
    expect(other.state).toBe('refused')
  })

  it('asks for longer when that is too short', () => {
    const client = registration('secret', 30)
    client.next(0)
    client.receive(answer(423, [['Min-Expires', '120']]), 0)
    expect(read(client.next(0)!).header('Expires')).toBe('120')
    client.receive(answer(423, [['Min-Expires', '120']]), 0)
    expect(client.state).toBe('refused')
  })

  it('waits ever longer while nobody answers, at most half an hour', () => {
    const client = registration()
    const waits: number[] = []
    let nowMs = 0
    for (let i = 0; i < 9; i += 1) {
      client.next(nowMs)
      client.timedOut(nowMs)
      waits.push((client.nextDeadlineMs() - nowMs) / 1000)
      nowMs = client.nextDeadlineMs()
    }
    expect(waits).toEqual([22.5, 45, 90, 180, 360, 720, 1350, 1350, 1350])
    client.next(nowMs)
    client.receive(answer(200), nowMs)
    expect(client.state).toBe('registered')
    client.next(client.nextDeadlineMs())
    client.receive(answer(503), nowMs)
    expect(client.nextDeadlineMs() - nowMs).toBe(22_500)
  })

  it('takes itself back, also while an answer is awaited', () => {
    const client = registration()
    client.next(0)
    client.stop(10)
    client.receive(answer(200), 20)
    const last = read(client.next(20)!)
    expect(last.header('Expires')).toBe('0')
    client.receive(answer(200), 30)
    expect([client.state, client.next(1e9)]).toEqual(['removed', undefined])
  })

  it('is never without a binding while the registrar answers, whatever it grants and whatever is lost before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 4000 }), fc.array(fc.boolean(), { maxLength: 6 }), (mostS, losses) => {
        const client = registration()
        const registrar = new Registrar(mostS)
        let nowMs = 0
        for (const isLost of [...losses, ...Array.from({ length: 40 }, () => false)]) {
          nowMs = Math.max(nowMs, client.nextDeadlineMs())
          const wasRegistered = client.state === 'registered'
          if (wasRegistered) expect(nowMs).toBeLessThan(registrar.untilMs)
          const request = read(client.next(nowMs)!)
          if (isLost) client.timedOut(nowMs + 32_000)
          else client.receive(registrar.take(request, nowMs), nowMs)
        }
        expect(client.state).toBe('registered')
      }),
    )
  })
})
