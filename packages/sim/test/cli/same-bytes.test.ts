import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, strowger, withFiles } from '../support/command.ts'
import { type ScenarioText, textOf } from '../support/scenario.ts'

const node24 = join(ROOT, 'node_modules/node-24/bin/node')

/** Every law whose numbers need a logarithm, an exponential or a root; skills, tiers, ringing, shifts, trunks. */
const LAWS: ScenarioText = {
  run: { startsAt: '08:00', duration: '4h', replications: 4, seed: 7 },
  skills: { s: {} },
  types: {
    lognormal: {
      arrivals: { perHour: 80 },
      handlingTime: { distribution: 'lognormal', mean: '3m', cv: 1.3 },
      afterCallWork: { distribution: 'erlang', mean: '20s', phases: 3 },
      patience: { distribution: 'weibull', mean: '2m', shape: 0.7 },
    },
    gamma: {
      arrivals: { interval: '1h', perHour: [30, 90, 10, 50] },
      requires: ['s'],
      handlingTime: { distribution: 'gamma', mean: '200s', cv: 0.8 },
      afterCallWork: { distribution: 'hyperexponential', mean: '20s', cv: 2 },
      patience: { distribution: 'exponential', mean: '3m' },
    },
  },
  groups: {
    front: { agents: 3, ringTime: { distribution: 'gamma', mean: '4s', cv: 0.5 }, noAnswer: 0.05 },
    desk: { shifts: [{ from: '08:00', to: '11:30', agents: 4 }], skills: ['s'], handlingFactor: 1.1 },
  },
  trunks: 14,
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(node24))(
  'Node 20 and Node 24 (skipped where the optional dependency node-24 is not installed: it is for Linux on x64)',
  () => {
    it('print the same bytes for the same command', async () => {
      // Otherwise the comparison would be of one program with itself.
      expect(execFileSync(node24, ['--version'], { encoding: 'utf8' })).toMatch(/^v24\./)
      await withFiles({ 'laws.yaml': textOf(LAWS) }, (folder) => {
        const file = join(folder, 'laws.yaml')
        for (const output of ['--json', '--csv']) {
          const here = strowger(['run', file, output, '-'])
          const there = strowger(['run', file, output, '-'], node24)
          expect([here.code, there.code]).toEqual([0, 0])
          expect(here.stdout.length).toBeGreaterThan(1000)
          expect(there.stdout).toBe(here.stdout)
        }
        expect(strowger(['run', file, '--lang', 'zh'], node24).stdout).toBe(
          strowger(['run', file, '--lang', 'zh']).stdout,
        )
      })
    })
  },
)
