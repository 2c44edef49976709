import {
  type AcdCommand,
  AcdEngine,
  type EngineConfigData,
  journalHead,
  journalLine,
  perform,
  plainConfig,
} from '@strowger/acd'
import { expect, test } from 'vitest'
import { readLog } from '../../src/replay/log-format.ts'

const config: EngineConfigData = {
  timeZone: 'Asia/Shanghai',
  types: [
    { name: 'orders', wrapUpMs: 5000, admission: [{ name: 'full', when: 'waiting >= 2', do: { refuse: 'busy' } }] },
  ],
  groups: [{ name: 'front', autoAnswer: true }],
}
const noon = Date.parse('2026-11-25T12:00:00+08:00')

/** A day of which every command is written down before it is done. */
function day(commands: readonly AcdCommand[]): string {
  const engine = new AcdEngine(plainConfig(config))
  let journal = `${journalHead(config)}\n`
  for (const command of commands) {
    journal += `${journalLine(command)}\n`
    perform(engine, command)
  }
  return journal
}

const commands: readonly AcdCommand[] = [
  { do: 'add-agent', atMs: noon, group: 0 },
  { do: 'sign-in', atMs: noon, agent: 0 },
  { do: 'ready', atMs: noon, agent: 0 },
  { do: 'offer', atMs: noon + 1000, type: 0 },
  { do: 'offer', atMs: noon + 2000, type: 0 },
  { do: 'offer', atMs: noon + 3000, type: 0 },
  { do: 'offer', atMs: noon + 4000, type: 0 },
  { do: 'abandon', atMs: noon + 9000, contact: 3 },
  { do: 'release', atMs: noon + 61_000, contact: 1 },
  { do: 'advance', atMs: noon + 66_000 },
  { do: 'release', atMs: noon + 96_000, contact: 2 },
  { do: 'offer', atMs: noon + 97_000, type: 0 },
]

test('a journal of the engine is a log: its commands are done again, and every call of it is accounted for', () => {
  const log = readLog(day(commands), 'day.journal')
  const of = { date: '2026-11-25', type: 'orders', priority: 0 }
  const at = (ms: number) => 12 * 3_600_000 + ms
  expect(log.calls).toEqual([
    { ...of, arrivedMs: at(3000), outcome: 'abandoned', waitMs: 6000, handlingMs: NaN, agent: undefined },
    { ...of, arrivedMs: at(1000), outcome: 'answered', waitMs: 0, handlingMs: 60_000, agent: 'agent 0' },
    { ...of, arrivedMs: at(2000), outcome: 'answered', waitMs: 64_000, handlingMs: 30_000, agent: 'agent 0' },
  ])
  expect(log.dropped.map(({ reason, rows }) => [reason, rows])).toEqual([
    ['turned-away', 1],
    ['unfinished', 1],
  ])
  expect(log.rows).toBe(5)
})

test.each([
  ['without a configuration', '{"strowgerJournal":2}\n', 'no-configuration'],
  [
    'with one that has a mistake',
    '{"strowgerJournal":2,"config":{"types":[],"groups":[],"trunks":-1}}\n',
    'no-configuration',
  ],
  ['with a line that is no command', `${journalHead(config)}\nnonsense\n{"atMs":1,"do":"advance"}\n`, 'not-a-command'],
  [
    'with a command that was a mistake',
    `${journalHead(config)}\n${journalLine({ do: 'ready', atMs: 1, agent: 9 })}\n`,
    'refused-command',
  ],
])('a journal %s is read without a throw, and says so', (_, text, reason) => {
  expect(readLog(text, 'day.journal').dropped.map((each) => each.reason)).toEqual([reason])
})
