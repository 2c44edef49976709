import { isFlowAction, StrowgerError } from '@strowger/acd'
import { HOST_JOURNAL_START, isHostJournal, readHead } from '../host/recovery/host-journal.ts'
import { planOfSetup, rebuild } from '../host/recovery/rebuild.ts'
import { JournalCalls, journalRemark, logOfJournal } from './journal-calls.ts'
import type { LogFormat } from './log-format.ts'
import { RemarkCounter } from './read-log.ts'

const NAME = 'strowger-host-journal'

/** The journal of a live host: its commands are done again by the files that stand in it, and the calls are read off what is decided. */
export const hostJournal: LogFormat = {
  name: NAME,
  startsWith: HOST_JOURNAL_START,
  recognises: isHostJournal,
  read: (text) => {
    const dropped = new RemarkCounter()
    try {
      const calls = new JournalCalls(planOfSetup(readHead(text)).acd, 0)
      const { commands } = rebuild(text, (event) => {
        if (!isFlowAction(event)) calls.see(event, 1, dropped)
      })
      calls.finish(commands + 1, dropped)
      return logOfJournal(NAME, 0, calls.done, dropped)
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      dropped.add(journalRemark('not-a-command'), 1)
      return logOfJournal(NAME, 1, [], dropped)
    }
  },
}
