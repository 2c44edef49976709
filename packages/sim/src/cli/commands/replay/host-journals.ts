import { existsSync, readFileSync } from 'node:fs'
import { isHostJournal } from '../../../host/recovery/host-journal.ts'
import { compareDecisions } from '../../../host/recovery/compare-decisions.ts'
import { LABELS } from '../../../report/decisions-labels.ts'
import type { Language } from '../../../report/language.ts'
import { writeTo } from '../../files.ts'
import { CheckFailed, CommandLineMistake } from '../../mistake.ts'

/**
 * Does journals of a live host again by the files that stand in them, and says whether every decision is the one that was made live.
 *
 * @throws CheckFailed when one is not
 */
export function checkDecisions(paths: readonly string[], lang: Language): void {
  const words = LABELS[lang]
  let failed = false
  for (const path of paths) {
    const journal = readFileSync(path, 'utf8')
    const beside = path.replace(/\.journal$/, '.decisions')
    if (!isHostJournal(journal) || beside === path || !existsSync(beside)) {
      throw new CommandLineMistake(
        `${path}: not what strowger host writes — give journals such as 000001.journal, each beside its 000001.decisions`,
      )
    }
    const { commands, same, unwritten, difference } = compareDecisions(journal, readFileSync(beside, 'utf8'))
    writeTo('-', `${path}: ${words.done(commands, same)}${unwritten > 0 ? words.unwritten(unwritten) : ''}\n`)
    if (difference === undefined) continue
    failed = true
    writeTo('-', `${words.differs(difference.at)}\n  ${difference.live}\n  ${difference.again ?? words.nothing}\n`)
  }
  if (failed) throw new CheckFailed()
}

/** True for a file that `strowger host` wrote. */
export function isOfHost(path: string): boolean {
  return existsSync(path) && isHostJournal(readFileSync(path, 'utf8'))
}
