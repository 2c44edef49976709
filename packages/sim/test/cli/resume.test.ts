import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { CLI, strowger, withFiles } from '../support/command.ts'
import { textOf } from '../support/scenario.ts'

const SCENARIO = textOf({
  run: { duration: '10h', replications: 60, seed: 7 },
  types: {
    call: { arrivals: { perHour: 1200 }, handlingTime: { distribution: 'exponential', mean: '3m' }, patience: '2m' },
  },
  groups: { g: { agents: 60 } },
})

const lines = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0)

describe('a command that is killed in the middle', () => {
  it('keeps what was finished, and goes on to the same result', async () => {
    await withFiles({ 'centre.yaml': SCENARIO }, async (folder) => {
      const file = join(folder, 'replications')
      const args = ['run', join(folder, 'centre.yaml'), '--json', '-']
      const resumed = [...args, '--resume', file, '--workers', '2']
      const killed = spawn(process.execPath, [CLI, ...resumed], { stdio: 'ignore' })
      const ended = once(killed, 'exit')
      while (lines(file) < 6 && killed.exitCode === null) await pause(2)
      killed.kill('SIGKILL')
      await ended
      const kept = lines(file) - 1
      expect(killed.signalCode).toBe('SIGKILL')
      expect(kept).toBeGreaterThanOrEqual(5)
      expect(kept).toBeLessThan(60)
      const again = strowger(resumed)
      expect(again.stderr).toContain(`${kept} replications were finished before`)
      expect(lines(file)).toBe(61)
      expect(again.stdout).toBe(strowger([...args, '--workers', '1']).stdout)
      const other = strowger([...resumed, '--seed', '8'])
      expect([other.code, other.stdout]).toEqual([2, ''])
      expect(other.stderr).toMatch(/^strowger: [^\n]*of seed 7[^\n]*\n$/)
    })
  })
})
