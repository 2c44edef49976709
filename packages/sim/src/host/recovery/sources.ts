import type { ScenarioIo } from '../../scenario/load.ts'

/** The files that a scenario was read from, as they were: what is compiled of them is the same wherever it is done again. */
export interface Sources {
  /** Path of the scenario. */
  readonly scenario: string
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>
  /** Path by what a file called it, as `from relative`. */
  readonly links: Readonly<Record<string, string>>
}

/** Reads files through, and keeps what was read. */
export class SourceKeeper implements ScenarioIo {
  readonly #io: ScenarioIo
  readonly #files: Record<string, string> = {}
  readonly #links: Record<string, string> = {}

  constructor(io: ScenarioIo) {
    this.#io = io
  }

  readonly read = (path: string): string => {
    const text = this.#io.read(path)
    this.#files[path] = text
    return text
  }

  readonly resolve = (from: string, relative: string): string => {
    const path = this.#io.resolve(from, relative)
    this.#links[`${from} ${relative}`] = path
    return path
  }

  /** What was read for a scenario. */
  kept(scenario: string): Sources {
    return { scenario, files: this.#files, links: this.#links }
  }
}

/** Files as they were kept. */
export function keptFiles({ files, links }: Sources): ScenarioIo {
  return {
    read: (path) => {
      const text = files[path]
      if (text === undefined) throw new Error('not among the files that were kept')
      return text
    },
    resolve: (from, relative) => links[`${from} ${relative}`] ?? relative,
  }
}
