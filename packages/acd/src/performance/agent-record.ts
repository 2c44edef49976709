/**
 * What is known of an agent (or a team) over a period. A field that is not there is missing: it was not recorded, or
 * not brought. Missing is never 0.
 */
export interface AgentRecord {
  readonly name: string
  /** Calls that the agent completed. */
  readonly calls?: number
  /** Signed-in time, and what of it was conversation (hold included), and conversation or after-call work, ms. */
  readonly workMs?: number
  readonly talkMs?: number
  readonly workingMs?: number
  /** Handling time of each call: conversation and after-call work, ms. */
  readonly handlingMs?: readonly number[]
  /** By shift: calls that the agent answered, and those of them that had waited no longer than the limit. */
  readonly shifts?: readonly ShiftRecord[]
  /** Calls answered at night, and time signed in at night, ms. */
  readonly nightCalls?: number
  readonly nightWorkMs?: number
  /** From the survey: callers who were satisfied (very satisfied included), and dissatisfied. */
  readonly satisfied?: number
  readonly dissatisfied?: number
  /** Score of the business exam. */
  readonly exam?: number
  readonly sales?: SalesRecord
}

/** A shift: from a sign-in to the sign-out that no sign-in follows soon. */
export interface ShiftRecord {
  readonly answered: number
  readonly timely: number
  readonly signIns: number
}

/** Sales, as the host counts them. */
export interface SalesRecord {
  readonly done: number
  /** Sold and then undone: returned, cancelled. */
  readonly undone: number
  /** Days over which they are counted. */
  readonly days: number
  /** Complaints about a sale. */
  readonly complaints?: number
}

/** One record for a team: sums, and the mean of what is a score. A field that one member lacks is missing. */
export function teamRecord(name: string, members: readonly AgentRecord[]): AgentRecord {
  const total = (of: (record: AgentRecord) => number | undefined): number | undefined => {
    let sum = 0
    for (const member of members) sum += of(member) ?? Number.NaN
    return members.length === 0 || Number.isNaN(sum) ? undefined : sum
  }
  const lists = <T>(of: (record: AgentRecord) => readonly T[] | undefined): T[] | undefined => {
    const all = members.map(of)
    return all.every((list) => list !== undefined) ? all.flat() : undefined
  }
  const exams = total(({ exam }) => exam)
  const days = Math.max(0, ...members.map(({ sales }) => sales?.days ?? 0))
  const done = total(({ sales }) => sales?.done)
  const undone = total(({ sales }) => sales?.undone)
  const complaints = total(({ sales }) => sales?.complaints)
  const sales =
    done === undefined || undone === undefined
      ? undefined
      : { done, undone, days, ...(complaints === undefined ? {} : { complaints }) }
  const fields: { readonly [K in keyof AgentRecord]: AgentRecord[K] | undefined } & { readonly name: string } = {
    name,
    calls: total(({ calls }) => calls),
    workMs: total(({ workMs }) => workMs),
    talkMs: total(({ talkMs }) => talkMs),
    workingMs: total(({ workingMs }) => workingMs),
    handlingMs: lists(({ handlingMs }) => handlingMs),
    shifts: lists(({ shifts }) => shifts),
    nightCalls: total(({ nightCalls }) => nightCalls),
    nightWorkMs: total(({ nightWorkMs }) => nightWorkMs),
    satisfied: total(({ satisfied }) => satisfied),
    dissatisfied: total(({ dissatisfied }) => dissatisfied),
    exam: exams === undefined ? undefined : exams / members.length,
    sales,
  }
  // Fields that are missing are not there, as in any record.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as AgentRecord
}
