import type { RandomStream } from '../random/stream.ts'
import type { ArrivalSpec } from '../scenario/arrival-spec.ts'
import { type ArrivalProcess, ConstantArrivals, PiecewiseArrivals, RecordedArrivals } from './arrival-process.ts'
import { BatchArrivals } from './batch-arrivals.ts'
import type { RateFactors } from './busy-days.ts'
import { CurveArrivals } from './curve-arrivals.ts'
import { ModulatedArrivals } from './modulated-arrivals.ts'
import { linearCurve, type RateCurve, scaledCurve, stepCurve } from './rate-curve.ts'
import { traceArrivals } from './trace-arrivals.ts'

/** Makes the arrivals of one replication from its stream and the factors of its day. */
export type ArrivalsMaker = (stream: RandomStream, factors?: RateFactors) => ArrivalProcess

/** Contacts of one type taken from a log; see {@link RecordedArrivals}. */
export interface RecordedContacts {
  readonly timesMs: Float64Array
  readonly handlingMs: Float64Array
}

/** Arrivals as a scenario describes them, up to the end of its run. */
export function arrivalsOf(spec: ArrivalSpec, durationMs: number): ArrivalsMaker {
  const { batch } = spec
  const single = singleArrivals(spec, durationMs)
  if (batch === undefined) return single
  return (stream, factors) => new BatchArrivals(single(stream, factors), batch, stream)
}

/** Arrivals of a log. */
export function recordedArrivals(contacts: RecordedContacts | undefined): ArrivalsMaker {
  const { timesMs, handlingMs } = contacts ?? { timesMs: new Float64Array(0), handlingMs: new Float64Array(0) }
  return () => new RecordedArrivals(timesMs, handlingMs)
}

function singleArrivals(spec: ArrivalSpec, durationMs: number): ArrivalsMaker {
  switch (spec.kind) {
    case 'constant': {
      const curve = stepCurve(durationMs, [spec.perHour])
      return orScaled(curve, (stream) => new ConstantArrivals(spec.perHour, stream))
    }
    case 'piecewise': {
      const { intervalMs, perHour } = spec
      const curve = stepCurve(intervalMs, perHour)
      return orScaled(curve, (stream) => new PiecewiseArrivals(intervalMs, perHour, stream))
    }
    case 'linear': {
      const curve = linearCurve(spec.intervalMs, spec.perHourAt)
      return orScaled(curve, (stream) => new CurveArrivals(curve, stream))
    }
    case 'modulated':
      return (stream) => new ModulatedArrivals(spec.phases, stream)
    case 'trace':
      return (stream) => traceArrivals(spec.trace, stream)
    case 'recorded':
      return recordedArrivals(undefined)
  }
}

function orScaled(curve: RateCurve, plain: (stream: RandomStream) => ArrivalProcess): ArrivalsMaker {
  return (stream, factors) => {
    if (factors === undefined) return plain(stream)
    return new CurveArrivals(scaledCurve(curve, factors.intervalMs, factors.values), stream)
  }
}
