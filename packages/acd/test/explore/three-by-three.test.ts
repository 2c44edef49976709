import { expect, test } from 'vitest'
import { explore } from './walk.ts'
import { PRIORITIES } from './worlds.ts'

test('in every state of three agents and three contacts nothing is lost, doubled, leaked, left idle or without a way on', () => {
  const { states, transitions, restores } = explore(PRIORITIES)
  process.stdout.write(`${PRIORITIES.name}: ${states} states, ${transitions} transitions, ${restores} restores\n`)
  expect(states).toBeGreaterThan(90_000)
}, 600_000)
