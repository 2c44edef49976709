import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { ConstantArrivals } from '../../src/model/arrival-process.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { strowger, withFiles } from '../support/command.ts'

/** A table of calls of 14 days: 60 an hour from 09:00 to 12:00, half of those who would wait a minute give up. */
function table(): string {
  const stream = RandomStream.named(1, 0, 'table')
  const rows = Array.from({ length: 14 }, (_, day) => {
    const process = new ConstantArrivals(60, RandomStream.named(1, day, 'arrivals'))
    const calls: string[] = []
    for (let ms = process.nextMs(); ms < 3 * 3_600_000; ms = process.nextMs()) {
      const came = new Date(Date.UTC(2024, 0, 1 + day, 9) + ms)
      const at = (seconds: number) => new Date(came.getTime() + 1000 * seconds).toISOString()
      const waits = stream.uniform() < 0.5
      const wait = waits ? Math.ceil(60 * stream.uniform()) : 0
      if (waits && stream.uniform() < 0.3) calls.push(`${at(0)},,${at(wait)},sales,`)
      else calls.push(`${at(0)},${at(wait)},${at(wait + Math.ceil(200 * stream.uniform()))},sales,ann`)
    }
    return calls.join('\n')
  })
  return `came,taken,left,line,who\n${rows.join('\n')}\n`
}

const MAP = 'strowger-map: 1\ncolumns: { arrived: came, answered: taken, ended: left, type: line, agent: who }\n'

describe('strowger fit', () => {
  it('writes a scenario that runs, a presence model that replays, and a page without anything from elsewhere', async () => {
    await withFiles({ 'calls.csv': table(), 'map.yaml': MAP }, (folder) => {
      const [log, map, out] = ['calls.csv', 'map.yaml', 'fitted'].map((name) => join(folder, name))
      const fitted = strowger(['fit', log!, '--map', map!, '--out', out!])
      expect(fitted.stderr).toBe('')
      expect(fitted.code).toBe(0)
      expect(fitted.stdout).toMatch(/14 days, 0 rows dropped/)
      const scenario = join(out!, 'scenario.yaml')
      const run = strowger(['run', scenario, '--json', '-', '--replications', '5'])
      expect(run.code).toBe(0)
      // 180 calls a day; five days have a standard error of 6, and the fit's two Mondays (or other days) one of 9.5.
      expect(Math.abs(JSON.parse(run.stdout).measures.offered.mean - 180)).toBeLessThan(45)
      const presence = join(out!, 'presence.yaml')
      const replay = [
        'replay',
        log!,
        '--map',
        map!,
        '--scenario',
        scenario,
        '--presence',
        presence,
        '--replications',
        '2',
      ]
      expect(strowger(replay).code).toBe(0)
      const page = readFileSync(join(out!, 'fit.html'), 'utf8')
      expect(page.match(/<svg /g)!.length).toBeGreaterThanOrEqual(3)
      expect(page).not.toMatch(/NaN|undefined|Infinity|(?:src|href)=/)
      expect(strowger(['fit', log!, '--map', map!, '--out', out!])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^strowger: --out: .+scenario\.yaml is there already — .+\n$/),
      })
      expect(strowger(['fit', log!, '--map', map!, '--out', out!, '--force', '--lang', 'zh']).stdout).toContain(
        '业务类型',
      )
    })
  })

  it('tells mistakes in one line', () => {
    expect(strowger(['fit', 'package.json', '--out', 'nowhere'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^strowger: package\.json: .+anonymous-bank.+asterisk-queue-log.+\n$/),
    })
    expect(strowger(['fit', 'package.json', '--map', 'no-such-map']).code).toBe(2)
  })
})
