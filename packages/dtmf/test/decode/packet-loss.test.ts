import { expect, test } from 'vitest'
import { decodeDtmf, dial, KEYPAD } from '../../src/index.ts'
import { seeded } from '../conformance/bench-of-trials.ts'

const PACKET = 160
const FADE_IN = 32

/**
 * Conceals a lost packet as ITU-T G.711 Appendix I does in the main: repeats the last pitch period (the lag of 5–15 ms that
 * fits best), falling off after 10 ms, and fades over into what comes next.
 */
function conceal(samples: Int16Array, from: number): void {
  const past = samples.slice(0, from)
  const at = (index: number): number => past[index] ?? 0
  let lag = 40
  let best = -1
  for (let tried = 40; tried <= 120; tried++) {
    let product = 0
    let power = 1
    for (let back = 1; back <= PACKET; back++) {
      product += at(from - back) * at(from - back - tried)
      power += at(from - back - tried) ** 2
    }
    if (product / Math.sqrt(power) > best) {
      best = product / Math.sqrt(power)
      lag = tried
    }
  }
  samples.subarray(from, from + PACKET + FADE_IN).forEach((sample, index) => {
    const repeated = at(from - lag + (index % lag)) * (index < 80 ? 1 : 1 - (index - 80) / 400)
    const share = Math.max(0, (index - PACKET) / FADE_IN)
    samples[from + index] = Math.round(share * sample + (1 - share) * repeated)
  })
}

test.each([
  [70, 'silence'],
  [100, 'silence'],
  [70, 'concealment'],
  [100, 'concealment'],
] as const)(
  '3 %% of packets lost: of 400 digits of %i ms at least 398 are heard, filled with %s',
  (durationMs, filling) => {
    const random = seeded(durationMs)
    const text = Array.from({ length: 400 }, () => KEYPAD[Math.floor(random() * 16)] ?? '0').join('')
    const { samples } = dial(text, { durationMs, pauseMs: durationMs, twistDb: 0, levelDbm0: -10 })
    for (let from = 800; from + 2 * PACKET <= samples.length; from += PACKET) {
      if (random() >= 0.03) continue
      if (filling === 'silence') samples.fill(0, from, from + PACKET)
      else conceal(samples, from)
    }
    const heard = decodeDtmf(samples)
      .map(({ digit }) => digit)
      .join('')
    // A digit may fall to two losses at once; none may be doubled or changed.
    expect(heard.length).toBeGreaterThanOrEqual(398)
    expect(isSubsequence(heard, text)).toBe(true)
  },
)

function isSubsequence(part: string, whole: string): boolean {
  let at = 0
  for (const character of whole) if (character === part[at]) at++
  return at === part.length
}
