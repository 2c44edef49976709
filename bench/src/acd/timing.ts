import { constants, performance, PerformanceObserver } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Calls timed together, so that the clock's own cost and grain do not count. */
const BATCH = 32

/** Times `calls` calls in batches: nanoseconds per call, ascending, and the seconds of all. */
export function timeBatches(
  calls: number,
  call: () => void,
): { readonly sortedNs: Float64Array; readonly seconds: number } {
  const length = Math.min(calls, BATCH)
  const batches = Math.ceil(calls / length)
  const sortedNs = new Float64Array(batches)
  const startedMs = performance.now()
  for (let batch = 0; batch < batches; batch += 1) {
    const fromMs = performance.now()
    for (let at = 0; at < length; at += 1) call()
    sortedNs[batch] = ((performance.now() - fromMs) * 1e6) / length
  }
  return { sortedNs: sortedNs.sort(), seconds: (performance.now() - startedMs) / 1e3 }
}

/** Times every call for itself: nanoseconds, ascending, clock included. */
export function timeSingly(calls: number, call: () => void): Float64Array {
  const sortedNs = new Float64Array(calls)
  for (let at = 0; at < calls; at += 1) {
    const fromMs = performance.now()
    call()
    sortedNs[at] = (performance.now() - fromMs) * 1e6
  }
  return sortedNs.sort()
}

/** The value below which a share of the sorted ones lie. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}

const CHUNKS = 101
/** For the collector's own report to arrive. */
const REPORT_MS = 50

/** What calls leave to the garbage collector: bytes per call, and scavenges in `calls` of them. */
export async function garbage(
  calls: number,
  call: () => void,
): Promise<{ readonly bytesPerCall: number; readonly scavenges: number }> {
  let scavenges = 0
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // Of an entry `gc`, which Node's types do not know.
      const { detail } = entry as unknown as { readonly detail: { readonly kind: number } }
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) scavenges += 1
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  await setTimeout(REPORT_MS)
  scavenges = 0
  for (let at = 0; at < calls; at += 1) call()
  await setTimeout(REPORT_MS)
  observer.disconnect()
  const ownBytes = heapGrowth(0, call)
  const length = Math.ceil(calls / CHUNKS)
  // The figures' own cost is taken off; what is left of nothing may come out below it.
  return { bytesPerCall: Math.max(0, (heapGrowth(length, call) - ownBytes) / length), scavenges }
}

/** Bytes by which the heap has grown after so many calls: the median of pieces too short for a collection inside. */
function heapGrowth(calls: number, call: () => void): number {
  setFlagsFromString('--expose-gc')
  // The flag brings the function to contexts made after it.
  const collect = runInNewContext('gc') as () => void
  const grown = new Float64Array(CHUNKS)
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    collect()
    const before = process.memoryUsage().heapUsed
    for (let at = 0; at < calls; at += 1) call()
    grown[chunk] = process.memoryUsage().heapUsed - before
  }
  return quantile(grown.sort(), 0.5)
}

/** Exponent b of y = a·xᵇ by least squares on logarithms. */
export function exponent(x: readonly number[], y: readonly number[]): number {
  const logX = x.map((value) => Math.log(value))
  const logY = y.map((value) => Math.log(value))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(logX), mean(logY)]
  let above = 0
  let below = 0
  for (const [at, value] of logX.entries()) {
    above += (value - meanX) * (logY[at]! - meanY)
    below += (value - meanX) ** 2
  }
  return above / below
}
