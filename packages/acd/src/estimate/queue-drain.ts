/** Terms that are added one by one before an integral takes over. */
const EXACT_TERMS = 256

/**
 * Mean time until all ahead and then the contact itself are served, in a queue that is left at `servicePerMs` by those
 * who are served and at `abandonPerMs` by each who waits: Σ 1 / (service + i · abandon), i = 0 … ahead. The contact
 * itself is taken to stay. Whitt, Management Science 45(2) 1999: the pure-death process of M/M/n + M. O(1) beyond 256.
 */
export function drainMs(ahead: number, servicePerMs: number, abandonPerMs: number): number {
  if (!(abandonPerMs > 0)) return (ahead + 1) / servicePerMs
  let sum = 0
  const exact = Math.min(ahead, EXACT_TERMS)
  for (let i = 0; i <= exact; i += 1) sum += 1 / (servicePerMs + i * abandonPerMs)
  if (ahead === exact) return sum
  // The midpoint rule the other way round: relative error below 1e-6 from here on.
  const from = servicePerMs + (exact + 0.5) * abandonPerMs
  const to = servicePerMs + (ahead + 0.5) * abandonPerMs
  return sum + Math.log(to / from) / abandonPerMs
}
