import { describe, expect, it } from 'vitest'
import { TickClock } from '../../../src/host/media/edge/tick-clock.ts'
import { TICK_MS } from '../../../src/host/media/voice-codec.ts'

function spin(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

function clockOf(tick: (dueMs: number) => void): TickClock {
  return new TickClock(() => performance.now(), tick)
}

/** Resolved when `isDone`, looked at after each turn of the event loop. */
async function turnsUntil(isDone: () => boolean): Promise<number> {
  for (let turns = 0; ; turns++) {
    if (isDone()) return turns
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('a tick clock', () => {
  it('ticks at multiples of its length after the first, whatever late it is', async () => {
    const due: number[] = []
    const clock = clockOf((dueMs) => {
      due.push(dueMs)
      if (due.length === 3) spin(2.5 * TICK_MS)
    })
    clock.start()
    await turnsUntil(() => due.length >= 8)
    clock.stop()
    expect(due.slice(1).map((dueMs, at) => dueMs - due[at]!)).toEqual(
      due.slice(1).map(() => expect.closeTo(TICK_MS, 6)),
    )
    expect(clock.counts.ticks).toBe(due.length)
    expect(clock.counts.late).toBeGreaterThanOrEqual(1)
    expect(clock.counts.skipped).toBe(0)
    expect(clock.counts.longestMs).toBeGreaterThanOrEqual(2.5 * TICK_MS)
  })

  it('lets what comes in be taken after four ticks at most, though each takes longer than it lasts', async () => {
    let [ticks, ticksOfTurn, most] = [0, 0, 0]
    const clock = clockOf(() => {
      ticks++
      most = Math.max(most, ++ticksOfTurn)
      // Lest a clock that never lets go hangs the test instead of failing it.
      if (ticks <= 30) spin(1.5 * TICK_MS)
    })
    clock.start()
    await turnsUntil(() => {
      ticksOfTurn = 0
      return ticks > 30
    })
    clock.stop()
    expect(most).toBe(4)
  })

  it('does not make up for what is long over', async () => {
    const due: number[] = []
    const clock = clockOf((dueMs) => {
      due.push(dueMs)
      if (due.length === 1) spin(30 * TICK_MS)
    })
    clock.start()
    await turnsUntil(() => due.length >= 3)
    clock.stop()
    expect(clock.counts.skipped).toBeGreaterThanOrEqual(29)
    expect((due[1]! - due[0]!) / TICK_MS).toBeCloseTo(clock.counts.skipped + 1, 6)
  })

  it('is still when it is stopped, and goes on when it is begun again', async () => {
    let ticks = 0
    const clock = clockOf(() => {
      ticks++
      spin(1.5 * TICK_MS)
      if (ticks === 2) clock.stop()
    })
    clock.start()
    await turnsUntil(() => ticks >= 2)
    await new Promise((resolve) => setTimeout(resolve, 5 * TICK_MS))
    expect(ticks).toBe(2)
    clock.start()
    await turnsUntil(() => ticks >= 3)
    clock.stop()
  })
})
