import { vi } from 'vitest'
import { main } from '../../src/cli/main.ts'

/** What a command wrote through `process` and `console`, and its exit code. */
export interface Told {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command in this process, for commands that end before they have results: results go past these streams. */
export async function inProcess(args: readonly string[]): Promise<Told> {
  const stdout: string[] = []
  const stderr: string[] = []
  const into = (kept: string[]) => (text: unknown) => {
    kept.push(String(text))
    return true
  }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into(stdout)),
    vi.spyOn(process.stderr, 'write').mockImplementation(into(stderr)),
    vi.spyOn(console, 'log').mockImplementation(into(stdout)),
    vi.spyOn(console, 'error').mockImplementation(into(stderr)),
  ]
  try {
    const code = await main(args)
    return { code, stdout: stdout.join(''), stderr: stderr.join('') }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
