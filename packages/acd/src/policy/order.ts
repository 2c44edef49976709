import type { ContactSelection } from './policy.ts'

/** True when the head of candidate `a` arrived before that of `b`; the id settles equal times. */
function arrivedBefore(selection: ContactSelection, a: number, b: number): boolean {
  const byTime = selection.arrivedMs(a) - selection.arrivedMs(b)
  return byTime === 0 ? selection.contact(a) < selection.contact(b) : byTime < 0
}

/** True when the head of `a` goes before that of `b`: higher priority, then first come. */
export function goesBefore(selection: ContactSelection, a: number, b: number): boolean {
  const byPriority = selection.priority(a) - selection.priority(b)
  return byPriority === 0 ? arrivedBefore(selection, a, b) : byPriority > 0
}
