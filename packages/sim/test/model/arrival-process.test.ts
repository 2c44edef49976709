import { describe, expect, it } from 'vitest'
import {
  type ArrivalProcess,
  ConstantArrivals,
  PiecewiseArrivals,
  RecordedArrivals,
} from '../../src/model/arrival-process.ts'
import { gammaP } from '../../src/random/incomplete-gamma.ts'
import { RandomStream } from '../../src/random/stream.ts'

const HOUR = 3_600_000
const RUNS = 2000

/** Arrivals per hour of the day, before `untilMs`. */
function counts(process: ArrivalProcess, hours: number): number[] {
  const perHour = Array<number>(hours).fill(0)
  for (let atMs = process.nextMs(); atMs < hours * HOUR; atMs = process.nextMs()) perHour[Math.floor(atMs / HOUR)]! += 1
  return perHour
}

/** P-value of Σ (count − mean)² / mean over independent Poisson counts: too large and too small are both wrong. */
function dispersionP(values: readonly number[], mean: number): number {
  const chi2 = values.reduce((sum, value) => sum + (value - mean) ** 2 / mean, 0)
  return gammaP(values.length / 2, chi2 / 2)
}

function expectPoisson(values: readonly number[], mean: number, what: string): void {
  const p = dispersionP(values, mean)
  expect(p, `${what}: dispersion`).toBeGreaterThan(0.0005)
  expect(p, `${what}: dispersion`).toBeLessThan(0.9995)
  const z = (values.reduce((sum, value) => sum + value, 0) - values.length * mean) / Math.sqrt(values.length * mean)
  expect(Math.abs(z), `${what}: mean`).toBeLessThan(3.29)
}

describe('arrivals by a profile', () => {
  const rates = [3, 0, 40, 12.5, 0, 0, 7]

  it('are Poisson in each interval, with the mean of its rate, and independent of each other', () => {
    const days = Array.from({ length: RUNS }, (_, day) =>
      counts(new PiecewiseArrivals(HOUR, rates, RandomStream.named(1, day, 'arrivals')), rates.length),
    )
    for (const [hour, rate] of rates.entries()) {
      const values = days.map((day) => day[hour]!)
      if (rate === 0) expect(Math.max(...values), `hour ${hour}`).toBe(0)
      else expectPoisson(values, rate, `hour ${hour}`)
    }
    // Neighbours across the change of rate: a gap that was carried over wrongly would tie them together.
    const covariance = days.reduce((sum, day) => sum + (day[2]! - 40) * (day[3]! - 12.5), 0) / RUNS
    expect(Math.abs(covariance)).toBeLessThan(3.29 * Math.sqrt((40 * 12.5) / RUNS))
  })

  it('are spread evenly inside an interval', () => {
    const tenths = Array<number>(10).fill(0)
    for (let day = 0; day < RUNS; day += 1) {
      const process = new PiecewiseArrivals(HOUR, [5, 20], RandomStream.named(2, day, 'arrivals'))
      for (let atMs = process.nextMs(); atMs < Infinity; atMs = process.nextMs()) {
        if (atMs >= HOUR) tenths[Math.floor((10 * (atMs - HOUR)) / HOUR)]! += 1
      }
    }
    for (const [tenth, count] of tenths.entries()) {
      expect(Math.abs(count - 2 * RUNS), `tenth ${tenth}`).toBeLessThan(3.7 * Math.sqrt(2 * RUNS))
    }
  })

  it('never come where the rate is 0, nor after the last interval, and go on never coming', () => {
    const nobody = new PiecewiseArrivals(HOUR, [0, 0, 0], RandomStream.named(1, 0, 'x'))
    expect([nobody.nextMs(), nobody.nextMs()]).toEqual([Infinity, Infinity])
    const none = new PiecewiseArrivals(HOUR, [], RandomStream.named(1, 0, 'x'))
    expect(none.nextMs()).toBe(Infinity)
    for (let day = 0; day < 200; day += 1) {
      const late = new PiecewiseArrivals(HOUR, [0, 1000, 0], RandomStream.named(1, day, 'x'))
      const times: number[] = []
      for (let atMs = late.nextMs(); atMs < Infinity; atMs = late.nextMs()) times.push(atMs)
      expect(times[0]!).toBeGreaterThanOrEqual(HOUR)
      expect(times.at(-1)!).toBeLessThanOrEqual(2 * HOUR)
      expect(late.nextMs()).toBe(Infinity)
    }
  })

  it('come in order of time', () => {
    const process = new PiecewiseArrivals(1000, [1e6, 0, 5e6, 1], RandomStream.named(3, 0, 'x'))
    const times: number[] = []
    for (let atMs = process.nextMs(); atMs < Infinity; atMs = process.nextMs()) times.push(atMs)
    expect(times.length).toBeGreaterThan(1000)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('of one rate throughout are those of a constant rate, on the same stream', () => {
    const constant = new ConstantArrivals(100, RandomStream.named(4, 0, 'x'))
    const piecewise = new PiecewiseArrivals(HOUR, [100, 100, 100], RandomStream.named(4, 0, 'x'))
    let same = 0
    for (let atMs = piecewise.nextMs(); atMs < Infinity; atMs = piecewise.nextMs()) {
      expect(Math.abs(constant.nextMs() - atMs)).toBeLessThan(1e-3)
      same += 1
    }
    expect(same).toBeGreaterThan(200)
  })
})

describe('arrivals at a constant rate', () => {
  it('are Poisson in every hour', () => {
    const days = Array.from({ length: RUNS }, (_, day) =>
      counts(new ConstantArrivals(8, RandomStream.named(5, day, 'arrivals')), 3),
    )
    for (const hour of [0, 1, 2])
      expectPoisson(
        days.map((day) => day[hour]!),
        8,
        `hour ${hour}`,
      )
  })

  it('of 0 an hour never come', () => {
    expect(new ConstantArrivals(0, RandomStream.named(1, 0, 'x')).nextMs()).toBe(Infinity)
  })
})

describe('arrivals of a log', () => {
  it('come at their times with their talk times, then no more', () => {
    const log = new RecordedArrivals(Float64Array.of(5, 5, 9), Float64Array.of(100, NaN, 0))
    const seen = [1, 2, 3, 4].map(() => [log.nextMs(), log.handlingMs])
    expect(seen.slice(0, 3)).toEqual([
      [5, 100],
      [5, NaN],
      [9, 0],
    ])
    expect(seen[3]![0]).toBe(Infinity)
  })
})
