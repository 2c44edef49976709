import { type Tally, emptyTally } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimates } from '../../src/measure/estimates.ts'
import { type MeasureName, measureNamed, MEASURES, type Sample } from '../../src/measure/measure.ts'
import { spreadDifference } from '../../src/measure/spread.ts'
import { studentQuantile } from '../../src/stats/student.ts'

/** Every name once: the compiler holds this record against the union. */
const NAMES: Readonly<Record<MeasureName, true>> = {
  offered: true,
  answered: true,
  abandoned: true,
  blocked: true,
  serviceLevel: true,
  asaMs: true,
  meanWaitMs: true,
  abandonRate: true,
  occupancy: true,
  ahtMs: true,
}

function sample(tally: Partial<Tally>, busyMs = 0, staffedMs = 0): Sample {
  return { tally: { ...emptyTally(), ...tally }, busyMs, staffedMs }
}

describe('measures', () => {
  it('every name has one entry, with label and formula in both languages', () => {
    expect(MEASURES.map(({ name }) => name).sort()).toEqual(Object.keys(NAMES).sort())
    for (const { name, label, formula } of MEASURES) {
      expect(
        [label.en, label.zh, formula.en, formula.zh].every((text) => text.length > 0),
        name,
      ).toBe(true)
      expect(measureNamed(name).name).toBe(name)
    }
  })

  it('are formed as their formulas say', () => {
    const day = sample(
      {
        offered: 100,
        blocked: 10,
        answered: 60,
        abandoned: 30,
        answeredWithin: 45,
        answeredWaitMs: 600_000,
        abandonedWaitMs: 1_200_000,
        handled: 50,
        talkMs: 5_000_000,
        wrapUpMs: 500_000,
      },
      3_000_000,
      4_000_000,
    )
    const figures = estimates([day, day])
    expect(Object.fromEntries(MEASURES.map(({ name }) => [name, figures[name].mean]))).toEqual({
      offered: 100,
      answered: 60,
      abandoned: 30,
      blocked: 10,
      serviceLevel: 45 / 90,
      asaMs: 10_000,
      meanWaitMs: 20_000,
      abandonRate: 30 / 90,
      occupancy: 0.75,
      ahtMs: 110_000,
    })
  })

  it('weigh replications by their contacts: the sum first, then the quotient', () => {
    const days = [sample({ offered: 10, abandoned: 5 }), sample({ offered: 990, abandoned: 5 })]
    expect(estimates(days).abandonRate.mean).toBeCloseTo(0.01, 12)
  })
})

describe('spread over parts', () => {
  const measure = measureNamed('abandonRate')

  /** By hand: the weighted standard deviation between parts over the replications left in. */
  function byHand(parts: readonly (readonly Sample[])[], without: number): number {
    const cells = parts
      .map((samples) => samples.filter((_, replication) => replication !== without))
      .map((samples) => ({
        abandoned: samples.reduce((sum, { tally }) => sum + tally.abandoned, 0),
        offered: samples.reduce((sum, { tally }) => sum + tally.offered, 0),
      }))
      .filter(({ offered }) => offered > 0)
    const all = cells.reduce((sum, { offered }) => sum + offered, 0)
    const mean = cells.reduce((sum, { abandoned }) => sum + abandoned, 0) / all
    return Math.sqrt(
      cells.reduce((sum, { abandoned, offered }) => sum + (offered / all) * (abandoned / offered - mean) ** 2, 0),
    )
  }

  it('is the difference of weighted standard deviations, with the interval of leaving out each replication', () => {
    const cell = fc
      .tuple(fc.integer({ min: 1, max: 50 }), fc.nat(50))
      .map(([offered, abandoned]) => sample({ offered, abandoned: Math.min(offered, abandoned) }))
    const side = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(side, side, (a, b) => {
        const { mean, ci95 } = spreadDifference(measure, a, b)
        const less = (without: number) => byHand(a, without) - byHand(b, without)
        expect(mean).toBeCloseTo(less(-1), 10)
        const left = [0, 1, 2, 3].map(less)
        const centre = left.reduce((sum, each) => sum + each, 0) / 4
        // Tukey's jackknife: (n − 1)/n × Σ (left out − their mean)².
        const error = Math.sqrt(0.75 * left.reduce((sum, each) => sum + (each - centre) ** 2, 0))
        expect((ci95[1] - ci95[0]) / 2).toBeCloseTo(studentQuantile(0.975, 3) * error, 10)
        expect((ci95[1] + ci95[0]) / 2).toBeCloseTo(mean, 10)
      }),
    )
  })

  it('is 0 between parts alike, and parts without contacts count nothing', () => {
    const even = [1, 2].map(() => sample({ offered: 10, abandoned: 2 }))
    const uneven = [1, 2].map(() => sample({ offered: 10, abandoned: 8 }))
    const empty = [sample({}), sample({})]
    expect(spreadDifference(measure, [even, uneven], [even, even]).mean).toBeCloseTo(0.3, 12)
    expect(spreadDifference(measure, [even, empty, uneven], [even, even]).mean).toBeCloseTo(0.3, 12)
    expect(spreadDifference(measure, [even, even], [even, uneven]).mean).toBeCloseTo(-0.3, 12)
  })
})
