import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

/*
 * The tutorial is executed as it stands, in order: a block of yaml becomes the file that its first line names, a block of sh is
 * run, and each line of the text below it must be printed.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const page = readFileSync(join(root, 'docs/tutorial.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'tutorial-'))
symlinkSync(join(root, 'examples'), join(folder, 'examples'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const blocks = [...page.matchAll(/^```(yaml|sh|text)\n(.*?)^```/gms)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}))

describe('docs/tutorial.md', () => {
  let printed = ''
  for (const [at, { kind, text }] of blocks.entries()) {
    it(`block ${at + 1}, ${kind}: ${text.split('\n')[0]!}`, () => {
      if (kind === 'yaml') writeFileSync(join(folder, /^# (\S+)\n/.exec(text)![1]!), text)
      if (kind === 'sh') {
        const [, words = ''] = /^npm start -- (.*)\n$/.exec(text)!
        const command = [join(root, 'packages/sim/dist/cli.js'), ...words.split(' ')]
        const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' })
        expect(status, stderr).toBe(0)
        printed = stdout
      }
      if (kind === 'text') {
        const lines = new Set(printed.split('\n').map((line) => line.trim()))
        for (const line of text.trimEnd().split('\n')) expect(lines).toContain(line.trim())
      }
    })
  }

  it('replays what was recorded within a percentage point, as it says', () => {
    const words =
      'replay examples/tutorial/calls.csv --map examples/tutorial/columns.yaml --scenario my-centre/scenario.yaml'
    const args = [...words.split(' '), '--presence', 'my-centre/presence.yaml', '--json', '-']
    const { stdout } = spawnSync(process.execPath, [join(root, 'packages/sim/dist/cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { measures, recorded } = JSON.parse(stdout)
    for (const measure of ['abandonRate', 'serviceLevel']) {
      expect(Math.abs(measures[measure].mean - recorded.measures[measure].mean)).toBeLessThan(0.01)
    }
  })
})
