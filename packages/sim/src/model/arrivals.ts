import type { RandomStream } from '../random/stream.ts'
import { UniformBlock, type Uniforms } from '../random/uniform-block.ts'
import type { ArrivalSpec } from '../scenario/arrival-spec.ts'
import { type ArrivalProcess, ConstantArrivals, PiecewiseArrivals, RecordedArrivals } from './arrival-process.ts'
import { BatchArrivals } from './batch-arrivals.ts'
import type { RateFactors } from './busy-days.ts'
import { CurveArrivals } from './curve-arrivals.ts'
import { ModulatedArrivals } from './modulated-arrivals.ts'
import { linearCurve, type RateCurve, scaledCurve, stepCurve } from './rate-curve.ts'
import { traceArrivals } from './trace-arrivals.ts'

/** Makes the arrivals of one replication from its stream, which is theirs alone, and the factors of its day. */
export type ArrivalsMaker = (stream: RandomStream, factors?: RateFactors) => ArrivalProcess

/** Makes them from the stream's numbers. */
type FromUniforms = (uniforms: Uniforms, factors?: RateFactors) => ArrivalProcess

/** Contacts of one type taken from a log; see {@link RecordedArrivals}. */
export interface RecordedContacts {
  readonly timesMs: Float64Array
  readonly handlingMs: Float64Array
}

/** Arrivals as a scenario describes them, up to the end of its run. */
export function arrivalsOf(spec: ArrivalSpec, durationMs: number): ArrivalsMaker {
  const { batch } = spec
  const single = singleArrivals(spec, durationMs)
  return (stream, factors) => {
    const uniforms = new UniformBlock(stream)
    const arrivals = single(uniforms, factors)
    return batch === undefined ? arrivals : new BatchArrivals(arrivals, batch, uniforms)
  }
}

/** Arrivals of a log. */
export function recordedArrivals(contacts: RecordedContacts | undefined): () => ArrivalProcess {
  const { timesMs, handlingMs } = contacts ?? { timesMs: new Float64Array(0), handlingMs: new Float64Array(0) }
  return () => new RecordedArrivals(timesMs, handlingMs)
}

function singleArrivals(spec: ArrivalSpec, durationMs: number): FromUniforms {
  switch (spec.kind) {
    case 'constant': {
      const curve = stepCurve(durationMs, [spec.perHour])
      return orScaled(curve, (uniforms) => new ConstantArrivals(spec.perHour, uniforms))
    }
    case 'piecewise': {
      const { intervalMs, perHour } = spec
      const curve = stepCurve(intervalMs, perHour)
      return orScaled(curve, (uniforms) => new PiecewiseArrivals(intervalMs, perHour, uniforms))
    }
    case 'linear': {
      const curve = linearCurve(spec.intervalMs, spec.perHourAt)
      return orScaled(curve, (uniforms) => new CurveArrivals(curve, uniforms))
    }
    case 'modulated':
      return (uniforms) => new ModulatedArrivals(spec.phases, uniforms)
    case 'trace':
      return (uniforms) => traceArrivals(spec.trace, uniforms)
    case 'recorded':
      return recordedArrivals(undefined)
  }
}

function orScaled(curve: RateCurve, plain: (uniforms: Uniforms) => ArrivalProcess): FromUniforms {
  return (uniforms, factors) => {
    if (factors === undefined) return plain(uniforms)
    return new CurveArrivals(scaledCurve(curve, factors.intervalMs, factors.values), uniforms)
  }
}
