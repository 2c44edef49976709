import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { StrowgerError } from '@strowger/acd'
import type { Batch, OnObservation, Runner } from '../run/batch.ts'
import type { Observation } from '../run/observation.ts'
import { batchDigest } from './scenario-digest.ts'

const FORMAT = 1
const CHECK_DIGITS = 16
/** Characters of a foreign file that a message shows. */
const SHOWN = 40

/** What a file of replications is for: a file that was begun for something else is refused. */
export interface StorePurpose {
  /** A hash of the scenarios, the seed and the kind of experiment. */
  readonly digest: string
  readonly seed: number
}

/**
 * Finished replications in a file, so that what a killed run had done is not done again.
 *
 * One line per replication: a check sum, then JSON. A line is written whole or, after a crash, not at all: what follows
 * the first line whose check sum is wrong is cut off and run again.
 */
export class ReplicationStore implements Runner {
  readonly #runner: Runner
  readonly #file: number
  readonly #kept: Map<string, Map<number, Observation>> = new Map()
  #found = 0
  /** End of what is written, bytes. */
  #position = 0

  /**
   * Opens a file, or begins it.
   *
   * @param runner - runs what the file does not hold
   * @throws StrowgerError `mismatch` when the file is not one of replications, or is for another purpose
   */
  constructor(path: string, purpose: StorePurpose, runner: Runner) {
    this.#runner = runner
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const head = checked(headOf(purpose))
    if (!head.startsWith(text)) checkHead(path, text, purpose)
    this.#file = openSync(path, existsSync(path) ? 'r+' : 'w')
    if (text.startsWith(head)) this.#position = head.length
    else this.#append(head)
    for (const line of text.slice(head.length).split('\n').slice(0, -1)) {
      if (!this.#read(line)) break
      this.#position += Buffer.byteLength(line) + 1
    }
    ftruncateSync(this.#file, this.#position)
  }

  /** Replications that the file held when it was opened. */
  get found(): number {
    return this.#found
  }

  /** {@inheritDoc Runner.run} */
  readonly run = async (batch: Batch, onObservation?: OnObservation): Promise<readonly Observation[]> => {
    const digest = batchDigest(batch)
    const kept = this.#keptOf(digest)
    const missing = batch.replications.filter((replication) => !kept.has(replication))
    for (const replication of batch.replications) {
      const observation = kept.get(replication)
      if (observation !== undefined) onObservation?.(replication, observation)
    }
    if (missing.length > 0) {
      await this.#runner.run({ ...batch, replications: missing }, (replication, observation) => {
        kept.set(replication, observation)
        this.#append(checked(JSON.stringify({ digest, replication, observation })))
        onObservation?.(replication, observation)
      })
    }
    return batch.replications.map((replication) => kept.get(replication)!)
  }

  /** Closes the file, with everything on the disk. */
  close(): void {
    fsyncSync(this.#file)
    closeSync(this.#file)
  }

  #read(line: string): boolean {
    const text = unchecked(line)
    if (text === undefined) return false
    // The check sum has shown that this program wrote the line.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { digest, replication, observation } = JSON.parse(text) as {
      digest: string
      replication: number
      observation: Observation
    }
    this.#keptOf(digest).set(replication, observation)
    this.#found += 1
    return true
  }

  #keptOf(digest: string): Map<number, Observation> {
    const known = this.#kept.get(digest)
    if (known !== undefined) return known
    const made = new Map<number, Observation>()
    this.#kept.set(digest, made)
    return made
  }

  #append(line: string): void {
    this.#position += writeSync(this.#file, line, this.#position)
  }
}

/** @throws StrowgerError unless the text begins as a file of this purpose does */
function checkHead(path: string, text: string, purpose: StorePurpose): void {
  const [line = ''] = text.split('\n', 1)
  const head = unchecked(line)
  if (head === undefined || !head.startsWith('{"strowgerReplications"')) {
    const remedy = 'a file of replications, or one that does not exist yet'
    throw new StrowgerError('mismatch', path, line.slice(0, SHOWN), remedy)
  }
  if (head === headOf(purpose)) return
  // The check sum has shown that this program wrote the line.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { seed } = JSON.parse(head) as StorePurpose
  const what = seed === purpose.seed ? 'of other scenarios, options, or another version' : `of seed ${seed}`
  const message = `${path}: its replications are ${what} — give the file of this command with seed ${purpose.seed}, or a new one`
  throw new StrowgerError('mismatch', path, seed, `replications with seed ${purpose.seed}`, { message })
}

function headOf(purpose: StorePurpose): string {
  return JSON.stringify({ strowgerReplications: FORMAT, ...purpose })
}

function checked(text: string): string {
  return `${checkSum(text)} ${text}\n`
}

function unchecked(line: string): string | undefined {
  const text = line.slice(CHECK_DIGITS + 1)
  return line.startsWith(`${checkSum(text)} `) ? text : undefined
}

function checkSum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, CHECK_DIGITS)
}
