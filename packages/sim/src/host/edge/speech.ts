import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { HostLog } from '../log/host-log.ts'
import type { PromptFolder } from './prompt-folder.ts'

/** A prompt that takes longer to speak is not spoken. */
const SPEAKING_MS = 20_000
/** Longer texts are no prompts. */
const TEXT_LENGTH = 2_000

/**
 * Prompts that have a text and no recording, spoken by a program of this machine (espeak-ng, piper …) into WAV files. One at a time, without a shell, each once: a file is
 * kept by its text and by how it was spoken.
 */
export class Speech {
  readonly #command: readonly string[]
  readonly #folder: string
  readonly #log: HostLog
  #queue: Promise<void> = Promise.resolve()

  /** @param command - program and arguments; `{text}` and `{file}` stand for what is said and where to */
  constructor(command: readonly string[], folder: string, log: HostLog) {
    this.#command = command
    this.#folder = folder
    this.#log = log
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }

  /** Speaks these texts, by name of their prompts, for which there is no recording. Resolves when all that can be there is. */
  async speak(texts: ReadonlyMap<string, string>, prompts: PromptFolder): Promise<void> {
    this.#queue = this.#speakAfter(this.#queue, texts, prompts)
    await this.#queue
  }

  async #speakAfter(before: Promise<void>, texts: ReadonlyMap<string, string>, prompts: PromptFolder): Promise<void> {
    await before
    for (const [name, text] of texts) {
      if (prompts.pathOf(name) === undefined) await this.#say(name, text, prompts)
    }
  }

  async #say(name: string, text: string, prompts: PromptFolder): Promise<void> {
    const hash = createHash('sha256')
      .update(JSON.stringify([this.#command, text]))
      .digest('hex')
    const path = join(this.#folder, `${hash}.wav`)
    if (!existsSync(path)) {
      const problem = text.length > TEXT_LENGTH ? 'it is too long' : await this.#run(text, path)
      if (problem !== undefined) {
        this.#log.say('error', 'prompt-not-spoken', { prompt: name, problem })
        return
      }
    }
    prompts.add(name, path)
  }

  /** Why it was not spoken; undefined when it was. What was begun and not ended is no prompt: it gets its name last. */
  async #run(text: string, path: string): Promise<string | undefined> {
    const part = `${path}.part`
    const [program = '', ...rest] = this.#command
    const args = rest.map((word) => word.replaceAll('{file}', () => part).replaceAll('{text}', () => text))
    const problem = await new Promise<string | undefined>((resolve) => {
      execFile(program, args, { timeout: SPEAKING_MS, windowsHide: true }, (error) => {
        resolve(error?.message.trim())
      })
    })
    if (problem === undefined && existsSync(part) && statSync(part).size > 0) {
      renameSync(part, path)
      return undefined
    }
    rmSync(part, { force: true })
    return problem ?? 'the program wrote nothing'
  }
}
