import { describe, expect, it } from 'vitest'
import { DiscontinuousSender } from '../../src/activity/discontinuous-sender.ts'
import { describeNoiseInto } from '../../src/activity/noise-analysis.ts'
import { VoiceActivity } from '../../src/activity/voice-activity.ts'
import { ComfortNoise } from '../../src/conceal/comfort-noise.ts'
import { Concealer } from '../../src/conceal/concealer.ts'
import { SampleQueue } from '../../src/jitter/sample-queue.ts'
import { Stretcher } from '../../src/jitter/stretcher.ts'
import { dbm0OfDbov, levelDbov } from '../../src/level/level-meter.ts'
import { Xoshiro128 } from '../../src/random/xoshiro128.ts'
import { Resampler } from '../../src/resample/resampler.ts'
import { syntheticSpeech } from '../../src/trace/synthetic-speech.ts'

const tone = (hz: number, count: number, amplitude: number = 10_000, rate: number = 8000): Int16Array =>
  Int16Array.from({ length: count }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate))

/** Signal to noise in dB of `b` against `a`. */
function snr(a: Int16Array, b: Int16Array): number {
  let signal = 0
  let noise = 0
  a.forEach((x, i) => {
    signal += x * x
    noise += (x - b[i]!) ** 2
  })
  return 10 * Math.log10(signal / Math.max(1e-9, noise))
}

describe('concealment', () => {
  it.each([100, 160, 250, 400])('goes on with a periodic signal of %i Hz over 10 ms within 15 dB', (hz) => {
    const truth = Int16Array.from({ length: 1600 }, (_, i) =>
      [1, 2, 3].reduce((sum, k) => sum + (4000 / k) * Math.sin((2 * Math.PI * hz * k * i) / 8000 + k), 0),
    )
    const heard = truth.slice()
    heard.fill(0, 800, 880)
    new Concealer(8000).extend(heard, 800, 80)
    expect(snr(truth.subarray(800, 880), heard.subarray(800, 880))).toBeGreaterThan(15)
  })

  it('fades to the background by 80 ms, and leaves no step at either join', () => {
    const signal = tone(200, 1600)
    const concealer = new Concealer(8000)
    const heard = signal.slice()
    concealer.extend(heard, 800, 720)
    expect(levelDbov(heard, 800 + 640, 80)).toBeLessThan(-35)
    concealer.merge(heard, 1520, 80)
    let step = 0
    for (let i = 790; i < 1598; i++) step = Math.max(step, Math.abs(heard[i]! - heard[i - 1]!))
    // A sine of 10 000 at 200 Hz changes by at most 1564 a sample.
    expect(step).toBeLessThan(2 * 1564)
  })

  it('is nearer to speech than repeating the last packet, and keeps its level as silence does not', () => {
    const speech = syntheticSpeech(20_000, 5)
    const distance = (make: (heard: Int16Array, at: number) => void): { error: number; level: number } => {
      let error = 0
      let level = 0
      let lost = 0
      for (let at = 1600; at + 320 < speech.length; at += 160 * 7) {
        if (levelDbov(speech, at, 160) < -40 || levelDbov(speech, at - 160, 160) < -40) continue
        const heard = speech.slice(at - 800, at + 320)
        heard.fill(0, 800, 960)
        make(heard, 800)
        let squares = 0
        let power = 1
        // The hole and 5 ms after it, where the join is.
        for (let i = 0; i < 200; i++) {
          squares += (speech[at + i]! - heard[800 + i]!) ** 2
          power += speech[at + i]! ** 2
        }
        error += Math.min(2, squares / power)
        level += Math.abs(levelDbov(speech, at, 160) - levelDbov(heard, 800, 160))
        lost++
      }
      return { error: error / lost, level: level / lost }
    }
    const repeat = distance((heard, at) => heard.copyWithin(at, at - 160, at))
    const ours = distance((heard, at) => {
      const concealer = new Concealer(8000)
      concealer.extend(heard, at, 160)
      concealer.merge(heard, at + 160, 160)
    })
    expect(ours.error).toBeLessThan(repeat.error * 0.9)
    expect(ours.level).toBeLessThan(5)
  })
})

describe('time-scale change', () => {
  it.each(['faster', 'slower'] as const)('keeps pitch and level of a tone while playing %s', (pace) => {
    const stretcher = new Stretcher(8000)
    const queue = new SampleQueue(800, 8000)
    const source = tone(200, 8000)
    const out = new Int16Array(160)
    const heard: number[] = []
    let fed = 0
    let changed = 0
    while (fed + 400 < source.length) {
      while (queue.length < 400) {
        queue.reserve(160)
        queue.samples.set(source.subarray(fed, fed + 160), queue.tail)
        queue.tail += 160
        fed += 160
      }
      const by =
        heard.length < 800
          ? 0
          : pace === 'faster'
            ? stretcher.accelerate(out, queue, 30)
            : stretcher.slow(out, queue, false)
      if (by === 0) queue.readInto(out, 0, 160)
      changed += by
      heard.push(...out)
    }
    expect(changed).toBeGreaterThan(1000)
    const result = Int16Array.from(heard)
    // Zero crossings upwards: one a period of 40 samples, whatever was cut or said twice.
    let crossings = 0
    for (let i = 1; i < result.length; i++) if (result[i - 1]! < 0 && result[i]! >= 0) crossings++
    expect(crossings / (result.length / 40)).toBeGreaterThan(0.97)
    expect(crossings / (result.length / 40)).toBeLessThan(1.03)
    expect(Math.abs(levelDbov(result) - levelDbov(source))).toBeLessThan(0.3)
  })
})

describe('comfort noise (RFC 3389)', () => {
  it.each([0, 4])('has the level described, within 1 dB, with %i coefficients', (order) => {
    const random = new Xoshiro128(9)
    let last = 0
    const noise = Int16Array.from({ length: 1600 }, () => (last = 0.7 * last + 400 * random.normal()))
    const payload = new Uint8Array(11)
    const length = describeNoiseInto(payload, 0, noise, order)
    expect(length).toBe(1 + order)
    const made = new Int16Array(16_000)
    const generator = new ComfortNoise()
    expect(generator.known).toBe(false)
    generator.describe(payload, 0, length)
    generator.generateInto(made, 0, made.length)
    expect(Math.abs(levelDbov(made) - levelDbov(noise))).toBeLessThan(1)
    // Colour: correlation of neighbours is that of the noise described, 0.7, or none for a level alone.
    const correlation = (x: Int16Array): number => {
      let cross = 0
      let power = 0
      for (let i = 1; i < x.length; i++) {
        cross += x[i]! * x[i - 1]!
        power += x[i]! ** 2
      }
      return cross / power
    }
    expect(Math.abs(correlation(made) - (order === 0 ? 0 : correlation(noise)))).toBeLessThan(0.06)
  })

  it('has reflection coefficients in steps of 258/32768', () => {
    const random = new Xoshiro128(5)
    let before = 0
    const noise = Int16Array.from(
      { length: 160_000 },
      () => (before = -0.93 * before + 1000 * (random.uniform() - 0.5)),
    )
    const payload = new Uint8Array(2)
    describeNoiseInto(payload, 0, noise, 1)
    // 0.93 · 32768 / 258 = 118.1; in steps of 1/128 it would be 119.
    expect(payload[1]! - 127).toBe(118)
  })

  it('ignores an empty payload', () => {
    expect(new ComfortNoise().describe(new Uint8Array(4), 2, 0)).toBe(false)
    expect(new ComfortNoise().describe(new Uint8Array(4), 2, 9)).toBe(false)
  })
})

describe('voice activity and discontinuous transmission', () => {
  it('hears the speech and not the pauses of synthetic speech over noise', () => {
    const random = new Xoshiro128(4)
    const speech = syntheticSpeech(20_000, 2)
    const noisy = speech.map((x) => x + 60 * random.normal())
    const activity = new VoiceActivity({ hangoverMs: 0 })
    let right = 0
    let frames = 0
    for (let at = 0; at + 160 <= speech.length; at += 160) {
      const loud = levelDbov(speech, at, 160) > -35
      const quiet = levelDbov(speech, at, 160) < -60
      const heard = activity.isSpeech(noisy, at, 160)
      if (at < 8000 || (!loud && !quiet)) continue
      frames++
      if (heard === loud) right++
    }
    expect(right / frames).toBeGreaterThan(0.95)
  })

  it('marks talkspurts, describes noise, and is silent in between', () => {
    const sender = new DiscontinuousSender({ hangoverMs: 60 })
    const decisions: string[] = []
    for (let i = 0; i < 60; i++) {
      const speaking = i >= 20 && i < 30
      const random = new Xoshiro128(i)
      decisions.push(
        sender.decide(
          Int16Array.from({ length: 160 }, (_, k) => (speaking ? 8000 * Math.sin(k / 4) : 30 * random.normal())),
        ),
      )
    }
    expect(decisions[20]).toBe('talkspurt')
    expect(decisions.slice(21, 33).every((d) => d === 'speech')).toBe(true)
    expect(decisions.slice(34).filter((d) => d === 'comfort-noise').length).toBeLessThan(4)
    expect(decisions.filter((d) => d === 'nothing').length).toBeGreaterThan(30)
    expect(sender.description[0]).toBeGreaterThan(50)
  })
})

describe('levels', () => {
  it('of a full square wave are 0 dBov, of a full sine −3.01, of silence −127', () => {
    expect(levelDbov(Int16Array.from({ length: 80 }, (_, i) => (i & 1 ? 32_767 : -32_768)))).toBeCloseTo(0, 3)
    expect(levelDbov(tone(1000, 8000, 32_767))).toBeCloseTo(-3.01, 2)
    expect(levelDbov(new Int16Array(10))).toBe(-127)
    expect(dbm0OfDbov(levelDbov(tone(1000, 8000, 32_767)))).toBeCloseTo(3.14, 2)
  })
})

describe('resampling', () => {
  it.each([
    [8000, 16_000],
    [16_000, 8000],
    [8000, 48_000],
    [48_000, 8000],
    [44_100, 8000],
    [8000, 11_025],
  ])('from %i to %i Hz keeps a tone of 1 kHz with 60 dB to spare, in pieces as at once', (from, to) => {
    const input = tone(1000, from / 2, 12_000, from)
    const whole = new Resampler(from, to)
    const out = whole.process(input)
    expect(Math.abs(out.length - input.length * (to / from))).toBeLessThanOrEqual(1)
    // Fit sine and cosine of 1 kHz; the rest is noise and distortion.
    const skip = Math.ceil((whole.delaySamples * to) / from) * 2 + 10
    let sine = 0
    let cosine = 0
    let power = 0
    const n = Math.floor((out.length - skip) / (to / 100)) * (to / 100)
    for (let i = 0; i < n; i++) {
      const angle = (2 * Math.PI * 1000 * i) / to
      sine += out[skip + i]! * Math.sin(angle)
      cosine += out[skip + i]! * Math.cos(angle)
      power += out[skip + i]! ** 2
    }
    const signal = (2 * (sine ** 2 + cosine ** 2)) / n
    expect(10 * Math.log10(signal / Math.max(1e-9, power - signal))).toBeGreaterThan(60)
    expect(Math.abs(Math.sqrt((2 * signal) / n) / 12_000 - 1)).toBeLessThan(0.005)
    const pieces = new Resampler(from, to)
    const joined: number[] = []
    for (let at = 0; at < input.length; at += 77) joined.push(...pieces.process(input.subarray(at, at + 77)))
    expect(joined).toEqual([...out])
  })

  it('keeps out what would fold: 6 kHz of 16 kHz is 60 dB down at 8 kHz', () => {
    const out = new Resampler(16_000, 8000).process(tone(6000, 16_000, 12_000, 16_000))
    expect(levelDbov(out, 200, out.length - 200)).toBeLessThan(levelDbov(tone(6000, 16_000, 12_000, 16_000)) - 60)
  })
})
