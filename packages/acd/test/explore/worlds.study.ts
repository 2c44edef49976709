import { expect, test } from 'vitest'
import { explore } from './walk.ts'
import { CHANNELS, CONSULTATIONS, RING_ALL, STAGES } from './worlds.ts'

const WORLDS = [
  { world: STAGES, least: 20_000 },
  { world: RING_ALL, least: 15_000 },
  { world: CHANNELS, least: 15_000 },
  { world: CONSULTATIONS, least: 25_000 },
] as const

for (const { world, least } of WORLDS) {
  test(`no state of ${world.name} has a fault`, { timeout: 600_000 }, () => {
    const { states, transitions, restores } = explore(world)
    process.stdout.write(`${world.name}: ${states} states, ${transitions} transitions, ${restores} restores\n`)
    expect(states).toBeGreaterThan(least)
  })
}
