import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitPoints } from '../../src/experiment/design.ts'
import { gridValues, parseFactor, valueAt } from '../../src/experiment/factor.ts'
import { SOBOL_DIMENSIONS, sobolPoints } from '../../src/experiment/sobol.ts'
import { sweep, sweepPoints } from '../../src/experiment/sweep.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { formatPath } from '../../src/scenario/path.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { parsePath, setAt } from '../../src/scenario/set-at.ts'
import { nodeAt, toPlain } from '../../src/scenario/source.ts'
import { filesOf } from '../scenario/small-scenario.ts'
import { textOf } from '../support/scenario.ts'

describe("Sobol's sequence", () => {
  it('begins as published', () => {
    expect(sobolPoints(4, 3)).toEqual([
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
    ])
  })

  it('has one of 2^k points, the origin included, in each of 2^k strata of every dimension', () => {
    const points = [new Array<number>(SOBOL_DIMENSIONS).fill(0), ...sobolPoints(255, SOBOL_DIMENSIONS)]
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension += 1) {
      const strata = new Set(points.map((point) => Math.floor(256 * point[dimension]!)))
      expect(strata.size, `dimension ${dimension}`).toBe(256)
    }
  })

  it('has one point in every elementary box of the first two dimensions: a (0, 8, 2)-net', () => {
    const points = [[0, 0], ...sobolPoints(255, 2)]
    for (let k = 0; k <= 8; k += 1) {
      const boxes = new Set(points.map(([x, y]) => `${Math.floor(x! * 2 ** k)} ${Math.floor(y! * 2 ** (8 - k))}`))
      expect(boxes.size).toBe(256)
    }
  })

  it('fills every pair of dimensions evenly: each quarter of a projection has a quarter of the points', () => {
    const points = [new Array<number>(SOBOL_DIMENSIONS).fill(0), ...sobolPoints(1023, SOBOL_DIMENSIONS)]
    for (let a = 0; a < SOBOL_DIMENSIONS; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const quarter = points.filter((point) => point[a]! < 0.5 && point[b]! < 0.5).length
        expect(quarter, `dimensions ${a}, ${b}`).toBe(256)
      }
    }
  })
})

it('a Latin hypercube has one point in each stratum of every parameter', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 6 }),
      fc.nat(),
      (points, dimensions, seed) => {
        const all = unitPoints('lhs', points, dimensions, RandomStream.named(seed, 0, 'test'))
        for (let at = 0; at < dimensions; at += 1) {
          expect(new Set(all.map((point) => Math.floor(points * point[at]!))).size).toBe(points)
        }
      },
    ),
  )
})

describe('a factor', () => {
  it.each([
    ['g.agents=4..7', ['4', '5', '6', '7']],
    ['g.agents=4..9/2', ['4', '6', '8']],
    ['g.noAnswer=0.1..0.3/0.1', ['0.1', '0.2', '0.3']],
    ['t.patience=60s..120s/30s', ['60s', '90s', '120s']],
    ['t.patience=60s,5m,never', ['60s', '5m', 'never']],
  ] as const)('%s', (text, values) => {
    expect(gridValues(parseFactor(text))).toEqual(values)
  })

  it('takes whole numbers equally often, and any number where decimals or units are written', () => {
    const whole = parseFactor('a=4..7')
    expect([0.001, 0.249, 0.251, 0.999].map((u) => valueAt(whole, u))).toEqual(['4', '4', '5', '7'])
    expect(valueAt(parseFactor('a=4.0..8.0'), 0.25)).toBe('5')
    expect(valueAt(parseFactor('a=60s..120s'), 0.25)).toBe('75s')
  })

  it.each([
    ['g.agents', /path=values/],
    ['=4..5', /path=values/],
    ['a=5..4', /smaller end first/],
    ['a=1s..2m', /one unit/],
    ['a=1..', /write a range/],
    ['a=1,,2', /commas/],
    ['a=0..9999999', /at most 10000/],
  ] as const)('%s is a mistake', (text, why) => {
    expect(() => parseFactor(text)).toThrow(why)
  })
})

it('paths are read as they are written', () => {
  const key = fc.oneof(fc.string({ minLength: 1 }), fc.integer({ min: 0, max: 99 }))
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(key, { maxLength: 5 }), (first, rest) => {
      expect(parsePath(formatPath([first, ...rest]))).toEqual([first, ...rest])
    }),
  )
})

const TEXT = textOf({
  run: { duration: '1h' },
  types: { call: { arrivals: { perHour: 30 }, handlingTime: '4m', patience: '3m' } },
  groups: { g: { shifts: [{ from: '00:00', to: '01:00', agents: 2 }] } },
})
const root = parseScenario(TEXT, 'centre.yaml')

describe('a sweep', () => {
  it('changes what the path names and nothing else', () => {
    const changed = setAt(root, ['groups', 'g', 'shifts', 0, 'agents'], 5)
    if (typeof changed === 'string') throw new Error(changed)
    expect(toPlain(nodeAt(changed, ['groups', 'g', 'shifts', 0])!)).toEqual({ from: '00:00', to: '01:00', agents: 5 })
    expect(toPlain(nodeAt(changed, ['types'])!)).toEqual(toPlain(nodeAt(root, ['types'])!))
    expect(toPlain(root)).toEqual(JSON.parse(TEXT))
  })

  it('runs every combination on the same callers', async () => {
    const factors = ['groups.g.shifts[0].agents=2..4', 'types.call.patience=1m,5m'].map(parseFactor)
    const points = sweepPoints(root, factors, { design: 'grid', points: 0, seed: 1 }, filesOf({}))
    const results = await sweep(inThread, points, { seed: 3, replications: 5 })
    expect(results.map(({ values }) => values.join(' '))).toEqual(['2 1m', '2 5m', '3 1m', '3 5m', '4 1m', '4 5m'])
    expect(new Set(results.map(({ measures }) => measures.offered.mean)).size).toBe(1)
    const abandoned = results.map(({ measures }) => measures.abandonRate.mean)
    expect(abandoned[0]).toBeGreaterThan(abandoned[2]!)
    expect(abandoned[0]).toBeGreaterThan(abandoned[1]!)
  })

  it.each([
    [['groups.h.agents=1..2'], /there is no "h": g/],
    [['groups.g.shifts[1].agents=1..2'], /entries \[0\] to \[0\], not 1/],
    [['groups.g.shifts[0].agents.x=1..2'], /2 has nothing inside/],
    [['types.call.patience=soon,later'], /patience/],
    [['groups.g.shifts[0].agents=1..200', 'run.seed=1..1000'], /at most 100000 points/],
  ] as const)('%s is a mistake', (texts, why) => {
    expect(() =>
      sweepPoints(root, texts.map(parseFactor), { design: 'grid', points: 0, seed: 1 }, filesOf({})),
    ).toThrow(why)
  })
})
