import type { RecordedDay } from './recorded-day.ts'

/** How skills are read off a log. */
export interface SkillReading {
  /** Days before and after a day whose calls count for it as well. */
  readonly days: number
  /** An agent has a skill whose share of the agent's calls is at least this part of its share of everybody's calls. */
  readonly leastShare: number
}

/** Names of skills by agent. */
export type SkillsByAgent = ReadonlyMap<string, ReadonlySet<string>>

type Counts = Map<string, number>

/**
 * The skills of agents around each day of a log, by day number: a specialist shows in what is missing among the calls.
 * What an agent took hardly ever (handed on, by mistake) is none of the agent's skills. O(days × window × agents).
 *
 * @param skillOf - the skill that a type asks for; undefined where anyone may take it
 */
export function skillsOfAgents(
  days: readonly RecordedDay[],
  skillOf: (type: string) => string | undefined,
  { days: window, leastShare }: SkillReading,
): ReadonlyMap<number, SkillsByAgent> {
  const counted = days.map((day) => ({ number: day.number, byAgent: countsOf(day, skillOf) }))
  return new Map(
    days.map(({ number }) => {
      const near = counted.filter((day) => Math.abs(day.number - number) <= window)
      return [
        number,
        skillsShown(
          near.map(({ byAgent }) => byAgent),
          leastShare,
        ),
      ]
    }),
  )
}

/** Calls by agent and skill; those that ask for none are under the empty name. */
function countsOf(day: RecordedDay, skillOf: (type: string) => string | undefined): Map<string, Counts> {
  const byAgent = new Map<string, Counts>()
  for (const { agent, type } of day.calls) {
    if (agent === undefined) continue
    const counts = byAgent.get(agent) ?? new Map<string, number>()
    byAgent.set(agent, counts)
    add(counts, skillOf(type) ?? '', 1)
  }
  return byAgent
}

function skillsShown(days: readonly Map<string, Counts>[], leastShare: number): SkillsByAgent {
  const byAgent = new Map<string, Counts>()
  const everybody: Counts = new Map()
  for (const [agent, counts] of days.flatMap((day) => [...day])) {
    const own = byAgent.get(agent) ?? new Map<string, number>()
    byAgent.set(agent, own)
    for (const [skill, count] of counts) {
      add(own, skill, count)
      add(everybody, skill, count)
    }
  }
  const all = sumOf(everybody)
  return new Map(
    [...byAgent].map(([agent, counts]) => {
      const own = sumOf(counts)
      const has = (skill: string, count: number) => count / own >= (leastShare * everybody.get(skill)!) / all
      return [
        agent,
        new Set([...counts].filter(([skill, count]) => skill !== '' && has(skill, count)).map(([skill]) => skill)),
      ]
    }),
  )
}

function add(counts: Counts, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

function sumOf(counts: Counts): number {
  let sum = 0
  for (const count of counts.values()) sum += count
  return sum
}
