/** How an adapter speaks to FreeSWITCH: one command, with the empty line that ends it, after the other. */
export interface EslLink {
  send(command: string): void
  /** The connection is of no use: it is made anew. */
  drop(): void
  close(): void
}

/** Answers of commands to a channel that is gone: nothing is wrong. */
const IS_GONE = /^-ERR (?:No such channel|Cannot locate session)/i

/** Commands and their answers, which come in the same order. */
export class EslCommands {
  readonly #link: EslLink
  /** What answers go to; undefined where nobody waits for one. */
  readonly #answers: (((text: string) => void) | undefined)[] = []
  readonly #counts = { commands: 0, refused: 0 }

  constructor(link: EslLink) {
    this.#link = link
  }

  /** Commands sent, and refused by FreeSWITCH (but for what is gone). */
  get counts(): Readonly<{ commands: number; refused: number }> {
    return this.#counts
  }

  /** A command of the event socket. */
  send(command: string, answer?: (text: string) => void): void {
    this.#counts.commands += 1
    this.#answers.push(answer)
    this.#link.send(`${command}\n\n`)
  }

  /** A command of the API: it is done before the next one. */
  api(command: string, answer?: (text: string) => void): void {
    this.send(`api ${command}`, answer)
  }

  /** The answer to the oldest command that has none. */
  answered(text: string): void {
    if (text.startsWith('-ERR') && !IS_GONE.test(text)) this.#counts.refused += 1
    this.#answers.shift()?.(text)
  }

  /** No answer comes any more. */
  clear(): void {
    this.#answers.length = 0
  }
}
