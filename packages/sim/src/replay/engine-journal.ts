import {
  AcdEngine,
  type AcdConfig,
  journalConfig,
  journalEpochMs,
  perform,
  readJournal,
  StrowgerError,
} from '@strowger/acd'
import { configFrom } from '../model/policy-data.ts'
import { JournalCalls, journalRemark, logOfJournal } from './journal-calls.ts'
import type { LogFormat } from './log-format.ts'
import { RemarkCounter } from './read-log.ts'

const NAME = 'strowger-journal'

/**
 * The engine's own journal, whose head names the configuration: its commands are done again, and the calls are read off
 * the events. So a day that was routed live can be routed again by another policy. Each call is a row.
 */
export const engineJournal: LogFormat = {
  name: NAME,
  startsWith: '{"strowgerJournal"',
  recognises: (firstLine) => firstLine.startsWith('{"strowgerJournal"'),
  read: (text) => {
    const dropped = new RemarkCounter()
    const config = configOf(text)
    if (config === undefined) {
      dropped.add(journalRemark('no-configuration'), 1)
      return logOfJournal(NAME, 1, [], dropped)
    }
    const engine = engineOf(config)
    if (engine === undefined) {
      dropped.add(journalRemark('no-configuration'), 1)
      return logOfJournal(NAME, 1, [], dropped)
    }
    const calls = new JournalCalls(config, journalEpochMs(text))
    let line = 1
    try {
      for (const command of readJournal(text)) {
        line += 1
        try {
          perform(engine, command, configFrom)
        } catch (error) {
          if (!(error instanceof StrowgerError)) throw error
          dropped.add(journalRemark('refused-command'), line)
        }
        for (let event = engine.read(); event !== undefined; event = engine.read()) calls.see(event, line, dropped)
      }
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      dropped.add(journalRemark('not-a-command'), line + 1)
    }
    calls.finish(line, dropped)
    return logOfJournal(NAME, 0, calls.done, dropped)
  },
}

/** The configuration of a journal's head; undefined when it has none, or one that describes what only its host can make. */
function configOf(text: string): AcdConfig | undefined {
  try {
    const data = journalConfig(text)
    return data === undefined ? undefined : configFrom(data)
  } catch (error) {
    if (error instanceof StrowgerError) return undefined
    throw error
  }
}

/** An engine under a configuration; undefined when it has a mistake. */
function engineOf(config: AcdConfig): AcdEngine | undefined {
  try {
    return new AcdEngine(config)
  } catch (error) {
    if (error instanceof StrowgerError) return undefined
    throw error
  }
}
