import { expect, test } from 'vitest'
import type { SmallWorld } from './small-world.ts'
import { explore } from './walk.ts'
import { CHANNELS, CONSULTATIONS, RING_ALL, STAGES } from './worlds.ts'

/** Each with an agent, a contact or a leg less than in `worlds.study.ts`. */
const WORLDS: readonly { readonly world: SmallWorld; readonly least: number }[] = [
  {
    world: { ...STAGES, name: 'an agent and one who helps out, and two contacts', agents: STAGES.agents.slice(1) },
    least: 3000,
  },
  {
    world: {
      ...RING_ALL,
      name: 'two agents at whom three contacts ring',
      agents: RING_ALL.agents.slice(1),
      contacts: 3,
    },
    least: 2000,
  },
  { world: { ...CHANNELS, name: 'two agents and three contacts by two channels', contacts: 3 }, least: 4000 },
  { world: { ...CONSULTATIONS, name: 'three agents one of whom consults, and two contacts', legs: 1 }, least: 9000 },
]

for (const { world, least } of WORLDS) {
  test(`no state of ${world.name} has a fault`, { timeout: 600_000 }, () => {
    const { states, transitions, restores } = explore(world)
    process.stdout.write(`${world.name}: ${states} states, ${transitions} transitions, ${restores} restores\n`)
    expect(states).toBeGreaterThan(least)
  })
}
