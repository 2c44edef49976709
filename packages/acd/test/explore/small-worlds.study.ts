import { expect, test } from 'vitest'
import { explore } from './walk.ts'
import { STAGES } from './worlds.ts'

test('no state of two agents alike, one who helps out, and three contacts has a fault', () => {
  const { states, transitions, restores } = explore({ ...STAGES, contacts: 3 })
  process.stdout.write(`stages, three contacts: ${states} states, ${transitions} transitions, ${restores} restores\n`)
  expect(states).toBeGreaterThan(100_000)
}, 3_000_000)
