import { expect, test } from 'vitest'
import { explore } from './small-world.ts'

test('in every reachable state of three agents and three contacts nothing is lost, doubled, leaked or left idle', () => {
  const { states, transitions } = explore(3)
  process.stdout.write(`small world: ${states} states, ${transitions} transitions, all explored\n`)
  expect(states).toBeGreaterThan(100000)
}, 3_000_000)
