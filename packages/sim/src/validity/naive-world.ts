import type { RecordedContacts } from '../model/arrivals.ts'

/** A small world in which nothing is left to chance: calls with their times, ranked routing, patience that is a length. */
export interface World {
  readonly types: readonly {
    /** Groups that may take it, first choice first. */
    readonly groups: readonly number[]
    /** How long its callers wait; Infinity for those who never give up. */
    readonly patienceMs: number
    readonly calls: RecordedContacts
  }[]
  readonly groups: readonly {
    readonly agents: number
    /** Types that it takes, first choice first. */
    readonly types: readonly number[]
  }[]
  /** Calls inside at once; Infinity where there is no limit. */
  readonly trunks: number
}

/** What became of the calls of a type. */
export interface Fate {
  offered: number
  blocked: number
  answered: number
  abandoned: number
  answeredWaitMs: number
  abandonedWaitMs: number
  talkMs: number
}

interface Call {
  readonly type: number
  readonly arrivedMs: number
  readonly talkMs: number
  /** Group that serves it; undefined while it waits. */
  group?: number
  freeMs?: number
}

/**
 * Plays a world by looking at every call at every moment: no queue, no list of events, nothing of the engine. O(calls²) and
 * written to be seen through.
 */
export function playNaively({ types, groups, trunks }: World): Fate[] {
  const fates = types.map((): Fate => ({
    offered: 0,
    blocked: 0,
    answered: 0,
    abandoned: 0,
    answeredWaitMs: 0,
    abandonedWaitMs: 0,
    talkMs: 0,
  }))
  const coming: Call[] = types
    .flatMap(({ calls }, type) =>
      Array.from(calls.timesMs, (arrivedMs, at) => ({ type, arrivedMs, talkMs: calls.handlingMs[at]! })),
    )
    .sort((a, b) => a.arrivedMs - b.arrivedMs)
  let inside: Call[] = []
  const idle = (group: number): boolean => inside.filter((call) => call.group === group).length < groups[group]!.agents
  const givesUpMs = (call: Call): number => call.arrivedMs + types[call.type]!.patienceMs
  const answer = (call: Call, group: number, nowMs: number): void => {
    call.group = group
    call.freeMs = nowMs + call.talkMs
    const fate = fates[call.type]!
    fate.answered += 1
    fate.answeredWaitMs += nowMs - call.arrivedMs
    fate.talkMs += call.talkMs
  }
  for (;;) {
    const served = earliest(
      inside.filter(({ group }) => group !== undefined),
      ({ freeMs }) => freeMs!,
    )
    const losing = earliest(
      inside.filter(({ group }) => group === undefined),
      givesUpMs,
    )
    const next = coming[0]
    const nowMs = Math.min(
      served?.freeMs ?? Infinity,
      losing ? givesUpMs(losing) : Infinity,
      next?.arrivedMs ?? Infinity,
    )
    if (nowMs === Infinity) return fates
    if (served?.freeMs === nowMs) {
      const group = served.group!
      inside = inside.filter((call) => call !== served)
      for (const type of groups[group]!.types) {
        const first = inside.find((call) => call.type === type && call.group === undefined)
        if (first === undefined) continue
        answer(first, group, nowMs)
        break
      }
    } else if (losing !== undefined && givesUpMs(losing) === nowMs) {
      inside = inside.filter((call) => call !== losing)
      fates[losing.type]!.abandoned += 1
      fates[losing.type]!.abandonedWaitMs += nowMs - losing.arrivedMs
    } else {
      const call = coming.shift()!
      fates[call.type]!.offered += 1
      if (inside.length >= trunks) {
        fates[call.type]!.blocked += 1
        continue
      }
      inside.push(call)
      const group = types[call.type]!.groups.find(idle)
      if (group !== undefined) answer(call, group, nowMs)
    }
  }
}

function earliest(calls: readonly Call[], at: (call: Call) => number): Call | undefined {
  let first: Call | undefined
  for (const call of calls) if (first === undefined || at(call) < at(first)) first = call
  return first
}
