import { DigestServer, digestSecret, type SipView } from '@strowger/core/sip'
import { expect, test } from 'vitest'
import { configOf, SmallHouse, sourcesOf } from './support/small-house.ts'
import type { SipNode } from './support/sip-network.ts'
import { hash } from './support/telephone.ts'

const PASSWORD = 'trunk secret 1'
const [ONE, TWO] = ['203.0.113.1', '203.0.113.2'] as const
const TRUNK = {
  ...configOf().trunks[0]!,
  from: [ONE, TWO],
  user: 'office',
  password: PASSWORD,
  to: 'sip:carrier.example',
  register: true,
}

/** A carrier that takes registrations by password, for ten minutes each. */
class Carrier {
  readonly node: SipNode
  /** What was granted: contact and seconds. */
  readonly granted: string[] = []
  asked = 0
  refuses = 0
  readonly #digest = new DigestServer({
    realm: 'carrier.example',
    hash,
    nonceSecret: 's',
    secretOf: (user, algorithm) => digestSecret(hash, algorithm, user, 'carrier.example', PASSWORD),
  })

  constructor(house: SmallHouse, address: string) {
    this.node = house.network.join(address, 5060, {
      admits: () => true,
      onEvent: (event) => {
        if (event.kind !== 'request') return
        this.asked += 1
        const reply = this.#answer(event.request, house.clock.nowMs())
        this.node.act((agent, nowMs) => agent.respond(event.id, reply, nowMs))
      },
    })
  }

  #answer(request: SipView, nowMs: number) {
    if (this.refuses > 0) return { status: this.refuses, tag: 't' }
    const { kind } = this.#digest.check(request, nowMs)
    if (kind !== 'ok') {
      const headers = this.#digest
        .challenges(nowMs, kind === 'stale')
        .map((each) => ['WWW-Authenticate', each] as const)
      return { status: 401, tag: 't', headers }
    }
    const contact = request.header('Contact') ?? ''
    const seconds = request.header('Expires') === '0' ? 0 : 600
    this.granted.push(`${contact} ${seconds}`)
    return { status: 200, tag: 't', headers: [['Contact', `${contact};expires=${seconds}`]] as const }
  }
}

async function registering(carriers: (house: SmallHouse) => void) {
  const house = new SmallHouse({ trunks: [TRUNK] })
  const srv = (priority: number, target: string) => ({ type: 'SRV', priority, weight: 0, port: 5060, target }) as const
  house.names.records.set('SRV _sip._udp.carrier.example', [srv(1, 'one.example'), srv(2, 'two.example')])
  house.names.records.set('A one.example', [{ type: 'A', address: ONE }])
  house.names.records.set('A two.example', [{ type: 'A', address: TWO }])
  carriers(house)
  await house.start()
  await house.clock.run(100)
  return house
}

const registered = async (house: SmallHouse) => (await house.host.house.exchange.figures()).get('trunks_registered')
const said = ({ log }: SmallHouse) =>
  log.flatMap(({ level, event, fields }) => (event === 'trunk' ? [`${level} ${String(fields['registration'])}`] : []))

test('a trunk is told where this side is, again before it forgets, and that it is there no more when the host ends', async () => {
  let one!: Carrier
  const house = await registering((made) => (one = new Carrier(made, ONE)))
  expect(one.granted).toEqual(['<sip:office@192.0.2.1:5060> 600'])
  expect(await registered(house)).toBe(1)
  expect(said(house)).toEqual(['info registered'])
  await house.clock.run(541_000)
  expect(one.granted).toHaveLength(2)
  await house.host.close()
  await house.clock.run(100)
  expect(one.granted.at(-1)).toBe('<sip:office@192.0.2.1:5060> 0')
})

test('a call to the contact was to the number that P-Called-Party-ID or To tells', async () => {
  const house = await registering((made) => new Carrier(made, ONE))
  const caller = house.outside('13800138000', ONE)
  const dialled = async (...how: Parameters<typeof caller.dial>) => {
    const call = caller.dial(...how)
    await house.clock.run(100)
    const { state, status } = call()
    caller.hangUp(call())
    await house.clock.run(100)
    return state === 'over' ? status : state
  }
  const asserted = [['P-Called-Party-ID', '"orders" <sip:10086@carrier.example>']] as const
  expect(await dialled('office', asserted)).toBe('talking')
  expect(await dialled('office', [], '10086')).toBe('talking')
  expect(await dialled('office')).toBe(404)
  // A number that is dialled as such is that number.
  expect(await dialled('10010', asserted, '10086')).toBe(404)
})

test('one that refuses is asked again ten minutes later, and that is told', async () => {
  let one!: Carrier
  const house = await registering((made) => {
    one = new Carrier(made, ONE)
    one.refuses = 403
  })
  expect([await registered(house), one.asked]).toEqual([0, 1])
  expect(said(house)).toEqual(['warn refused'])
  one.refuses = 0
  await house.clock.run(599_000)
  expect(one.asked).toBe(1)
  await house.clock.run(2000)
  expect(await registered(house)).toBe(1)
  expect(said(house).at(-1)).toBe('info registered')
})

test('a server that says nothing: the next one is told', async () => {
  let two!: Carrier
  const house = await registering((made) => (two = new Carrier(made, TWO)))
  await house.clock.run(31_000)
  expect(said(house)).toEqual([])
  await house.clock.run(35_000)
  expect(said(house)).toEqual(['warn failing', 'info registered'])
  expect(two.granted).toHaveLength(1)
})

test('a name that nobody knows yet is registered with when it is known', async () => {
  let one!: Carrier
  const house = await registering((made) => {
    one = new Carrier(made, ONE)
    made.names.isThere = false
  })
  expect(one.asked).toBe(0)
  house.names.isThere = true
  await house.clock.run(15_000)
  expect(await registered(house)).toBe(1)
})

test('another configuration: registered anew where it is another, taken back where it is not wanted, left alone where it is the same', async () => {
  let one!: Carrier
  const house = await registering((made) => (one = new Carrier(made, ONE)))
  const reload = async (trunk: typeof TRUNK) => {
    house.host.reload(sourcesOf(), { ...house.config, trunks: [trunk] })
    await house.clock.run(100)
  }
  await reload({ ...TRUNK, maxCalls: 7 })
  expect(one.granted).toHaveLength(1)
  await reload({ ...TRUNK, password: 'another secret 1' })
  expect(one.granted.slice(1)).toEqual(['<sip:office@192.0.2.1:5060> 0'])
  expect(said(house)).toEqual(['info registered', 'warn refused'])
  await reload(TRUNK)
  expect(one.granted.slice(2)).toEqual(['<sip:office@192.0.2.1:5060> 600'])
  await reload({ ...TRUNK, register: false })
  expect(one.granted.slice(3)).toEqual(['<sip:office@192.0.2.1:5060> 0'])
  expect(await registered(house)).toBe(0)
})
