// Speed of the media path beside its competitors: every case in fresh processes, rounds in alternating order, medians.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const CASE = fileURLToPath(new URL('case.mjs', import.meta.url))
const COMPILER = process.env.CC ?? 'gcc'
const NATIVE = fileURLToPath(new URL('jitter-native.c', import.meta.url))

/** Compiles the native cases; those whose library is not installed are left out. */
export function compileNative(folder) {
  const program = join(folder, 'jitter-native')
  const compile = (flags, libraries) =>
    execFileSync(COMPILER, ['-O3', ...flags, '-o', program, NATIVE, ...libraries, '-lm'], { stdio: 'pipe' })
  try {
    compile(['-DWITH_RE'], ['-lspeexdsp', '-lre'])
    return { program, cases: ['cost', 'cost-re'] }
  } catch {
    try {
      compile([], ['-lspeexdsp'])
      return { program, cases: ['cost'] }
    } catch {
      return { program: undefined, cases: [] }
    }
  }
}

const NAMES = { cost: 'jitter/speexdsp (C)', 'cost-re': 'jitter/libre, fixed (C)' }

/** Runs the table and returns `{ group, name, ns }` rows, medians over `rounds`. */
export async function runMediaBench({ rounds = 3, print = console.log } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'strowger-bench-'))
  try {
    const native = compileNative(folder)
    if (native.program === undefined) print('native buffers left out: gcc or libspeexdsp-dev is not there')
    const names = execFileSync(process.execPath, [CASE, '--list'], { encoding: 'utf8' }).trim().split('\n')
    const jobs = [
      ...names.map((name) => ({ name, run: () => execFileSync(process.execPath, [CASE, name], { encoding: 'utf8' }) })),
      ...native.cases.map((mode) => ({
        name: NAMES[mode],
        run: () => execFileSync(native.program, [mode, '1000000'], { encoding: 'utf8' }),
      })),
    ]
    const times = new Map(jobs.map(({ name }) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      for (const { name, run } of round % 2 === 0 ? jobs : jobs.toReversed()) times.get(name).push(Number(run()))
    }
    const rows = [...times].map(([name, list]) => {
      const [group, who] = name.split('/')
      return { group, name: who, ns: list.sort((a, b) => a - b)[list.length >> 1] }
    })
    rows.sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : a.ns - b.ns))
    print(`| what | who | ns (median of ${rounds} processes) |\n| --- | --- | ---: |`)
    for (const { group, name, ns } of rows) print(`| ${group} | ${name} | ${ns < 10 ? ns.toFixed(2) : ns.toFixed(0)} |`)
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMediaBench({ rounds: Number(process.argv[2] ?? 3) })
}
