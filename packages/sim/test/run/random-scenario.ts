import fc from 'fast-check'
import type { GroupText, ScenarioText, TypeText } from '../support/scenario.ts'

/** What a random scenario may contain. */
export interface Ingredients {
  /** Agents who take time to answer, or do not. Default true. */
  readonly ringing?: boolean
  /** Groups that help only after a while. Default true. */
  readonly overflow?: boolean
  /** Callers who wait for ever. Default true. */
  readonly never?: boolean
  /** Callers who balk, hear announcements, call again, and whose matters one conversation may not settle. Default false. */
  readonly callers?: boolean
  readonly mode?: 'day' | 'steady'
}

const SKILLS = ['s0', 's1']
const NAMES = ['a', 'b', 'c']

const ms = (from: number, to: number) => fc.integer({ min: from, max: to }).map((n) => `${n}ms`)

/** Any law of the format with a mean between the two, ms. */
function laws(from: number, to: number): fc.Arbitrary<object> {
  const mean = ms(from, to)
  const cv = fc.double({ min: 0.2, max: 2, noNaN: true })
  const law = <T extends object>(distribution: string, rest: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record({ distribution: fc.constant(distribution), ...rest })
  return fc.oneof(
    law('exponential', { mean }),
    law('deterministic', { value: mean }),
    law('lognormal', { mean, cv }),
    law('gamma', { mean, cv }),
    law('erlang', { mean, phases: fc.integer({ min: 1, max: 4 }) }),
    law('weibull', { mean, shape: fc.double({ min: 0.5, max: 3, noNaN: true }) }),
    law('uniform', { from: fc.constant('0s'), to: mean }),
  )
}

function arrivals(mode: 'day' | 'steady'): fc.Arbitrary<object> {
  const rate = fc.integer({ min: 0, max: 150 })
  const constant = fc.record({ perHour: fc.integer({ min: 1, max: 150 }) })
  const piecewise = fc.record({ interval: fc.constant('15m'), perHour: fc.array(rate, { minLength: 4, maxLength: 4 }) })
  return mode === 'steady' ? constant : fc.oneof(constant, piecewise)
}

/** What callers may do beside waiting and talking. */
function behaviour(callers: boolean): fc.Arbitrary<Partial<TypeText>> {
  if (!callers) return fc.constant({})
  const probability = fc.constantFrom(0, 0.1, 0.5, 0.9)
  const again = fc.record(
    { probability: fc.constantFrom(0, 0.2, 0.5), after: laws(1, 900_000), atMost: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: ['probability', 'after'] },
  )
  const steps = fc.tuple(probability, fc.integer({ min: 1, max: 5 }), probability)
  const listed = steps.map(([first, ahead, second]) => [
    { ahead: 0, probability: first },
    { ahead, probability: second },
  ])
  const announcement = fc.record(
    { every: ms(1000, 60_000), leave: probability, patience: fc.constantFrom(0.5, 2) },
    { requiredKeys: [] },
  )
  return fc
    .record(
      {
        balking: fc.oneof(probability, listed),
        announcements: fc
          .array(announcement, { minLength: 1, maxLength: 2 })
          .map((each) => each.map((one, at) => ({ after: `${20 * at}s`, ...one }))),
        resolution: fc.constantFrom(0.2, 0.7, 0.95),
        callsAgain: fc.record({ abandoned: again, blocked: again, served: again }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    )
    .chain((made) =>
      made.resolution === undefined
        ? fc.constant(made)
        : again.map((unresolved) => ({ ...made, callsAgain: { ...made.callsAgain, unresolved } })),
    )
}

function types(mode: 'day' | 'steady', { never = true, callers = false }: Ingredients): fc.Arbitrary<TypeText> {
  const patience = laws(1, 600_000)
  const plain = fc.record(
    {
      arrivals: arrivals(mode),
      handlingTime: laws(1000, 400_000),
      requires: fc.subarray(SKILLS),
      priority: fc.integer({ min: 0, max: 2 }),
      afterCallWork: laws(1, 60_000),
      patience: never
        ? fc.oneof({ weight: 3, arbitrary: patience }, { weight: 1, arbitrary: fc.constant('never') })
        : patience,
    },
    { requiredKeys: ['arrivals', 'handlingTime', 'requires', 'priority', 'patience'] },
  )
  return fc.tuple(plain, behaviour(callers)).map(([type, more]) => ({ ...type, ...more }))
}

const QUARTERS = ['07:00', '08:00', '08:15', '08:30', '08:45', '09:00', '10:00']

const shifts: fc.Arbitrary<object[]> = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }))
    .map(([from, to, agents]) => ({
      from: QUARTERS[from]!,
      to: QUARTERS[Math.max(2, from + 1, to)]!,
      agents,
    })),
  { minLength: 1, maxLength: 3 },
)

function groups(mode: 'day' | 'steady', { ringing = true }: Ingredients): fc.Arbitrary<GroupText> {
  const skills = fc.subarray(SKILLS)
  const ring = ringing
    ? fc.record({ ringTime: laws(1, 25_000), noAnswer: fc.constantFrom(0, 0.1, 0.5, 1) }, { requiredKeys: [] })
    : fc.constant({})
  const staff: fc.Arbitrary<GroupText> = fc.record({ agents: fc.integer({ min: 0, max: 5 }) })
  const working = mode === 'steady' ? staff : fc.oneof(staff, fc.record({ shifts }))
  const handlingFactor = fc.constantFrom(1, 1, 1.5, 0.5)
  return fc.tuple(working, ring, skills, handlingFactor).map(([work, rings, held, factor]) => ({
    ...work,
    ...rings,
    skills: held,
    handlingFactor: factor,
  }))
}

/**
 * Small scenarios that the loader takes: the first group has all skills and someone at work for the whole run, every
 * other group serves at least one type. An hour from 08:00, or ten minutes of warm-up and half an hour.
 */
export function scenarios(ingredients: Ingredients = {}): fc.Arbitrary<ScenarioText> {
  const { mode: given, overflow = true } = ingredients
  const mode = given === undefined ? fc.constantFrom('day' as const, 'steady' as const) : fc.constant(given)
  return mode.chain((chosen) =>
    fc
      .record({
        types: fc.array(types(chosen, ingredients), { minLength: 1, maxLength: 3 }),
        groups: fc.array(groups(chosen, ingredients), { minLength: 1, maxLength: 3 }),
        first: fc.integer({ min: 1, max: 6 }),
        trunks: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        ranked: fc.boolean(),
        keys: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
        offers: fc.record({
          timeout: ms(1000, 20_000),
          afterNoAnswer: fc.constantFrom('ready', 'not-ready'),
          notReadyFor: ms(1, 60_000),
        }),
        threshold: ms(0, 30_000),
        seed: fc.nat(1_000_000),
      })
      .map((made) => assembled(chosen, made, overflow)),
  )
}

interface Made {
  readonly types: readonly TypeText[]
  readonly groups: readonly GroupText[]
  readonly first: number
  readonly trunks: number | undefined
  readonly ranked: boolean
  readonly keys: readonly number[]
  readonly offers: object
  readonly threshold: string
  readonly seed: number
}

function assembled(mode: 'day' | 'steady', made: Made, overflow: boolean): ScenarioText {
  const typeOf = new Map(made.types.map((type, at) => [NAMES[at]!, type]))
  const groupOf = new Map(made.groups.map((group, at) => [`g${at}`, equipped(group, at, made)]))
  const keys = [...made.keys]
  const key = () => keys.pop() ?? 0
  const canServe = (group: GroupText, type: TypeText) =>
    (type.requires ?? []).every((skill) => (group.skills ?? []).includes(skill))
  const tiersOf = (names: string[]) => {
    const tiers: string[][] = []
    const shuffled = names.map((name) => ({ name, at: key() })).sort((a, b) => a.at - b.at)
    for (const { name } of shuffled) {
      if (tiers.length > 0 && key() % 2 === 0) tiers.at(-1)!.push(name)
      else tiers.push([name])
    }
    return tiers
  }
  const groupsFor = (type: TypeText) => [...groupOf].filter(([, group]) => canServe(group, type)).map(([name]) => name)
  const typesFor = (group: GroupText) => [...typeOf].filter(([, type]) => canServe(group, type)).map(([name]) => name)
  const tiers = {
    policy: 'ranked',
    agents: Object.fromEntries([...typeOf].map(([name, type]) => [name, tiersOf(groupsFor(type))])),
    contacts: Object.fromEntries([...groupOf].map(([name, group]) => [name, tiersOf(typesFor(group))])),
  }
  // The first group helps every type at once; the others only after some seconds, if chance says so.
  const delays = [...typeOf].flatMap(([name, type]) =>
    groupsFor(type)
      .filter((group) => group !== 'g0' && key() % 3 === 0)
      .map((group) => ({ name, group, after: `${key() % 60}s` })),
  )
  const overflowAfter: Record<string, Record<string, string>> = {}
  for (const { name, group, after } of delays) overflowAfter[name] = { ...overflowAfter[name], [group]: after }
  return {
    run:
      mode === 'day'
        ? { startsAt: '08:00', duration: '1h', seed: made.seed }
        : { mode, warmUp: '10m', duration: '30m', seed: made.seed },
    serviceLevel: { threshold: made.threshold },
    skills: Object.fromEntries(SKILLS.map((skill) => [skill, {}])),
    types: Object.fromEntries(typeOf),
    groups: Object.fromEntries(groupOf),
    offers: made.offers,
    ...(made.trunks === undefined ? {} : { trunks: made.trunks }),
    routing: {
      ...(made.ranked ? tiers : {}),
      ...(overflow && delays.length > 0 ? { overflowAfter } : {}),
    },
  }
}

function equipped(group: GroupText, at: number, { types, first }: Made): GroupText {
  if (at === 0) {
    const { shifts: _, ...rest } = group
    return { ...rest, agents: first, skills: SKILLS }
  }
  const needed = types[at % types.length]!.requires ?? []
  return { ...group, skills: [...new Set([...(group.skills ?? []), ...needed])] }
}
