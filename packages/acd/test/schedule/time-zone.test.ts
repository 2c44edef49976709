import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TimeZone, WEEKDAYS } from '../../src/index.ts'

const ZONES = Intl.supportedValuesOf('timeZone')
const zones = new Map<string, TimeZone>()

test('any zone reads what the platform reads, at any second from 1850 to 2100', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: Date.parse('1850-01-01') / 1000, max: Date.parse('2100-01-01') / 1000 }),
      (timeZone, second) => {
        const zone = zones.get(timeZone) ?? new TimeZone(timeZone)
        zones.set(timeZone, zone)
        const atMs = second * 1000
        const options = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const
        const platform = new Intl.DateTimeFormat('sv-SE', options).format(atMs)
        const local = new Date(zone.localMs(atMs)).toISOString()
        expect(local.slice(0, 19).replace('T', ' ')).toBe(platform)
        expect(zone.timeOfDayMs(atMs)).toBe(Date.parse(`1970-01-01T${local.slice(11)}`))
        expect(WEEKDAYS[zone.weekday(atMs)]).toBe(WEEKDAYS[(new Date(local).getUTCDay() + 6) % 7])
        const steadyUntilMs = zone.steadyUntilMs(atMs)
        expect(steadyUntilMs).toBeGreaterThan(atMs)
        expect(zone.offsetMs(steadyUntilMs - 1)).toBe(zone.offsetMs(atMs))
      },
    ),
    { seed: 1891, numRuns: 400 },
  )
})
