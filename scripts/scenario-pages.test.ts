import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/*
 * The page of each operation asks a question of its scenarios: the command under `<!-- run: … -->` is run as it stands, and the answer that the page
 * shows is part of what it prints.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'examples/scenarios')
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('README.md'))
  .sort()

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(folder, page), 'utf8')
  const answers = [...text.matchAll(/<!-- run: (.*) -->[^]*?```text\n([^]*?)```/g)].map(([, args = '', shown = '']) => {
    return { args, shown: shown.trimEnd() }
  })

  test.each(answers)('$args', { timeout: 300_000 }, ({ args, shown }) => {
    const cli = join(root, 'packages/sim/dist/cli.js')
    const { stdout, status } = spawnSync(process.execPath, [cli, ...args.split(' ')], { cwd: root, encoding: 'utf8' })
    expect(status).toBe(0)
    expect(stdout).toContain(shown)
  })

  test('asks a question', () => {
    expect(answers.length).toBeGreaterThan(0)
  })
})
