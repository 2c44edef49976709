import { type AmdOptions, AnsweringMachineDetector } from '@strowger/core'
import type { LegId } from './leg.ts'
import type { MediaEvent } from './media-event.ts'

/** Listens to a leg for who has answered, and tells it; of a machine also when it records. */
export class LegDetection {
  readonly options: AmdOptions
  readonly #leg: LegId
  readonly #detector: AnsweringMachineDetector
  readonly #tell: (event: MediaEvent) => void
  #isAnswerTold = false

  /** @throws StrowgerError when an option is out of range */
  constructor(leg: LegId, options: AmdOptions, clockHz: number, tell: (event: MediaEvent) => void) {
    this.options = options
    this.#leg = leg
    this.#detector = new AnsweringMachineDetector({ ...options, clockHz })
    this.#tell = tell
  }

  /** Hears a tick's sound. False when there is nothing more to listen for. */
  hear(samples: Int16Array): boolean {
    const detector = this.#detector
    detector.hear(samples)
    const { by, cause, records } = detector
    if (by !== undefined && cause !== undefined && !this.#isAnswerTold) {
      this.#isAnswerTold = true
      this.#tell({ kind: 'answered-by', leg: this.#leg, by, cause, afterMs: detector.decidedMs })
    }
    if (records !== undefined) {
      this.#tell({ kind: 'machine-records', leg: this.#leg, by: records, afterMs: detector.recordsMs })
    }
    return !detector.isOver
  }
}
