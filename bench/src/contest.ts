import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { NOT_HERE } from './outcome.ts'

/** One way of doing the work of a table, run as a process of its own. */
export interface Contestant {
  readonly name: string
  /** Script beside this file, from `dist/`; it prints one {@link Outcome} as JSON. */
  readonly script: string
  readonly args?: readonly string[]
}

/** What a contestant prints. */
export interface Outcome {
  /** Units of work done. */
  readonly work: number
  readonly seconds: number
  /** Most memory it held, bytes. */
  readonly peakBytes: number
  /** What the suite measures beside speed; the table has a column for each name of any row. */
  readonly measures?: Readonly<Record<string, number>>
  /** Results by which one sees that all did the same work. */
  readonly results: Readonly<Record<string, number>>
}

/** A contestant's row: the median of its rounds. */
export interface Row {
  readonly name: string
  readonly perSecond: number
  /** Slowest and fastest round. */
  readonly range: readonly [number, number]
  readonly peakBytes: number
  /** Medians of what was measured beside speed. */
  readonly measures: Readonly<Record<string, number>>
  readonly results: Readonly<Record<string, number>>
}

/**
 * Runs every contestant `rounds` times, each time in a fresh process, and reverses the order in every round, so that
 * neither a warm machine nor a drifting clock favours one of them.
 */
export function contest(contestants: readonly Contestant[], rounds: number, onRun: (name: string) => void): Row[] {
  const outcomes = new Map<string, Outcome[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const own = outcomes.get(contestant.name)
      if (own === undefined) continue
      onRun(`${contestant.name}, round ${round + 1} of ${rounds}`)
      const outcome = runOnce(contestant)
      if (outcome === undefined) outcomes.delete(contestant.name)
      else own.push(outcome)
    }
  }
  return contestants.flatMap(({ name }) => (outcomes.has(name) ? [rowOf(name, outcomes.get(name)!)] : []))
}

/** Undefined where the contestant says that it cannot run here. */
function runOnce({ name, script, args = [] }: Contestant): Outcome | undefined {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const done = spawnSync(process.execPath, [path, ...args], { encoding: 'utf8', maxBuffer: 1 << 24 })
  if (done.status === NOT_HERE) {
    process.stderr.write(`left out: ${name}: ${done.stderr}\n`)
    return undefined
  }
  if (done.status !== 0) throw new Error(`${name} failed: ${done.stderr}`)
  return JSON.parse(done.stdout) as Outcome
}

function rowOf(name: string, outcomes: readonly Outcome[]): Row {
  const speeds = outcomes.map(({ work, seconds }) => work / seconds).sort((a, b) => a - b)
  return {
    name,
    perSecond: median(speeds),
    range: [speeds[0]!, speeds.at(-1)!],
    peakBytes: Math.max(...outcomes.map(({ peakBytes }) => peakBytes)),
    measures: medians(outcomes.map(({ measures = {} }) => measures)),
    results: outcomes[0]!.results,
  }
}

function medians(rounds: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(rounds[0]!)
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((of) => of[name]!).sort((a, b) => a - b))]))
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
