import { decisionLine } from '../desk/decision.ts'
import { rebuild, type Rebuilt } from './rebuild.ts'

/** What doing a journal again came to, beside what was decided then. */
export interface DecisionCheck extends Pick<Rebuilt, 'commands'> {
  /** Decisions that are the same, from the first on. */
  readonly same: number
  /** Decisions beyond those that were written down: of a host that was killed, what its last command led to. */
  readonly unwritten: number
  /** The first that differs, and its number from 1 on; undefined when none does. */
  readonly difference: { readonly at: number; readonly live: string; readonly again: string | undefined } | undefined
}

/**
 * Does the commands of a journal again, and compares what is decided with what was written down live.
 *
 * @param decisions - text of the file of decisions; a last line that was cut off is left out
 */
export function compareDecisions(journal: string, decisions: string): DecisionCheck {
  const live = decisions.split('\n').slice(0, -1)
  let same = 0
  let unwritten = 0
  let difference: DecisionCheck['difference']
  const { commands } = rebuild(journal, (event) => {
    if (difference !== undefined) return
    const then = live[same]
    const again = decisionLine(event)
    if (then === undefined) unwritten += 1
    else if (then === again) same += 1
    else difference = { at: same + 1, live: then, again }
  })
  const left = live[same]
  if (difference === undefined && left !== undefined) difference = { at: same + 1, live: left, again: undefined }
  return { commands, same, unwritten, difference }
}
