import { performance } from 'node:perf_hooks'
import { AcdEngine } from '@strowger/acd'
import { printMeasured } from '../outcome.ts'

// What rules cost while contacts wait: `rules.js <contacts>`. Ten rules by waiting time, each due once for each contact,
// beside conditions on the queue that are asked when it changes. No agent is there.

const contacts = Number(process.argv[2])
const APART_MS = 1_000_000
const RULES = 10
const IDLE_ADVANCES = 1_000_000

function run(): {
  readonly idleNs: number
  readonly ruleNs: number
  readonly applied: number
  readonly seconds: number
} {
  const engine = new AcdEngine({
    types: [
      {
        name: 'orders',
        admission: [{ name: 'full', when: 'waiting >= 10000000', do: { refuse: 'busy' } }],
        overflow: [
          { name: 'crowded', when: 'waiting >= 10000000 or signedIn > 3', do: { divert: 'elsewhere' } },
          ...Array.from({ length: RULES }, (_, at) => ({
            name: `rule ${at}`,
            afterMs: (at + 1) * APART_MS,
            do: { announce: 'comfort' },
          })),
        ],
      },
    ],
    groups: [{ name: 'front' }],
  })
  for (let ref = 0; ref < contacts; ref += 1) engine.offer({ type: 0, ref }, ref)
  while (engine.read() !== undefined);
  const idleFromMs = performance.now()
  for (let at = 0; at < IDLE_ADVANCES; at += 1) engine.advance(contacts + at * (APART_MS / 2 / IDLE_ADVANCES))
  const idleNs = ((performance.now() - idleFromMs) * 1e6) / IDLE_ADVANCES
  let applied = 0
  const fromMs = performance.now()
  for (let nextMs = engine.nextDeadlineMs(); nextMs < Infinity; nextMs = engine.nextDeadlineMs()) {
    engine.advance(nextMs)
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      if (event.kind === 'announced') applied += 1
    }
  }
  const seconds = (performance.now() - fromMs) / 1e3
  return { idleNs, ruleNs: (seconds * 1e9) / applied, applied, seconds }
}

run()
const { idleNs, ruleNs, applied, seconds } = run()
printMeasured({
  work: applied,
  seconds,
  measures: { 'ns per advance, nothing due': idleNs, 'ns per rule applied': ruleNs },
  results: { 'rules applied': applied },
})
