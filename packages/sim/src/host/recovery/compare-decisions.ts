import { decisionLine } from '../desk/decision.ts'
import { rebuild, type Rebuilt } from './rebuild.ts'

/** What doing a journal again came to, beside what was decided then. */
export interface DecisionCheck extends Pick<Rebuilt, 'commands'> {
  /** Decisions that are the same, from the first on. */
  readonly same: number
  /** The first that differs, and its number from 1 on; undefined when none does. */
  readonly difference:
    | { readonly at: number; readonly live: string | undefined; readonly now: string | undefined }
    | undefined
}

/**
 * Does the commands of a journal again, and compares what is decided with what was written down live. What was decided after the last command, by
 * time alone, is in no journal: so the live file may be longer.
 *
 * @param decisions - text of the file of decisions; a last line that was cut off is left out
 */
export function compareDecisions(journal: string, decisions: string): DecisionCheck {
  const then = decisions.split('\n').slice(0, -1)
  let same = 0
  let difference: DecisionCheck['difference']
  const { commands } = rebuild(journal, (event) => {
    if (difference !== undefined) return
    const now = decisionLine(event)
    if (then[same] === now) same += 1
    else difference = { at: same + 1, live: then[same], now }
  })
  return { commands, same, difference }
}
