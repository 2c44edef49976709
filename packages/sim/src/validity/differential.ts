import { ln } from '../random/elementary.ts'
import { RandomStream } from '../random/stream.ts'
import type { Runner } from '../run/batch.ts'
import { loadScenario } from '../scenario/load.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { exact, type Expected } from './expected.ts'
import type { Measured, MeasuredCase } from './measured.ts'
import { type Fate, playNaively, type World } from './naive-world.ts'
import { type ReferenceCase, wholeOf } from './reference-case.ts'

const WINDOW_MS = 4 * 3_600_000
const FIELDS = ['offered', 'blocked', 'answered', 'abandoned', 'answeredWaitMs', 'abandonedWaitMs', 'talkMs'] as const
/** Sums of times in another order differ in the last bits. */
const SAME = 1e-9

/** Whether a case is a comparison of the engine with the naive reference on random worlds. */
export function isDifferential({ given }: ReferenceCase): boolean {
  return given['model'] === 'differential'
}

/** Plays random worlds through the engine and naively; every figure of every type must be the same. */
export async function differentialCase(
  { id, source, given }: ReferenceCase,
  seed: number,
  runner: Runner,
  onProgress: (share: number) => void,
): Promise<MeasuredCase> {
  const worlds = wholeOf(given, 'worlds', 1)
  let alike = 0
  const totals = { naive: emptyFate(), engine: emptyFate() }
  for (let number = 0; number < worlds; number += 1) {
    const world = randomWorld(RandomStream.named(seed, number, 'differential'))
    const naive = playNaively(world)
    const scenario = scenarioOf(world)
    const recorded = new Map(world.types.map(({ calls }, type) => [`t${type}`, calls]))
    const [seen] = await runner.run({ scenario, recorded, seed, replications: [0] })
    const engine = seen!.byType
    if (naive.every((fate, type) => FIELDS.every((field) => isSame(fate[field], engine[type]![field])))) alike += 1
    for (const [type, fate] of naive.entries()) {
      for (const field of FIELDS) {
        totals.naive[field] += fate[field]
        totals.engine[field] += engine[type]![field]
      }
    }
    onProgress((number + 1) / worlds)
  }
  const measured = [
    compared('worlds alike', worlds, alike),
    ...FIELDS.map((field) => compared(field, totals.naive[field], totals.engine[field])),
  ]
  return { id, source, measured, refused: new Map(), simulated: totals.engine.offered }
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a))
}

function compared(measure: string, naive: number, engine: number): Measured {
  const expected: Expected = { ...exact(measure, naive), rounding: 0 }
  return {
    expected,
    expectedError: 0,
    theory: undefined,
    simulated: engine,
    standardError: 0,
    degrees: 1,
    events: Infinity,
    same: isSame(naive, engine),
  }
}

function emptyFate(): Fate {
  return { offered: 0, blocked: 0, answered: 0, abandoned: 0, answeredWaitMs: 0, abandonedWaitMs: 0, talkMs: 0 }
}

/** One to four types, one to four groups, in every preference; crowded enough that callers wait, leave and are blocked. */
function randomWorld(stream: RandomStream): World {
  const below = (count: number): number => Math.floor(stream.uniform() * count)
  const exponential = (mean: number): number => -mean * ln(stream.uniform())
  const [typeCount, groupCount] = [1 + below(4), 1 + below(4)]
  const shuffled = (list: number[]): number[] =>
    list
      .map((value) => ({ value, at: stream.uniform() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value)
  // Group 0 takes every type, so that nobody waits in vain.
  const takes = Array.from({ length: groupCount }, (_, group) =>
    shuffled([...new Array<number>(typeCount).keys()].filter(() => group === 0 || stream.uniform() < 0.6)),
  )
  for (const list of takes) if (list.length === 0) list.push(below(typeCount))
  const groups = takes.map((types) => ({ agents: 1 + below(5), types }))
  const agents = groups.reduce((sum, group) => sum + group.agents, 0)
  const spacing = (180_000 * typeCount) / (agents * (0.7 + 0.8 * stream.uniform()))
  const types = Array.from({ length: typeCount }, (_, type) => {
    const times: number[] = []
    for (let atMs = exponential(spacing); atMs < WINDOW_MS; atMs += exponential(spacing)) times.push(atMs)
    return {
      groups: shuffled(takes.flatMap((list, group) => (list.includes(type) ? [group] : []))),
      patienceMs: stream.uniform() < 0.25 ? Infinity : Math.ceil(exponential(240_000)),
      calls: { timesMs: Float64Array.from(times), handlingMs: Float64Array.from(times, () => exponential(180_000)) },
    }
  })
  return { types, groups, trunks: stream.uniform() < 0.4 ? agents + below(6) : Infinity }
}

function scenarioOf({ types, groups, trunks }: World): Scenario {
  const [typeName, groupName] = [(type: number) => `t${type}`, (group: number) => `g${group}`]
  const document = {
    strowger: 1,
    name: 'Random world',
    run: { startsAt: '08:00', duration: '4h', replications: 1 },
    serviceLevel: { threshold: '20s' },
    types: Object.fromEntries(
      types.map(({ patienceMs }, type) => [
        typeName(type),
        {
          arrivals: { recorded: true },
          handlingTime: 'recorded',
          patience: patienceMs === Infinity ? 'never' : `${patienceMs}ms`,
        },
      ]),
    ),
    groups: Object.fromEntries(groups.map(({ agents }, group) => [groupName(group), { agents }])),
    ...(trunks === Infinity ? {} : { trunks }),
    routing: {
      policy: 'ranked',
      agents: Object.fromEntries(
        types.map((type, at) => [typeName(at), type.groups.map((group) => [groupName(group)])]),
      ),
      contacts: Object.fromEntries(
        groups.map((group, at) => [groupName(at), group.types.map((type) => [typeName(type)])]),
      ),
    },
  }
  return loadScenario('world.json', { read: () => JSON.stringify(document), resolve: (_, to) => to })
}
