import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  constantDelay,
  correlatedDelay,
  gammaDelay,
  normalDelay,
  paretoDelay,
  routeChanges,
  spikes,
  uniformDelay,
} from '../../src/netem/delay-model.ts'
import { gilbertElliott, gilbertElliottShare, randomLoss } from '../../src/netem/loss-model.ts'
import { NetworkEmulator } from '../../src/netem/network-emulator.ts'
import type { NetworkEmulatorOptions } from '../../src/netem/network-emulator.ts'
import { traceReplay } from '../../src/netem/trace-replay.ts'
import { Xoshiro128 } from '../../src/random/xoshiro128.ts'
import { parseTrace } from '../../src/trace/trace.ts'

const N = 40_000

function moments(draw: () => number): { mean: number; deviation: number } {
  let sum = 0
  let squares = 0
  for (let i = 0; i < N; i++) {
    const x = draw()
    sum += x
    squares += x * x
  }
  const mean = sum / N
  return { mean, deviation: Math.sqrt(squares / N - mean * mean) }
}

/** Sends packets of one byte-pair every 20 ms and returns when each came, in the order received. */
function run(options: Partial<NetworkEmulatorOptions>, packets: number = 2000): { index: number; atMs: number }[] {
  const emulator = new NetworkEmulator({ seed: 7, delay: constantDelay(10), ...options })
  const heard: { index: number; atMs: number }[] = []
  for (let i = 0; i < packets; i++) emulator.send(Uint8Array.of(i >> 8, i), i * 20)
  for (;;) {
    const packet = emulator.receive(Number.POSITIVE_INFINITY)
    if (packet === undefined) return heard
    heard.push({ index: (packet.bytes[0]! << 8) | packet.bytes[1]!, atMs: packet.atMs })
  }
}

describe('random stream', () => {
  it('is uniform: every one of 64 bins within five deviations', () => {
    const random = new Xoshiro128(3)
    const bins = new Float64Array(64)
    for (let i = 0; i < N; i++) bins[Math.floor(random.uniform() * 64)]!++
    const expected = N / 64
    for (const bin of bins) expect(Math.abs(bin - expected)).toBeLessThan(5 * Math.sqrt(expected))
  })

  it('repeats by seed and differs between seeds', () => {
    const a = new Xoshiro128(1)
    const b = new Xoshiro128(1)
    const c = new Xoshiro128(2)
    const first = Array.from({ length: 20 }, () => a.next())
    expect(Array.from({ length: 20 }, () => b.next())).toEqual(first)
    expect(Array.from({ length: 20 }, () => c.next())).not.toEqual(first)
  })
})

describe('delay and loss models have the moments of their names', () => {
  const random = new Xoshiro128(11)
  it.each([
    ['uniform', uniformDelay(10, 50), 30, 40 / Math.sqrt(12)],
    ['normal', normalDelay(100, 10), 100, 10],
    ['gamma of shape 4', gammaDelay(20, 40, 4), 60, 20],
    ['Pareto of index 4', paretoDelay(0, 30, 4), 10, 10 * Math.sqrt(2)],
    ['correlated uniform', correlatedDelay(uniformDelay(10, 50), 0.5), 30, (40 / Math.sqrt(12)) * Math.sqrt(1 / 3)],
  ] as const)('%s', (_, model, mean, deviation) => {
    const found = moments(() => model.delayMs(random, 0))
    // Five standard errors; correlation halves the independent draws.
    expect(Math.abs(found.mean - mean)).toBeLessThan((5 * deviation * 1.8) / Math.sqrt(N))
    expect(Math.abs(found.deviation / deviation - 1)).toBeLessThan(0.15)
  })

  it('Gilbert and Elliott lose their share, in bursts of their length', () => {
    const options = { toBad: 0.01, toGood: 0.2, lossBad: 1, lossGood: 0 }
    const model = gilbertElliott(options)
    let lost = 0
    let runs = 0
    let before = false
    for (let i = 0; i < 200_000; i++) {
      const now = model.isLost(random)
      if (now) lost++
      if (now && !before) runs++
      before = now
    }
    const share = gilbertElliottShare(options)
    // Variance of a correlated chain: (1 + ρ) / (1 − ρ) times that of independent draws, ρ = 1 − toBad − toGood.
    const error = Math.sqrt(((share * (1 - share)) / 200_000) * (1.79 / 0.21))
    expect(Math.abs(lost / 200_000 - share)).toBeLessThan(5 * error)
    expect(lost / runs).toBeGreaterThan(4.5)
    expect(lost / runs).toBeLessThan(5.5)
  })
})

describe('network emulator', () => {
  it('is the same network for the same seed', () => {
    const settings = { delay: gammaDelay(20, 30), loss: randomLoss(0.1), duplicate: 0.05, reorder: 0.05 }
    expect(run(settings)).toEqual(run(settings))
    expect(run({ ...settings, seed: 8 })).not.toEqual(run(settings))
  })

  it('conserves packets: sent + doubled = lost + overflowed + received, in order of time', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(30), fc.nat(30), fc.boolean(), (seed, loss, twice, limited) => {
        const emulator = new NetworkEmulator({
          seed,
          delay: spikes(gammaDelay(10, 20), 2000, 200),
          loss: randomLoss(loss / 100),
          duplicate: twice / 100,
          ...(limited ? { rateBps: 50_000, queueBytes: 1000 } : {}),
        })
        let received = 0
        let last = Number.NEGATIVE_INFINITY
        for (let i = 0; i < 300; i++) {
          emulator.send(new Uint8Array(172), i * 20)
          for (let packet; (packet = emulator.receive(i * 20)) !== undefined; received++) {
            expect(packet.atMs).toBeGreaterThanOrEqual(last)
            expect(packet.atMs).toBeLessThanOrEqual(i * 20)
            last = packet.atMs
          }
        }
        while (emulator.receive(Number.POSITIVE_INFINITY) !== undefined) received++
        expect(emulator.sent + emulator.duplicated).toBe(emulator.lost + emulator.overflowed + received)
        expect(emulator.nextDeadlineMs()).toBe(Number.POSITIVE_INFINITY)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps order when told to, reorders when told to', () => {
    const delay = uniformDelay(0, 100)
    const inOrder = run({ delay, keepOrder: true }).map(({ index }) => index)
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
    const jumped = run({ delay: constantDelay(50), reorder: 0.1 })
    expect(jumped.filter(({ index, atMs }) => atMs === index * 20).length).toBeGreaterThan(100)
  })

  it('limits the rate: 172 bytes at 50 kbit/s leave 27.52 ms apart', () => {
    const emulator = new NetworkEmulator({ seed: 1, delay: constantDelay(0), rateBps: 50_000 })
    for (let i = 0; i < 3; i++) emulator.send(new Uint8Array(172), 0)
    const times = Array.from({ length: 3 }, () => emulator.receive(1000)!.atMs)
    expect(times.map((t) => t.toFixed(2))).toEqual(['27.52', '55.04', '82.56'])
  })

  it('shifts the route, drifts, stands still and comes out together', () => {
    const shifted = run({ delay: routeChanges(constantDelay(10), [{ atMs: 10_000, shiftMs: 100 }]) })
    expect(shifted.filter(({ index, atMs }) => atMs === index * 20 + (index < 500 ? 10 : 110))).toHaveLength(2000)
    const drifting = run({ drift: 0.005 })
    expect(drifting.at(-1)!.atMs).toBeCloseTo((1999 * 20 + 10) * 1.005, 6)
    const still = run({ delay: spikes(constantDelay(0), 3000, 300) })
    const together = new Map<number, number>()
    for (const { atMs } of still) together.set(atMs, (together.get(atMs) ?? 0) + 1)
    expect(Math.max(...together.values())).toBeGreaterThan(5)
  })

  it('replays a trace', () => {
    const trace = parseTrace('send_ms,delay_ms\n0,5\n20,7\n40,-1\n60,30\n')
    const heard = run(traceReplay(trace, 100), 8)
    const byNumber = [...heard].sort((a, b) => a.index - b.index)
    expect(byNumber.map(({ index, atMs }) => [index, atMs - index * 20])).toEqual([
      [0, 100],
      [1, 102],
      [3, 125],
      [4, 100],
      [5, 102],
      [7, 125],
    ])
  })
})
