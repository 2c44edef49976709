import type { DeskEvent } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { Host } from '../../../src/host/host.ts'
import type { HostConfig } from '../../../src/host/config/host-config.ts'
import { PbxSwitch } from '../../../src/host/pbx/pbx-switch.ts'
import { compareDecisions } from '../../../src/host/recovery/compare-decisions.ts'
import { configOf, MemoryStore, sourcesOf } from '../support/small-house.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import type { Lab } from './lab.ts'
import { ScriptedAsterisk } from './scripted-asterisk.ts'
import { ScriptedFreeSwitch } from './scripted-freeswitch.ts'

const LABS = [ScriptedAsterisk, ScriptedFreeSwitch]

/** A host whose telephones are those of a PBX. */
class House {
  readonly clock = new VirtualClock(1_000_000)
  readonly store = new MemoryStore()
  readonly told: DeskEvent[] = []
  readonly errors: string[] = []
  readonly lab: Lab
  host!: Host

  private constructor(kind: (typeof LABS)[number]) {
    this.lab = new kind((run) => {
      this.clock.at(this.clock.nowMs() + 1, run)
    })
  }

  static async open(kind: (typeof LABS)[number], more: Partial<HostConfig> = {}): Promise<House> {
    const house = new House(kind)
    const { clock, store, lab } = house
    const config = configOf({ trunks: [{ ...configOf().trunks[0]!, to: 'carrier' }], ...more })
    house.host = await Host.open({
      config,
      sources: sourcesOf(),
      clock,
      store,
      log: {
        say: (level, event) => {
          if (level === 'error') house.errors.push(event)
        },
      },
      services: async () => await Promise.resolve(undefined),
      onTold: (event) => house.told.push(event),
      exchange: async (onEvent) => await PbxSwitch.open({ config, clock, prefix: 'strowger-1', pbx: lab.pbx }, onEvent),
    })
    for (const number of ['1001', '1002']) lab.register(number)
    await clock.run(50)
    return house
  }

  /** An agent dials codes and hangs up. */
  async dial(number: string, ...codes: string[]): Promise<void> {
    for (const code of codes) {
      const channel = this.lab.call(number, number, code)
      await this.clock.run(100)
      this.lab.finish(channel)
      await this.clock.run(1500)
      this.lab.hangUp(channel)
    }
  }

  async callIn(number = '13800138000'): Promise<string> {
    const channel = this.lab.call('carrier', number, '10086')
    await this.clock.run(1000)
    return channel
  }

  /** The phone of an agent that rings is answered. */
  async answer(number: string): Promise<string> {
    const [channel = ''] = this.lab.ringing(number)
    this.lab.answer(channel)
    await this.clock.run(100)
    return channel
  }

  kinds(kind: DeskEvent['kind']): DeskEvent[] {
    return this.told.filter((event) => event.kind === kind)
  }

  /** No mistake was made on either side, nothing is left at the PBX, and doing the journal again decides the same. */
  expectSound(): void {
    expect(this.lab.mistakes).toEqual([])
    expect(this.errors).toEqual([])
    for (const [at, journal] of this.store.journals.entries()) {
      const live = this.store.decisions[at]!
      const again = compareDecisions(journal, `${live.join('\n')}${live.length > 0 ? '\n' : ''}`)
      expect(again).toMatchObject({ same: live.length, unwritten: 0, difference: undefined })
    }
  }
}

describe.each(LABS)('with the telephones of %o', (kind) => {
  test('a call waits with music, rings, is answered, recorded, ended; after-call work follows', async () => {
    const house = await House.open(kind, { recording: { calls: 'all', announce: '' } })
    const { lab, clock } = house
    const caller = await house.callIn()
    expect(lab.isUp(caller)).toBe(true)
    expect(lab.plays(caller)).toBe('music music')
    await house.dial('1001', '*70', '*71')
    expect(house.kinds('offered')).toHaveLength(1)
    const agent = await house.answer('1001')
    expect(house.kinds('connected')).toHaveLength(1)
    expect(lab.plays(caller)).toBeUndefined()
    expect([lab.hears(caller), lab.hears(agent)]).toEqual([[agent], [caller]])
    expect(lab.recordings()).toHaveLength(1)
    await clock.run(30_000)
    lab.hangUp(caller)
    await clock.run(100)
    expect(lab.isUp(agent)).toBeUndefined()
    expect(lab.recordings()).toEqual([])
    expect(house.kinds('released')).toMatchObject([{ wrapUp: true }])
    expect(house.kinds('ended')).toMatchObject([{ reason: 'served', by: 'caller' }])
    await clock.run(60_000)
    expect(house.kinds('wrap-up-ended')).toHaveLength(1)
    expect(lab.leftovers()).toEqual([])
    house.expectSound()
  })

  test('a caller on hold hears music, and its agent again', async () => {
    const house = await House.open(kind)
    const { lab, clock } = house
    await house.dial('1001', '*70', '*71')
    const caller = await house.callIn()
    const agent = await house.answer('1001')
    lab.hold(agent, true)
    await clock.run(100)
    expect([lab.plays(caller), lab.hears(caller)]).toEqual(['music music', []])
    lab.hold(agent, false)
    await clock.run(100)
    expect([lab.plays(caller), lab.hears(caller)]).toEqual([undefined, [agent]])
    house.expectSound()
  })

  test('a busy phone declines, a silent one is not asked again, one that is gone is unreachable: the caller reaches the next', async () => {
    const house = await House.open(kind)
    const { lab, clock } = house
    await house.dial('1001', '*70', '*71')
    const caller = await house.callIn()
    lab.hangUp(lab.ringing('1001')[0]!, 17)
    await clock.run(100)
    expect(house.kinds('offer-ended')).toMatchObject([{ reason: 'declined' }])
    lab.register('1001', false)
    await house.dial('1002', '*70', '*71')
    const agent = await house.answer('1002')
    expect(lab.hears(caller)).toEqual([agent])
    house.expectSound()
  })

  test('a supervisor listens, whispers, comes in', async () => {
    const house = await House.open(kind)
    const { lab, clock, host } = house
    await house.dial('1001', '*70', '*71')
    const caller = await house.callIn()
    const agent = await house.answer('1001')
    await house.dial('1000', '*70')
    const { desk, agents } = host.house
    const [main] = host.house.contacts.talksOf(agents.agentOf('1001')!)
    desk.do({ do: 'listen', contact: main!.id, agent: agents.agentOf('1000')! })
    await clock.run(100)
    const supervisor = await house.answer('1000')
    const heard = () => [caller, agent, supervisor].map((channel) => lab.hears(channel))
    expect(heard()).toEqual([[agent], [caller], [agent, caller].toSorted()])
    desk.do({ do: 'whisper', contact: main!.id, agent: agents.agentOf('1000')! })
    await clock.run(100)
    expect(heard()).toEqual([[agent], [caller, supervisor].toSorted(), [agent, caller].toSorted()])
    desk.do({ do: 'barge-in', contact: main!.id, agent: agents.agentOf('1000')! })
    await clock.run(100)
    expect(heard()).toEqual([
      [agent, supervisor].toSorted(),
      [caller, supervisor].toSorted(),
      [agent, caller].toSorted(),
    ])
    house.expectSound()
  })

  test('when the connection is lost nobody is left in the books, and the next call is served', async () => {
    const house = await House.open(kind)
    const { lab, clock } = house
    await house.dial('1001', '*70', '*71')
    await house.callIn()
    await house.answer('1001')
    lab.disconnect()
    await clock.run(100)
    expect(house.kinds('ended')).toHaveLength(1)
    lab.reconnect()
    await clock.run(120_000)
    lab.register('1001')
    await house.dial('1001', '*71')
    const caller = await house.callIn()
    const agent = await house.answer('1001')
    expect(lab.hears(caller)).toEqual([agent])
    house.expectSound()
  })
})
