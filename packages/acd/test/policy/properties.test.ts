import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { play } from '../../../sim/src/check/play.ts'
import { commands, worlds } from './random-floor.ts'
import { everyPolicy } from './every-policy.ts'

const SEQUENCES = 400

describe(`over ${SEQUENCES} random sequences, nothing is lost, doubled, overtaken or left alone under`, () => {
  test.each(Object.entries(everyPolicy))('%s', (_name, policy) => {
    let lines = 0
    let sequences = 0
    fc.assert(
      fc.property(worlds, commands, (world, sequence) => {
        const played = play(world, sequence, policy())
        if (played.broken !== undefined) throw new Error(`${played.lines.join('\n')}\n${played.broken.message}`)
        // The same commands give the same events: policies draw lots from a seed, and read no clock.
        sequences += 1
        if (sequences % 5 === 0) expect(play(world, sequence, policy()).lines).toEqual(played.lines)
        lines += played.lines.length
      }),
      { numRuns: SEQUENCES, seed: 1891 },
    )
    expect(lines).toBeGreaterThan(20 * SEQUENCES)
  })
})
