import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AmdOptions, AnsweringMachineDetector } from '../../src/index.ts'
import { MachineTone } from '../../src/amd/machine-tone.ts'
import { pureToneHz } from '../../src/amd/pure-tone.ts'
import { Xoshiro128 } from '../../src/random/xoshiro128.ts'
import { Answer, MACHINES, PEOPLE } from './answers.ts'
import { falseTones, present, recording, utterances } from './recordings.ts'

function told(samples: Int16Array, options: AmdOptions = {}, frames: readonly number[] = [160]) {
  const detector = new AnsweringMachineDetector(options)
  for (let at = 0, nth = 0; at < samples.length; nth++) {
    const count = Math.min(frames[nth % frames.length]!, samples.length - at)
    detector.hear(samples, at, count)
    at += count
  }
  const { by, cause, decidedMs, records, recordsMs } = detector
  return { by, cause, decidedMs, records, recordsMs }
}

describe('who has answered', () => {
  test.each([1, 2, 3, 4])('"hello?" and a silence is a person, 0.8 s after the word (seed %i)', (seed) => {
    const answer = new Answer(seed).silence(600).word(400)
    const endMs = answer.lengthMs
    const { by, cause, decidedMs } = told(answer.silence(3000).heard())
    expect({ by, cause }).toEqual({ by: 'human', cause: 'silence-after-greeting' })
    expect(decidedMs).toBeGreaterThan(endMs + 700)
    expect(decidedMs).toBeLessThan(endMs + 900)
  })

  test.each([1, 2, 3, 4])(
    'a long greeting is a machine before it is over; its tone says when it records (seed %i)',
    (seed) => {
      const answer = new Answer(seed).silence(500).phrase(4000).silence(500).tone(1000, 400)
      const endMs = answer.lengthMs
      const heard = told(answer.silence(3000).heard())
      expect(heard).toMatchObject({ by: 'machine', records: 'tone' })
      expect(heard.decidedMs).toBeLessThan(500 + 4000)
      expect(heard.recordsMs).toBeGreaterThanOrEqual(endMs)
      expect(heard.recordsMs).toBeLessThan(endMs + 200)
    },
  )

  test('a machine without a tone records when it has been silent for longer than a greeting pauses', () => {
    const answer = new Answer(5).silence(500).phrase(3000)
    const endMs = answer.lengthMs
    const { by, records, recordsMs } = told(answer.silence(4000).heard())
    expect({ by, records }).toEqual({ by: 'machine', records: 'silence' })
    expect(recordsMs - endMs).toBeGreaterThan(2300)
    expect(recordsMs - endMs).toBeLessThan(2700)
  })

  test('whoever says nothing is not sure, and who goes on in single words too', () => {
    expect(told(new Answer(1).silence(6000).heard())).toMatchObject({
      by: 'unsure',
      cause: 'initial-silence',
      decidedMs: 2500,
    })
    expect(told(new Int16Array(48_000))).toMatchObject({ by: 'unsure', cause: 'initial-silence', decidedMs: 2500 })
    const answer = new Answer(1)
    for (let nth = 0; nth < 8; nth++) answer.silence(600).word(150)
    const many = told(answer.heard(), { maximumNumberOfWords: 100, greetingMs: 60_000 })
    expect(many).toMatchObject({ by: 'unsure', cause: 'out-of-time', decidedMs: 5000 })
  })

  test('each setting is what it says', () => {
    const words = (count: number) => {
      const answer = new Answer(3).silence(300)
      for (let nth = 0; nth < count; nth++) answer.word(220).silence(200)
      return answer.silence(3000).heard()
    }
    expect(told(words(5))).toMatchObject({ by: 'human' })
    expect(told(words(6))).toMatchObject({ by: 'machine', cause: 'many-words' })
    expect(told(words(3), { maximumNumberOfWords: 3 })).toMatchObject({ by: 'human' })
    expect(told(words(3), { maximumNumberOfWords: 2 })).toMatchObject({ by: 'machine', cause: 'many-words' })
    expect(told(words(3), { minimumWordLengthMs: 400 })).toMatchObject({ by: 'unsure', cause: 'initial-silence' })
    expect(told(words(3), { betweenWordsSilenceMs: 400 })).toMatchObject({ by: 'human' })
    expect(told(words(2), { maximumWordLengthMs: 100 })).toMatchObject({ by: 'machine', cause: 'long-word' })
    expect(told(words(2), { greetingMs: 200 })).toMatchObject({ by: 'machine', cause: 'long-greeting' })
    expect(told(words(2), { initialSilenceMs: 200 })).toMatchObject({ by: 'unsure', cause: 'initial-silence' })
    expect(told(words(1), { afterGreetingSilenceMs: 2000 }).decidedMs).toBeGreaterThan(2400)
    expect(told(words(2), { totalAnalysisTimeMs: 400 })).toMatchObject({ by: 'unsure', decidedMs: 400 })
    expect(told(words(2), { silenceThreshold: 30_000 })).toMatchObject({ by: 'unsure', cause: 'initial-silence' })
    for (const wrong of [
      { clockHz: 11_025 },
      { greetingMs: 0 },
      { initialSilenceMs: Number.NaN },
      { silenceThreshold: 0.5 },
    ]) {
      expect(() => new AnsweringMachineDetector(wrong)).toThrow(Object.keys(wrong)[0]!)
    }
  })

  test('loud noise of a line is no greeting, whether it was there from the beginning or comes after dead silence', () => {
    for (const noiseDbov of [-60, -45, -35, -28]) {
      expect(told(new Answer(2).silence(6000).heard(-90, noiseDbov))).toMatchObject({
        by: 'unsure',
        cause: 'initial-silence',
      })
      const late = new Int16Array(48_000)
      late.set(new Answer(2).silence(5000).heard(-90, noiseDbov), 8000)
      expect(told(late)).toMatchObject({ by: 'unsure', cause: 'initial-silence' })
    }
  })

  test('a person over the noise of a street is one', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const answer = new Answer(seed).silence(900).word(400).silence(4000)
      expect(told(answer.heard(-16, -36))).toMatchObject({ by: 'human' })
    }
  })
})

describe('what is no word of whoever has answered', () => {
  test('clicks after a word do not make a person wait', () => {
    const answer = new Answer(4).silence(400).word(400)
    const endMs = answer.lengthMs
    for (let nth = 0; nth < 6; nth++) answer.silence(260).tone([300, 1100, 2300], 40)
    const { by, decidedMs } = told(answer.silence(2000).heard())
    expect(by).toBe('human')
    expect(decidedMs - endMs).toBeLessThan(950)
  })

  test('somebody talks in the next room, 32 dB quieter, while a person waits', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const word = new Answer(seed).silence(400).word(400).heard(-16, -66)
      const room = new Answer(seed + 100).phrase(4000).heard(-48, -66)
      const both = new Int16Array(word.length + room.length)
      both.set(word)
      both.set(room, word.length)
      expect(told(both)).toMatchObject({ by: 'human', cause: 'silence-after-greeting' })
    }
  })

  test('a vowel as pure as a tone is one, where it is too short for a tone', () => {
    expect(told(new Answer(1).silence(500).tone(600, 120).silence(3000).heard())).toMatchObject({
      by: 'human',
      cause: 'silence-after-greeting',
    })
  })
})

describe('tones', () => {
  const tone = (...args: Parameters<Answer['tone']>) => new Answer(1).silence(700).tone(...args)

  test('one alone is found to a few Hz over noise, at both rates; two are none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 370, max: 2480 }),
        fc.constantFrom(8000, 16_000),
        fc.integer(),
        fc.nat(18),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        (hz, clockHz, seed, noiseDb, phase) => {
          const random = new Xoshiro128(seed)
          const noise = 4000 * Math.SQRT1_2 * 10 ** (-(12 + noiseDb) / 20)
          const block = Int16Array.from({ length: clockHz / 50 }, (_, i) =>
            Math.round(4000 * Math.sin((2 * Math.PI * hz * i) / clockHz + phase) + noise * random.normal()),
          )
          const found = pureToneHz(block, clockHz)
          expect(Math.abs(found - hz)).toBeLessThan(12 * 10 ** (-noiseDb / 20) * 4)
        },
      ),
    )
    for (const low of [697, 770, 852, 941]) {
      for (const high of [1209, 1336, 1477, 1633]) {
        const block = Int16Array.from({ length: 160 }, (_, i) =>
          Math.round(
            4000 * Math.sin((2 * Math.PI * low * i) / 8000) + 7000 * Math.sin((2 * Math.PI * high * i) / 8000),
          ),
        )
        expect(pureToneHz(block, 8000)).toBe(0)
      }
    }
  })

  test.each([550, 700, 950, 1000, 1400, 1800, 2100, 2450])(
    'a tone of %i Hz is a machine, which records when it is over',
    (hz) => {
      for (const lengthMs of [200, 330, 900]) {
        const answer = tone(hz, lengthMs)
        const endMs = answer.lengthMs
        const heard = told(answer.silence(2000).heard(-16, -50))
        expect(heard).toMatchObject({ by: 'machine', cause: 'tone', records: 'tone' })
        expect(heard.recordsMs).toBeGreaterThanOrEqual(endMs)
        expect(heard.recordsMs).toBeLessThan(endMs + 200)
      }
    },
  )

  test('a click in a tone does not end it', () => {
    const answer = tone(700, 302).tone([1100, 1900, 3100], 12).tone(700, 300)
    const endMs = answer.lengthMs
    const { records, recordsMs } = told(answer.silence(2000).heard())
    expect(records).toBe('tone')
    expect(recordsMs).toBeGreaterThanOrEqual(endMs)
  })

  test('a short tone of a frequency that networks use is a machine when nothing like it follows', () => {
    expect(told(tone(440, 300).silence(3000).heard())).toMatchObject({ by: 'machine', cause: 'tone', records: 'tone' })
  })

  test.each([
    ['ringing, 425 Hz', [[425, 1000, 4000]]],
    ['ringing, 440 and 480 Hz', [[[440, 480], 2000, 4000]]],
    ['busy, 450 Hz', [[450, 350, 350]]],
    ['busy, 425 Hz', [[425, 500, 500]]],
    ['busy, 480 and 620 Hz', [[[480, 620], 500, 500]]],
    ['congestion, 450 Hz', [[450, 700, 700]]],
    [
      'digits',
      [
        [[697, 1209], 200, 100],
        [[941, 1633], 200, 100],
        [[852, 1336], 500, 100],
      ],
    ],
  ] as const)('%s is no tone of a machine', (_, cadence) => {
    const answer = new Answer(1).silence(200)
    for (let nth = 0; nth < 6; nth++) {
      const [hz, on, off] = cadence[nth % cadence.length]!
      answer.tone(hz, on).silence(off)
    }
    const { cause, records } = told(answer.heard())
    expect(cause).not.toBe('tone')
    expect(records).not.toBe('tone')
  })

  test.each([
    [913.8, 1370.6, 1776.7],
    [985.2, 1428.5, 1776.7],
    [913.8, 1428.5, 1776.7],
    [950, 1400, 1800],
  ])('a special information tone of %f, %f, %f Hz is the network, and no person', (...segments) => {
    for (const lengthMs of [276, 330, 380]) {
      const answer = new Answer(1).silence(400)
      for (const hz of segments) answer.tone(hz, lengthMs).silence(lengthMs === 330 ? 0 : 20)
      expect(told(answer.silence(1000).phrase(3000).heard())).toMatchObject({
        by: 'network',
        cause: 'special-information',
      })
    }
  })

  test('what follows tones stays within what it may say, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0, 425, 430, 950, 1400, 1800, 1000, 2100), { maxLength: 400 }),
        (blocks) => {
          const follower = new MachineTone(20)
          let pureMs = 0
          for (const hz of blocks) {
            const heard = follower.take(hz)
            pureMs = hz > 0 ? pureMs + 20 : pureMs
            // No tone without as much of it.
            if (heard === 'beep' || heard === 'beep-over') expect(pureMs).toBeGreaterThanOrEqual(120)
            if (heard === 'special-information') expect(pureMs).toBeGreaterThanOrEqual(360)
          }
        },
      ),
    )
  })
})

/** Any of the collection. */
const anyAnswer = fc
  .record({ seed: fc.integer(), kind: fc.nat(7), hz: fc.constantFrom(8000, 16_000) })
  .map(({ seed, kind, hz }) => [...Object.values(PEOPLE), ...Object.values(MACHINES)][kind]!(new Answer(seed, hz)))

describe('whatever is heard', () => {
  test('the same is told, at the same time, whatever frames it comes in', () => {
    fc.assert(
      fc.property(
        anyAnswer,
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 9 }),
        (answer, frames) => {
          const samples = answer.heard()
          const options = { clockHz: answer.hz }
          expect(told(samples, options, frames)).toEqual(told(samples, options, [answer.hz / 50]))
        },
      ),
      { numRuns: 30 },
    )
  })

  test('the same is told of it 12 dB louder and quieter, on a line whose noise can be heard', () => {
    fc.assert(
      fc.property(anyAnswer, fc.constantFrom(-12, 12), (answer, db) => {
        const samples = answer.heard(-20, -58)
        const scaled = samples.map((sample) =>
          Math.max(-32_768, Math.min(32_767, Math.round(sample * 10 ** (db / 20)))),
        )
        const options = { clockHz: answer.hz }
        expect(told(scaled, options).by).toBe(told(samples, options).by)
      }),
      { numRuns: 40 },
    )
  })

  test('any samples are heard, something is told in time, and it does not change', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(
          fc.tuple(fc.constantFrom('noise', 'full', 'zero', 'square', 'ramp'), fc.integer({ min: 1, max: 4000 })),
          { minLength: 1, maxLength: 20 },
        ),
        fc.constantFrom(8000, 16_000),
        (seed, parts, clockHz) => {
          const random = new Xoshiro128(seed)
          const detector = new AnsweringMachineDetector({ clockHz })
          let heard = 0
          let first: string | undefined
          for (const [kind, count] of parts) {
            const gain = random.uniform()
            detector.hear(
              Int16Array.from({ length: count }, (_, i) => {
                if (kind === 'zero') return 0
                if (kind === 'full') return random.chance(0.5) ? 32_767 : -32_768
                if (kind === 'square') return i % 9 < 4 ? 32_767 * gain : -32_768 * gain
                return kind === 'ramp' ? (i * 37) % 65_536 : (random.uniform() - 0.5) * 65_535 * gain
              }),
            )
            heard += count
            first ??= detector.by
            expect(detector.by).toBe(first)
            if (heard >= 5 * clockHz + clockHz / 50) expect(detector.by).toBeDefined()
          }
        },
      ),
    )
  })
})

/** Who is told of so many answers of a kind. */
function measured(make: (answer: Answer) => Answer, count: number, speechDbov: number, noiseDbov: number) {
  const sum = { human: 0, machine: 0, network: 0, unsure: 0 }
  for (let seed = 1; seed <= count; seed++) {
    const { by } = told(make(new Answer(seed)).heard(speechDbov, noiseDbov))
    sum[by ?? 'unsure'] += 1
  }
  return sum
}

test('errors over the collection are as few as docs/host.md has them', () => {
  const count = 15
  for (const [speechDbov, noiseDbov] of [
    [-16, -60],
    [-28, -60],
    [-16, -36],
  ] as const) {
    const rate = (make: (answer: Answer) => Answer) => measured(make, count, speechDbov, noiseDbov)
    expect(rate(PEOPLE['one word, "hello?"']).machine).toBe(0)
    expect(rate(PEOPLE['says nothing']).unsure).toBe(count)
    expect(rate(MACHINES['a long greeting and a tone']).human).toBeLessThanOrEqual(1)
    expect(rate(MACHINES['a tone alone']).machine).toBeGreaterThanOrEqual(count - 1)
  }
})

describe.skipIf(!present)('speech of ../shared/data/talkoff', () => {
  test('of ten minutes, short utterances are people, long ones machines, and nothing is a tone', () => {
    const samples = recording('queen-a', 10)
    const all = utterances(samples)
    const by = (of: typeof all, who: string) => of.filter((each) => told(each.samples).by === who).length
    const short = all.filter(({ lengthMs }) => lengthMs >= 200 && lengthMs <= 800)
    const long = all.filter(({ lengthMs }) => lengthMs >= 2500)
    expect(by(short, 'machine')).toBe(0)
    expect(by(long, 'machine')).toBeGreaterThan(0.8 * long.length)
    expect(falseTones(samples)).toBe(0)
  })
})
