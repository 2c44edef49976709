import { closeSync, openSync, writeSync } from 'node:fs'
import { type AcdCommand, journalLine } from '@strowger/acd'

/** Characters that are held before they are written. */
const BLOCK = 1 << 16

/** A journal that is written line by line. */
export class JournalFile {
  readonly #file: number
  #text: string
  #commands = 0

  constructor(path: string, head: string) {
    this.#file = openSync(path, 'w')
    this.#text = `${head}\n`
  }

  /** Commands written. */
  get commands(): number {
    return this.#commands
  }

  readonly write = (command: AcdCommand): void => {
    this.#commands += 1
    this.#text += `${journalLine(command)}\n`
    if (this.#text.length >= BLOCK) this.#flush()
  }

  close(): void {
    this.#flush()
    closeSync(this.#file)
  }

  #flush(): void {
    writeSync(this.#file, this.#text)
    this.#text = ''
  }
}
