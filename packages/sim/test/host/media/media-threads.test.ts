import { createSocket } from 'node:dgram'
import { Worker } from 'node:worker_threads'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { StrowgerError, readWav, writeRtp, writeWav } from '@strowger/core'
import { dial, writeEvent } from '@strowger/dtmf'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { LegConnection, LegId, LegOpened } from '../../../src/host/media/leg.ts'
import type { MediaEvent } from '../../../src/host/media/media-event.ts'
import { MediaThreads } from '../../../src/host/media/media-threads.ts'
import { nothingRefused } from '../../../src/host/media/refused.ts'
import { EVENTS, G722, PCMA, PCMU, Phone, likeness, saying } from './phone.ts'
import type { PhoneCodec } from './phone.ts'

const folder = mkdtempSync(join(tmpdir(), 'strowger-media-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let nextPort = 44_000

/** A server and its phones; closes both. */
class Bench {
  readonly events: MediaEvent[] = []
  readonly media: MediaThreads
  readonly #phones: Phone[] = []

  constructor(threads: number, silentAfterMs: number = 10_000) {
    const first = nextPort
    nextPort += 64
    const onEvent = (event: MediaEvent): void => void this.events.push(event)
    this.media = MediaThreads.start({ threads, portRange: [first, first + 63], onEvent, silentAfterMs })
  }

  async join(
    codec: PhoneCodec,
    seed: number,
    near?: LegId,
    more: Partial<LegConnection> = {},
  ): Promise<{ phone: Phone; opened: LegOpened; leg: LegId; connection: LegConnection }> {
    const phone = await Phone.open(codec, seed)
    this.#phones.push(phone)
    const opened = await this.media.openLeg(near === undefined ? {} : { near })
    const connection: LegConnection = {
      ...codec,
      remote: phone.remote,
      telephoneEventPayloadType: EVENTS,
      ptimeMs: 20,
      direction: 'sendrecv',
      ...more,
    }
    await this.media.connectLeg(opened.leg, connection)
    phone.call(opened.port)
    return { phone, opened, leg: opened.leg, connection }
  }

  of<K extends MediaEvent['kind']>(kind: K): (MediaEvent & { kind: K })[] {
    return this.events.filter((event): event is MediaEvent & { kind: K } => event.kind === kind)
  }

  async until(condition: () => boolean, ms: number = 4000): Promise<void> {
    for (const end = performance.now() + ms; !condition() && performance.now() < end;) await sleep(10)
  }

  /** How well a phone hears that, at last: on a busy machine it takes a while until buffers have settled. */
  async hears(listener: Phone, said: Int16Array, least: number = CLEAR): Promise<number> {
    let best = 0
    await sleep(400)
    for (let i = 0; i < 20 && best <= least; i++) {
      await sleep(200)
      best = likeness(listener.lately(200), said)
    }
    return best
  }

  async close(): Promise<void> {
    for (const phone of this.#phones) phone.close()
    await this.media.close()
  }
}

const CLEAR = 0.9
const ABSENT = 0.45

describe.concurrent('media of a host, by UDP on the loopback', { retry: 2 }, () => {
  it.each([
    ['µ-law and A-law, on a thread', 1, PCMU, PCMA],
    ['G.722 and µ-law, in this thread', 0, G722, PCMU],
    ['G.722 on both sides, on a thread', 1, G722, G722],
  ])('bridges two legs: %s', async (_, threads, one, other) => {
    const bench = new Bench(threads)
    const caller = await bench.join(one, 1)
    const agent = await bench.join(other, 2, caller.leg)
    bench.media.hear(caller.leg, [agent.leg])
    bench.media.hear(agent.leg, [caller.leg])
    expect(await bench.hears(agent.phone, caller.phone.said)).toBeGreaterThan(CLEAR)
    expect(await bench.hears(caller.phone, agent.phone.said)).toBeGreaterThan(CLEAR)
    expect(likeness(caller.phone.lately(600), caller.phone.said)).toBeLessThan(ABSENT)
    const quality = await bench.media.closeLeg(caller.leg)
    expect(quality.packetsReceived).toBeGreaterThan(50)
    expect(quality.packetsLost).toBe(0)
    expect(quality.r).toBeGreaterThanOrEqual(0)
    expect(quality.refused).toEqual(nothingRefused())
    await bench.close()
  })

  it('lets a supervisor listen, whisper and barge in by the matrix alone', async () => {
    const bench = new Bench(1)
    const caller = await bench.join(PCMU, 3)
    const agent = await bench.join(PCMU, 4, caller.leg)
    const supervisor = await bench.join(PCMA, 5, caller.leg)
    const { media } = bench
    media.hear(caller.leg, [agent.leg])
    media.hear(agent.leg, [caller.leg, supervisor.leg])
    media.hear(supervisor.leg, [caller.leg, agent.leg])
    expect(await bench.hears(caller.phone, agent.phone.said)).toBeGreaterThan(CLEAR)
    expect(likeness(caller.phone.lately(450), supervisor.phone.said)).toBeLessThan(ABSENT)
    // Two voices of much the same strength: each is some seven tenths of the sum.
    for (const [listener, source] of [
      [agent, supervisor],
      [agent, caller],
      [supervisor, caller],
      [supervisor, agent],
    ] as const) {
      expect(await bench.hears(listener.phone, source.phone.said, 0.5)).toBeGreaterThan(0.5)
    }
    media.hear(caller.leg, [agent.leg, supervisor.leg])
    media.mute(agent.leg, true)
    expect(await bench.hears(caller.phone, supervisor.phone.said)).toBeGreaterThan(CLEAR)
    expect(likeness(caller.phone.lately(200), agent.phone.said)).toBeLessThan(ABSENT)
    await bench.close()
  })

  it('plays music on hold until it is stopped, prompts to their end, and tells what cannot be played', async () => {
    const bench = new Bench(1)
    const music = join(folder, 'music.wav')
    const prompt = join(folder, 'prompt.wav')
    const melody = saying(77, 16_000)
    writeFileSync(music, writeWav({ encoding: 'pcm16', sampleHz: 16_000, channels: 1 }, melody))
    writeFileSync(prompt, writeWav({ encoding: 'a-law', sampleHz: 8000, channels: 1 }, saying(78).subarray(0, 2400)))
    const { phone, leg } = await bench.join(PCMU, 6)
    await bench.media.prepare([prompt])
    const bad = bench.media.play(leg, { files: [join(folder, 'absent.wav')] })
    const short = bench.media.play(leg, { files: [prompt, prompt], rounds: 2 })
    const hold = bench.media.play(leg, { files: [music], loop: true })
    await bench.until(() => bench.of('played').length === 2)
    expect(bench.of('played').map(({ play, reason }) => [play, reason])).toEqual([
      [bad, 'unplayable'],
      [short, 'end'],
    ])
    expect(bench.of('played')[0]!.problem).toContain('absent.wav')
    expect(bench.of('played')[1]!.heardMs).toBeCloseTo(1200)
    const melody8k = Int16Array.from({ length: 8000 }, (_, i) => melody[2 * i]!)
    expect(await bench.hears(phone, melody8k)).toBeGreaterThan(CLEAR)
    bench.media.stopPlay(leg, hold)
    await bench.until(() => bench.of('played').length === 3)
    expect(bench.of('played')[2]).toMatchObject({ play: hold, reason: 'stopped' })
    await sleep(300)
    // Comfort noise: neither music nor dead silence.
    const quiet = phone.lately(100)
    expect(quiet.some((sample) => sample !== 0)).toBe(true)
    expect(Math.max(...quiet.map(Math.abs))).toBeLessThan(100)
    await bench.close()
  })

  it('takes digits in band, as events and by INFO as one, and ends a prompt with them', async () => {
    const bench = new Bench(1)
    const { phone, leg } = await bench.join(PCMU, 7)
    await bench.until(() => bench.of('heard').length === 1)
    const play = bench.media.play(leg, { tone: { hz: [425], cadenceMs: [] }, loop: true, endsOnDigit: true })
    await sleep(300)
    phone.interject(dial('5', { durationMs: 160, pauseMs: 100 }).samples)
    const timestamp = phone.timestamp
    for (let i = 1; i <= 8; i++) {
      phone.send(
        EVENTS,
        timestamp,
        writeEvent({ code: 5, end: i > 5, volume: 10, durationTicks: Math.min(i, 6) * 160 }),
        i === 1,
      )
      await sleep(20)
    }
    bench.media.infoDigit(leg, '5', 160)
    await bench.until(() => bench.of('played').length === 1)
    await sleep(500)
    const counters = await bench.media.counters()
    expect([counters.digits, counters.digitsAgain]).toEqual([1, 2])
    expect(bench.of('digit')).toMatchObject([{ leg, digit: '5', sources: ['event'] }])
    expect(bench.of('played')).toMatchObject([{ play, reason: 'digit' }])
    // The same key once more is another press.
    bench.media.infoDigit(leg, '5')
    await bench.until(() => bench.of('digit').length === 2)
    expect(bench.of('digit')[1]).toMatchObject({ digit: '5', sources: ['info'] })
    bench.media.sendDigits(leg, ['4', '#'])
    await bench.until(() => phone.events.filter((payload) => payload[1]! >= 0x80).length === 6)
    expect(new Set(phone.events.map(([code]) => code))).toEqual(new Set([4, 11]))
    await bench.close()
  })

  it('protects a leg by SRTP, and does not hear who has another key', async () => {
    const bench = new Bench(0)
    const keys = [11, 12].map((fill) => ({ key: new Uint8Array(16).fill(fill), salt: new Uint8Array(14).fill(fill) }))
    const suite = 'AES_CM_128_HMAC_SHA1_80' as const
    const base64 = (i: number): string => Buffer.concat([keys[i]!.key, keys[i]!.salt]).toString('base64')
    const caller = await bench.join(PCMU, 8, undefined, { srtp: { suite, key: base64(0) } })
    const own = Buffer.from(caller.opened.srtpKey, 'base64')
    const other = { suite, key: own.subarray(0, 16), salt: own.subarray(16) }
    caller.phone.secure({ suite, ...keys[0]! }, other)
    const agent = await bench.join(PCMU, 9, caller.leg)
    bench.media.hear(caller.leg, [agent.leg])
    bench.media.hear(agent.leg, [caller.leg])
    expect(await bench.hears(agent.phone, caller.phone.said)).toBeGreaterThan(CLEAR)
    expect(await bench.hears(caller.phone, agent.phone.said)).toBeGreaterThan(CLEAR)
    caller.phone.secure({ suite, ...keys[1]! }, other)
    await sleep(700)
    expect(likeness(agent.phone.lately(300), caller.phone.said)).toBeLessThan(ABSENT)
    expect((await bench.media.counters()).refused.unauthentic).toBeGreaterThan(20)
    await expect(
      bench.media.connectLeg(caller.leg, { ...caller.connection, srtp: { suite, key: 'short' } }),
    ).rejects.toThrow('srtp.key is (secret)')
    await bench.close()
  })

  it('hears nothing more under a key that has lived its life, until there is another', async () => {
    const bench = new Bench(0)
    const suite = 'AES_CM_128_HMAC_SHA1_80' as const
    const key = new Uint8Array(16).fill(13)
    const salts = [13, 14].map((fill) => new Uint8Array(14).fill(fill))
    const base64 = (salt: Uint8Array) => Buffer.concat([key, salt]).toString('base64')
    const srtp = { suite, key: base64(salts[0]!), lifetimePackets: 30 }
    const caller = await bench.join(PCMU, 8, undefined, { srtp })
    const own = Buffer.from(caller.opened.srtpKey, 'base64')
    const other = { suite, key: own.subarray(0, 16), salt: own.subarray(16) }
    caller.phone.secure({ suite, key, salt: salts[0]! }, other)
    const agent = await bench.join(PCMU, 9, caller.leg)
    bench.media.hear(agent.leg, [caller.leg])
    await sleep(1500)
    expect(likeness(agent.phone.lately(300), caller.phone.said)).toBeLessThan(ABSENT)
    expect((await bench.media.counters()).refused.expired).toBeGreaterThan(20)
    await bench.media.connectLeg(caller.leg, { ...caller.connection, srtp: { suite, key: base64(salts[1]!) } })
    caller.phone.secure({ suite, key, salt: salts[1]! }, other)
    expect(await bench.hears(agent.phone, caller.phone.said)).toBeGreaterThan(CLEAR)
    await bench.close()
  })

  it('does not hear a stranger, and counts him', async () => {
    const bench = new Bench(1)
    const caller = await bench.join(PCMU, 10)
    const agent = await bench.join(PCMU, 11, caller.leg)
    bench.media.hear(agent.leg, [caller.leg])
    await bench.until(() => bench.of('heard').length === 2)
    const stranger = createSocket('udp4')
    const noise = Uint8Array.from({ length: 160 }, (_, i) => (i * 37) & 0x7f)
    for (let i = 0; i < 40; i++) {
      stranger.send(
        writeRtp({ payloadType: 0, sequence: i, timestamp: i * 160, ssrc: 666 }, noise),
        caller.opened.port,
        '127.0.0.1',
      )
      stranger.send(Uint8Array.of(9, 9), caller.opened.port + 1, '127.0.0.1')
      await sleep(20)
    }
    stranger.close()
    expect(await bench.hears(agent.phone, caller.phone.said)).toBeGreaterThan(CLEAR)
    const quality = await bench.media.closeLeg(caller.leg)
    // A stranger's RTCP comes from the phone's own address here: it is read, and is none.
    expect(quality.refused).toMatchObject({ foreign: 40, malformed: 40 })
    await bench.close()
  })

  it('tells of silence, and of sound after it; hears nothing on hold', async () => {
    const bench = new Bench(0, 300)
    const { phone, leg, connection } = await bench.join(PCMU, 12)
    await bench.until(() => bench.of('heard').length === 1)
    phone.isMute = true
    await bench.until(() => bench.of('silent').length === 1)
    expect(bench.of('silent')[0]!.forMs).toBeGreaterThanOrEqual(300)
    phone.isMute = false
    await bench.until(() => bench.of('heard').length === 2)
    await bench.media.connectLeg(leg, { ...connection, direction: 'inactive' })
    await sleep(100)
    const before = phone.heard.length
    await sleep(500)
    expect(phone.heard.length).toBe(before)
    expect(bench.of('silent').length).toBe(1)
    expect((await bench.media.counters()).refused.unwanted).toBeGreaterThan(15)
    await bench.media.connectLeg(leg, connection)
    await sleep(200)
    expect(phone.heard.length).toBeGreaterThan(before)
    await bench.close()
  })

  it('finds out on its thread who has answered', async () => {
    const bench = new Bench(1)
    const { leg } = await bench.join(PCMA, 15, undefined, { direction: 'sendonly' })
    expect(() => bench.media.detect(leg, { greetingMs: 1 })).toThrow('greetingMs')
    bench.media.detect(leg, { initialSilenceMs: 200 })
    await bench.until(() => bench.of('answered-by').length === 1)
    expect(bench.of('answered-by')).toMatchObject([{ leg, by: 'unsure', cause: 'initial-silence', afterMs: 200 }])
    await bench.media.closeLeg(leg)
    expect(() => bench.media.detect(leg, {})).toThrow(StrowgerError)
    await bench.close()
  })

  it('records both sides as stereo in time, one as voicemail, and leaves out what must not be kept', async () => {
    const bench = new Bench(1)
    const caller = await bench.join(PCMU, 13)
    const agent = await bench.join(PCMA, 14, caller.leg)
    const both = join(folder, 'both.wav')
    const mail = join(folder, 'mail.wav')
    await sleep(600)
    await bench.media.record('both', [caller.leg, agent.leg], both)
    const beganMs = performance.now()
    await bench.media.record('mail', [caller.leg], mail, { encoding: 'a-law' })
    await sleep(1000)
    bench.media.pauseRecord('both', true)
    await sleep(400)
    bench.media.pauseRecord('both', false)
    bench.media.mute(agent.leg, true)
    await sleep(400)
    const lastedMs = performance.now() - beganMs
    bench.media.stopRecord('both')
    // A leg that ends takes its voicemail with it.
    await bench.media.closeLeg(caller.leg)
    await bench.until(() => bench.of('recorded').length === 2)
    const { format, samples } = readWav(readFileSync(both))!
    expect(format).toEqual({ encoding: 'pcm16', sampleHz: 8000, channels: 2 })
    const side = (channel: number): Int16Array =>
      Int16Array.from({ length: samples.length / 2 }, (_, i) => samples[2 * i + channel]!)
    const [left, right] = [side(0), side(1)]
    expect(likeness(left.subarray(0, 7200), caller.phone.said)).toBeGreaterThan(CLEAR)
    expect(likeness(right.subarray(0, 7200), agent.phone.said)).toBeGreaterThan(CLEAR)
    expect(likeness(left.subarray(0, 7200), agent.phone.said)).toBeLessThan(ABSENT)
    const recorded = bench.of('recorded').find(({ id }) => id === 'both')!
    expect(recorded).toMatchObject({ path: both })
    expect(left.length / 8).toBeCloseTo(recorded.durationMs)
    // The pause and the mute are silence that lasts.
    expect(Math.abs(recorded.durationMs - lastedMs)).toBeLessThan(150)
    expect(longestSilence(left)).toBeGreaterThan(8 * 350)
    expect(longestSilence(right)).toBeGreaterThan(8 * 700)
    const voicemail = readWav(readFileSync(mail))!
    expect(voicemail.format).toEqual({ encoding: 'a-law', sampleHz: 8000, channels: 1 })
    expect(likeness(voicemail.samples, caller.phone.said)).toBeGreaterThan(CLEAR)
    await expect(bench.media.record('x', [agent.leg], join(folder, 'no', 'such', 'folder.wav'))).rejects.toThrow(
      'ENOENT',
    )
    await bench.close()
  })

  it('takes mistakes of its caller for what they are', async () => {
    const bench = new Bench(2)
    const { media } = bench
    const here = await bench.join(PCMU, 15)
    const there = await bench.join(PCMU, 16)
    expect(() => media.hear(here.leg, [there.leg])).toThrow(
      `sources is ${there.leg}: expected a leg that was opened near`,
    )
    expect(() => media.mute(999, true)).toThrow(StrowgerError)
    expect(() => media.play(here.leg, {})).toThrow('expected files or a tone')
    await expect(media.connectLeg(here.leg, { ...here.connection, ptimeMs: 25 })).rejects.toThrow('ptimeMs is 25')
    const named = { ...here.connection, remote: { address: 'phone.example', port: 5 } }
    await expect(media.connectLeg(here.leg, named)).rejects.toThrow('expected an IP address')
    expect(() => MediaThreads.start({ threads: 9, portRange: [44_000, 44_007], onEvent: () => {} })).toThrow(
      'ports of each thread',
    )
    await bench.close()
  })
})

describe('a media thread that dies', () => {
  it('is told with its legs, whose commands are void until they are closed, and begun anew', async () => {
    const post = vi.spyOn(Worker.prototype, 'postMessage')
    const bench = new Bench(1)
    const before = await bench.join(PCMU, 31)
    const worker = post.mock.contexts[0] as Worker
    post.mockRestore()
    const pending = bench.media.counters()
    void worker.terminate()
    await expect(pending).rejects.toThrow('the media thread ended')
    await bench.until(() => bench.of('lost').length === 1)
    expect(bench.of('lost')).toEqual([{ kind: 'lost', legs: [before.leg], problem: 'the media thread ended' }])
    bench.media.hear(before.leg, [])
    bench.media.mute(before.leg, true)
    bench.media.play(before.leg, { tone: { hz: [425], cadenceMs: [] } })
    const after = await bench.join(PCMU, 32)
    bench.media.hear(after.leg, [before.leg])
    await bench.until(() => bench.of('heard').some(({ leg }) => leg === after.leg))
    expect(bench.of('heard').map(({ leg }) => leg)).toContain(after.leg)
    await expect(bench.media.closeLeg(before.leg)).rejects.toThrow('was lost with its thread')
    expect(() => bench.media.hear(before.leg, [])).toThrow('expected a leg that is open')
    expect(() => bench.media.sendDigits(after.leg, ['x' as '1'])).toThrow('digits is x')
    await bench.close()
  })
})

function longestSilence(samples: Int16Array): number {
  let longest = 0
  let run = 0
  for (const sample of samples) {
    run = sample === 0 ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
