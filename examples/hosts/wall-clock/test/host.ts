import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url))

/** An event as the host prints it. */
export interface Told {
  readonly n: number
  readonly kind: string
  readonly atMs: number
  readonly contact?: number
  readonly agent?: number
  readonly state?: string
  readonly reason?: string
}

/** The host as a process, and what it has said. */
export class Host {
  readonly events: Told[] = []
  readonly answers: { readonly did: string; readonly result: number | boolean }[] = []
  readonly errors: string[] = []
  stderr = ''
  readonly #process
  #heard: () => void = () => {}

  /** @param onEvent - called with each event as it comes, before whoever waits for it goes on */
  constructor(files: readonly string[], onEvent: (event: Told) => void = () => {}) {
    this.#process = spawn(process.execPath, [program, ...files], { stdio: 'pipe' })
    this.#process.stderr.on('data', (text) => {
      this.stderr += String(text)
    })
    // A write may cross the kill.
    this.#process.stdin.on('error', () => {})
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      // The line at which the host was killed may be cut off.
      if (!line.endsWith('}')) return
      const said = JSON.parse(line)
      if ('n' in said) {
        this.events.push(said)
        onEvent(said)
      } else if ('did' in said) this.answers.push(said)
      else this.errors.push(said.error)
      this.#heard()
    })
  }

  /** Sends commands in one write. */
  send(...commands: readonly object[]): void {
    this.#process.stdin.write(commands.map((command) => `${JSON.stringify(command)}\n`).join(''))
  }

  /** Sends a line that may be anything. */
  sendLine(line: string): void {
    this.#process.stdin.write(`${line}\n`)
  }

  /** Waits until what the host has said is enough. */
  async until(enough: () => boolean): Promise<void> {
    while (!enough()) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve
      })
    }
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await once(this.#process, 'close')
  }

  /** Ends the input, waits for the end, and returns the exit code. */
  async end(): Promise<number | null> {
    this.#process.stdin.end()
    const [code] = await once(this.#process, 'close')
    return code
  }
}
