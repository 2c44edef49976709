import { deepStrictEqual } from 'node:assert/strict'
import { printMeasured } from '../outcome.ts'
import { SAMPLES } from './messages.ts'
import type { SipStack } from './stack.ts'

/*
 * node messaging.js <stack> <turns>: messages of four kinds are parsed and routed, then an INVITE is written; each figure is of so
 * many turns after as many to warm up. What is read is compared with what stands in the messages first.
 */
const [stackName = '', turnsText = ''] = process.argv.slice(2)
const turns = Number(turnsText)
const { stack } = (await import(`./${stackName}.js`)) as { stack: SipStack }

for (const { bytes, routing } of SAMPLES) deepStrictEqual(stack.route(bytes), routing)

/** Keeps what is worked out from being left out. */
let kept = 0

function nsPerTurn(turn: () => void): number {
  for (let i = 0; i < turns; i += 1) turn()
  const startedNs = process.hrtime.bigint()
  for (let i = 0; i < turns; i += 1) turn()
  return Number(process.hrtime.bigint() - startedNs) / turns
}

const measures: Record<string, number> = {}
let routedNs = 0
for (const { name, bytes } of SAMPLES) {
  measures[`parse ${name}, ns`] = nsPerTurn(() => {
    if (stack.parse(bytes) !== undefined) kept += 1
  })
  const ns = nsPerTurn(() => {
    kept += stack.route(bytes).branch.length
  })
  measures[`and read, ns`] = (measures[`and read, ns`] ?? 0) + ns / SAMPLES.length
  routedNs += ns
}
measures['write INVITE, ns'] = nsPerTurn(() => {
  kept += stack.write().length
})
if (kept === 0) throw new Error('nothing was done')
printMeasured({ work: turns * SAMPLES.length, seconds: (routedNs * turns) / 1e9, measures, results: {} })
