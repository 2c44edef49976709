import { closeSync, openSync, writeSync } from 'node:fs'
import { type FoundStream, WavWriter } from '@strowger/core'

interface Recording {
  readonly file: number
  readonly writer: WavWriter
}

/** Writes what a listener would have heard, one WAV per stream: `<name>.wav`, then `<name>-2.wav`, … */
export class StreamRecordings {
  readonly #path: string
  readonly #recordings: Recording[] = []

  constructor(path: string) {
    this.#path = path
  }

  /** Adds samples of a stream. */
  add({ index }: FoundStream, samples: Int16Array, clockHz: number): void {
    let recording = this.#recordings[index]
    if (recording === undefined) {
      const path = index === 0 ? this.#path : this.#path.replace(/(\.wav)?$/i, `-${index + 1}.wav`)
      const writer = new WavWriter({ encoding: 'pcm16', sampleHz: clockHz, channels: 1 })
      recording = { file: openSync(path, 'w'), writer }
      this.#recordings[index] = recording
      writeSync(recording.file, writer.header())
    }
    writeSync(recording.file, recording.writer.encode(samples))
  }

  /** Completes the headers. */
  close(): void {
    for (const { file, writer } of this.#recordings.filter((each) => each !== undefined)) {
      const header = writer.header()
      writeSync(file, header, 0, header.length, 0)
      closeSync(file)
    }
  }
}
