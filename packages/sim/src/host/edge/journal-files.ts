import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { DeskRecord } from '../desk/live-desk.ts'
import type { HostStore } from '../recovery/host-store.ts'

const NAME = /^(\d{6})\.journal$/
/** What was said of callers is not everybody's to read. */
const MODE = 0o600

/**
 * Journals as files: `000001.journal` with commands, `000001.decisions` with what was decided. Each line survives the process at once; the machine
 * after at most `syncMs`.
 */
export class JournalFiles implements HostStore {
  readonly #folder: string
  readonly #syncMs: number
  #files: { readonly journal: number; readonly decisions: number } | undefined
  #isDirty = false
  #timer: NodeJS.Timeout | undefined

  constructor(folder: string, syncMs: number = 200) {
    this.#folder = folder
    this.#syncMs = syncMs
  }

  last(): string | undefined {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const names = readdirSync(this.#folder).filter((name) => NAME.test(name))
    const last = names.sort().at(-1)
    return last === undefined ? undefined : readFileSync(join(this.#folder, last), 'utf8')
  }

  begin(part: number, head: string): DeskRecord {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    this.close()
    const base = join(this.#folder, String(part).padStart(6, '0'))
    // Complete or not there at all: a head that was cut off would lose everybody inside.
    const written = openSync(`${base}.new`, 'w', MODE)
    writeSync(written, `${head}\n`)
    fsyncSync(written)
    closeSync(written)
    renameSync(`${base}.new`, `${base}.journal`)
    const files = {
      journal: openSync(`${base}.journal`, 'a', MODE),
      decisions: openSync(`${base}.decisions`, 'a', MODE),
    }
    this.#files = files
    return {
      command: (line) => {
        writeSync(files.journal, `${line}\n`)
        this.#sync()
      },
      decision: (line) => {
        writeSync(files.decisions, `${line}\n`)
      },
    }
  }

  /** Everything is on disk. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#files === undefined) return
    fdatasyncSync(this.#files.journal)
    closeSync(this.#files.journal)
    closeSync(this.#files.decisions)
    this.#files = undefined
  }

  #sync(): void {
    this.#isDirty = true
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (this.#isDirty && this.#files !== undefined) fdatasyncSync(this.#files.journal)
      this.#isDirty = false
    }, this.#syncMs)
  }
}
