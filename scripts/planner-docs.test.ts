import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

/** Every command in a ```sh block of these pages is run; files that it writes to /tmp go to a folder of the test's. */
const PAGES = ['docs/experiments.md', 'docs/reports.md', 'docs/staffing.md']

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'strowger-docs-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The words of a line as a shell splits them, for the quotes that the pages use. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain!)
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.trim().split('\n'))
  const commands = blocks.filter((line) => line.startsWith('npm start -- '))

  test.each(commands)('%s', (command) => {
    const args = words(command.replace('npm start -- ', '')).map((word) => word.replace(/^\/tmp\//, `${folder}/`))
    const done = spawnSync(process.execPath, [join(root, 'packages/sim/dist/cli.js'), ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    })
    expect(done.stderr).not.toMatch(/^strowger:/m)
    expect(done.status).toBe(0)
    const written = args.filter((word) => word.startsWith(folder))
    for (const file of written) expect(readFileSync(file).length, file).toBeGreaterThan(100)
    expect(done.stdout.length).toBeGreaterThan(100)
  })

  test('has commands, and all its lines are commands', () => {
    expect(commands.length).toBeGreaterThan(1)
    expect(blocks).toEqual(commands)
  })
})
