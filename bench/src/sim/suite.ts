import type { Contestant } from '../contest.ts'
import type { Suite } from '../suite.ts'
import type { ModelName } from './models.ts'

const CALLS = 1_000_000

function strowger(name: string, model: ModelName, calls: number = CALLS): Contestant {
  return { name, script: './sim/strowger.js', args: [model, `${calls}`] }
}

function workers(count: number): Contestant {
  const name = count === 1 ? 'strowger: one worker' : `strowger: ${count} workers`
  return { name, script: './sim/workers.js', args: [`${count}`, '250000', '16'] }
}

/** The simulator beside event loops that are written for this one model, and the general simulators of Python and npm. */
const peers: Suite = {
  name: 'sim',
  title: 'M/M/100 + M, 95 Erl, one thread; a million calls, fewer where a simulator is slow',
  unit: 'calls',
  rounds: 5,
  contestants: [
    strowger('strowger: engine, events, all measures', 'agents-100'),
    strowger('strowger, ten million calls', 'agents-100', 10 * CALLS),
    { name: 'event loop in C, 6 counters', script: './sim/event-loop.js', args: [`${CALLS}`] },
    { name: 'event loop in JavaScript, 6 counters', script: './sim/bare-loop.js', args: [`${CALLS}`] },
    { name: 'simjs 2.0.3 (npm)', script: './sim/simjs.js', args: [`${CALLS}`] },
    { name: 'SimPy, CPython, 200,000 calls', script: './sim/simpy.js', args: ['200000'] },
    { name: 'SimScript 1.0.37 (npm), 50,000 calls', script: './sim/simscript.js', args: ['50000'] },
  ],
}

const models: Suite = {
  name: 'sim',
  title: 'Other models, one thread, two million calls',
  unit: 'calls',
  rounds: 3,
  contestants: [
    strowger('W100: 2 types, 40 + 40 specialists, 20 generalists', 'w100', 2 * CALLS),
    strowger('20 types, 35 groups, 700 agents', '20x35', 2 * CALLS),
    strowger('M/M/10 + M', 'agents-10', 2 * CALLS),
    strowger('M/M/100 + M', 'agents-100', 2 * CALLS),
    strowger('M/M/1000 + M', 'agents-1000', 2 * CALLS),
    strowger('M/M/10000 + M', 'agents-10000', 2 * CALLS),
  ],
}

const threads: Suite = {
  name: 'sim',
  title: 'Worker threads: 16 replications of M/M/100 + M, 250,000 calls each',
  unit: 'calls',
  rounds: 3,
  contestants: [workers(2), workers(1)],
}

export const simSuites: readonly Suite[] = [peers, models, threads]
