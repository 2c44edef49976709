import { performance, PerformanceObserver } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'

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

const CHUNKS = 41

/** What `calls` calls leave to the garbage collector: bytes per call, the median of pieces, and scavenges in all. */
export async function garbage(
  calls: number,
  call: () => void,
): Promise<{ readonly bytesPerCall: number; readonly scavenges: number }> {
  let scavenges = 0
  const observer = new PerformanceObserver((list) => (scavenges += list.getEntries().length))
  observer.observe({ entryTypes: ['gc'] })
  await setImmediate()
  scavenges = 0
  const length = Math.ceil(calls / CHUNKS)
  const used = new Float64Array(CHUNKS)
  // What asking for the figure itself allocates.
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) used[chunk] = heapGrowth(0, call)
  const ownBytes = quantile(used.sort(), 0.5)
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) used[chunk] = (heapGrowth(length, call) - ownBytes) / length
  await setImmediate()
  observer.disconnect()
  // A piece in which the collector ran shows too little; the median is of those in which it did not.
  return { bytesPerCall: Math.max(0, quantile(used.sort(), 0.5)), scavenges }
}

function heapGrowth(calls: number, call: () => void): number {
  const before = process.memoryUsage().heapUsed
  for (let at = 0; at < calls; at += 1) call()
  return process.memoryUsage().heapUsed - before
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
