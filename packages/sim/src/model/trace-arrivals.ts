import type { Uniforms } from '../random/uniform-block.ts'
import type { TraceSpec } from '../scenario/arrival-spec.ts'
import { RecordedArrivals } from './arrival-process.ts'

/**
 * The contacts of a trace in one replication: each kept with probability `share`; above 1, each so many times, copies up
 * to `spreadMs` later than what they copy. O(contacts log contacts).
 */
export function traceArrivals({ timesMs, handlingMs, share, spreadMs }: TraceSpec, stream: Uniforms): RecordedArrivals {
  const contacts: { atMs: number; talkMs: number }[] = []
  const whole = Math.floor(share)
  for (const [at, timeMs] of timesMs.entries()) {
    const talkMs = handlingMs?.[at] ?? NaN
    // Both are drawn for each contact of the trace, so that one that is kept does not shift the others.
    const isKept = stream.uniform() < share - whole
    const copies = whole + (isKept ? 1 : 0)
    for (let copy = 0; copy < copies; copy += 1) {
      contacts.push({ atMs: copy === 0 ? timeMs : timeMs + spreadMs * stream.uniform(), talkMs })
    }
  }
  contacts.sort((a, b) => a.atMs - b.atMs)
  return new RecordedArrivals(
    Float64Array.from(contacts, ({ atMs }) => atMs),
    Float64Array.from(contacts, ({ talkMs }) => talkMs),
  )
}
