import { type Case, exponential } from './case.ts'

/** Calls of each half-hour from eight on, of both teams together. */
const CALLS = [
  176, 228, 316, 345, 357, 357, 346, 333, 330, 316, 310, 308, 299, 290, 290, 298, 298, 274, 180, 137, 113, 99,
] as const
const SMALL = [7, 10, 13, 15, 16, 16, 16, 15, 14, 14, 14, 14, 13, 13, 14, 13, 14, 12, 10, 8, 7, 6] as const
const LARGE = [47, 69, 94, 106, 110, 111, 111, 109, 103, 101, 98, 98, 96, 91, 93, 94, 94, 88, 60, 49, 38, 35] as const

/**
 * A small and a large team. Who has waited 30 s goes to the other team if somebody is free there at that instant, else waits on for
 * the own one: its share of busy agents, divided as whole numbers, is 0 until all are. Agents are known one by one
 * in the source, so that those who are to leave finish their own call and nobody else's: `leaving: chosen`.
 */
export function conditionalOverflow(): Case {
  const call = (share: number, own: string, late: string): object => ({
    arrivals: { interval: '30m', perHour: CALLS.map((calls) => Math.round(2000 * calls * share) / 1000) },
    ...alike(own),
    // A millisecond after it might have gone, it may no more.
    overflow: [{ name: 'stays', after: '30001ms', type: late }],
  })
  const alike = (team: string): object => ({
    label: team,
    handlingTime: exponential('650s'),
    patience: exponential('300s'),
  })
  const team = (agents: readonly number[]): object => ({ staffing: { interval: '30m', agents, leaving: 'chosen' } })
  return {
    id: 'conditional-overflow',
    model: 'scenario',
    source: 'ContactCenters 0.9.9, 1500 days',
    scenario: {
      strowger: 1,
      name: 'Overflow on a condition',
      run: { startsAt: '08:00', duration: '11h' },
      serviceLevel: { threshold: '20s' },
      types: {
        small: call(0.1, 'small', 'small-stays'),
        large: call(0.9, 'large', 'large-stays'),
        'small-stays': { arrivals: { perHour: 0 }, ...alike('small') },
        'large-stays': { arrivals: { perHour: 0 }, ...alike('large') },
      },
      groups: { small: team(SMALL), large: team(LARGE) },
      routing: {
        policy: 'ranked',
        agents: {
          small: [['small'], ['large']],
          large: [['large'], ['small']],
          'small-stays': [['small']],
          'large-stays': [['large']],
        },
        overflowAfter: { small: { large: '30s' }, large: { small: '30s' } },
      },
    },
    expect: {
      pab: { value: 0.04746, plusMinus: 0.00047 },
      ASA: { value: 13.47, plusMinus: 0.14 },
      SL_excl_short_abandons: { value: 0.7288, plusMinus: 0.0025 },
    },
  }
}
