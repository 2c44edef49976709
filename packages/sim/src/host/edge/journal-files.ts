import {
  closeSync,
  fdatasync,
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
 * soon after `syncMs`.
 */
export class JournalFiles implements HostStore {
  readonly #folder: string
  readonly #syncMs: number
  #open: OpenJournal | undefined

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
    this.#open = new OpenJournal(base, this.#syncMs)
    return this.#open
  }

  /** Everything is on disk. */
  close(): void {
    this.#open?.close()
    this.#open = undefined
  }
}

/** The two files of a journal that is being written. */
class OpenJournal implements DeskRecord {
  readonly #journal: number
  readonly #decisions: number
  readonly #syncMs: number
  #timer: NodeJS.Timeout | undefined
  #isSyncing = false
  /** Something was written since the last sync began. */
  #isDirty = false
  #isClosed = false

  constructor(base: string, syncMs: number) {
    this.#journal = openSync(`${base}.journal`, 'a', MODE)
    this.#decisions = openSync(`${base}.decisions`, 'a', MODE)
    this.#syncMs = syncMs
  }

  command(line: string): void {
    writeSync(this.#journal, `${line}\n`)
    this.#isDirty = true
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#sync()
    }, this.#syncMs)
  }

  decision(line: string): void {
    writeSync(this.#decisions, `${line}\n`)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#isClosed = true
    fdatasyncSync(this.#journal)
    closeSync(this.#decisions)
    if (!this.#isSyncing) closeSync(this.#journal)
  }

  /** Beside the calls: a disk takes 100 ms now and then, for which nobody's phone should wait to ring. */
  #sync(): void {
    if (this.#isSyncing) return
    this.#isSyncing = true
    this.#isDirty = false
    fdatasync(this.#journal, (error) => {
      this.#isSyncing = false
      if (this.#isClosed) closeSync(this.#journal)
      else if (this.#isDirty && this.#timer === undefined) this.#sync()
      // What cannot be kept must not go on.
      if (error !== null) throw error
    })
  }
}
