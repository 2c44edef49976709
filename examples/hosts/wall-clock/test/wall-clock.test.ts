import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AcdConfig, AcdEngine, perform, readJournal } from '@strowger/acd'
import { afterAll, expect, test } from 'vitest'
import { Host, type Told } from './host.ts'

const folder = mkdtempSync(join(tmpdir(), 'strowger-wall-clock-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const config: AcdConfig = {
  types: [{ name: 'sales', groups: ['front'], stages: [{ afterMs: 150, groups: ['front', 'back'] }], wrapUpMs: 20 }],
  groups: [
    { name: 'front', offerTimeoutMs: 100, afterNoAnswer: { become: 'not-ready', forMs: 60 } },
    { name: 'back', autoAnswer: true },
  ],
}
const configFile = join(folder, 'config.json')
writeFileSync(configFile, JSON.stringify(config))

const comeToWork = (agent: number) => [
  { do: 'add-agent', group: agent },
  { do: 'sign-in', agent },
  { do: 'ready', agent },
]
const kinds = (events: readonly Told[], kind: string) => events.filter((event) => event.kind === kind)

/** The events of the journal's commands, as the engine alone gives them; those that time brings later are missing. */
function eventsOf(journal: string): string[] {
  const engine = new AcdEngine(config)
  const told: string[] = []
  for (const command of readJournal(journal)) {
    try {
      perform(engine, command)
    } catch {
      // A command that was a mistake is in the journal too.
    }
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      told.push(`${event.atMs} ${event.kind} ${event.kind === 'agent' ? event.state : event.contact}`)
    }
  }
  return told
}

const inWords = (told: Told) => `${told.atMs} ${told.kind} ${told.kind === 'agent' ? told.state : told.contact}`

test('a small day by the wall clock, killed in the middle of it: nothing is lost, told twice or told otherwise', async () => {
  const journal = join(folder, 'day.journal')
  const seen: Told[] = []
  const morning = new Host([configFile, journal], (event) => seen.push(event))
  morning.send(...comeToWork(0), { do: 'offer', type: 0, ref: 7 }, { do: 'offer', type: 0 }, { do: 'offer', type: 0 })
  morning.sendLine('not json')
  morning.send({ do: 'fly' }, { do: 'ready', agent: 9 })
  // The clock alone does what follows: the offer is not answered, the stage opens, the agent is ready again.
  await morning.until(() => kinds(seen, 'stage').length > 0 && kinds(seen, 'offered').length > 1)
  expect(kinds(seen, 'offer-ended')[0]).toMatchObject({ contact: 1, reason: 'no-answer' })
  expect(morning.answers.map(({ result }) => result)).toEqual([0, true, true, 1, 2, 3])
  expect(morning.errors).toHaveLength(3)
  expect(morning.errors[2]).toContain('agent: 9')

  // A burst, and the kill while the host works on it.
  morning.send(...Array.from({ length: 200 }, () => ({ do: 'offer', type: 0 })))
  await morning.until(() => morning.answers.length > 20)
  await morning.kill()
  appendFileSync(journal, '{"do":"offer","ty')

  const afternoon = new Host([configFile, journal, String(seen.length)], (event) => seen.push(event))
  afternoon.send(...comeToWork(1))
  await afternoon.until(() => afternoon.answers.length === 3)
  // What the host was told before the crash and what came after it are one story.
  expect(seen.map(({ n }) => n)).toEqual(seen.map((_, at) => at + 1))
  const offers = [...readJournal(readFileSync(journal, 'utf8'))].filter((command) => command.do === 'offer').length
  // Whatever was answered is in the journal; the journal may hold a command more.
  expect(offers).toBeGreaterThanOrEqual(morning.answers.filter(({ did }) => did === 'offer').length)
  expect(kinds(seen, 'arrived')).toHaveLength(offers)

  // Everybody is served, by the agent who answers at once; the other one never picks up the phone.
  const served = new Set<number>()
  while (served.size < offers) {
    const next = seen.find((event) => event.kind === 'connected' && !served.has(event.contact!))
    if (next === undefined) {
      const before = seen.length
      await afternoon.until(() => seen.length > before)
      continue
    }
    served.add(next.contact!)
    afternoon.send({ do: 'release', contact: next.contact }, { do: 'end-wrap-up', agent: next.agent })
  }
  await afternoon.until(() => kinds(seen, 'wrap-up-ended').length === offers)
  afternoon.send({ do: 'sign-out', agent: 0 }, { do: 'sign-out', agent: 1 })
  await afternoon.until(() => kinds(seen, 'agent').filter(({ state }) => state === 'signed-out').length === 2)
  expect(await afternoon.end()).toBe(0)
  expect(seen.map(({ n }) => n)).toEqual(seen.map((_, at) => at + 1))

  // Who starts from the beginning is told the same, by the host and by the engine alone.
  const again = new Host([configFile, journal])
  expect(await again.end()).toBe(0)
  expect(again.events).toEqual(seen)
  expect(eventsOf(readFileSync(journal, 'utf8'))).toEqual(seen.map(inWords))
})

test('without arguments it says which it wants', async () => {
  const host = new Host([])
  expect(await host.end()).toBe(2)
  expect(host.stderr).toContain('<configuration.json> <journal>')
})
