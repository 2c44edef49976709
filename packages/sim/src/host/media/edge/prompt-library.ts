import { Worker } from 'node:worker_threads'
import type { PromptSound, ToneSpec } from '../media-command.ts'
import { toneSound } from '../tone-sound.ts'
import { makePrompt } from './prompt-maker.ts'
import type { MadePrompt } from './prompt-maker.ts'

const WORKER_FILE = new URL(
  import.meta.url.endsWith('.ts') ? './prompt-worker.ts' : './prompt-worker.js',
  import.meta.url,
)

/** Sound kept ready, bytes at both rates together: some forty minutes. The longest unused gives way. */
const MOST_KEPT_BYTES = 128 * 1024 * 1024

interface Waiting {
  readonly path: string
  readonly done: (made: MadePrompt) => void
}

/**
 * Sounds of files, read and converted once in a thread of their own, so that neither signalling nor any call's sound waits for it, and
 * shared by all media threads.
 */
export class PromptLibrary {
  readonly #inline: boolean
  readonly #ready = new Map<string, PromptSound>()
  readonly #making = new Map<string, Promise<MadePrompt>>()
  readonly #waiting: Waiting[] = []
  #keptBytes = 0
  #worker: Worker | undefined

  /** @param inline - whether the caller's thread does the work */
  constructor(inline: boolean) {
    this.#inline = inline
  }

  /** The sounds of files; `undefined` when one is not ready. */
  ready(files: readonly string[]): PromptSound[] | undefined {
    const sounds: PromptSound[] = []
    for (const path of files) {
      const sound = this.#ready.get(path)
      if (sound === undefined) return undefined
      this.#ready.delete(path)
      this.#ready.set(path, sound)
      sounds.push(sound)
    }
    return sounds
  }

  /** A tone's sound, made when it is first asked for. */
  tone(spec: ToneSpec): PromptSound {
    const name = JSON.stringify(spec)
    const known = this.#ready.get(name)
    if (known !== undefined) return known
    const sound = toneSound(name, spec)
    this.#keep(sound)
    return sound
  }

  /** Makes files ready, anew with `again`. */
  async prepare(files: readonly string[], again: boolean): Promise<PromptSound[] | { readonly problem: string }> {
    const made = await Promise.all(files.map((path) => this.#prepared(path, again)))
    const sounds: PromptSound[] = []
    for (const each of made) {
      if ('problem' in each) return each
      sounds.push(each.sound)
    }
    return sounds
  }

  #prepared(path: string, again: boolean): Promise<MadePrompt> {
    const sound = this.#ready.get(path)
    if (sound !== undefined && !again) return Promise.resolve({ sound })
    let making = this.#making.get(path)
    if (making === undefined) {
      making = this.#make(path).then((made) => {
        this.#making.delete(path)
        if ('sound' in made) this.#keep(made.sound)
        return made
      })
      this.#making.set(path, making)
    }
    return making
  }

  #make(path: string): Promise<MadePrompt> {
    if (this.#inline) return Promise.resolve(makePrompt(path))
    return new Promise((done) => {
      this.#waiting.push({ path, done })
      const worker = this.#hire()
      worker.ref()
      worker.postMessage(path)
    })
  }

  #hire(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(WORKER_FILE, { name: 'prompts' })
    // Answers come in the order of the questions.
    worker.on('message', (made: MadePrompt) => {
      this.#waiting.shift()?.done(made)
      if (this.#waiting.length === 0) worker.unref()
    })
    worker.on('error', () => {
      this.#worker = undefined
      for (const { path, done } of this.#waiting.splice(0)) done({ problem: `${path}: cannot be made ready` })
    })
    this.#worker = worker
    return worker
  }

  #keep(sound: PromptSound): void {
    const before = this.#ready.get(sound.path)
    if (before !== undefined) this.#forget(before)
    this.#ready.set(sound.path, sound)
    this.#keptBytes += bytesOf(sound)
    for (const oldest of this.#ready.values()) {
      if (this.#keptBytes <= MOST_KEPT_BYTES || oldest === sound) return
      this.#forget(oldest)
    }
  }

  #forget(sound: PromptSound): void {
    this.#ready.delete(sound.path)
    this.#keptBytes -= bytesOf(sound)
  }

  /** Ends its thread. */
  async close(): Promise<void> {
    await this.#worker?.terminate()
  }
}

function bytesOf({ at8k, at16k }: PromptSound): number {
  return at8k.byteLength + at16k.byteLength
}
