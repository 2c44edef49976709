import { leastDelayMs } from '../trace/trace.ts'
import type { DelayTrace } from '../trace/trace.ts'
import type { DelayModel } from './delay-model.ts'
import type { LossModel } from './loss-model.ts'

/**
 * Replays a recorded link packet by packet, from the start again at its end: the two models share one position, and loss is
 * asked first, as `NetworkEmulator` does. Delays are above the trace's least, plus `baseMs`.
 */
export function traceReplay(trace: DelayTrace, baseMs: number = 0): { delay: DelayModel; loss: LossModel } {
  const least = leastDelayMs(trace)
  const count = trace.delayMs.length
  let index = -1
  return {
    loss: {
      isLost: () => {
        index = count === 0 ? -1 : (index + 1) % count
        return index >= 0 && trace.delayMs[index]! < 0
      },
    },
    delay: { delayMs: () => baseMs + (index < 0 ? 0 : Math.max(0, trace.delayMs[index]! - least)) },
  }
}
