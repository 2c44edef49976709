import { createRequire } from 'node:module'
import { printMeasured } from '../outcome.ts'

// M/M/100 + M in SimScript: an asynchronous script for each caller. Its queues know no patience, so that the line is the
// model's own, and whoever waits is woken by a signal.

const require = createRequire(import.meta.url)

interface Simulation {
  readonly timeNow: number
  generateEntities(kind: unknown, gap: unknown, most: number): void
  start(): Promise<void>
  onFinished(): void
}
interface Entity {
  readonly simulation: Simulation
  delay(ms: number, path?: null, signal?: unknown): Promise<number>
  sendSignal(signal: unknown): number
}
interface Library {
  readonly Simulation: new () => Simulation
  readonly Entity: new () => Entity
  readonly Exponential: new (mean: number, seed: number) => { sample(): number }
}

// It hands its turn to the browser four times a second.
Object.assign(globalThis, { requestAnimationFrame: (turn: () => void) => setImmediate(turn) })
const library = require('simscript') as Library

const CALLS = Number(process.argv[2])
const gaps = new library.Exponential(3600 / 1900, 1)
const handling = new library.Exponential(180, 2)
const patience = new library.Exponential(360, 3)
const line: Entity[] = []
let free = 100
let abandoned = 0
let answered = 0
let wait = 0
let busy = 0

class Caller extends library.Entity {
  async script(): Promise<void> {
    const arrived = this.simulation.timeNow
    if (free > 0) free -= 1
    else {
      line.push(this)
      await this.delay(patience.sample(), null, this)
      wait += this.simulation.timeNow - arrived
      // Whoever was woken stands in the line no more, and has the agent of who woke it.
      const place = line.indexOf(this)
      if (place >= 0) {
        line.splice(place, 1)
        abandoned += 1
        return
      }
    }
    const time = handling.sample()
    busy += time
    await this.delay(time)
    answered += 1
    const next = line.shift()
    if (next === undefined) free += 1
    else this.sendSignal(next)
  }
}

const startedNs = process.hrtime.bigint()
const simulation = new library.Simulation()
simulation.generateEntities(Caller, gaps, CALLS)
const finished = new Promise<void>((resolve) => {
  simulation.onFinished = resolve
})
await simulation.start()
await finished
const seconds = Number(process.hrtime.bigint() - startedNs) / 1e9
const all = answered + abandoned
printMeasured({
  work: all,
  seconds,
  results: { abandonment: abandoned / all, meanWaitS: wait / all, occupancy: busy / (100 * simulation.timeNow) },
})
