import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createSocket } from 'node:dgram'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

function isThere(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}

export const hasSipp: boolean = isThere('sipp')
export const hasBaresip: boolean = isThere('baresip')

/** A title that says what is missing, where it is. */
export function needing(title: string, isPresent: boolean, packageName: string): string {
  return isPresent ? title : `${title} (skipped: apt-get install ${packageName})`
}

/** Sockets and the clock of a machine that others use too: what fails is tried again, and what is broken fails each time. */
export const ON_A_REAL_MACHINE = { retry: 2 } as const

/** A scenario of ours for SIPp. */
export function scenario(name: string): string {
  return fileURLToPath(new URL(`sipp/${name}.xml`, import.meta.url))
}

/** A program that has ended. */
export interface Ended {
  readonly code: number | null
  readonly output: string
}

/** A program at work in a folder of its own, which goes when it ends. */
export class Program {
  readonly folder: string
  readonly ended: Promise<Ended>
  readonly #child: ChildProcess
  #output = ''

  constructor(command: string, args: readonly string[], prepare: (folder: string) => void = () => undefined) {
    this.folder = mkdtempSync(join(tmpdir(), 'strowger-peer-'))
    prepare(this.folder)
    this.#child = spawn(command, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
      })
    }
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        rmSync(this.folder, { recursive: true, force: true })
        resolve({ code, output: this.#output })
      })
    })
  }

  /** What it has said so far. */
  get output(): string {
    return this.#output
  }

  /** Ends it, with SIGTERM unless told otherwise; `ended` tells when it has. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.#child.kill(signal)
  }

  /** Once it has said this; rejects when it ends without. */
  async said(words: RegExp, limitMs: number = 15_000): Promise<void> {
    const endMs = performance.now() + limitMs
    while (!words.test(this.#output)) {
      if (this.#child.exitCode !== null || performance.now() > endMs) {
        this.#child.kill('SIGKILL')
        throw new Error(`nothing of ${words}: ${this.#output}`)
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 20)
      })
    }
  }
}

/** SIPp on the loopback, without its keyboard, ending by itself. Its exit code is 0 when every call went as its scenario says. */
export function sipp(args: readonly string[], prepare?: (folder: string) => void, limitS: number = 40): Program {
  const always = ['-i', '127.0.0.1', '-nostdin', '-timeout', `${limitS}s`, '-timeout_error', '-trace_err']
  return new Program('sipp', [...args, ...always], prepare)
}

/** A scenario of ours with `{name}` filled in where SIPp has no word for it, and files beside it. */
export function sippScenario(
  name: string,
  values: Readonly<Record<string, string | number>>,
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array>> = {},
  limitS?: number,
): Program {
  const prepare = (folder: string) => {
    const text = readFileSync(scenario(name), 'utf8')
    writeFileSync(
      join(folder, 'scenario.xml'),
      text.replaceAll(/\{(\w+)\}/g, (_, word: string) => String(values[word])),
    )
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes)
  }
  return sipp(['-sf', 'scenario.xml', ...args], prepare, limitS)
}

/** A port of UDP that nobody uses now. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve)
  })
  const { port } = socket.address()
  await new Promise<void>((resolve) => {
    socket.close(resolve)
  })
  return port
}
