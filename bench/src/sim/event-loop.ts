import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { notHere } from '../outcome.ts'

// Compiles the event loop in C and runs it, where there is a compiler.

const source = fileURLToPath(new URL('../../src/sim/event-loop.c', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'event-loop-'))
try {
  const program = join(folder, 'event-loop')
  const compiled = spawnSync('gcc', ['-O3', '-march=native', source, '-lm', '-o', program], { encoding: 'utf8' })
  if (compiled.status !== 0) notHere(compiled.error === undefined ? `gcc: ${compiled.stderr}` : 'there is no gcc')
  process.stdout.write(spawnSync(program, process.argv.slice(2), { encoding: 'utf8' }).stdout)
} finally {
  rmSync(folder, { recursive: true })
}
