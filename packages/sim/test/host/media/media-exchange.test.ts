import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { L16, RtcpCursor, RtpView, Xoshiro128, readReport, softLimit, writeRtp } from '@strowger/core'
import type { AmdOptions } from '@strowger/core'
import { nodeCryptography } from '@strowger/core/edge'
import { Answer } from '../../../../core/test/amd/answers.ts'
import type { LegConnection, LegId } from '../../../src/host/media/leg.ts'
import type { LegOutlet } from '../../../src/host/media/leg-outlet.ts'
import type { MediaEvent } from '../../../src/host/media/media-event.ts'
import { MediaExchange } from '../../../src/host/media/media-exchange.ts'
import { nothingRefused } from '../../../src/host/media/refused.ts'

const FRAME = 160
const L16_AT_8K: LegConnection = {
  remote: { address: '127.0.0.1', port: 9 },
  codec: 'l16',
  l16Hz: 8000,
  payloadType: 96,
  ptimeMs: 20,
  direction: 'sendrecv',
  inbandDigits: false,
}

/** A leg's other side in the same memory: says noise of its own, keeps every packet. */
class Party implements LegOutlet {
  readonly refused = nothingRefused()
  readonly packets: { bytes: Uint8Array; view: RtpView }[] = []
  readonly reports: Uint8Array[] = []
  isClosed = false
  readonly #random: Xoshiro128
  readonly #view = new RtpView()
  #sequence = 7

  readonly id: LegId

  constructor(id: LegId) {
    this.id = id
    this.#random = new Xoshiro128(id)
  }

  aim(): void {}

  sendRtp(bytes: Uint8Array): void {
    const view = new RtpView()
    const copy = bytes.slice()
    view.parse(copy)
    this.packets.push({ bytes: copy, view })
  }

  sendRtcp(bytes: Uint8Array): void {
    this.reports.push(bytes)
  }

  close(): void {
    this.isClosed = true
  }

  /** Its next packet. */
  says(): RtpView {
    const samples = Int16Array.from({ length: FRAME }, () => Math.round((this.#random.uniform() - 0.5) * 40_000))
    const payload = new Uint8Array(2 * FRAME)
    new L16(8000).encodeInto(payload, 0, samples, 0, FRAME)
    const sequence = this.#sequence++
    this.#view.parse(writeRtp({ payloadType: 96, sequence, timestamp: sequence * FRAME, ssrc: this.id + 1 }, payload))
    return this.#view
  }

  /** What it was sent last. */
  get heard(): number[] {
    const { view } = this.packets.at(-1)!
    const out = new Int16Array(view.payloadBytes >> 1)
    new L16(8000).decodeInto(out, 0, view.bytes, view.payloadOffset, view.payloadBytes)
    return [...out]
  }
}

class World {
  readonly events: MediaEvent[] = []
  readonly parties = new Map<LegId, Party>()
  readonly exchange: MediaExchange
  readonly speakers = new Set<LegId>()
  nowMs = 0

  constructor(comfortNoiseDbov: number = -127) {
    this.exchange = new MediaExchange({
      onEvent: (event) => this.events.push(event),
      cryptography: nodeCryptography,
      openRecordFile: () => {
        throw new Error('no files here')
      },
      silentAfterMs: 60_000,
      comfortNoiseDbov,
      unixMsAtZero: 1_700_000_000_000,
    })
  }

  join(id: LegId, connection: LegConnection = L16_AT_8K): Party {
    const party = new Party(id)
    this.parties.set(id, party)
    const identity = {
      ssrc: 1000 + id,
      sequence: 65_530,
      timestamp: 2 ** 32 - 500,
      seed: id,
      cname: 'test',
      srtpKey: '',
    }
    this.exchange.openLeg(id, identity, party)
    this.exchange.connectLeg(id, connection, this.nowMs)
    return party
  }

  tick(ticks: number = 1): void {
    for (let i = 0; i < ticks; i++) {
      for (const id of this.speakers) this.exchange.takeRtp(id, this.parties.get(id)!.says(), this.nowMs + 3)
      this.nowMs += 20
      this.exchange.tick(this.nowMs)
    }
  }
}

const PARTIES = 5
const party = fc.nat(PARTIES - 1)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('hear' as const),
      who: party,
      whom: fc.array(party, { maxLength: PARTIES }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('confer' as const), whom: fc.uniqueArray(party, { minLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mute' as const), who: party, muted: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: party }) },
)

describe('an exchange of legs', () => {
  it('gives each leg the sum of whom it hears, whatever is changed, and digital silence to who hears nobody', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const world = new World()
        const rows = new Map<LegId, Set<LegId>>()
        const muted = new Set<LegId>()
        const here = new Set(Array.from({ length: PARTIES }, (_, id) => id))
        for (const id of here) {
          world.join(id)
          world.speakers.add(id)
          // A tap of each, which hears nobody else: what the leg says in every tick.
          world.join(100 + id)
          world.exchange.hear(100 + id, [id])
        }
        const hear = (who: LegId, whom: readonly LegId[]): void => {
          world.exchange.hear(who, whom)
          if (here.has(who)) rows.set(who, new Set(whom.filter((id) => here.has(id) && id !== who)))
        }
        world.tick(20)
        for (const step of steps) {
          if (step.do === 'hear') hear(step.who, step.whom)
          else if (step.do === 'confer') for (const who of step.whom) hear(who, step.whom)
          else if (step.do === 'mute') {
            const leg = world.exchange.leg(step.who)
            if (leg !== undefined) leg.isMuted = step.muted
            if (step.muted) muted.add(step.who)
            else muted.delete(step.who)
          } else if (here.delete(step.who)) {
            world.exchange.closeLeg(step.who, world.nowMs)
            world.speakers.delete(step.who)
            rows.delete(step.who)
            for (const row of rows.values()) row.delete(step.who)
            // Somebody else has its place at once, whom nobody is to hear.
            world.join(200 + step.who)
            world.speakers.add(200 + step.who)
          }
          world.tick(2)
          for (const id of here) {
            const voices = [...(rows.get(id) ?? [])].filter((source) => !muted.has(source))
            const taps = voices.map((source) => world.parties.get(100 + source)!.heard)
            const expected = Array.from({ length: FRAME }, (_, s) => {
              const sum = taps.reduce((total, tap) => total + tap[s]!, 0)
              return (taps.length > 1 ? softLimit(sum) : sum) + 0
            })
            expect(world.parties.get(id)!.heard.map((sample) => sample + 0)).toEqual(expected)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it.each([10, 20, 30, 60, 120])(
    'sends packets of %i ms whose numbers and sound have no gap, over the wraps of both',
    (ptimeMs) => {
      const world = new World()
      world.join(1)
      world.speakers.add(1)
      const tap = world.join(2)
      const listener = world.join(3, { ...L16_AT_8K, ptimeMs })
      world.exchange.hear(2, [1])
      world.exchange.hear(3, [1])
      world.tick(60)
      const samples = (party: Party): number[] =>
        party.packets.flatMap(({ view }) => {
          const out = new Int16Array(view.payloadBytes >> 1)
          new L16(8000).decodeInto(out, 0, view.bytes, view.payloadOffset, view.payloadBytes)
          return [...out]
        })
      expect(listener.packets.length).toBe(1200 / ptimeMs)
      expect(samples(listener)).toEqual(samples(tap))
      for (const [i, { view }] of listener.packets.entries()) {
        expect(view.seq16).toBe((65_530 + i) & 0xffff)
        expect(view.rtpTs).toBe((2 ** 32 - 500 + i * ptimeMs * 8) % 2 ** 32)
        expect(view.marker).toBe(i === 0)
      }
    },
  )

  it('goes on after hold and with another codec as the same source, marked where sound begins again', () => {
    const world = new World()
    const party = world.join(1)
    world.tick(5)
    world.exchange.connectLeg(1, { ...L16_AT_8K, direction: 'recvonly' }, world.nowMs)
    world.tick(10)
    world.exchange.connectLeg(1, { ...L16_AT_8K, codec: 'pcmu', payloadType: 0 }, world.nowMs)
    world.tick(5)
    const views = party.packets.map(({ view }) => view)
    expect(views.map(({ payloadType }) => payloadType)).toEqual([96, 96, 96, 96, 96, 0, 0, 0, 0, 0])
    expect(new Set(views.map(({ ssrc }) => ssrc)).size).toBe(1)
    expect(views.every((view, i) => i === 0 || ((view.seq16 - views[i - 1]!.seq16) & 0xffff) === 1)).toBe(true)
    // Ten ticks of hold passed on its clock.
    expect((views[5]!.rtpTs - views[4]!.rtpTs) >>> 0).toBe(11 * FRAME)
    expect(views.map(({ marker }) => marker)).toEqual([
      true,
      ...Array<boolean>(4).fill(false),
      true,
      ...Array<boolean>(4).fill(false),
    ])
  })

  it('sends digits as events in place of sound, which is marked where it begins again', () => {
    const world = new World()
    const party = world.join(1, { ...L16_AT_8K, telephoneEventPayloadType: 101 })
    world.tick(3)
    world.exchange.leg(1)!.sendDigits(['7'])
    world.tick(20)
    const views = party.packets.map(({ view }) => view)
    const types = views.map(({ payloadType }) => payloadType)
    const first = types.indexOf(101)
    // Its end is told three times, the last two beside the sound that goes on.
    const again = types.indexOf(96, first)
    expect([first, again - first]).toEqual([3, 5])
    const events = views.filter(({ payloadType }) => payloadType === 101).map((view) => view.payload())
    expect(new Set(events.map(([code]) => code))).toEqual(new Set([7]))
    expect(events.map((payload) => payload[1]! >> 7)).toEqual([0, 0, 0, 0, 0, 1, 1, 1].slice(8 - events.length))
    expect(views.flatMap(({ marker }, i) => (marker ? [i] : []))).toEqual([0, first, again])
  })

  it('is reported on: loss and round trip come from the other side, and it says goodbye', () => {
    const world = new World()
    const a = world.join(1)
    const b = world.join(2)
    world.exchange.hear(2, [1])
    world.speakers.add(1)
    const passed = { a: 0, b: 0 }
    const late: { atMs: number; bytes: Uint8Array; to: LegId }[] = []
    for (let i = 0; i < 1500; i++) {
      // What leg 1 sends is heard by leg 2 and the other way round, 50 ms later; each fifth packet to leg 2 is lost.
      for (; passed.a < a.packets.length; passed.a++) {
        if (passed.a % 5 !== 0) world.exchange.takeRtp(2, a.packets[passed.a]!.view, world.nowMs)
      }
      for (; passed.b < b.packets.length; passed.b++) world.exchange.takeRtp(1, b.packets[passed.b]!.view, world.nowMs)
      for (const [from, to] of [
        [a, 2],
        [b, 1],
      ] as const) {
        for (const bytes of from.reports.splice(0)) late.push({ atMs: world.nowMs + 50, bytes, to })
      }
      while (late.length > 0 && late[0]!.atMs <= world.nowMs) {
        const { bytes, to } = late.shift()!
        world.exchange.leg(to)!.takeRtcp(bytes, bytes.length, world.nowMs)
      }
      world.speakers.clear()
      world.tick()
    }
    const quality = world.exchange.closeLeg(1, world.nowMs)!
    expect(quality.roundTripMs).toBeGreaterThanOrEqual(100)
    expect(quality.roundTripMs).toBeLessThanOrEqual(145)
    expect(Math.abs(quality.remoteLossShare! - 0.2)).toBeLessThan(0.03)
    expect(quality.packetsLost).toBe(0)
    expect(world.exchange.closeLeg(2, world.nowMs)!.packetsLost).toBeGreaterThan(250)
    const cursor = new RtcpCursor()
    expect(cursor.start(a.reports.at(-1)!)).toBe('ok')
    const kinds: number[] = []
    while (cursor.next()) {
      kinds.push(cursor.packetType)
      if (cursor.packetType === 200) expect(readReport(cursor)!.sender!.packetCount).toBe(a.packets.length)
    }
    expect(kinds).toEqual([200, 202, 203])
    expect([a.isClosed, b.isClosed]).toEqual([true, true])
  })

  describe('that is listened to for who has answered', () => {
    /** A leg that says this and then nothing, of whom it is to be found out; returns what was told of it. */
    function told(samples: Int16Array, rate: 8000 | 16_000, agreedAnewMs = -1, options: AmdOptions = {}) {
      const world = new World()
      const connection = { ...L16_AT_8K, l16Hz: rate }
      world.join(1, connection)
      world.exchange.leg(1)!.detect(options)
      const count = rate / 50
      for (let at = 0; at + count <= samples.length; at += count) {
        const payload = new Uint8Array(2 * count)
        new L16(rate).encodeInto(payload, 0, samples, at, count)
        const view = new RtpView()
        view.parse(writeRtp({ payloadType: 96, sequence: at / count, timestamp: at, ssrc: 9 }, payload))
        world.exchange.takeRtp(1, view, world.nowMs + 1)
        if (world.nowMs === agreedAnewMs) {
          world.exchange.connectLeg(1, { ...connection, direction: 'recvonly' }, world.nowMs)
        }
        world.tick()
      }
      world.tick(400)
      return world.events.filter(({ kind }) => kind === 'answered-by' || kind === 'machine-records')
    }

    it.each([8000, 16_000] as const)('tells a person, and a machine and when it records, at %i Hz', (rate) => {
      expect(told(new Answer(1, rate).silence(600).word(400).silence(3000).heard(), rate, 200)).toMatchObject([
        { kind: 'answered-by', leg: 1, by: 'human', cause: 'silence-after-greeting' },
      ])
      const machine = new Answer(1, rate).silence(600).phrase(3500).silence(400).tone(1000, 400)
      const endMs = machine.lengthMs
      const events = told(machine.silence(2000).heard(), rate)
      expect(events).toMatchObject([
        { kind: 'answered-by', leg: 1, by: 'machine' },
        { kind: 'machine-records', leg: 1, by: 'tone' },
      ])
      // The jitter buffer's delay is all that is added.
      const [, records] = events
      expect(records?.kind === 'machine-records' && Math.abs(records.afterMs - endMs) < 400).toBe(true)
    })

    it('tells that it is not sure where no packet comes, once', () => {
      expect(told(new Int16Array(0), 8000)).toMatchObject([
        { kind: 'answered-by', by: 'unsure', cause: 'initial-silence', afterMs: 2500 },
      ])
      expect(told(new Int16Array(0), 8000, -1, { initialSilenceMs: 300 })).toMatchObject([{ afterMs: 300 }])
    })

    it('begins anew when the codec changes', () => {
      const world = new World()
      world.join(1)
      world.exchange.leg(1)!.detect({})
      world.tick(100)
      world.exchange.connectLeg(1, { ...L16_AT_8K, codec: 'pcmu', payloadType: 0 }, world.nowMs)
      world.tick(100)
      expect(world.events).toEqual([])
      world.tick(30)
      expect(world.events).toMatchObject([{ kind: 'answered-by', by: 'unsure' }])
    })
  })

  it('lets a narrow and a wide leg hear each other', () => {
    const world = new World()
    const tone = (hz: number, rate: number, at: number, count: number): Int16Array =>
      Int16Array.from({ length: count }, (_, i) => Math.round(9000 * Math.sin((2 * Math.PI * hz * (at + i)) / rate)))
    const wide = { ...L16_AT_8K, l16Hz: 16_000 as const }
    const narrowParty = world.join(1)
    const wideParty = world.join(2)
    world.exchange.hear(1, [2])
    world.exchange.hear(2, [1])
    world.tick()
    // Agreed anew while they hear each other.
    world.exchange.connectLeg(2, wide, world.nowMs)
    for (let i = 0; i < 60; i++) {
      for (const [id, rate, hz] of [
        [1, 8000, 500],
        [2, 16_000, 1200],
      ] as const) {
        const count = rate / 50
        const payload = new Uint8Array(2 * count)
        new L16(rate).encodeInto(payload, 0, tone(hz, rate, i * count, count), 0, count)
        const view = new RtpView()
        view.parse(writeRtp({ payloadType: 96, sequence: i, timestamp: i * count, ssrc: id }, payload))
        world.exchange.takeRtp(id, view, world.nowMs + 1)
      }
      world.tick()
    }
    for (const [party, rate, hz] of [
      [narrowParty, 8000, 1200],
      [wideParty, 16_000, 500],
    ] as const) {
      const heard = party.packets.slice(-5).flatMap(({ view }) => {
        const out = new Int16Array(view.payloadBytes >> 1)
        new L16(rate).decodeInto(out, 0, view.bytes, view.payloadOffset, view.payloadBytes)
        return [...out]
      })
      expect(heard.length).toBe(rate / 10)
      let energy = 0
      let re = 0
      let im = 0
      for (const [i, sample] of heard.entries()) {
        energy += sample ** 2
        re += sample * Math.cos((2 * Math.PI * hz * i) / rate)
        im += sample * Math.sin((2 * Math.PI * hz * i) / rate)
      }
      // All of its power, but a thousandth, is that tone's.
      expect((2 * (re ** 2 + im ** 2)) / heard.length / energy).toBeGreaterThan(0.999)
      expect(Math.sqrt((2 * energy) / heard.length)).toBeCloseTo(9000, -3)
    }
  })
})
