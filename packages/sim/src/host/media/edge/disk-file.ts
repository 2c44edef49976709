import { closeSync, openSync, write } from 'node:fs'
import type { RecordFile } from '../recorder.ts'

/** Blocks that may wait for a slow disk: half a minute of them; what comes then is lost, and told. */
const MOST_WAITING = 60

/**
 * A recording's file. Writing is the system's business in threads of its own: the tick never waits for a disk. One write is under way at a
 * time, data before the header that counts it, so that the header never promises what is not there.
 */
export class DiskFile implements RecordFile {
  readonly #file: number
  readonly #waiting: { readonly bytes: Uint8Array; readonly at: number }[] = []
  #end: number
  #isWriting = false
  #problem: string | undefined
  #closed: ((problem: string | undefined) => void) | undefined

  /** Makes the file, or empties it; its reader sees a recording of no length. @throws what the system says */
  constructor(path: string, header: Uint8Array) {
    // For the owner alone: what callers say is nobody else's.
    this.#file = openSync(path, 'w', 0o600)
    this.#end = header.length
    this.#push(header, 0)
  }

  append(block: Uint8Array, header: Uint8Array): void {
    if (this.#problem !== undefined || block.length === 0) return
    if (this.#waiting.length >= 2 * MOST_WAITING) {
      this.#problem = `the disk was slower than the call: what came after ${this.#end} bytes is missing`
      return
    }
    this.#push(block, this.#end)
    this.#end += block.length
    this.#push(header, 0)
  }

  close(block: Uint8Array, header: Uint8Array, done: (problem: string | undefined) => void): void {
    this.append(block, header)
    this.#closed = done
    this.#next()
  }

  #push(bytes: Uint8Array, at: number): void {
    // The block is filled anew while it waits for its turn: what waits is a copy.
    this.#waiting.push({ bytes: this.#isWriting ? bytes.slice() : bytes, at })
    this.#next()
  }

  #next(): void {
    if (this.#isWriting) return
    const next = this.#waiting.shift()
    if (next !== undefined) this.#write(next.bytes, next.at)
    else if (this.#closed !== undefined) {
      const done = this.#closed
      this.#closed = undefined
      closeSync(this.#file)
      done(this.#problem)
    }
  }

  #write(bytes: Uint8Array, at: number): void {
    this.#isWriting = true
    write(this.#file, bytes, 0, bytes.length, at, (error, written) => {
      this.#isWriting = false
      if (error !== null) {
        this.#problem ??= error.message
        this.#waiting.length = 0
      } else if (written < bytes.length) {
        this.#write(bytes.subarray(written), at + written)
        return
      }
      this.#next()
    })
  }
}
