import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { TwoSides, description } from './two-sides.ts'
import type { CallEvent } from '../../src/sip/call/call-event.ts'

/** The number of the call that came to side b. */
function incoming(told: readonly CallEvent[]): number {
  const event = told.find(({ kind }) => kind === 'incoming')
  if (event?.kind !== 'incoming') throw new Error('nobody called')
  return event.call
}

/** Two sides that talk: a called, b answered. */
function talking(options: ConstructorParameters<typeof TwoSides>[1] = {}) {
  const sides = new TwoSides(undefined, options)
  const a = sides.call()
  sides.run(50)
  const b = incoming(sides.told.b)
  sides.agents.b.answer(b, description(20_000), sides.nowMs)
  sides.pump()
  sides.run(sides.nowMs + 50)
  sides.lines.length = 0
  sides.told.a.length = 0
  sides.told.b.length = 0
  return { sides, a, b }
}

describe('a call', () => {
  it('rings, is answered, talked and ended', () => {
    const sides = new TwoSides()
    const a = sides.call()
    sides.run(50)
    const b = incoming(sides.told.b)
    expect(sides.agents.b.progress(b, sides.nowMs)).toBe(true)
    sides.pump()
    sides.run(2000)
    expect(sides.agents.b.answer(b, description(20_000), sides.nowMs)).toBe(true)
    sides.pump()
    sides.run(3000)
    expect([sides.agents.a.state(a), sides.agents.b.state(b)]).toEqual(['confirmed', 'confirmed'])
    expect(sides.agents.a.hangUp(a, sides.nowMs)).toBe(true)
    sides.pump()
    sides.run(Infinity)
    expect(sides.lines).toEqual(['→ INVITE', '← 100', '← 180', '← 200', '→ ACK', '→ BYE', '← 200'])
    expect(sides.words('a')).toEqual(['progress 180', 'answered', 'ended hung-up'])
    expect(sides.words('b')).toEqual(['incoming', 'confirmed', 'ended bye'])
    const answered = sides.told.a.find(({ kind }) => kind === 'answered')
    expect(answered?.kind === 'answered' && answered.remote?.media[0]?.port).toBe(20_000)
  })

  it('is refused', () => {
    const sides = new TwoSides()
    sides.call()
    sides.run(50)
    sides.agents.b.refuse(incoming(sides.told.b), 486, sides.nowMs)
    sides.pump()
    sides.run(Infinity)
    expect(sides.lines).toEqual(['→ INVITE', '← 100', '← 486', '→ ACK'])
    expect(sides.words('a')).toEqual(['ended refused 486'])
    expect(sides.words('b')).toEqual(['incoming', 'ended refused 486'])
  })

  it('is given up while it rings', () => {
    const sides = new TwoSides()
    const a = sides.call()
    sides.run(50)
    expect(sides.agents.a.hangUp(a, sides.nowMs)).toBe(true)
    sides.pump()
    sides.run(Infinity)
    expect(sides.lines).toEqual(['→ INVITE', '← 100', '→ CANCEL', '← 200', '← 487', '→ ACK'])
    expect(sides.words('a')).toEqual(['ended hung-up 487'])
    expect(sides.words('b')).toEqual(['incoming', 'ended cancelled'])
  })

  it('that is given up just as it is answered is ended all the same', () => {
    const sides = new TwoSides()
    const a = sides.call()
    sides.run(50)
    sides.agents.b.answer(incoming(sides.told.b), description(20_000), sides.nowMs)
    sides.agents.a.hangUp(a, sides.nowMs)
    sides.pump()
    sides.run(Infinity)
    expect(sides.words('a')).toEqual(['ended hung-up'])
    expect(sides.words('b')).toEqual(['incoming', 'confirmed', 'ended bye'])
  })

  it('to nobody ends without a response', () => {
    const sides = new TwoSides(() => ({ copies: 0, delayMs: 0 }))
    sides.call()
    sides.run(Infinity)
    expect(sides.words('a')).toEqual(['ended no-response'])
  })

  it('whose ACK never comes is ended after 64 T1, its answer repeated meanwhile', () => {
    const sides = new TwoSides()
    sides.call()
    sides.run(50)
    const b = incoming(sides.told.b)
    // The caller is gone from now on.
    sides.agents.b.answer(b, description(20_000), sides.nowMs)
    const answeredMs = sides.nowMs
    const times: number[] = []
    while (sides.agents.b.state(b) !== 'ended') {
      for (let event = sides.agents.b.read(); event !== undefined; event = sides.agents.b.read()) {
        if (event.kind === 'send') times.push(sides.nowMs - answeredMs)
        else sides.told.b.push(event)
      }
      sides.nowMs = sides.agents.b.nextDeadlineMs()
      sides.agents.b.advance(sides.nowMs)
    }
    expect(times).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500])
    expect(sides.nowMs - answeredMs).toBe(32_000)
  })

  it('is heard before it is answered, reliably', () => {
    const sides = new TwoSides()
    sides.call()
    sides.run(50)
    const b = incoming(sides.told.b)
    sides.agents.b.progress(b, sides.nowMs, description(20_000))
    sides.pump()
    sides.run(100)
    sides.agents.b.answer(b, description(20_000), sides.nowMs)
    sides.pump()
    sides.run(200)
    expect(sides.lines).toEqual(['→ INVITE', '← 100', '← 183', '→ PRACK', '← 200', '← 200', '→ ACK'])
    const early = sides.told.a.find(({ kind }) => kind === 'progress')
    expect(early?.kind === 'progress' && early.early?.media[0]?.port).toBe(20_000)
  })

  it('goes on hold and back', () => {
    const { sides, a, b } = talking()
    sides.agents.a.reoffer(a, description(10_000, 'sendonly'), sides.nowMs)
    sides.pump()
    sides.run(sides.nowMs + 30)
    const asked = sides.told.b.at(-1)
    expect(asked?.kind === 'reoffered' && asked.offer?.media[0]?.direction).toBe('sendonly')
    sides.agents.b.acceptOffer(b, description(20_000, 'recvonly'), sides.nowMs)
    sides.pump()
    sides.run(sides.nowMs + 1000)
    expect(sides.lines).toEqual(['→ INVITE', '← 200', '→ ACK'])
    expect(sides.words('a')).toEqual(['renegotiated 200'])
    sides.agents.b.reoffer(b, description(20_000), sides.nowMs)
    sides.pump()
    sides.run(sides.nowMs + 30)
    sides.agents.a.refuseOffer(a, sides.nowMs)
    sides.pump()
    sides.run(sides.nowMs + 30)
    expect(sides.words('b')).toEqual(['reoffered', 'renegotiated 488'])
    expect([sides.agents.a.state(a), sides.agents.b.state(b)]).toEqual(['confirmed', 'confirmed'])
  })

  it('with offers from both sides at once keeps what was agreed', () => {
    const { sides, a, b } = talking()
    sides.agents.a.reoffer(a, description(10_002), sides.nowMs)
    sides.agents.b.reoffer(b, description(20_002), sides.nowMs)
    sides.pump()
    sides.run(sides.nowMs + 1000)
    expect([sides.words('a'), sides.words('b')]).toEqual([['renegotiated 491'], ['renegotiated 491']])
    expect([sides.agents.a.state(a), sides.agents.b.state(b)]).toEqual(['confirmed', 'confirmed'])
  })

  it('carries digits by INFO, and a transfer with its progress', () => {
    const { sides, a, b } = talking()
    sides.agents.a.info(a, 'application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', sides.nowMs)
    sides.agents.b.transfer(
      b,
      readNameAddress('<sip:expert@192.0.2.3?Replaces=x%3Bto-tag%3D1%3Bfrom-tag%3D2>')!,
      sides.nowMs,
    )
    sides.pump()
    sides.run(sides.nowMs + 50)
    expect(sides.told.b[0]).toMatchObject({ kind: 'info', contentType: 'application/dtmf-relay' })
    expect(sides.told.a[0]).toMatchObject({
      kind: 'transfer-asked',
      replaces: { callId: 'x', toTag: '1', fromTag: '2', earlyOnly: false },
    })
    sides.agents.a.notifyTransfer(a, 100, sides.nowMs)
    sides.agents.a.notifyTransfer(a, 200, sides.nowMs)
    sides.pump()
    sides.run(sides.nowMs + 50)
    expect(sides.words('b').slice(1)).toEqual(['transfer-progress 100', 'transfer-progress 200'])
  })

  it('is kept alive by refreshes, and ended when they stop', () => {
    const { sides, a, b } = talking({ sessionSeconds: 90 })
    sides.run(sides.nowMs + 200_000)
    expect(sides.lines.filter((line) => line.endsWith('UPDATE')).length).toBe(4)
    expect([sides.agents.a.state(a), sides.agents.b.state(b)]).toEqual(['confirmed', 'confirmed'])
    // Side a is gone: side b waits for the refresh in vain.
    const lastMs = sides.nowMs
    while (sides.agents.b.state(b) !== 'ended') {
      sides.nowMs = sides.agents.b.nextDeadlineMs()
      sides.agents.b.advance(sides.nowMs)
      for (let event = sides.agents.b.read(); event !== undefined; event = sides.agents.b.read()) {
        if (event.kind !== 'send') sides.told.b.push(event)
      }
    }
    expect(sides.words('b')).toEqual(['ended expired'])
    expect(sides.nowMs - lastMs).toBeLessThan(90_000)
  })

  it('asks for a session interval no shorter than this side allows', () => {
    const sides = new TwoSides(undefined, { sessionSeconds: 30 })
    sides.call()
    sides.run(Infinity)
    expect(sides.words('a')).toEqual(['ended refused 422'])
  })
})

/*
 * A call over a network that loses, doubles and delays (never more than every message): both sides end it, each is told one end, nothing is left
 * behind, and neither believes to talk while the other has never talked.
 */
describe('over any network', () => {
  const fate = fc.record({ copies: fc.constantFrom(0, 1, 1, 2), delayMs: fc.nat(400) })

  it('both sides end once and nothing is left', () => {
    fc.assert(
      fc.property(
        fc.array(fate, { minLength: 30, maxLength: 60 }),
        fc.constantFrom<'answer' | 'refuse' | 'ignore'>('answer', 'answer', 'refuse', 'ignore'),
        fc.nat(5000),
        fc.constantFrom<'a' | 'b'>('a', 'b'),
        (fates, what, hangUpMs, who) => {
          const sides = new TwoSides((order) => fates[order % fates.length]!, { sessionSeconds: 0 })
          const calls: Record<'a' | 'b', number> = { a: 0, b: 0 }
          sides.react = (side, event) => {
            if (event.kind !== 'incoming') return
            calls[side] = event.call
            sides.agents.b.progress(event.call, sides.nowMs)
            if (what === 'answer') sides.agents.b.answer(event.call, description(20_000), sides.nowMs)
            if (what === 'refuse') sides.agents.b.refuse(event.call, 486, sides.nowMs)
          }
          calls.a = sides.call()
          sides.run(hangUpMs)
          sides.agents[who].hangUp(calls[who], sides.nowMs)
          sides.pump()
          sides.run(sides.nowMs + 40_000)
          // Who still has the call by then hangs up too: a CANCEL or BYE may have been lost for good.
          for (const side of ['a', 'b'] as const) sides.agents[side].hangUp(calls[side], sides.nowMs)
          sides.pump()
          sides.run(sides.nowMs + 200_000)
          const ends = (side: 'a' | 'b') => sides.told[side].filter(({ kind }) => kind === 'ended').length
          const came = sides.told.b.filter(({ kind }) => kind === 'incoming').length
          expect(came).toBeLessThanOrEqual(1)
          expect([ends('a'), ends('b')]).toEqual([1, came])
          expect([sides.agents.a.calls, sides.agents.b.calls]).toEqual([0, 0])
          for (const side of ['a', 'b'] as const) {
            const kinds = sides.told[side].map(({ kind }) => kind)
            if (kinds.includes('ended')) expect(kinds.at(-1)).toBe('ended')
          }
          if (sides.told.a.some(({ kind }) => kind === 'answered')) expect(what).toBe('answer')
        },
      ),
      { numRuns: 500 },
    )
  })

  it('no bytes make it throw or lose a call that goes on', () => {
    const { sides, a } = talking({ sessionSeconds: 0 })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        sides.agents.a.receive(bytes, { transport: 'udp', address: '203.0.113.9', port: 9 }, sides.nowMs)
        expect(sides.agents.a.state(a)).toBe('confirmed')
      }),
    )
  })
})
