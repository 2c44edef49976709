import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { SmallHouse } from './support/small-house.ts'
import { Telephone } from './support/telephone.ts'

const HOST = { transport: 'udp', address: '192.0.2.1', port: 5060 } as const

test('who has proved to be one agent is that agent and no other', async () => {
  const house = await SmallHouse.open()
  const own = house.phone('1001')
  own.register(3600, '1002')
  await house.clock.run(10)
  expect(own.registered).toEqual([403])
  own.register()
  await house.clock.run(10)
  expect(own.registered).toEqual([403, 200])
  // The right password from a network where phones are not.
  const elsewhere = new Telephone(house.network, HOST, '198.51.100.7', '1001', 'correct horse battery')
  elsewhere.register()
  await house.clock.run(10)
  expect(elsewhere.registered).toEqual([403])
  elsewhere.dial('*70')
  await house.clock.run(10)
  // From a trunk's address it is a caller, for whom there is no such number.
  expect(elsewhere.last.status).toBe(404)
  expect(house.kinds('agent')).toEqual([])
})

test('callers send the house’s calls nowhere: neither by REFER nor by taking another’s place', async () => {
  const house = await SmallHouse.open()
  const agent = await house.agentAtWork('1001')
  const caller = house.outside('1')
  caller.dial('10086')
  await house.clock.run(3000)
  caller.transfer('075512345')
  await house.clock.run(100)
  expect(caller.last.transfers).toEqual([603])
  const thief = house.outside('2')
  thief.dial('10086', [['Replaces', caller.node.lastDialog]])
  await house.clock.run(100)
  expect([403, 481]).toContain(thief.last.status)
  expect(house.talk(caller, agent)).toBe(true)
})

test('an agent who talks to nobody calls nobody outside', async () => {
  const house = await SmallHouse.open()
  const phone = house.phone('1001')
  phone.register()
  await house.clock.run(10)
  phone.dial('075512345')
  await house.clock.run(100)
  expect(phone.last.status).toBe(404)
})

test('a trunk brings so many calls at once and in a second, the house takes so many in all', async () => {
  const trunk = {
    name: 'carrier',
    from: ['198.51.100.7'],
    user: undefined,
    password: undefined,
    to: undefined,
    register: false,
    callerId: '',
  }
  const few = await SmallHouse.open({ trunks: [{ ...trunk, maxCalls: 3, allow: /^$/ }] })
  const callers = Array.from({ length: 5 }, (_, at) => few.outside(String(at)))
  for (const caller of callers) caller.dial('10086')
  await few.clock.run(100)
  expect(callers.map(({ last }) => last.status || last.state)).toEqual(['talking', 'talking', 'talking', 503, 503])
  callers[0]!.hangUp()
  await few.clock.run(100)
  callers[4]!.dial('10086')
  await few.clock.run(100)
  expect(callers[4]!.last.state).toBe('talking')

  const { limits } = few.config
  const slow = await SmallHouse.open({
    trunks: [{ ...trunk, maxCalls: 100, allow: /^$/ }],
    limits: { ...limits, callsPerSecond: 2 },
  })
  const flood = Array.from({ length: 20 }, (_, at) => slow.outside(String(at)))
  for (const caller of flood) caller.dial('10086')
  await slow.clock.run(100)
  expect(flood.filter(({ last }) => last.state === 'talking')).toHaveLength(4)

  const full = await SmallHouse.open({ limits: { ...limits, calls: 2 } })
  const many = Array.from({ length: 3 }, (_, at) => full.outside(String(at)))
  for (const caller of many) caller.dial('10086')
  await full.clock.run(100)
  expect(many.map(({ last }) => last.status || last.state)).toEqual(['talking', 'talking', 503])
})

test('a trunk by password, from anywhere; a wrong one is asked again, and then not heard', async () => {
  const trunk = { name: 'roaming', from: [], user: 'carrier', password: 'correct horse battery' }
  const house = await SmallHouse.open({
    trunks: [{ ...trunk, to: undefined, register: false, callerId: '', maxCalls: 10, allow: /^$/ }],
    limits: { calls: 10, callsPerSecond: 10, messagesPerSecond: 1e6, failedLogins: 2, banMs: 60_000, drainMs: 0 },
  })
  const right = new Telephone(house.network, HOST, '203.0.113.1', 'carrier', 'correct horse battery')
  right.dial('10086')
  await house.clock.run(100)
  expect(right.last.state).toBe('talking')
  for (let times = 0; times < 2; times += 1) {
    const wrong = new Telephone(house.network, HOST, '203.0.113.2', 'carrier', 'guess')
    wrong.dial('10086')
    await house.clock.run(100)
    expect(wrong.last.status).toBe(407)
  }
  const banned = new Telephone(house.network, HOST, '203.0.113.2', 'carrier', 'correct horse battery')
  banned.dial('10086')
  await house.clock.run(40_000)
  expect(banned.last).toMatchObject({ state: 'over', status: 0 })
})

test('where SRTP is required, a call without is refused', async () => {
  const { media } = (await SmallHouse.open()).config
  const house = await SmallHouse.open({ media: { ...media, srtp: 'required' } })
  const caller = house.outside('1')
  caller.dial('10086')
  await house.clock.run(100)
  expect(caller.last.status).toBe(488)
  expect(house.host.calls).toBe(0)
  expect(house.kinds('ended')).toHaveLength(1)
  house.expectReplay()
})

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

test.each([
  { secret: 'trunk secret 1', isRight: true },
  { secret: 'another secret', isRight: false },
])(
  'a trunk that asks who calls (407) is answered once, with the password of the trunk ($secret)',
  async ({ secret, isRight }) => {
    const trunk = {
      name: 'carrier',
      from: ['198.51.100.7'],
      user: 'office',
      password: 'trunk secret 1',
      to: 'sip:198.51.100.9:5060',
      register: false,
      callerId: '10086',
      maxCalls: 100,
      allow: /^0\d{5,}$/,
    }
    const house = await SmallHouse.open({ trunks: [trunk] })
    const shown: (string | undefined)[] = []
    const carrier = house.network.join('198.51.100.9', 5060, {
      admits: () => true,
      onEvent: (event) => {
        if (event.kind !== 'incoming') return
        const proof = event.request.header('Proxy-Authorization')
        shown.push(proof)
        const field = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(proof ?? '')?.[1] ?? ''
        // RFC 7616 §3.4.1 with qop=auth, as a carrier computes it.
        const secretHash = md5(`office:carrier:${secret}`)
        const requestHash = md5(`INVITE:${field('uri')}`)
        const expected = md5(`${secretHash}:nonce-of-the-carrier:${field('nc')}:${field('cnonce')}:auth:${requestHash}`)
        carrier.act((agent, nowMs) => {
          if (proof !== undefined && field('response') === expected) agent.progress(event.call, nowMs)
          else {
            const challenge = 'Digest realm="carrier", nonce="nonce-of-the-carrier", algorithm=MD5, qop="auth"'
            agent.refuse(event.call, 407, nowMs, [['Proxy-Authenticate', challenge]])
          }
        })
      },
    })
    const agent = await house.agentAtWork('1001')
    const caller = house.outside('13800138000', '198.51.100.7')
    caller.dial('10086')
    await house.clock.run(3000)
    agent.transfer('075512345')
    await house.clock.run(1000)
    expect(shown).toHaveLength(2)
    expect(shown[0]).toBeUndefined()
    expect(shown[1]).toContain('username="office"')
    expect(shown[1]).not.toContain('trunk secret')
    expect(agent.last.transfers).toEqual(isRight ? [] : [480])
    expect(house.talk(caller, agent)).toBe(true)
  },
)
