import { describe, expect, test } from 'vitest'
import {
  addToneInto,
  CallProgressDetector,
  quantizeInto,
  TONE_PLANS,
  type PlanName,
  type ProgressEvent,
} from '../../src/index.ts'
import { gaussian, seeded } from '../conformance/bench-of-trials.ts'
import { dataFile, hasData } from '../data.ts'
import { WaveReader } from '../../src/index.ts'

type Part = readonly [hz: readonly number[], lengthMs: number]

/** A signal of parts, each of no, one or two frequencies at −15 dBm0, in noise at −50 dBm0. */
function signalOf(parts: readonly Part[]): Int16Array {
  const random = seeded(3)
  const lengthMs = parts.reduce((sum, [, ms]) => sum + ms, 0)
  const signal = Float64Array.from({ length: lengthMs * 8 }, () => 50 * gaussian(random))
  let atMs = 0
  for (const [hz, ms] of parts) {
    const [low = 0, high = 0] = hz
    const tone = {
      lowHz: low,
      highHz: high,
      lowDbm0: low ? -15 : -200,
      highDbm0: high ? -15 : -200,
      lowPhase: 6 * random(),
    }
    addToneInto(signal, tone, atMs * 8, ms * 8, 16, 8000)
    atMs += ms
  }
  return quantizeInto(signal, new Int16Array(signal.length))
}

function hear(samples: Int16Array, plan: PlanName = 'north-america'): ProgressEvent[] {
  const detector = new CallProgressDetector({ plan })
  const events: ProgressEvent[] = []
  for (let from = 0; from < samples.length; from += 333)
    events.push(...detector.push(samples.subarray(from, from + 333)))
  return events
}

describe.each(Object.entries(TONE_PLANS))('%s', (name, plan) => {
  test.each(plan.tones.map((tone) => [tone.tone, tone] as const))('%s', (_kind, { tone, hz, cadenceMs }) => {
    const cycle: Part[] =
      cadenceMs.length === 0 ? [[hz, 4000]] : cadenceMs.map((ms, index) => [index % 2 ? [] : hz, ms] as const)
    const parts: Part[] = [[[], 300], ...cycle, ...cycle, ...cycle, [[], 300]]
    const events = hear(
      signalOf(parts),
      Object.keys(TONE_PLANS).find((key): key is PlanName => key === name),
    )
    expect(events.map(({ kind }) => kind)).toEqual([tone])
    expect(Math.abs((events[0]?.startMs ?? 0) - 300)).toBeLessThan(60)
  })
})

test.each([
  ['Germany, busy of 0.48 s', 480, 'busy'],
  ['Germany, congestion of 0.24 s', 240, 'congestion'],
  ['Germany, congestion of 0.2 s', 200, 'congestion'],
] as const)('variants that national networks have within the plan of ETSI: %s', (_name, ms, tone) => {
  const cycle: Part[] = [
    [[425], ms],
    [[], ms],
  ]
  const events = hear(signalOf([[[], 300], ...cycle, ...cycle, ...cycle, ...cycle]), 'etsi')
  expect(events.map(({ kind }) => kind)).toEqual([tone])
})

describe('machines', () => {
  const sit = (first: number, firstMs: number, second: number, secondMs: number): Part[] => [
    [[], 200],
    [[first], firstMs],
    [[second], secondMs],
    [[1776.7], 380],
    [[], 800],
  ]
  test.each([
    ['intercept', sit(913.8, 276, 1370.6, 276)],
    ['vacant-code', sit(985.2, 380, 1370.6, 276)],
    ['no-circuit', sit(985.2, 380, 1428.5, 380)],
    ['reorder', sit(913.8, 276, 1428.5, 380)],
  ])('special information tone: %s', (reason, parts) => {
    expect(hear(signalOf(parts)).map((event) => (event.kind === 'sit' ? event.reason : event.kind))).toEqual([reason])
  })

  test('the special information tone of ITU-T E.180, which gives no reason, at the edges of its tolerance too', () => {
    for (const [off, ms] of [
      [0, 330],
      [-8, 280],
      [8, 380],
    ] as const) {
      const parts: Part[] = [
        [[], 200],
        [[950 + off], ms],
        [[], 20],
        [[1400 + off], ms],
        [[], 20],
        [[1800 + off], ms],
        [[], 800],
      ]
      expect(hear(signalOf(parts), 'etsi')).toMatchObject([{ kind: 'sit', reason: 'unspecified' }])
    }
  })

  test('a calling fax, each time it calls', () => {
    expect(
      hear(
        signalOf([
          [[], 300],
          [[1100], 500],
          [[], 3000],
          [[1100], 500],
          [[], 500],
        ]),
      ).map(({ kind }) => kind),
    ).toEqual(['fax-calling', 'fax-calling'])
  })

  test('an answering fax, and a modem, which turns its phase every 450 ms', () => {
    expect(
      hear(
        signalOf([
          [[], 300],
          [[2100], 3000],
          [[], 300],
        ]),
      ).map(({ kind }) => kind),
    ).toEqual(['fax-answer'])
    const modem = Int16Array.from({ length: 26_000 }, (_, n) =>
      n < 2000 ? 0 : 5000 * Math.sin((2 * Math.PI * 2103 * n) / 8000) * (Math.floor((n - 2000) / 3600) % 2 ? -1 : 1),
    )
    expect(hear(modem).map(({ kind }) => kind)).toEqual(['modem-answer'])
  })
})

describe.skipIf(!hasData('talkoff'))('over recorded speech', () => {
  function speech(seconds: number): Int16Array {
    const samples: number[] = []
    const reader = new WaveReader((_channel, piece) => samples.push(...piece))
    reader.push(dataFile('talkoff/queen-a.wav').subarray(0, 8000 * seconds))
    return Int16Array.from(samples)
  }

  test('ten minutes of it are no tone of any plan', () => {
    const samples = speech(600)
    for (const plan of ['north-america', 'etsi', 'china', 'united-kingdom'] as const) {
      expect(hear(samples, plan).filter(({ kind }) => kind !== 'beep')).toEqual([])
    }
  })

  test('a beep after a greeting is one', () => {
    const greeting = speech(8)
    const beep = signalOf([
      [[], 400],
      [[1000], 400],
      [[], 600],
    ])
    const samples = new Int16Array(greeting.length + beep.length)
    samples.set(greeting)
    samples.set(beep, greeting.length)
    const events = hear(samples).filter(({ startMs }) => startMs > 8000)
    expect(events.map(({ kind }) => kind)).toEqual(['beep'])
  })
})
