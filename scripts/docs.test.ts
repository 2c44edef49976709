import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/*
 * Every ```ts block of these pages is a program of its own: it is compiled as strictly as the sources, and run. What it
 * prints is what the ```text block directly after it shows; without one it prints nothing.
 */
const PAGES = [
  'docs/acd.md',
  'docs/flows.md',
  'docs/cases.md',
  'docs/performance.md',
  'packages/acd/README.md',
  'packages/sim/README.md',
]

const root = fileURLToPath(new URL('..', import.meta.url))
// Inside packages/sim, from where both packages are found by their names.
const folder = mkdtempSync(join(root, 'packages/sim/dist/docs-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const blocks = PAGES.flatMap((page) => {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```ts\n(.*?)^```\n(?:\n```text\n(.*?)^```)?/gms)].map(
    ([, code = '', printed = ''], at) => {
      const line = text.slice(0, text.indexOf(code)).split('\n').length
      return { page, line, code, printed, file: `${page.replaceAll(/\W/g, '-')}-${at}` }
    },
  )
})

beforeAll(() => {
  for (const { file, code } of blocks) writeFileSync(join(folder, `${file}.ts`), code)
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8'))
  // Compiled against what is published (dist), as a host's program is.
  const options = { ...compilerOptions, types: ['node'], customConditions: [], composite: false, declarationMap: false }
  const config = { compilerOptions: { ...options, isolatedDeclarations: false, declaration: false }, include: ['*.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const done = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
  expect(done.stdout + done.stderr).toBe('')
})

describe.each(PAGES)('%s', (page) => {
  const own = blocks.filter((block) => block.page === page)

  test.each(own)('line $line runs, and prints what is shown', ({ file, printed }) => {
    const done = spawnSync(process.execPath, [join(folder, `${file}.js`)], { encoding: 'utf8' })
    expect(done.stderr).toBe('')
    expect(done.stdout).toBe(printed)
    expect(done.status).toBe(0)
  })

  test('has such blocks', () => {
    expect(own.length).toBeGreaterThan(0)
  })
})
