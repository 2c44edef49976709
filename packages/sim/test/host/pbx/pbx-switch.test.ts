import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PbxSwitch } from '../../../src/host/pbx/pbx-switch.ts'
import { legEndOf } from '../../../src/host/sip/sip-calls.ts'
import type { HostConfig } from '../../../src/host/config/host-config.ts'
import type { SwitchEvent } from '../../../src/host/switch/switch-event.ts'
import { configOf } from '../support/small-house.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import type { Lab } from './lab.ts'
import { ScriptedAsterisk } from './scripted-asterisk.ts'
import { ScriptedFreeSwitch } from './scripted-freeswitch.ts'

const LABS = [ScriptedAsterisk, ScriptedFreeSwitch]

interface Bench {
  readonly lab: Lab
  readonly clock: VirtualClock
  readonly told: SwitchEvent[]
  readonly exchange: PbxSwitch
}

async function open(kind: (typeof LABS)[number], more: Partial<HostConfig> = {}): Promise<Bench> {
  const clock = new VirtualClock(1_000_000)
  const lab = new kind((run) => {
    clock.at(clock.nowMs() + 1, run)
  })
  const told: SwitchEvent[] = []
  const trunks = [{ ...configOf().trunks[0]!, to: 'carrier' }]
  const options = { config: configOf({ trunks, ...more }), clock, prefix: 'strowger-1', pbx: lab.pbx }
  const exchange = await PbxSwitch.open(options, (event) => told.push(event))
  await clock.run(20)
  return { lab, clock, told, exchange }
}

/** The leg of a call that has just come in. */
async function callIn({ lab, clock, told }: Bench, number = '13800000001'): Promise<{ leg: number; channel: string }> {
  const channel = lab.call('carrier', number, '10086')
  await clock.run(20)
  const event = told.findLast(({ kind }) => kind === 'incoming')
  if (event?.kind !== 'incoming') throw new Error('nobody came in')
  return { leg: event.leg, channel }
}

describe.each(LABS)('%o as an exchange', (kind) => {
  test('a trunk and an agent come in as who they are; others are refused', async () => {
    const bench = await open(kind)
    const { lab, clock, told } = bench
    lab.call('carrier', '13800000001', '10086')
    lab.call('1001', '1001', '*70')
    const stranger = lab.call('somebody', '666', '10086')
    await clock.run(20)
    expect(told).toEqual([
      { kind: 'incoming', leg: 1, from: '13800000001', to: '10086', origin: { kind: 'trunk', trunk: 'carrier' } },
      { kind: 'incoming', leg: 2, from: '1001', to: '*70', origin: { kind: 'phone', number: '1001' } },
    ])
    expect([lab.isUp(stranger), lab.causeOf(stranger)]).toEqual([undefined, 21])
  })

  test('it cannot hear who has answered, and says that it is not sure', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const [here, gone] = [await callIn(bench), await callIn(bench)]
    exchange.detect(here.leg)
    exchange.detect(gone.leg)
    exchange.hangUp(gone.leg)
    await clock.run(20)
    expect(told.filter(({ kind }) => kind === 'answered-by')).toEqual([
      { kind: 'answered-by', leg: here.leg, by: 'unsure', cause: 'out-of-time' },
    ])
    expect(lab.isUp(gone.channel)).toBeUndefined()
  })

  test('answered, refused, hung up: each leg ends once, and what is asked of one that has ended changes nothing', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const [kept, busy, gone] = [await callIn(bench), await callIn(bench), await callIn(bench)]
    exchange.ring(kept.leg)
    exchange.answer(kept.leg)
    exchange.refuse(busy.leg, 'busy')
    lab.hangUp(gone.channel)
    await clock.run(20)
    expect([lab.isUp(kept.channel), lab.causeOf(busy.channel)]).toEqual([true, 17])
    exchange.hangUp(kept.leg)
    for (const { leg } of [kept, busy, gone]) {
      exchange.answer(leg)
      exchange.refuse(leg, 'busy')
      exchange.hear(leg, [kept.leg])
      exchange.play(leg, { prompts: ['welcome'] })
      exchange.hangUp(leg)
    }
    await clock.run(20)
    expect(told.filter(({ kind }) => kind === 'ended')).toEqual([
      { kind: 'ended', leg: busy.leg, reason: 'hung-up' },
      { kind: 'ended', leg: gone.leg, reason: 'gone' },
      { kind: 'ended', leg: kept.leg, reason: 'hung-up' },
    ])
    expect(lab.mistakes).toEqual([])
  })

  test('a number goes by the next trunk that allows it where the first has no line free', async () => {
    const [usual] = configOf().trunks
    const trunks = ['first', 'second'].map((name) => ({ ...usual!, name, to: name, maxCalls: 1 }))
    const { lab, clock, told, exchange } = await open(kind, { trunks })
    const from = { number: '1', name: '' }
    const [one, two, three] = ['0571888881', '0571888882', '0571888883'].map((number) =>
      exchange.originate({ kind: 'outside', number }, { from }),
    )
    await clock.run(20)
    expect(told).toEqual([
      { kind: 'ended', leg: three, reason: 'unreachable' },
      { kind: 'ringing', leg: one },
      { kind: 'ringing', leg: two },
    ])
    lab.hangUp(lab.ringing('0571888882')[0]!, 17)
    await clock.run(20)
    exchange.originate({ kind: 'outside', number: '0571888884' }, { from })
    await clock.run(20)
    expect(lab.ringing('0571888884')).toHaveLength(1)
    expect(lab.mistakes).toEqual([])
  })

  test('a phone rings and answers, is busy, is not there; a number goes by the trunk that allows it', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const from = { number: '10086', name: 'orders' }
    const [answers, refuses, never] = ['1001', '1002', '1003'].map((number) =>
      exchange.originate({ kind: 'phone', number }, { from, autoAnswer: number === '1001' }),
    )
    const outside = exchange.originate({ kind: 'outside', number: '0571888888' }, { from })
    const forbidden = exchange.originate({ kind: 'outside', number: '911' }, { from })
    await clock.run(20)
    expect(told.filter(({ kind }) => kind === 'ringing')).toHaveLength(4)
    lab.answer(lab.ringing('1001')[0]!)
    await clock.run(20)
    lab.hangUp(lab.ringing('1002')[0]!, 17)
    lab.hangUp(lab.ringing('1003')[0]!, 20)
    lab.answer(lab.ringing('0571888888')[0]!)
    await clock.run(20)
    expect(told.filter(({ kind }) => kind === 'answered' || kind === 'ended')).toEqual([
      { kind: 'ended', leg: forbidden, reason: 'unreachable' },
      { kind: 'answered', leg: answers },
      { kind: 'ended', leg: refuses, reason: 'refused' },
      { kind: 'ended', leg: never, reason: 'unreachable' },
      { kind: 'answered', leg: outside },
    ])
    expect(lab.mistakes).toEqual([])
  })

  test.each([404, 408, 480, 486, 500, 503, 600, 603])(
    'a phone that answers %i is what it is to the host’s own SIP',
    async (status) => {
      const { lab, clock, told, exchange } = await open(kind)
      const leg = exchange.originate({ kind: 'phone', number: '1001' }, { from: { number: '10086', name: '' } })
      await clock.run(20)
      lab.refuse(lab.ringing('1001')[0]!, status)
      await clock.run(20)
      expect(told.at(-1)).toEqual({ kind: 'ended', leg, reason: legEndOf('refused', status) })
    },
  )

  test('a phone that was not reached is there again when it registers again, and not before', async () => {
    const { lab, clock, told, exchange } = await open(kind)
    const registrations = () => told.filter((event) => event.kind === 'registered' || event.kind === 'unregistered')
    lab.register('1001')
    exchange.originate({ kind: 'phone', number: '1001' }, { from: { number: '10086', name: '' } })
    await clock.run(20)
    lab.refuse(lab.ringing('1001')[0]!, 503)
    await clock.run(20)
    expect(registrations()).toHaveLength(1)
    lab.register('1001')
    expect(registrations().at(-1)).toEqual({ kind: 'registered', number: '1001' })
    lab.register('1001')
    expect(registrations()).toHaveLength(2)
  })

  test('programs play sound by sound, a sound that is not there as a beep, music until it is stopped', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const { leg, channel } = await callIn(bench)
    exchange.answer(leg)
    exchange.play(leg, { prompts: ['welcome', 'missing', 'main menu'] })
    const heard: (string | undefined)[] = []
    for (let sound = 0; sound < 4; sound += 1) {
      await clock.run(20)
      heard.push(lab.plays(channel))
      lab.finish(channel)
    }
    await clock.run(20)
    expect([heard[0], heard[1], heard[3]]).toEqual(
      ['welcome', 'missing', 'main-menu'].map((name) => `sound:strowger/${name}`),
    )
    expect(heard[2]).toMatch(/beep|tone/)
    expect(told.filter(({ kind }) => kind === 'played')).toEqual([{ kind: 'played', leg }])
    exchange.play(leg, { prompts: ['music'], loop: true })
    await clock.run(20)
    expect(lab.plays(channel)).toBe('music music')
    exchange.play(leg, { prompts: ['goodbye', 'digit 3'] })
    await clock.run(20)
    expect(lab.plays(channel)).toBe('sound:strowger/goodbye')
    exchange.stopPlay(leg)
    await clock.run(20)
    expect(lab.plays(channel)).toBeUndefined()
    expect(told.filter(({ kind }) => kind === 'played')).toHaveLength(1)
    expect(lab.mistakes).toEqual([])
  })

  test('digits, hold, registrations, recordings are told', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const { leg, channel } = await callIn(bench)
    exchange.answer(leg)
    lab.register('1001')
    lab.register('1001')
    lab.register('6666')
    lab.register('1001', false)
    lab.press(channel, '#')
    lab.hold(channel, true)
    lab.hold(channel, false)
    exchange.record('call-1', [leg])
    await clock.run(20)
    expect(lab.recordings()).toEqual(['call-1'])
    exchange.stopRecord('call-1')
    exchange.record('call-2', [99])
    await clock.run(20)
    expect(lab.recordings()).toEqual([])
    const isTold = new Set(['registered', 'unregistered', 'digit', 'held', 'resumed', 'recorded'])
    expect(told.filter((event) => isTold.has(event.kind))).toEqual([
      { kind: 'registered', number: '1001' },
      { kind: 'unregistered', number: '1001' },
      { kind: 'digit', leg, digit: '#' },
      { kind: 'held', leg },
      { kind: 'resumed', leg },
      { kind: 'recorded', id: 'call-2', path: '', durationMs: 0 },
      { kind: 'recorded', id: 'call-1', path: expect.stringContaining('call-1.wav') as string, durationMs: 7000 },
    ])
  })

  test('a caller who hangs up while something plays is gone: what was to come after it does not come', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const { leg, channel } = await callIn(bench)
    exchange.answer(leg)
    exchange.play(leg, { prompts: ['welcome'] })
    await clock.run(20)
    lab.hangUp(channel)
    await clock.run(20)
    expect(told.slice(-1)).toEqual([{ kind: 'ended', leg, reason: 'gone' }])
    expect(told.filter((event) => event.kind === 'played')).toEqual([])
    expect(lab.mistakes).toEqual([])
  })

  test('a recording that is stopped as it begins ends, and is told', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const { leg } = await callIn(bench)
    exchange.answer(leg)
    await clock.run(20)
    for (let moment = 0; moment < 6; moment += 1) {
      const id = `call-${moment}`
      exchange.record(id, [leg])
      if (moment > 0) await clock.run(moment)
      exchange.stopRecord(id)
      await clock.run(20)
      expect([id, lab.recordings()]).toEqual([id, []])
      expect(told.filter((event) => event.kind === 'recorded' && event.id === id)).toHaveLength(1)
    }
  })

  test('a call that is hung up as soon as it is made rings nowhere', async () => {
    const { lab, clock, told, exchange } = await open(kind)
    const leg = exchange.originate({ kind: 'phone', number: '1001' }, { from: { number: '10086', name: '' } })
    exchange.hangUp(leg)
    await clock.run(50)
    expect(lab.ringing('1001')).toEqual([])
    expect(told).toEqual([{ kind: 'ended', leg, reason: 'hung-up' }])
  })

  test('keys are told and do nothing else, to what plays or to a conversation', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const [caller, agent] = [await callIn(bench), await callIn(bench)]
    for (const { leg } of [caller, agent]) exchange.answer(leg)
    exchange.play(caller.leg, { prompts: ['music'], loop: true })
    await clock.run(20)
    lab.press(caller.channel, '*')
    expect(lab.plays(caller.channel)).toBe('music music')
    exchange.stopPlay(caller.leg)
    exchange.hear(caller.leg, [agent.leg])
    exchange.hear(agent.leg, [caller.leg])
    await clock.run(20)
    for (const digit of '*#') lab.press(agent.channel, digit)
    await clock.run(20)
    expect([lab.hears(caller.channel), lab.hears(agent.channel)]).toEqual([[agent.channel], [caller.channel]])
    expect(told.flatMap((event) => (event.kind === 'digit' ? event.digit : []))).toEqual(['*', '*', '#'])
  })

  test('keys and holds of an agent are told once, however often the exchange tells them', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const leg = exchange.originate({ kind: 'phone', number: '1001' }, { from: { number: '1', name: '' } })
    await clock.run(20)
    const [channel = ''] = lab.ringing('1001')
    lab.answer(channel)
    await clock.run(20)
    const keys = ['*', '1', '1']
    for (const digit of keys) lab.press(channel, digit)
    lab.hold(channel, true)
    lab.hold(channel, false)
    lab.hangUp(channel)
    await clock.run(20)
    const isKey = (event: SwitchEvent) => ['digit', 'held', 'resumed', 'ended'].includes(event.kind)
    expect(told.filter(isKey)).toEqual([
      ...keys.map((digit) => ({ kind: 'digit', leg, digit })),
      { kind: 'held', leg },
      { kind: 'resumed', leg },
      { kind: 'ended', leg, reason: 'gone' },
    ])
  })

  test('a call is put on hold and taken back as often as one likes, and recorded alone and then with the other side', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const [caller, agent] = [await callIn(bench), await callIn(bench)]
    for (const { leg } of [caller, agent]) exchange.answer(leg)
    exchange.record('alone', [caller.leg])
    await clock.run(20)
    exchange.stopRecord('alone')
    for (let hold = 0; hold < 50; hold += 1) {
      for (const connected of [true, false]) {
        exchange.hear(caller.leg, connected ? [agent.leg] : [])
        exchange.hear(agent.leg, connected ? [caller.leg] : [])
        await clock.run(10)
      }
    }
    exchange.record('both', [caller.leg, agent.leg])
    await clock.run(20)
    expect(lab.recordings()).toEqual(['both'])
    expect(told.filter((event) => event.kind === 'ended')).toEqual([])
    expect(lab.mistakes).toEqual([])
  })

  test('a phone that goes while the connection is lost is told when it stands again', async () => {
    const { lab, clock, told } = await open(kind)
    for (const number of ['1001', '1002']) lab.register(number)
    await clock.run(20)
    lab.disconnect()
    lab.register('1001', false)
    lab.reconnect()
    await clock.run(50)
    expect(told.filter((event) => event.kind === 'registered' || event.kind === 'unregistered')).toEqual([
      { kind: 'registered', number: '1001' },
      { kind: 'registered', number: '1002' },
      { kind: 'unregistered', number: '1001' },
    ])
  })

  test('when the connection is lost every leg ends; when it stands again, calls that were left are ended, new ones come in', async () => {
    const bench = await open(kind)
    const { lab, clock, told, exchange } = bench
    const { leg, channel } = await callIn(bench)
    const other = await callIn(bench)
    exchange.answer(leg)
    exchange.answer(other.leg)
    exchange.hear(leg, [other.leg])
    exchange.hear(other.leg, [leg])
    exchange.record('call-1', [leg, other.leg])
    await clock.run(20)
    const [one, two] = [await callIn(bench), await callIn(bench)]
    for (const each of [one, two]) exchange.answer(each.leg)
    exchange.hear(one.leg, [two.leg])
    exchange.hear(two.leg, [one.leg])
    await clock.run(20)
    lab.disconnect()
    const path = expect.stringContaining('call-1.wav') as string
    expect(told.filter(({ kind: what }) => what === 'recorded')).toMatchObject([{ id: 'call-1', path, durationMs: 0 }])
    const gone = told.slice(-4).map((event) => ('leg' in event ? event.leg : 0))
    expect(gone).toEqual([leg, other.leg, one.leg, two.leg])
    expect(lab.isUp(channel)).toBe(true)
    // These two do not wait for it: nobody is left where they were connected.
    for (const each of [one, two]) lab.hangUp(each.channel)
    await clock.run(20)
    lab.reconnect()
    await clock.run(20)
    expect(lab.isUp(channel)).toBeUndefined()
    const next = await callIn(bench)
    expect(next.channel).not.toBe(channel)
    expect(lab.isUp(next.channel)).toBe(false)
    expect((await exchange.figures()).get('pbx_connected')).toBe(1)
    // What they were connected by is gone as well.
    expect(lab.leftovers()).toEqual([])
  })

  test('everybody hears whom they are to hear, and nobody else, whatever changes in whatever order', async () => {
    const change = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant('hear'), who: fc.nat(5), sources: fc.subarray([0, 1, 2, 3, 4, 5]) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('meet'), who: fc.nat(5), sources: fc.subarray([0, 1, 2, 3, 4, 5]) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), who: fc.nat(5), sources: fc.constant([]) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(change, fc.boolean()), { maxLength: 25 }), async (changes) => {
        const bench = await open(kind)
        const { lab, clock, exchange } = bench
        const parties: { leg: number; channel: string }[] = []
        for (let party = 0; party < 6; party += 1) parties.push(await callIn(bench))
        for (const { leg } of parties) exchange.answer(leg)
        const hears = new Map(parties.map(({ leg }) => [leg, new Set<number>()]))
        const asked = new Set<string>()
        const set = (leg: number, sources: readonly number[]) => {
          if (!hears.has(leg)) return
          const listener = parties.find((each) => each.leg === leg)!.channel
          for (const { leg: source, channel } of parties)
            if (sources.includes(source)) asked.add(`${listener} ${channel}`)
          hears.set(leg, new Set(sources.filter((source) => source !== leg)))
          exchange.hear(leg, sources)
        }
        for (const [{ do: what, who, sources }, settles] of changes) {
          const legs = sources.map((source) => parties[source]!.leg)
          const { leg, channel } = parties[who]!
          if (what === 'hear') set(leg, legs)
          else if (what === 'meet') for (const each of legs) set(each, legs)
          else {
            lab.hangUp(channel)
            hears.delete(leg)
          }
          if (settles) await clock.run(20)
        }
        await clock.run(50)
        for (const { leg, channel } of parties) {
          const sources = [...(hears.get(leg) ?? [])].filter((source) => hears.has(source))
          const expected = sources.map((source) => parties.find((each) => each.leg === source)!.channel).toSorted()
          expect(lab.hears(channel), `${channel} hears`).toEqual(expected)
        }
        // Not even for a moment does anybody hear whom they were never to hear.
        expect([...lab.everHeard].filter((pair) => !asked.has(pair))).toEqual([])
        for (const { leg } of parties) exchange.hear(leg, [])
        await clock.run(50)
        expect(lab.leftovers()).toEqual([])
        expect(lab.mistakes).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
