import { readDeskJournal } from './desk-journal.ts'
import type { FlowDesk } from './flow-desk.ts'
import { LifeLines } from './life-line.ts'

/** What a journal says of the contacts in it. */
export interface JournalCheck {
  readonly commands: number
  /** Lives that ended, by reason. */
  readonly reasons: ReadonlyMap<string, number>
  /** Sessions and contacts that were inside when the journal stopped. */
  readonly inside: number
  /** What does not fit: none in a journal that is complete. */
  readonly problems: readonly string[]
}

/**
 * Does the commands of a journal again on a new desk of the same configuration, and follows every life: whoever came in
 * ended once, with a reason, or is inside.
 *
 * @param desk - as it was before the first command
 * @throws StrowgerError `journal`, and what a command throws that does not fit the configuration
 */
export function checkJournal(text: string, desk: FlowDesk): JournalCheck {
  const lives = new LifeLines()
  let commands = 0
  for (const command of readDeskJournal(text)) {
    desk.do(command)
    commands += 1
    for (let event = desk.read(); event !== undefined; event = desk.read()) lives.observe(event)
  }
  const problems = [...lives.problems]
  const sessions = lives.open.filter(({ session }) => session !== 0).length
  if (sessions !== desk.machine.size)
    problems.push(`${sessions} sessions have not ended, ${desk.machine.size} are inside`)
  return { commands, reasons: lives.reasons, inside: lives.open.length, problems }
}
