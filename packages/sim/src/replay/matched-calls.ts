import type { Scenario } from '../scenario/scenario.ts'
import { dayNumberOf } from '../scenario/calendar.ts'
import { logMistake } from './mistake.ts'
import type { RecordedCall } from './recorded-call.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'

/** Types that a message names. */
const SHOWN_TYPES = 8

/**
 * Calls under the types of a scenario: `PS` of priority 2 is the scenario's `PS-2` if it has that, else its `PS`.
 *
 * Some logs learn a caller's priority only while the caller waits, so that a priority that the scenario does not know (0)
 * says no more than that the caller was answered at once. Such a call takes the priority of the known caller of its type
 * who came nearest to it in time.
 *
 * @throws StrowgerError `unknown-type` when the scenario has a call under neither name.
 */
export function matchTypes(calls: readonly RecordedCall[], scenario: Scenario, source: string): RecordedCall[] {
  const known = new Set(scenario.types.map(({ id }) => id))
  const isSplit = (type: string) => !known.has(type) && scenario.types.some(({ id }) => id.startsWith(`${type}-`))
  const own = (call: RecordedCall) => `${call.type}-${call.priority}`
  const identified = new Map<string, Identified>()
  for (const type of new Set(calls.map((call) => call.type))) {
    if (isSplit(type))
      identified.set(type, new Identified(calls.filter((each) => each.type === type && known.has(own(each)))))
  }
  return calls.map((call) => {
    const name = known.has(own(call)) ? own(call) : call.type
    if (known.has(name)) return name === call.type ? call : { ...call, type: name }
    const like = identified.get(call.type)?.nearest(call)
    if (like !== undefined) return { ...call, type: own(like), priority: like.priority }
    throw unknownType(call.type, calls, known, source)
  })
}

/** Callers of one type whose priority is known, by time. */
class Identified {
  readonly #calls: readonly RecordedCall[]
  readonly #atMs: Float64Array

  constructor(calls: readonly RecordedCall[]) {
    this.#calls = calls.toSorted((a, b) => moment(a) - moment(b))
    this.#atMs = Float64Array.from(this.#calls, moment)
  }

  /** The one nearest in time, the earlier of two; undefined when nobody is known. O(log n). */
  nearest(call: RecordedCall): RecordedCall | undefined {
    const at = moment(call)
    let low = 0
    let high = this.#atMs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#atMs[middle]! < at) low = middle + 1
      else high = middle
    }
    const before = at - (this.#atMs[low - 1] ?? -Infinity)
    const after = (this.#atMs[low] ?? Infinity) - at
    return this.#calls[before <= after ? low - 1 : low]
  }
}

function moment({ date, arrivedMs }: RecordedCall): number {
  return dayNumberOf(date) * MS_PER_DAY + arrivedMs
}

function unknownType(type: string, calls: readonly RecordedCall[], known: ReadonlySet<string>, source: string): Error {
  const count = calls.filter((call) => call.type === type).length
  const problem = `${count} ${count === 1 ? 'call is' : 'calls are'} of a type that the scenario does not have`
  const some = [...known].slice(0, SHOWN_TYPES).join(', ') + (known.size > SHOWN_TYPES ? ', …' : '')
  return logMistake('unknown-type', source, type, problem, `add it to the scenario's types: ${some}`)
}
