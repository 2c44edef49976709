import type { Suite } from '../suite.ts'

const CALLS = '1000000'

/** The simulator against the bare event loop that a programmer would write for this one model. */
export const simSuite: Suite = {
  name: 'sim',
  title: 'M/M/100 + M, 95 Erl, one million calls, one thread',
  unit: 'calls',
  rounds: 5,
  contestants: [
    { name: 'strowger: engine, events, all measures', script: './sim/strowger.js', args: [CALLS] },
    { name: 'bare loop in the same JavaScript, 6 counters', script: './sim/bare-loop.js', args: [CALLS] },
  ],
}
