import {
  type AcdCommand,
  AcdEngine,
  type AcdConfig,
  type EngineSnapshot,
  journalled,
  JOURNAL_HEAD,
  journalLine,
  perform,
  RankedLists,
  readJournal,
  StrowgerError,
} from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandsOf, openingOf } from '../engine/drive.ts'
import { type Command, commands, type World, worlds } from '../engine/random-exchange.ts'
import { inWords } from '../engine/reference/words.ts'

const configOf = ({ config, ranks }: World): AcdConfig =>
  ranks === undefined ? config : { ...config, policy: new RankedLists(ranks) }

function allCommands(world: World, sequence: readonly Command[]): AcdCommand[] {
  const all = openingOf(world)
  const ids: number[] = []
  let nowMs = 0
  for (const random of sequence) {
    nowMs += random.wait
    all.push(...commandsOf(random, nowMs, ids, world))
    if (random.do === 'offer') ids.push(ids.length + 1)
  }
  return all
}

/** Results and events, in words. */
function run(engine: AcdEngine, list: readonly AcdCommand[]): string[] {
  const told: string[] = []
  for (const command of list) {
    told.push(String(perform(engine, command)))
    for (let event = engine.read(); event !== undefined; event = engine.read()) told.push(inWords(event))
  }
  return told
}

describe('after a crash at any point', () => {
  test('those whose time comes at one instant are asked about in the same order', () => {
    const config: AcdConfig = {
      types: [{ name: 'call', overflow: [{ name: 'late', afterMs: 2, do: { announce: 'please wait' } }] }],
      groups: [{ name: 'front', offerTimeoutMs: 1 }],
    }
    const announced = (engine: AcdEngine): number[] => {
      const contacts: number[] = []
      for (let event = engine.read(); event !== undefined; event = engine.read()) {
        if (event.kind === 'announced') contacts.push(event.contact)
      }
      return contacts
    }
    const engine = new AcdEngine(config)
    engine.signIn(engine.addAgent({ group: 0 }), 0)
    engine.ready(0, 0)
    const [rings, waits] = [engine.offer({ type: 0 }, 0), engine.offer({ type: 0 }, 0)]
    // The first comes back to the queue after the second has entered it.
    engine.advance(1)
    announced(engine)
    const restored = AcdEngine.restore(config, engine.snapshot())
    for (const each of [engine, restored]) {
      each.advance(2)
      expect(announced(each)).toEqual([waits, rings])
    }
  })

  test('a restored snapshot goes on as if nothing had happened', () => {
    fc.assert(
      fc.property(worlds, commands, fc.nat(), (world, sequence, pick) => {
        const list = allCommands(world, sequence)
        const cut = pick % (list.length + 1)
        const whole = run(new AcdEngine(configOf(world)), list)
        const before = new AcdEngine(configOf(world))
        const told = run(before, list.slice(0, cut))
        const onDisk = JSON.stringify(before.snapshot())
        const snapshot: EngineSnapshot = JSON.parse(onDisk)
        const after = AcdEngine.restore(configOf(world), snapshot)
        expect(JSON.stringify(after.snapshot())).toBe(onDisk)
        expect(after.nextDeadlineMs()).toBe(before.nextDeadlineMs())
        expect([...told, ...run(after, list.slice(cut))]).toEqual(whole)
      }),
      { numRuns: 2000, seed: 1891 },
    )
  })

  test('the commands of the journal give the same events, also when its last line was cut off', () => {
    fc.assert(
      fc.property(worlds, commands, fc.nat(), (world, sequence, pick) => {
        const list = allCommands(world, sequence)
        const journal = `${JOURNAL_HEAD}\n${list.map((command) => `${journalLine(command)}\n`).join('')}`
        const cut = JOURNAL_HEAD.length + 1 + (pick % (journal.length - JOURNAL_HEAD.length))
        const read = [...readJournal(journal.slice(0, cut))]
        expect(read).toEqual(list.slice(0, read.length))
        expect(journal.slice(0, cut).split('\n').length - 2).toBe(read.length)
        expect(run(new AcdEngine(configOf(world)), read)).toEqual(
          run(new AcdEngine(configOf(world)), list.slice(0, read.length)),
        )
      }),
      { numRuns: 500, seed: 1891 },
    )
  })
})

test('a journalled engine tells the commands that it is given, and nothing that it does of its own accord', () => {
  fc.assert(
    fc.property(worlds, commands, (world, sequence) => {
      const list = allCommands(world, sequence)
      const told: AcdCommand[] = []
      const engine = journalled(new AcdEngine(configOf(world)), (command) => told.push(command))
      expect(run(engine, list)).toEqual(run(new AcdEngine(configOf(world)), list))
      // Time moves on before an agent is introduced, which takes none itself.
      expect(told.filter(({ do: name }) => name !== 'advance')).toEqual(
        list.filter(({ do: name }) => name !== 'advance'),
      )
    }),
    { numRuns: 500, seed: 1891 },
  )
})

describe('a snapshot', () => {
  const config = { types: [{ name: 'call' }], groups: [{ name: 'front' }] }

  test('is not taken while decisions are unread: they would be lost', () => {
    const engine = new AcdEngine(config)
    engine.offer({ type: 0 }, 1)
    expect(() => engine.snapshot()).toThrow(/read all events first/)
  })

  test.each([
    ['types', { ...config, types: [{ name: 'other' }] }],
    ['groups', { ...config, groups: [] }],
  ])('of other %s is refused', (path, other) => {
    expect(() => AcdEngine.restore(other, new AcdEngine(config).snapshot())).toThrow(StrowgerError)
    expect(() => AcdEngine.restore(other, new AcdEngine(config).snapshot())).toThrow(path)
  })
})

describe('a journal', () => {
  test.each([
    ['line 1', 'nonsense\n'],
    ['line 1', ''],
    ['line 2', `${JOURNAL_HEAD}\n{"do":"fly","atMs":1}\n`],
    ['line 3', `${JOURNAL_HEAD}\n{"do":"advance","atMs":1}\nnot json\n`],
    ['line 2', `${JOURNAL_HEAD}\n[]\n{"do":"advance","atMs":1}\n`],
  ])('with a mistake is refused with its %s', (line, text) => {
    expect(() => [...readJournal(text)]).toThrow(line)
  })

  test('that is any text is read or refused, never otherwise', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect([...readJournal(`${JOURNAL_HEAD}\n${text}`)]).toBeInstanceOf(Array)
        } catch (error) {
          expect(error).toBeInstanceOf(StrowgerError)
        }
      }),
    )
  })
})
