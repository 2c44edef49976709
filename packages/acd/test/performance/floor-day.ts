import { type AcdCommand, AcdEngine, type AcdEvent, perform } from '@strowger/acd'
import { Xoshiro128 } from '../../src/random/xoshiro128.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What is planted in an agent. */
export type Anomaly = 'frequent-sign-in' | 'night-jump' | 'calls-too-short' | 'calls-too-long'

/** Night, as a schedule tells it: 22:00 to 06:00. */
export const NIGHT = {
  isOpen: (ms: number): boolean => ms % DAY_MS >= 22 * HOUR_MS || ms % DAY_MS < 6 * HOUR_MS,
  nextChangeMs: (ms: number): number => {
    const midnightMs = ms - (ms % DAY_MS)
    return [6, 22, 30].map((hour) => midnightMs + hour * HOUR_MS).find((change) => change > ms)!
  },
}

export const CONFIG = { types: [{ name: 'calls' }, { name: 'own' }], groups: [{ name: 'floor', autoAnswer: true }] }

class Dice {
  readonly #bits: Xoshiro128

  constructor(seed: number) {
    this.#bits = Xoshiro128.seeded(seed)
  }

  uniform(): number {
    return (this.#bits.next() + 0.5) / 2 ** 32
  }

  exponential(mean: number): number {
    return -Math.log(this.uniform()) * mean
  }

  /** Median 3 min; the logarithm has a standard deviation of 0.6. */
  handling(): number {
    const normal = Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
    return 180_000 * Math.exp(0.6 * normal)
  }
}

type Planned = { readonly atMs: number; readonly order: number } & (
  | { readonly what: 'arrive' }
  | { readonly what: 'own-call'; readonly agent: number }
  | { readonly what: 'sign-in' | 'sign-out'; readonly agent: number }
  | { readonly what: 'release'; readonly contact: number }
)

/**
 * Some days of a floor on the real engine: shifts by day and night, calls all around the clock, and what is planted:
 * an agent who signs out and in all the time, one whom friends call at night, one who hangs up on callers, one who leaves
 * the line open.
 *
 * @param strength - of what is planted: 1 is a fifth of the calls, twelve sign-ins more, a hundred calls a night
 * @returns the commands, in order
 */
export function playFloor(
  agents: number,
  days: number,
  planted: ReadonlyMap<number, Anomaly>,
  seed: number,
  observe: (event: AcdEvent) => void,
  strength: number = 1,
): { commands: AcdCommand[]; untilMs: number } {
  const dice = new Dice(seed)
  const engine = new AcdEngine(CONFIG)
  const commands: AcdCommand[] = []
  const plan: Planned[] = []
  let order = 0
  let hasBegun = false
  const later = (entry: Record<string, unknown> & { atMs: number }): void => {
    order += 1
    plan.push({ ...entry, order } as unknown as Planned)
    if (!hasBegun) return
    // The latest first: the next is at the end.
    let at = plan.length - 1
    while (at > 0 && isBefore(plan[at - 1]!, plan[at]!)) {
      const other = plan[at]!
      plan[at] = plan[at - 1]!
      plan[at - 1] = other
      at -= 1
    }
  }
  const read = (): void => {
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      observe(event)
      if (event.kind !== 'connected') continue
      const anomaly = planted.get(event.agent)
      let handlingMs = dice.handling()
      const isOdd = dice.uniform() < 0.2 * strength
      if (anomaly === 'calls-too-short' && isOdd) handlingMs = 2_000 + 4_000 * dice.uniform()
      if (anomaly === 'calls-too-long' && isOdd) handlingMs *= 12
      if (event.type === 1) handlingMs = 60_000
      later({ what: 'release', atMs: event.atMs + handlingMs, contact: event.contact })
    }
  }
  const run = (command: AcdCommand): void => {
    commands.push(command)
    perform(engine, command)
    read()
  }
  for (let agent = 0; agent < agents; agent += 1) {
    run({ do: 'add-agent', group: 0, atMs: 0 })
    const startHour = (agent % 3) * 8 + (agent % 2)
    for (let day = 0; day < days; day += 1) {
      const startMs = day * DAY_MS + startHour * HOUR_MS
      // Everybody takes a break signed out; who signs out and in all the time does so every half hour.
      const breaks =
        planted.get(agent) === 'frequent-sign-in' ? Math.round(12 * strength) : 1 + (dice.uniform() < 0.5 ? 1 : 0)
      for (let part = 0; part <= breaks; part += 1) {
        const length = (8 * HOUR_MS) / (breaks + 1)
        later({ what: 'sign-in', atMs: startMs + part * length + 1_000 * dice.uniform(), agent })
        later({ what: 'sign-out', atMs: startMs + (part + 1) * length - 5 * MINUTE_MS, agent })
      }
      if (planted.get(agent) !== 'night-jump') continue
      for (let call = 0; call < 100 * strength; call += 1) {
        later({ what: 'own-call', atMs: day * DAY_MS + 22 * HOUR_MS + 8 * HOUR_MS * dice.uniform(), agent })
      }
    }
  }
  // Two thirds of the agents' time.
  const meanGapMs = (180_000 * 1.197) / ((agents / 3) * 0.65)
  for (let atMs = 0; atMs < days * DAY_MS; atMs += dice.exponential(meanGapMs)) later({ what: 'arrive', atMs })
  plan.sort((a, b) => b.atMs - a.atMs || b.order - a.order)
  hasBegun = true
  const untilMs = (days + 2) * DAY_MS
  for (let entry = plan.pop(); entry !== undefined; entry = plan.pop()) {
    const { atMs } = entry
    if (entry.what === 'arrive') run({ do: 'offer', type: 0, atMs })
    else if (entry.what === 'release') run({ do: 'release', contact: entry.contact, atMs })
    else if (entry.what === 'sign-out') run({ do: 'sign-out', agent: entry.agent, atMs })
    else if (entry.what === 'own-call') {
      if (engine.agentState(entry.agent) !== 'signed-out') {
        run({ do: 'offer', type: 1, preferred: { agent: entry.agent, forMs: HOUR_MS }, atMs })
      }
    } else {
      run({ do: 'sign-in', agent: entry.agent, atMs })
      run({ do: 'ready', agent: entry.agent, atMs })
    }
  }
  return { commands, untilMs }
}

function isBefore(a: Planned, b: Planned): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
}
