import { blend, callbacks } from './hosted-cases.ts'
import { bank, teamwork, transfers } from './office-cases.ts'
import { conditionalOverflow } from './overflow-cases.ts'
import { type Case, exponential } from './case.ts'

/**
 * Examples that come with ContactCenters 0.9.9 (É. Buist & P. L'Ecuyer), their parameters and outputs as facts. A
 * half-width is that of the output, where it is not said otherwise.
 */
export const CONTACT_CENTERS_CASES: readonly Case[] = [
  telethon(),
  busyDays(),
  bank(),
  teamwork(),
  transfers(),
  conditionalOverflow(),
  blend(),
  callbacks(),
]

/**
 * Five mornings of a radio station (after an example of Arena Contact Center): who has waited two minutes leaves a message,
 * and who waits when it closes is cut off.
 */
function telethon(): Case {
  const morning = (agents: number) => ({ from: '06:00', to: '10:00', agents })
  return {
    id: 'telethon',
    model: 'scenario',
    unit: 'min',
    source: 'ContactCenters 0.9.9, 1000 weeks',
    scenario: {
      strowger: 1,
      name: 'Telethon',
      run: { startsAt: '06:00', duration: '5d' },
      serviceLevel: { threshold: '1m' },
      trunks: 24,
      types: {
        donor: {
          arrivals: { interval: '4h', perHour: Array.from({ length: 30 }, (_, at) => (at % 6 === 0 ? 50 : 0)) },
          handlingTime: exponential('10m'),
          patience: exponential('2m'),
          overflow: [
            { name: 'message', after: '2m', divert: 'message' },
            { name: 'closed', when: 'signedIn < 13', divert: 'closed' },
          ],
        },
      },
      groups: {
        volunteers: { shifts: [morning(12)] },
        // Takes no call: it is on a break until it leaves, and tells those who wait that the doors have closed. Volunteers
        // who are talking then stay.
        doors: { shifts: [{ ...morning(1), breaks: [{ at: '06:00', for: '4h' }] }], breakOverrun: '1h' },
      },
    },
    expect: {
      answered: { value: 963.109, plusMinus: 1.737 },
      abandoned: { value: 31.82, plusMinus: 0.648 },
      'diverted.message': { value: 4.96, plusMinus: 0.184 },
      'diverted.closed': { value: 0.28, plusMinus: 0.045 },
      blocked: 0,
      SL_served_in_awt_over_offered: { value: 0.95026, plusMinus: 0.00169 },
      ASA: { value: 0.036, replications: 1000 },
    },
  }
}

/** The tutorial's centre of SSJ: a gamma factor of α = 10 on the rates of the day; half-widths from its standard deviations. */
function busyDays(): Case {
  return {
    id: 'busy-days',
    model: 'scenario',
    source: 'ContactCenters 0.9.9, 1000 days',
    scenario: {
      strowger: 1,
      name: 'Rates of the hour times a factor of the day',
      run: { startsAt: '08:00', duration: '13h' },
      serviceLevel: { threshold: '20s' },
      busyDays: { cv: Math.sqrt(1 / 10) },
      types: {
        call: {
          arrivals: { interval: '1h', perHour: [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60] },
          handlingTime: exponential('100s'),
          patience: exponential('1000s'),
          balking: 0.1,
        },
      },
      groups: { agents: { staffing: { interval: '1h', agents: [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4] } } },
    },
    expect: {
      EW: { value: 11.834, plusMinus: 2.115 },
      SL_incl_short_abandons: { value: 0.853, plusMinus: 0.0105 },
      pab: { value: 0.0342, plusMinus: 0.0038 },
    },
  }
}
