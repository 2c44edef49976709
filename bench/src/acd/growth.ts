import { printMeasured } from '../outcome.ts'
import { BusyFloor, fullLoad } from './floor.ts'
import { ROUTERS } from './routers.ts'
import { exponent, quantile, timeBatches } from './timing.ts'
import { newWorld } from './world.ts'

// How the cost of a routed call grows: `growth.js <router> agents|waiting <largest> <calls>`. Agents from 10 at full load, or
// contacts waiting for 500 agents from 100, each ten times the one before; the exponent is of the medians.

const [name, what, most, calls] = process.argv.slice(2) as [string, 'agents' | 'waiting', string, string]
const sizes: number[] = []
for (let size = what === 'agents' ? 10 : 100; size <= Number(most); size *= 10) sizes.push(size)

/** Calls before the first that count, so that the smallest size does not pay for compilation. */
const WARM_UP = 100_000

const medians: number[] = []
let seconds = 0
for (const size of sizes) {
  const world = newWorld(what === 'agents' ? size : 500, 10, 2, true)
  const load = what === 'agents' ? fullLoad(size) : { fewest: size, most: size }
  const floor = new BusyFloor(await ROUTERS[name]!(world), world, load)
  const call = () => floor.call()
  const before = medians.length === 0 ? WARM_UP : Number(calls) / 2
  for (let at = 0; at < before; at += 1) call()
  const timed = timeBatches(Number(calls), call)
  seconds += timed.seconds
  medians.push(quantile(timed.sortedNs, 0.5))
}
printMeasured({
  work: Number(calls) * sizes.length,
  seconds,
  measures: {
    ...Object.fromEntries(sizes.map((size, at) => [`ns at 10^${Math.round(Math.log10(size))}`, medians[at]!])),
    exponent: exponent(sizes, medians),
  },
  results: {},
})
