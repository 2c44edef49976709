import { printMeasured } from '../outcome.ts'
import { BusyFloor, fullLoad } from './floor.ts'
import { ROUTERS } from './routers.ts'
import { garbage, quantile, timeBatches, timeSingly } from './timing.ts'
import { newWorld } from './world.ts'

// Routed calls at full load: `route.js <router> <agents> <types> <skills each> <calls> [fraction of a ms in every time]`.

const [name, agents, types, each, calls, fraction = 0] = process.argv
  .slice(2)
  .map((word, at) => (at === 0 ? word : Number(word))) as [string, number, number, number, number, number?]
const world = newWorld(agents, types, each)
const floor = new BusyFloor(await ROUTERS[name]!(world), world, fullLoad(agents), fraction)
const call = () => floor.call()
/** All contestants are compared after so many calls; the table poller matches at ticks and decides another way anyway. */
const CHECKED = 10_000
for (let at = 0; at < Math.min(calls, CHECKED); at += 1) call()
const { checksum } = floor
for (let at = 0; at < calls / 4; at += 1) call()
const { sortedNs, seconds } = timeBatches(calls, call)
const singlyNs = timeSingly(Math.min(calls, 200_000), call)
const { bytesPerCall, scavenges } = await garbage(Math.min(calls, 205_000), call)
printMeasured({
  work: calls,
  seconds,
  measures: {
    'p50 ns': quantile(sortedNs, 0.5),
    'p99 ns': quantile(sortedNs, 0.99),
    'p99 ns, singly': quantile(singlyNs, 0.99),
    'bytes/call': bytesPerCall,
    scavenges,
  },
  results: calls < CHECKED ? {} : { checksum },
})
