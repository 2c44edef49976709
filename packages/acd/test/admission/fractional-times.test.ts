import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AcdEngine } from '../../src/index.ts'

it('a rule of overflow applies at its time, also where the clock less the arrival is rounded below its wait', () => {
  const fraction = fc.double({ min: 0, max: 1e7, noNaN: true })
  fc.assert(
    fc.property(fraction, fc.integer({ min: 1, max: 60_000 }), (arrivesMs, afterMs) => {
      const engine = new AcdEngine({
        types: [{ name: 'a', overflow: [{ name: 'long', afterMs, do: { divert: 'mail' } }] }],
        groups: [{ name: 'g' }],
      })
      engine.offer({ type: 0 }, arrivesMs)
      const dueMs = engine.nextDeadlineMs()
      expect(dueMs).toBe(arrivesMs + afterMs)
      engine.advance(dueMs)
      expect(engine.waiting).toBe(0)
      expect(engine.nextDeadlineMs()).toBe(Infinity)
    }),
  )
})
