import { LifeLines } from '@strowger/acd'
import { completeAmdOptions } from '@strowger/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { configOf, SmallHouse, sourcesOf } from './support/small-house.ts'
import type { PhoneCall, Telephone } from './support/telephone.ts'

// Whatever callers, agents and supervisors do at their telephones, in whatever order: nobody is lost, nothing is left, and the journal decides
// the same again.

const FLOW = `
numbers: { '10086': main }
prompts: { welcome: { durationMs: 1000 }, rate us: { durationMs: 1000 } }
flows:
  main:
    nodes:
      welcome:
        do: menu
        prompt: welcome
        attempts: 1
        digits: { '1': orders, '2': complaints, '3': box, '4': out, '5': later }
        onTimeout: orders
        onWrong: { do: hang-up, reason: wrong }
      orders: { do: queue, type: orders, next: rate }
      complaints: { do: queue, type: complaints, rules: [{ afterMs: 20000, next: box }] }
      rate: { do: survey, prompt: rate us, from: 1, to: 3, attempts: 1, next: { do: hang-up, reason: done } }
      box: { do: voicemail, box: night, limitMs: 20000 }
      out: { do: transfer, to: '075512345', done: { do: hang-up, reason: gone over }, failed: orders }
      later: { do: callback, number: caller, withinMs: 600000 }
`
const SCENARIO = `
strowger: 1
name: Anything
run: { duration: 1h, startsAt: '09:00' }
offers: { timeout: 10s, notReadyFor: 20s }
types:
  orders: { arrivals: { perHour: 10 }, handlingTime: 60s, afterCallWork: 10s, afterCallWorkOnTransfer: true }
  complaints: { arrivals: { perHour: 10 }, handlingTime: 60s, priority: 3 }
  urgent:
    arrivals: { perHour: 10 }
    handlingTime: 60s
    overflow: [{ name: long wait, after: 3s, callback: true }]
    callback: { accepts: 1, promise: 1m, retry: 20s, attempts: 3, expire: 5m }
    winBack: { campaign: regrets, after: 10s }
  missed: { arrivals: { perHour: 0 }, handlingTime: 60s }
  reviews: { arrivals: { perHour: 0 }, handlingTime: 60s, afterCallWork: 10s }
  sales: { arrivals: { perHour: 0 }, handlingTime: 60s }
groups: { front: { agents: 4, ringTime: 2s } }
campaigns:
  regrets: { type: missed, mode: progressive, retry: 20s, attempts: 2, expire: 5m }
  reviews: { type: reviews, mode: preview, retry: 20s, attempts: 2, expire: 5m }
  offers: { type: sales, mode: predictive, retry: 20s, attempts: 2, maxHold: 5s, expire: 5m }
flows: { file: menu.yaml, calls: { orders: '10086' }, callers: { reaction: 1s } }
`
const sources = sourcesOf(SCENARIO, { 'menu.yaml': FLOW })
const CODES = ['*70', '*71', '*721', '*73', '*74', '*801001', '*811001', '*821002', '*831001', '*851001', '*861002']
const KEYS = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '#',
  '*1',
  '*21002#',
  '*3',
  '*4',
  '*5',
  '*6911#',
  '*61003#',
  '*6075512345#',
  '*2075512345#',
]
const TRANSFERS = ['1001', '1002', '911', '075512345', 'nobody']

const act = fc.record({
  who: fc.nat(7),
  what: fc.constantFrom(
    'dial',
    'dial',
    'answer',
    'answer',
    'answer',
    'refuse',
    'hang up',
    'hang up',
    'keys',
    'keys',
    'code',
    'hold',
    'resume',
    'transfer',
    'register',
    'silence',
    'list',
    'list',
    'yes',
    'yes',
    'restart',
  ),
  which: fc.nat(20),
  afterMs: fc.constantFrom(0, 0, 50, 1000, 3000, 12_000),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const open = (phone: Telephone, ...states: readonly PhoneCall['state'][]) =>
  phone.calls.filter(({ state }) => states.includes(state))

function play(house: SmallHouse, phones: readonly Telephone[], { who, what, which }: Act): void {
  const phone = phones[who]!
  const isAgent = who < 4
  const pick = <T>(list: readonly T[]): T | undefined => list[which % Math.max(1, list.length)]
  const ringing = pick(open(phone, 'ringing'))
  const talking = pick(open(phone, 'talking'))
  if (what === 'dial') phone.dial(pick(isAgent ? ['1001', '1002', '075512345', '911'] : ['10086', '911', '911'])!)
  else if (what === 'answer' && ringing !== undefined) phone.answer(ringing)
  else if (what === 'refuse' && ringing !== undefined) phone.refuse(486, ringing)
  else if (what === 'hang up') {
    const call = pick(open(phone, 'ringing', 'calling', 'talking'))
    if (call !== undefined) phone.hangUp(call)
  } else if (what === 'keys' && talking !== undefined) phone.press(pick(KEYS)!, talking)
  else if (what === 'code' && isAgent) phone.dial(pick(CODES)!)
  else if (what === 'hold' && talking !== undefined) phone.hold(talking)
  else if (what === 'resume' && talking !== undefined) phone.resume(talking)
  else if (what === 'transfer' && talking !== undefined && isAgent) {
    phone.transfer(pick(TRANSFERS)!, talking, which % 3 === 0 ? phone.node.lastDialog : '')
  } else if (what === 'register' && isAgent) phone.register(which % 4 === 0 ? 0 : 3600)
  else if (what === 'yes') {
    for (const caller of phones.slice(4)) for (const call of open(caller, 'talking')) caller.press('1', call)
  } else if (what === 'list') {
    house.host.dialling.list(pick(['regrets', 'reviews', 'offers'])!, `1370013700${which}`, 1000 * (which % 3))
  } else if (what === 'silence' && talking !== undefined) house.media.silence(talking.remotePort)
}

/** Whom the media hear answer, in turn; of the last of them they never tell. */
const HEARD = ['human', 'machine', 'network', 'unsure', undefined] as const

/** Most of those who are called outside answer by themselves; machines record after a while. */
function answersBySelf(house: SmallHouse, phone: Telephone): void {
  const after = (ms: number, act: () => void) => house.clock.at(house.clock.nowMs() + ms, act)
  phone.onRing = (call) => {
    const nth = phone.calls.length
    const by = HEARD[nth % HEARD.length]
    after(500, () => {
      if (call.state !== 'ringing' || nth % 6 === 0) return
      phone.answer(call)
      after(1000, () => {
        if (by !== undefined) house.media.answeredBy(call.remotePort, by)
      })
      after(3000, () => {
        house.media.machineRecords(call.remotePort)
      })
    })
  }
}

test('nobody is lost, nothing is left, the journal decides the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 60 }), async (acts) => {
      const trunk = { name: 'carrier', from: ['198.51.100.7'], user: undefined, password: undefined }
      const out = { to: 'sip:198.51.100.9:5060', register: false, callerId: '10086', maxCalls: 100, allow: /^\d{5,}$/ }
      const house = await SmallHouse.open(
        {
          phones: { ...configOf().phones, calls: 'outside' },
          trunks: [{ ...trunk, ...out }],
          numbers: new Map([['911', 'urgent']]),
          campaigns: new Map([
            ['reviews', { message: undefined, unsure: 'human', analysis: completeAmdOptions({}) }],
            ['offers', { message: 'call us back', unsure: 'machine', analysis: completeAmdOptions({}) }],
          ]),
        },
        sources,
        40,
      )
      const agents = ['1001', '1002', '1003', '1000'].map((number) => house.phone(number))
      const outside = [house.outside('13800138001'), house.outside('13800138002'), house.outside('13800138003')]
      const phones = [...agents, ...outside, house.outside('partner', '198.51.100.9', 5060)]
      answersBySelf(house, phones[7]!)
      for (const phone of agents) {
        phone.register()
        for (const code of ['*70', '*71']) {
          await house.clock.run(1100)
          phone.dial(code)
        }
      }
      for (const each of acts) {
        if (each.what === 'restart' && each.which === 0) {
          await house.kill()
          await house.start(sources)
        } else play(house, phones, each)
        await house.clock.run(each.afterMs)
      }
      // Everybody goes home; what rings is not answered, and what was promised is tried in vain.
      for (let times = 0; times < 8; times += 1) {
        for (const phone of phones) {
          for (const call of open(phone, 'ringing', 'calling', 'talking')) phone.hangUp(call)
        }
        await house.clock.run(times < 4 ? 30_000 : 200_000)
      }
      expect(house.log.filter(({ event }) => event === 'mistake')).toEqual([])
      expect({ calls: house.host.calls, media: house.media.legs.size }).toEqual({ calls: 0, media: 0 })
      const figures = await house.host.house.exchange.figures()
      expect({ legs: figures.get('legs'), lines: figures.get('trunk_lines_in_use') }).toEqual({ legs: 0, lines: 0 })
      const { desk } = house.host.house
      expect(desk.machine.size).toBe(0)
      for (let agent = 0; agent < 4; agent += 1) {
        expect(['connected', 'offered', 'wrap-up']).not.toContain(desk.engine.agentState(agent))
      }
      expect(house.host.house.numbers.size).toBe(0)
      const lives = new LifeLines()
      for (const event of house.told) lives.observe(event)
      expect(lives.problems).toEqual([])
      house.expectReplay()
    }),
    { numRuns: 60 },
  )
})
