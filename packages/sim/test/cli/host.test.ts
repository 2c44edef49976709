import { createSocket } from 'node:dgram'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { scenarioIn } from '../../src/cli/scenario-folder.ts'
import { SMALL } from '../scenario/small-scenario.ts'
import { strowger } from '../support/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'strowger-host-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(at('day.yaml'), SMALL)

test('without a configuration nobody is let in, and the message says what to do', () => {
  const { code, stderr } = strowger(['host', at('day.yaml')])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^strowger: nobody would be let in: .*--init.*--try.*\n$/)
})

test('--init writes a configuration with secrets of its own, for its owner only, and overwrites nothing', () => {
  expect(strowger(['host', at('day.yaml'), '--init', at('host.yaml')]).code).toBe(0)
  expect(strowger(['host', at('day.yaml'), '--init', at('other.yaml')]).code).toBe(0)
  expect(statSync(at('host.yaml')).mode & 0o777).toBe(0o600)
  const secrets = (name: string) => readFileSync(at(name), 'utf8').match(/(?:password|token): [\w-]{24}/g) ?? []
  const all = [...secrets('host.yaml'), ...secrets('other.yaml')]
  expect(new Set(all).size).toBe(10)
  const again = strowger(['host', at('day.yaml'), '--init', at('host.yaml')])
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is there already')])
})

test('a folder stands for the scenario that all others in it extend', () => {
  mkdirSync(at('several'))
  writeFileSync(at('several/a.yaml'), SMALL)
  writeFileSync(at('several/b.yaml'), 'strowger: 1\nextends: a.yaml\n')
  expect(scenarioIn(at('several'))).toBe(at('several/a.yaml'))
  expect(scenarioIn(at('several/b.yaml'))).toBe(at('several/b.yaml'))
  writeFileSync(at('several/c.yaml'), SMALL)
  expect(() => scenarioIn(at('several'))).toThrow('give one file')
})

test('a port that is in use, and an exchange that is not there, end the command with one line', async () => {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  const taken = strowger(['host', at('day.yaml'), '--try', '--port', String(port)])
  socket.close()
  expect([taken.code, taken.stderr.trim().split('\n').at(-1)]).toEqual([
    2,
    `strowger: bind EADDRINUSE 127.0.0.1:${port}`,
  ])
  const exchange = `{ freeswitch: { port: 9, password: ${'x'.repeat(12)} } }`
  writeFileSync(at('exchange.yaml'), `strowgerHost: 1\nexchange: ${exchange}\n`, { mode: 0o600 })
  const { code, stderr } = strowger(['host', at('day.yaml'), '--config', at('exchange.yaml')])
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^strowger: FreeSWITCH .*ECONNREFUSED[^\n]*\n$/)])
})

test('mistakes in the configuration are told with their line', () => {
  writeFileSync(at('wrong.yaml'), 'strowgerHost: 1\nphones: { from: [here] }\n', { mode: 0o600 })
  const wrong = strowger(['host', at('day.yaml'), '--config', at('wrong.yaml')])
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('wrong.yaml:2: phones.from[0]')])
})
