import { LongestIdle } from './longest-idle.ts'
import { goesBefore } from './order.ts'
import type { ContactSelection } from './policy.ts'

/**
 * Base of policies that serve the waiting list with the largest index; equals by priority, then first come. Agents are
 * chosen as by {@link LongestIdle}. O(candidates), nothing allocated.
 */
export abstract class ContactIndex extends LongestIdle {
  /** Index of a candidate: the largest is served. Never NaN. */
  protected abstract indexOf(selection: ContactSelection, candidate: number): number

  override selectContact(selection: ContactSelection): number {
    let chosen = 0
    let largest = this.indexOf(selection, 0)
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      const index = this.indexOf(selection, candidate)
      if (index > largest || (index === largest && goesBefore(selection, candidate, chosen))) {
        chosen = candidate
        largest = index
      }
    }
    return chosen
  }
}
