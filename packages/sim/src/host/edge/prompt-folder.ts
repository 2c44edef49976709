import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PromptFiles } from '../prompt/prompt-files.ts'

/** Prompts as WAV files: those of a folder, `<name>.wav`, looked at once, and others that come later. */
export class PromptFolder implements PromptFiles {
  readonly #paths = new Map<string, string>()

  constructor(folder: string | undefined) {
    if (folder === undefined || !existsSync(folder)) return
    for (const file of readdirSync(folder)) {
      if (file.endsWith('.wav')) this.#paths.set(file.slice(0, -'.wav'.length), join(folder, file))
    }
  }

  /** A prompt has a sound from now on. */
  add(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  pathOf(name: string): string | undefined {
    return this.#paths.get(name)
  }
}
