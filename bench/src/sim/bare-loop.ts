import { printOutcome } from '../outcome.ts'

// The least that simulates M/M/100 + M with an event list: a binary heap of plain typed arrays, a queue of waiting
// callers, and six counters. No engine, no agents, no measures by type or group, no seedable streams by purpose.

const CALLS = Number(process.argv[2])
const AGENTS = 100
const MEAN_GAP_S = 3600 / 1900
const MEAN_HANDLING_S = 180
const MEAN_PATIENCE_S = 360
const CAPACITY = 1 << 16

let [a, b, c, d] = [1, 2, 3, 4]
function uniform(): number {
  const sum = (a + d) | 0
  const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0
  const shifted = b << 9
  c ^= a
  d ^= b
  b ^= c
  a ^= d
  c ^= shifted
  d = (d << 11) | (d >>> 21)
  return (result + 0.5) / 4294967296
}

const exponential = (mean: number) => -mean * Math.log(uniform())

const heapTime = new Float64Array(CAPACITY)
/** −1: an arrival; −2: an agent becomes free; otherwise the caller who loses patience. */
const heapWhat = new Int32Array(CAPACITY)
let size = 0

function push(time: number, what: number): void {
  let at = size
  size += 1
  while (at > 0) {
    const up = (at - 1) >> 1
    if (heapTime[up]! <= time) break
    heapTime[at] = heapTime[up]!
    heapWhat[at] = heapWhat[up]!
    at = up
  }
  heapTime[at] = time
  heapWhat[at] = what
}

function pop(): void {
  size -= 1
  const time = heapTime[size]!
  const what = heapWhat[size]!
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= size) break
    if (child + 1 < size && heapTime[child + 1]! < heapTime[child]!) child += 1
    if (heapTime[child]! >= time) break
    heapTime[at] = heapTime[child]!
    heapWhat[at] = heapWhat[child]!
    at = child
  }
  heapTime[at] = time
  heapWhat[at] = what
}

printOutcome(() => {
  const arrived = new Float64Array(CAPACITY)
  /** 1: waits in the queue. An ended wait is skipped when its turn or its patience comes. */
  const waits = new Uint8Array(CAPACITY)
  let head = 0
  let tail = 0
  let busy = 0
  let offered = 0
  let abandoned = 0
  let wait = 0
  let busySince = 0
  let busyTime = 0
  let now = 0
  push(exponential(MEAN_GAP_S), -1)
  while (size > 0) {
    now = heapTime[0]!
    const what = heapWhat[0]!
    pop()
    if (what === -1) {
      offered += 1
      if (offered < CALLS) push(now + exponential(MEAN_GAP_S), -1)
      if (busy < AGENTS) {
        busyTime += busy * (now - busySince)
        busySince = now
        busy += 1
        push(now + exponential(MEAN_HANDLING_S), -2)
      } else {
        const caller = tail & (CAPACITY - 1)
        tail += 1
        arrived[caller] = now
        waits[caller] = 1
        push(now + exponential(MEAN_PATIENCE_S), caller)
      }
    } else if (what === -2) {
      while (head < tail && waits[head & (CAPACITY - 1)] === 0) head += 1
      if (head < tail) {
        const caller = head & (CAPACITY - 1)
        head += 1
        waits[caller] = 0
        wait += now - arrived[caller]!
        push(now + exponential(MEAN_HANDLING_S), -2)
      } else {
        busyTime += busy * (now - busySince)
        busySince = now
        busy -= 1
      }
    } else if (waits[what] === 1) {
      waits[what] = 0
      abandoned += 1
      wait += now - arrived[what]!
    }
  }
  return {
    work: offered,
    results: { abandonment: abandoned / offered, meanWaitS: wait / offered, occupancy: busyTime / (AGENTS * now) },
  }
})
