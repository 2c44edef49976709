import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const ROOT: string = fileURLToPath(new URL('../../../../', import.meta.url))

/** The command as `npm run build` leaves it. */
export const CLI: string = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** What a command left behind. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `strowger` with these arguments in the repository, with this Node or another, and this on standard input. */
export function strowger(args: readonly string[], node: string = process.execPath, input?: Uint8Array): Outcome {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: run npm run build, or npm test, which does`)
  const { status, stdout, stderr } = spawnSync(node, [CLI, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
    ...(input === undefined ? {} : { input }),
  })
  return { code: status, stdout, stderr }
}

/** Calls `use` with a folder that holds these files and is removed afterwards. */
export async function withFiles(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<void> | void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'strowger-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
