import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
// Inside the package, so that `@strowger/acd` is found as it is by a user who has installed it.
const folder = mkdtempSync(join(root, 'packages/sim/node_modules/documented-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('the policy of ten lines in docs/policies holds every property', () => {
  const page = readFileSync(join(root, 'docs/policies/README.md'), 'utf8')
  const code = /```js\n([^]*?)```/.exec(page)![1]!
  const body = code.split('\n').filter((line) => line !== '' && !/^(?:import|\/\*\*)/.test(line))
  expect(body.length).toBeLessThanOrEqual(10)
  const module = join(folder, 'longest-queue.mjs')
  writeFileSync(module, code)
  // The built command, as a user runs it: a module that node loads itself finds the built packages.
  const command = [join(root, 'packages/sim/dist/cli.js'), 'check-policy', module, '--runs', '200']
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('every property held in 200 random sequences')
})
