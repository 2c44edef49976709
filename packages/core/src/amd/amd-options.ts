import { StrowgerError, inRange } from '../error/strowger-error.ts'

/**
 * Settings of `AnsweringMachineDetector`. Names are those that engineers know from Asterisk's AMD, and so are the defaults, so that values
 * which are tried there may be tried here; where meaning or default is another, it is said. Two defaults are wider: with Asterisk's a third of the
 * firms that answer with their name were machines, and nobody is to be hung up on for a friendly greeting.
 */
export interface AmdOptions {
  /** Samples a second: 8000 unless said, or 16 000. */
  readonly clockHz?: number
  /** Nobody has said a word for so long after the answer: not sure, for silence says nothing about who is there. 2500 unless said. */
  readonly initialSilenceMs?: number
  /** A greeting of so much voice is a machine's: 2500 unless said (Asterisk: 1500). */
  readonly greetingMs?: number
  /** Who is silent for so long after a greeting waits for an answer, as people do: 800 unless said. */
  readonly afterGreetingSilenceMs?: number
  /** Not sure after so long: 5000 unless said. */
  readonly totalAnalysisTimeMs?: number
  /** What is shorter is no word: 100 unless said. */
  readonly minimumWordLengthMs?: number
  /** Silence that ends a word: 50 unless said; in steps of 20. */
  readonly betweenWordsSilenceMs?: number
  /** A greeting of more words is a machine's: 5 unless said (Asterisk: 2). */
  readonly maximumNumberOfWords?: number
  /** A word of that length is a machine's: 5000 unless said, which a greeting of 2500 comes before. */
  readonly maximumWordLengthMs?: number
  /**
   * Mean amplitude (0 … 32 767) up to which all is silence, as Asterisk's 256. Left out: what is not 9 dB above the line's own noise, which is
   * tracked: quiet people on quiet lines and loud ones on loud lines are heard alike.
   */
  readonly silenceThreshold?: number | undefined
}

/** All settings but the threshold, which may be none. */
export type CompleteAmdOptions = Required<Omit<AmdOptions, 'silenceThreshold'>> & {
  readonly silenceThreshold: number | undefined
}

const LONGEST_MS = 60_000

/** @throws StrowgerError when one is out of range */
export function completeAmdOptions(options: AmdOptions): CompleteAmdOptions {
  const { clockHz = 8000, maximumNumberOfWords = 5, silenceThreshold } = options
  if (clockHz !== 8000 && clockHz !== 16_000) {
    throw new StrowgerError('invalid-option', 'clockHz', clockHz, 'expected 8000 or 16000')
  }
  const ms = (name: keyof AmdOptions, usual: number): number => inRange(name, options[name] ?? usual, 20, LONGEST_MS)
  return {
    clockHz,
    initialSilenceMs: ms('initialSilenceMs', 2500),
    greetingMs: ms('greetingMs', 2500),
    afterGreetingSilenceMs: ms('afterGreetingSilenceMs', 800),
    totalAnalysisTimeMs: ms('totalAnalysisTimeMs', 5000),
    minimumWordLengthMs: ms('minimumWordLengthMs', 100),
    betweenWordsSilenceMs: ms('betweenWordsSilenceMs', 50),
    maximumNumberOfWords: inRange('maximumNumberOfWords', maximumNumberOfWords, 0, 1000),
    maximumWordLengthMs: ms('maximumWordLengthMs', 5000),
    silenceThreshold: silenceThreshold && inRange('silenceThreshold', silenceThreshold, 1, 32_767),
  }
}
