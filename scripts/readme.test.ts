import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'strowger-readme-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function strowger(args: readonly string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [join(root, 'packages/sim/dist/cli.js'), ...args], { cwd: root, encoding: 'utf8' })
}

/** The first block of a language after a place in the README. */
function block(language: string, from = 0): string {
  const start = readme.indexOf(`\`\`\`${language}\n`, from)
  if (start < 0) throw new Error(`the README has no ${language} block there`)
  const text = start + language.length + 4
  return readme.slice(text, readme.indexOf('```', text))
}

describe('the README shows what the command prints', () => {
  const runs = [...readme.matchAll(/<!-- run: (.*) -->/g)].map((match) => ({ args: match[1]!, at: match.index }))
  const cases = runs.map(({ args, at }) => ({
    args,
    at,
    missing: args.split(' ').find((word) => word.startsWith('../') && !existsSync(join(root, word))),
  }))

  for (const { args, at, missing } of cases) {
    test.skipIf(missing !== undefined)(
      `${args}${missing === undefined ? '' : ` (skipped: ${missing} is absent)`}`,
      () => {
        const { stdout, status } = strowger(args.split(' '))
        expect(status).toBe(0)
        const shown = block('text', at).trimEnd()
        expect(stdout.slice(0, shown.length)).toBe(shown)
      },
    )
  }

  test('and there are such places', () => {
    expect(runs.length).toBeGreaterThanOrEqual(2)
  })
})

test('the scenario of the README runs, and the mistake it shows is the one that is told', () => {
  const file = join(folder, 'shop.yaml')
  writeFileSync(file, block('yaml'))
  expect(strowger(['run', file, '--replications', '2']).status).toBe(0)
  const shown = block('text', readme.indexOf('what would be right:'))
  writeFileSync(file, block('yaml').replace(/(orders:\n(?:.*\n)*?    patience: ).*/, '$1"180"'))
  const { stderr, status } = strowger(['run', file])
  expect(status).toBe(2)
  const place = (line: string) => line.replace(/^.*shop\.yaml:\d+/, 'shop.yaml')
  expect(place(stderr)).toBe(place(shown))
})

test('the ten lines of embedding run and bridge the call', () => {
  const file = join(root, 'packages/sim/dist', 'readme-embedding.mjs')
  writeFileSync(file, block('ts'))
  const done = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  rmSync(file)
  expect(done.stderr).toBe('')
  expect(done.stdout).toBe('bridge contact 1 with agent 0\n')
})
