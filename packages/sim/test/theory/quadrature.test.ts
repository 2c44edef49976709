import { describe, expect, it } from 'vitest'
import { integrate } from '../../src/theory/quadrature.ts'

describe('integrate', () => {
  it.each<[string, (x: number) => number, number, number, number]>([
    ['a polynomial', (x) => 5 * x ** 4, 0, 2, 32],
    ['an exponential', Math.exp, 0, 1, Math.E - 1],
    ['a bell within a wide range', (x) => Math.exp(-((x - 3) ** 2) * 50), 0, 10, Math.sqrt(Math.PI / 50)],
    ['nothing', () => 1, 2, 2, 0],
  ])('%s', (_name, f, low, high, area) => {
    expect(integrate(f, low, high, 1e-14)).toBeCloseTo(area, 12)
  })

  it('ends soon when the integrand is noisier than the tolerance', () => {
    let calls = 0
    const noisy = (x: number): number => {
      calls += 1
      return 1 + 1e-11 * Math.sin(1e9 * x)
    }
    expect(integrate(noisy, 0, 1, 1e-14)).toBeCloseTo(1, 9)
    expect(calls).toBeLessThan(1000)
  })
})
