// Writes calls.csv: ten working days of a help line that does not exist. Synthetic: a queue of its own, worked first come,
// first served, by three to five agents; nothing in it is from any real caller. Run: node examples/tutorial/make-calls.mjs
import { writeFileSync } from 'node:fs'

/** Park and Miller's generator of 1988, enough for an example. */
let state = 20_240_102
function uniform() {
  state = (state * 48_271) % 2_147_483_647
  return state / 2_147_483_647
}
const exponential = (mean) => -mean * Math.log(uniform())
const lognormal = (median, sigma) =>
  median * Math.exp(sigma * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()))

const PER_HOUR = [15, 30, 38, 34, 24, 24, 29, 28, 20, 10]
const OPENS = 8
const SHIFTS = [
  ['Ann', 8, 16],
  ['Bo', 8, 16],
  ['Chen', 9, 17],
  ['Dora', 10, 18],
  ['Emil', 10, 18],
]

const clock = (day, seconds) => new Date(Date.UTC(2024, 0, day) + 1000 * Math.round(seconds)).toISOString().slice(0, 19)
const rows = ['queued_at,answered_at,ended_at,queue,agent,caller']
for (const day of [8, 9, 10, 11, 12, 15, 16, 17, 18, 19]) {
  const busy = 0.8 + 0.4 * uniform()
  const free = new Map(SHIFTS.map(([name, from]) => [name, from * 3600]))
  let now = OPENS * 3600
  for (;;) {
    // Candidates at the highest rate, kept with the share of the hour.
    now += exponential(3600 / (busy * 38))
    if (now >= (OPENS + PER_HOUR.length) * 3600) break
    if (uniform() > PER_HOUR[Math.floor(now / 3600) - OPENS] / 38) continue
    const patience = exponential(240)
    const first = SHIFTS.map(([name, from, to]) => ({
      name,
      at: Math.max(now, from * 3600, free.get(name)),
      to: to * 3600,
    }))
      .filter(({ at, to }) => at < to)
      .toSorted((a, b) => a.at - b.at || free.get(a.name) - free.get(b.name))[0]
    const caller = 555_000 + Math.floor(uniform() * 4000)
    if (first === undefined || first.at - now > patience) {
      rows.push(`${clock(day, now)},,${clock(day, now + patience)},help,,${caller}`)
      continue
    }
    const talk = lognormal(190, 0.85)
    rows.push(`${clock(day, now)},${clock(day, first.at)},${clock(day, first.at + talk)},help,${first.name},${caller}`)
    // Four seconds of the switch, work after some calls, and sometimes a break.
    const after = 4 + (uniform() < 0.5 ? exponential(25) : 0) + (uniform() < 0.03 ? 600 : 0)
    free.set(first.name, first.at + talk + after)
  }
}
writeFileSync(new URL('calls.csv', import.meta.url), `${rows.join('\n')}\n`)
