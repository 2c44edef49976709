import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PromptPlayer } from '../../src/prompt/player.ts'

const sounds = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 30 }), { maxLength: 4 })

describe('a prompt player', () => {
  it('gives all rounds of all sounds without a gap, however it is read', () => {
    fc.assert(
      fc.property(
        sounds,
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1 }),
        (sounds, rounds, pieces) => {
          const player = new PromptPlayer({
            sounds: sounds.map((each) => Int16Array.from(each)),
            sampleHz: 8000,
            rounds,
          })
          const heard: number[] = []
          for (let i = 0; !player.ended; i++) {
            const out = new Int16Array(20).fill(99)
            const wanted = pieces[i % pieces.length]!
            const read = player.readInto(out, 2, wanted)
            expect(read === wanted || player.ended).toBe(true)
            expect(out.subarray(2 + read).every((sample) => sample === 99)).toBe(true)
            heard.push(...out.subarray(2, 2 + read))
          }
          expect(heard).toEqual(Array.from({ length: rounds }, () => sounds.flat()).flat())
          expect(player.heardMs).toBe(heard.length / 8)
        },
      ),
    )
  })

  it('goes on without end, and is cut at the sample with a fade of two milliseconds', () => {
    fc.assert(
      fc.property(fc.nat(500), (before) => {
        const player = new PromptPlayer({ sounds: [new Int16Array(7).fill(10_000)], sampleHz: 8000, rounds: Infinity })
        const out = new Int16Array(600)
        expect(player.readInto(out, 0, before)).toBe(before)
        player.cut()
        player.cut()
        expect(player.readInto(out, before, 100)).toBe(16)
        expect(player.ended).toBe(true)
        const fade = [...out.subarray(before, before + 16)]
        expect(fade).toEqual(fade.toSorted((a, b) => b - a))
        expect(fade[0]).toBeLessThan(10_000)
        expect(fade[15]).toBeLessThan(700)
        expect(player.readInto(out, 0, 10)).toBe(0)
      }),
    )
  })

  it('of nothing ends at once', () => {
    expect(new PromptPlayer({ sounds: [new Int16Array(0)], sampleHz: 8000, rounds: Infinity }).ended).toBe(true)
  })
})
