// What users of the packages get: publint and are-the-types-wrong on what `pnpm pack` would publish.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/** @param {string} command @param {string[]} args @param {string} [cwd] */
function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (done.status === 0) return
  process.stderr.write(`${command} ${args.join(' ')}\n${done.stdout}${done.stderr}`)
  process.exitCode = 1
}

const packed = mkdtempSync(join(tmpdir(), 'strowger-packages-'))
for (const name of readdirSync('packages')) {
  const folder = join('packages', name)
  const { name: published } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  run('pnpm', ['exec', 'publint', '--strict', folder])
  run('pnpm', ['pack', '--pack-destination', packed], folder)
  const archive = readdirSync(packed).find((file) => file.startsWith(published.replace('@', '').replace('/', '-')))
  // ESM only: a CommonJS `require` of the packages is not offered, and is no mistake of the types.
  run('pnpm', ['exec', 'attw', join(packed, archive ?? ''), '--profile', 'esm-only'])
}
rmSync(packed, { recursive: true })
if (process.exitCode === undefined) process.stdout.write('packages: publint and attw find nothing\n')
