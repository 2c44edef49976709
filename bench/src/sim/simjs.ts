import { createRequire } from 'node:module'
import { printOutcome } from '../outcome.ts'

// M/M/100 + M in simjs: a facility of 100 servers, and one source that asks for it with a limit on the wait.

const require = createRequire(import.meta.url)

interface Request {
  done(callback: () => void): Request
  waitUntil(delay: number, callback: () => void): Request
}
interface Simulator {
  time(): number
  addEntity(kind: unknown): void
  simulate(until: number): void
}
interface Facility {
  usage(): number
}
interface Library {
  readonly Sim: new () => Simulator
  readonly Facility: new (name: string, discipline: number | undefined, servers: number) => Facility
  readonly Random: new (seed: number) => { exponential(rate: number): number }
  readonly Entity: new (...given: unknown[]) => {
    time(): number
    setTimer(delay: number): Request
    useFacility(facility: Facility, duration: number): Request
  }
}

// What it exports to Node is empty; what it puts into a browser's window is the library.
const window: { Sim?: Library } = {}
Object.assign(globalThis, { window })
const forNode = require('simjs') as Partial<Library>
const { Sim, Facility: Servers, Random, Entity } = { ...window.Sim!, ...forNode }

const CALLS = Number(process.argv[2])

printOutcome(() => {
  const sim = new Sim()
  const random = new Random(1)
  const agents = new Servers('agents', undefined, 100)
  let offered = 0
  let answered = 0
  let abandoned = 0
  let wait = 0
  class Source extends Entity {
    start(): void {
      const arrived = this.time()
      if (offered > 0) {
        const handling = random.exponential(1 / 180)
        this.useFacility(agents, handling)
          .done(() => {
            answered += 1
            wait += this.time() - arrived - handling
          })
          .waitUntil(random.exponential(1 / 360), () => {
            abandoned += 1
            wait += this.time() - arrived
          })
      }
      offered += 1
      if (offered <= CALLS) this.setTimer(random.exponential(1900 / 3600)).done(() => this.start())
    }
  }
  sim.addEntity(Source)
  sim.simulate(Infinity)
  const all = answered + abandoned
  return {
    work: all,
    results: {
      abandonment: abandoned / all,
      meanWaitS: wait / all,
      occupancy: agents.usage() / (100 * sim.time()),
    },
  }
})
