import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BurstGap } from '../../src/quality/burst-gap.ts'
import { coleRosenbluthR, delayImpairment, eModel, mosOfR } from '../../src/quality/e-model.ts'
import { QualityMeter } from '../../src/quality/interval-quality.ts'

describe('E-model', () => {
  it('is 93.2 for G.107’s default values, and its MOS 4.41', () => {
    expect(eModel({ delayMs: 0 })).toBeCloseTo(93.2, 10)
    expect(mosOfR(93.2)).toBeCloseTo(4.41, 2)
  })

  it('has Idd of G.107 at its published points', () => {
    // X = log2(Ta/100); at Ta = 200 ms X = 1: 25 (2^(1/6) − 3 (1 + 3^−6)^(1/6) + 2)
    const idd = 25 * (2 ** (1 / 6) - 3 * (1 + (1 / 3) ** 6) ** (1 / 6) + 2)
    expect(93.2 - eModel({ delayMs: 200 })).toBeCloseTo(idd, 10)
    expect(eModel({ delayMs: 100 })).toBeCloseTo(93.2, 10)
  })

  it('impairs by loss as G.107 §3.5: Ie,eff of G.711 with concealment at 1, 2, 5 %', () => {
    for (const percent of [1, 2, 5]) {
      expect(93.2 - eModel({ delayMs: 0, loss: percent / 100 })).toBeCloseTo((95 * percent) / (percent + 25.1), 10)
      expect(93.2 - eModel({ delayMs: 0, loss: percent / 100, bpl: 4.3, burstRatio: 2 })).toBeCloseTo(
        (95 * percent) / (percent / 2 + 4.3),
        10,
      )
    }
  })

  it('reduced, reproduces figures published for traces (delay/loss → MOS)', () => {
    // Rows of the reference table of traces: mean delay above the least + 50 ms, unplayed share, MOS.
    for (const [delay, loss, mos] of [
      [44, 0.0083, 4.3],
      [116, 0.062, 3.63],
      [152, 0.22, 2.19],
      [437, 0.031, 1.92],
    ] as const) {
      expect(mosOfR(coleRosenbluthR(delay + 50, loss))).toBeCloseTo(mos, 1)
    }
    expect(delayImpairment(177.3)).toBeCloseTo(4.2552, 6)
  })

  it('never rises with delay or loss, and MOS stays between 1 and 4.5', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (delay, more, loss) => {
        expect(eModel({ delayMs: delay + more, loss: loss / 1000 })).toBeLessThanOrEqual(
          eModel({ delayMs: delay, loss: loss / 1000 }) + 1e-9,
        )
        const r = coleRosenbluthR(delay, loss / 1000)
        expect(coleRosenbluthR(delay + more, loss / 1000)).toBeLessThanOrEqual(r)
        expect(mosOfR(r)).toBeGreaterThanOrEqual(1)
        expect(mosOfR(r)).toBeLessThanOrEqual(4.5)
      }),
    )
  })

  it('keeps intervals and call apart', () => {
    const meter = new QualityMeter()
    expect(meter.takeInterval()).toBeUndefined()
    for (let i = 0; i < 50; i++) meter.take(100, false)
    const good = meter.takeInterval()!
    for (let i = 0; i < 50; i++) meter.take(100, i % 2 === 0)
    const bad = meter.takeInterval()!
    expect([good.loss, bad.loss, meter.call()!.loss]).toEqual([0, 0.5, 0.25])
    expect(good.r).toBeGreaterThan(meter.call()!.r)
    expect(meter.call()!.r).toBeGreaterThan(bad.r)
  })

  it('of an interval is that of its own runs, whatever was before', () => {
    const burst = (meter: QualityMeter) => {
      for (let i = 0; i < 100; i++) meter.take(50, i < 20)
      return meter.takeInterval()!
    }
    const worn = new QualityMeter()
    for (let i = 0; i < 100; i++) worn.take(50, i % 10 === 0)
    worn.takeInterval()
    expect(burst(worn)).toEqual(burst(new QualityMeter()))
    expect(burst(worn).r).toBeCloseTo(eModel({ delayMs: 50, loss: 0.2, burstRatio: 20 * 0.8 }), 10)
    // A run that goes on from one interval into the next is one of the call, and one of each.
    const torn = new QualityMeter()
    const whole = new QualityMeter()
    for (let i = 0; i < 200; i++) {
      for (const meter of [torn, whole]) meter.take(50, i >= 90 && i < 110)
      if (i === 99) torn.takeInterval()
    }
    expect(torn.call()).toEqual(whole.call())
    expect(torn.takeInterval()!.r).toBeCloseTo(eModel({ delayMs: 50, loss: 0.1, burstRatio: 10 * 0.9 }), 10)
  })
})

describe('bursts and gaps (RFC 3611)', () => {
  /** By the definition: a burst is a longest run that begins and ends with a loss and has no Gmin receptions in a row. */
  function byDefinition(
    fates: readonly boolean[],
    gmin: number,
  ): { burstPackets: number; burstLost: number; bursts: number } {
    const losses = fates.flatMap((lost, i) => (lost ? [i] : []))
    const groups: number[][] = []
    for (const at of losses) {
      const group = groups.at(-1)
      if (group !== undefined && at - group.at(-1)! - 1 < gmin) group.push(at)
      else groups.push([at])
    }
    const bursts = groups.filter((group) => group.length > 1)
    return {
      bursts: bursts.length,
      burstLost: bursts.reduce((sum, group) => sum + group.length, 0),
      burstPackets: bursts.reduce((sum, group) => sum + group.at(-1)! - group[0]! + 1, 0),
    }
  }

  it('equals the definition, for any pattern', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 300 }), fc.constantFrom(4, 16), (numbers, gmin) => {
        const fates = numbers.map((n) => n === 0)
        const meter = new BurstGap(20, gmin)
        for (const lost of fates) meter.take(lost ? 'lost' : 'received')
        const truth = byDefinition(fates, gmin)
        const summary = meter.summary()
        expect(summary.bursts).toBe(truth.bursts)
        expect(summary.burstDensity).toBeCloseTo(
          truth.burstPackets === 0 ? 0 : truth.burstLost / truth.burstPackets,
          10,
        )
        expect(summary.burstDurationMs).toBeCloseTo(
          truth.bursts === 0 ? 0 : (truth.burstPackets / truth.bursts) * 20,
          8,
        )
      }),
    )
  })
})
