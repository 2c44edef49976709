import { describe, expect, it } from 'vitest'
import type { ArrivalProcess } from '../../src/model/arrival-process.ts'
import { arrivalsOf } from '../../src/model/arrivals.ts'
import { BusyDays } from '../../src/model/busy-days.ts'
import { RandomStream } from '../../src/random/stream.ts'
import type { ArrivalSpec, BusyDaySpec } from '../../src/scenario/arrival-spec.ts'

const HOUR = 3_600_000
const DAYS = 3000

/** Contacts in each hour of one day. */
function perHour(process: ArrivalProcess, hours: number): number[] {
  const counts = Array<number>(hours).fill(0)
  for (let atMs = process.nextMs(); atMs < hours * HOUR; atMs = process.nextMs()) counts[Math.floor(atMs / HOUR)]! += 1
  return counts
}

function days(spec: ArrivalSpec, hours: number, busy?: BusyDays, family = 0): number[][] {
  const maker = arrivalsOf(spec, hours * HOUR)
  return Array.from({ length: DAYS }, (_, day) => {
    const factors = busy?.draw(RandomStream.named(5, day, 'busy'))[family]
    return perHour(maker(RandomStream.named(1, day, `arrivals ${family}`), factors), hours)
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const covariance = (a: readonly number[], b: readonly number[]) =>
  mean(a.map((value, at) => value * b[at]!)) - mean(a) * mean(b)

/** Holds a mean of values against what is right: four standard errors, which one right test in 16,000 fails. */
function expectMean(values: readonly number[], exact: number, what: string): void {
  const error = Math.sqrt(covariance(values, values) / values.length)
  expect(Math.abs(mean(values) - exact), `${what}: ${mean(values)} against ${exact}`).toBeLessThan(4 * error)
}

/** Holds the covariance of two series against what is right, by the spread of its terms. */
function expectCovariance(a: readonly number[], b: readonly number[], exact: number, what: string): void {
  const [meanA, meanB] = [mean(a), mean(b)]
  expectMean(
    a.map((value, at) => (value - meanA) * (b[at]! - meanB)),
    exact,
    what,
  )
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

describe('arrivals with straight lines between rates', () => {
  it('have the area under the line for a mean in each hour, and are Poisson', () => {
    const counts = days({ kind: 'linear', intervalMs: 2 * HOUR, perHourAt: [0, 20, 4] }, 4)
    for (const [hour, exact] of [5, 15, 16, 8].entries()) {
      const values = counts.map((day) => day[hour]!)
      expectMean(values, exact, `hour ${hour}`)
      expectCovariance(values, values, exact, `variance of hour ${hour}`)
    }
  })
})

describe('modulated arrivals', () => {
  it('have the mean and the index of dispersion of a two-state MMPP (Fischer & Meier-Hellstern 1993)', () => {
    const [fast, slow] = [
      { perHour: 60, meanMs: 0.5 * HOUR },
      { perHour: 12, meanMs: 1.5 * HOUR },
    ]
    const hours = 3
    const counts = days({ kind: 'modulated', phases: [fast, slow] }, hours).map(total)
    const [a, b] = [1 / 0.5, 1 / 1.5]
    const [pFast, pSlow] = [b / (a + b), a / (a + b)]
    const rate = pFast * 60 + pSlow * 12
    const decay = a + b
    const excess = 2 * pFast * pSlow * 48 * 48 * (hours / decay - (1 - Math.exp(-decay * hours)) / decay ** 2)
    expectMean(counts, rate * hours, 'mean')
    expectCovariance(counts, counts, rate * hours + excess, 'variance')
  })
})

describe('batches', () => {
  it('keep the rate of contacts, and make the variance E[size²] / E[size] times the mean', () => {
    const batch = [
      { size: 1, share: 0.8 },
      { size: 6, share: 0.2 },
    ]
    const counts = days({ kind: 'constant', perHour: 10, batch }, 4).map(total)
    expectMean(counts, 40 * 2, 'mean')
    expectCovariance(counts, counts, 40 * (0.8 + 0.2 * 36), 'variance')
  })
})

describe('a trace', () => {
  const timesMs = Array.from({ length: 40 }, (_, at) => at * 0.1 * HOUR)

  it('is the same every day when nothing is thinned, with its talk times', () => {
    const trace = { timesMs, handlingMs: timesMs.map((ms) => ms + 1), share: 1, spreadMs: HOUR }
    const process = arrivalsOf({ kind: 'trace', trace }, 4 * HOUR)(RandomStream.named(1, 0, 'x'))
    for (const ms of timesMs) expect([process.nextMs(), process.handlingMs]).toEqual([ms, ms + 1])
    expect(process.nextMs()).toBe(Infinity)
  })

  it('is thinned to its share, and copied above 1 with times that ascend', () => {
    const thinned = days({ kind: 'trace', trace: { timesMs, share: 0.3, spreadMs: HOUR } }, 4).map(total)
    expectMean(thinned, 12, 'thinned')
    expectCovariance(thinned, thinned, 40 * 0.3 * 0.7, 'variance')
    const maker = arrivalsOf({ kind: 'trace', trace: { timesMs, share: 2.5, spreadMs: HOUR } }, 9 * HOUR)
    const numbers = Array.from({ length: 200 }, (_, day) => {
      const process = maker(RandomStream.named(2, day, 'x'))
      let [count, last] = [0, 0]
      for (let atMs = process.nextMs(); atMs < Infinity; atMs = process.nextMs()) {
        expect(atMs).toBeGreaterThanOrEqual(last)
        last = atMs
        count += 1
      }
      return count
    })
    expectMean(numbers, 100, 'copied')
  })
})

describe('busy days', () => {
  const spec: BusyDaySpec = {
    law: 'gamma',
    families: ['a', 'b'],
    cvs: [0.3, 0.5],
    root: [
      [1, 0],
      [0.6, 0.8],
    ],
    intervalMs: Infinity,
    betweenIntervals: 0,
  }
  const constant: ArrivalSpec = { kind: 'constant', perHour: 25 }

  it('make counts negative binomial: variance mean + (cv · mean)²', () => {
    const counts = days(constant, 4, new BusyDays(spec, 4 * HOUR)).map(total)
    expectMean(counts, 100, 'mean')
    expectCovariance(counts, counts, 100 + (0.3 * 100) ** 2, 'variance')
    const never = days(constant, 4, new BusyDays({ ...spec, cvs: [0, 0] }, 4 * HOUR)).map(total)
    expectCovariance(never, never, 100, 'variance without busy days')
  })

  it('are busy for two types together as their correlation says, exactly for lognormal factors', () => {
    const lognormal = { ...spec, law: 'lognormal' as const }
    const [a, b] = [0, 1].map((family) => days(constant, 4, new BusyDays(lognormal, 4 * HOUR), family).map(total))
    const sigma = (cv: number) => Math.sqrt(Math.log(1 + cv * cv))
    expectCovariance(a!, b!, 100 * 100 * (Math.exp(0.6 * sigma(0.3) * sigma(0.5)) - 1), 'covariance')
  })

  it('change from interval to interval with the correlation of neighbours', () => {
    const lognormal: BusyDaySpec = { ...spec, law: 'lognormal', intervalMs: HOUR, betweenIntervals: 0.7 }
    const counts = days(
      { kind: 'piecewise', intervalMs: 2 * HOUR, perHour: [30, 60] },
      4,
      new BusyDays(lognormal, 4 * HOUR),
    )
    const hour = (at: number) => counts.map((day) => day[at]!)
    const variance = Math.log(1 + 0.3 * 0.3)
    expectMean(hour(0), 30, 'first hour')
    expectMean(hour(3), 60, 'last hour')
    expectCovariance(hour(0), hour(1), 30 * 30 * (Math.exp(0.7 * variance) - 1), 'neighbours')
    expectCovariance(hour(1), hour(3), 30 * 60 * (Math.exp(0.49 * variance) - 1), 'two apart')
  })
})
