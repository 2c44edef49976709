import type { Contestant } from '../contest.ts'
import type { Suite } from '../suite.ts'

const NAMES: Readonly<Record<string, string>> = {
  strowger: 'strowger: engine, offers, events, measures',
  flatqueue: 'heaps on flatqueue',
  'heap-js': 'heaps on heap-js',
  'linear-scan': 'linear scan',
  'filter-sort': 'filter and sort',
  'table-polling': 'EMULATION of mod_callcenter: tables polled',
}

/** Calls by router; slow ones do fewer, the figures are per call. */
function routing(size: readonly string[], calls: Readonly<Record<string, number>>): Contestant[] {
  const rows = Object.entries(calls).map(([router, count]) => ({
    name: NAMES[router]!,
    script: './acd/route.js',
    args: [router, ...size, `${count}`],
  }))
  const fractions = {
    name: 'strowger, times with fractions of a ms',
    script: './acd/route.js',
    args: ['strowger', ...size, `${calls['strowger']!}`, '0.25'],
  }
  return [rows[0]!, fractions, ...rows.slice(1)]
}

function growth(what: 'agents' | 'waiting', runs: readonly (readonly [router: string, most: number, calls: number])[]) {
  return runs.map(([router, most, calls]) => ({
    name: NAMES[router]!,
    script: './acd/growth.js',
    args: [router, what, `${most}`, `${calls}`],
  }))
}

/** The engine against the ways of routing that would be written instead of it, on the same contacts and agents. */
export const acdSuites: readonly Suite[] = [
  {
    name: 'acd',
    title: 'Routed calls at full load: 500 agents, 10 types, 45 skill sets',
    unit: 'calls',
    rounds: 5,
    contestants: routing(['500', '10', '2'], {
      strowger: 1_000_000,
      flatqueue: 1_000_000,
      'heap-js': 1_000_000,
      'linear-scan': 500_000,
      'filter-sort': 100_000,
      'table-polling': 16,
    }),
  },
  {
    name: 'acd',
    title: 'Routed calls at full load: 5,000 agents, 24 types, 1,852 skill sets',
    unit: 'calls',
    rounds: 5,
    contestants: routing(['5000', '24', '3'], {
      strowger: 1_000_000,
      flatqueue: 1_000_000,
      'heap-js': 1_000_000,
      'linear-scan': 50_000,
      'filter-sort': 10_000,
    }),
  },
  {
    name: 'acd',
    title: 'Growth with the number of agents, 10 types, 2 skills each',
    unit: 'calls',
    rounds: 3,
    contestants: growth('agents', [
      ['strowger', 10_000, 200_000],
      ['flatqueue', 10_000, 200_000],
      ['linear-scan', 10_000, 10_000],
      ['filter-sort', 10_000, 2_000],
    ]),
  },
  {
    name: 'acd',
    title: 'Growth with the number of contacts waiting, 500 agents, 10 types',
    unit: 'calls',
    rounds: 3,
    contestants: growth('waiting', [
      ['strowger', 1_000_000, 200_000],
      ['flatqueue', 1_000_000, 200_000],
      ['linear-scan', 100_000, 2_000],
      ['filter-sort', 100_000, 300],
    ]),
  },
  {
    name: 'acd',
    title: 'Time passing while contacts wait with 10 stages each',
    unit: 'stages',
    rounds: 3,
    contestants: [1000, 10_000, 100_000].map((contacts) => ({
      name: `strowger: ${contacts.toLocaleString('en')} waiting`,
      script: './acd/advance.js',
      args: [`${contacts}`, '10'],
    })),
  },
  {
    name: 'acd',
    title: 'Rules by waiting time while contacts wait, 10 each, beside conditions on the queue',
    unit: 'rules',
    rounds: 3,
    contestants: [1000, 10_000, 100_000].map((contacts) => ({
      name: `strowger: ${contacts.toLocaleString('en')} waiting`,
      script: './acd/rules.js',
      args: [`${contacts}`],
    })),
  },
]
