import { performance } from 'node:perf_hooks'
import { printMeasured } from '../outcome.ts'
import { StrowgerRouter } from './strowger.ts'
import { newWorld } from './world.ts'

// What the passing of time costs while contacts wait whose stages open one after the other:
// `advance.js <contacts> <stages>`. No agent is free, so that every stage opens.

const [contacts, stages] = process.argv.slice(2).map(Number) as [number, number]
const APART_MS = 1_000_000
const IDLE_ADVANCES = 1_000_000

/** Opens every stage of every contact: ms for each advance on the way in which nothing was due, and for each stage. */
function run(): {
  readonly idleNs: number
  readonly stageNs: number
  readonly opened: number
  readonly seconds: number
} {
  const world = newWorld(500, 10, 2)
  const opening = Array.from({ length: stages }, (_, stage) => ({ afterMs: (stage + 1) * APART_MS }))
  const router = new StrowgerRouter(world, opening)
  const { engine } = router
  // All agents are taken by contacts that nobody answers and whose offers are taken back: signed out, in one word.
  for (let agent = 0; agent < 500; agent += 1) engine.signOut(agent, 0)
  while (engine.read() !== undefined);
  for (let ref = 0; ref < contacts; ref += 1) router.arrive(ref, ref % 10, world.priority[ref % 10]!, ref)
  const idleFromMs = performance.now()
  for (let at = 0; at < IDLE_ADVANCES; at += 1) engine.advance(contacts + at * (APART_MS / 2 / IDLE_ADVANCES))
  const idleNs = ((performance.now() - idleFromMs) * 1e6) / IDLE_ADVANCES
  let opened = 0
  const fromMs = performance.now()
  for (let nextMs = engine.nextDeadlineMs(); nextMs < Infinity; nextMs = engine.nextDeadlineMs()) {
    engine.advance(nextMs)
    for (let event = engine.read(); event !== undefined; event = engine.read()) if (event.kind === 'stage') opened += 1
  }
  const seconds = (performance.now() - fromMs) / 1e3
  return { idleNs, stageNs: (seconds * 1e9) / opened, opened, seconds }
}

run()
const { idleNs, stageNs, opened, seconds } = run()
printMeasured({
  work: opened,
  seconds,
  measures: { 'ns per advance, nothing due': idleNs, 'ns per stage opened': stageNs },
  results: { 'stages opened': opened },
})
