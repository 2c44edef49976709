import type { PbxEvent } from '../pbx/pbx-event.ts'
import type { OrderedRequests } from './ordered-requests.ts'

interface Recorder {
  readonly name: string
  isRecording: boolean
}

/**
 * Recordings, each by a channel of its own that hears what one channel says and hears: the whole conversation in one file of Asterisk's, which the
 * conversation does not notice. A channel that is recorded alone is recorded without what it hears.
 */
export class Recorders {
  readonly #requests: OrderedRequests
  readonly #prefix: string
  readonly #application: string
  readonly #tell: (event: PbxEvent) => void
  readonly #byChannel = new Map<string, Recorder>()

  constructor(requests: OrderedRequests, prefix: string, application: string, tell: (event: PbxEvent) => void) {
    this.#requests = requests
    this.#prefix = prefix
    this.#application = application
    this.#tell = tell
  }

  start(name: string, channels: readonly string[]): void {
    const channel = this.#channelOf(name)
    const [first] = channels
    this.#byChannel.set(channel, { name, isRecording: false })
    if (first === undefined) {
      this.ended(name, 0)
      return
    }
    void this.#hear(name, channel, first, channels.length > 1 ? 'both' : 'in')
  }

  stop(name: string): void {
    const channel = this.#channelOf(name)
    const recorder = this.#byChannel.get(channel)
    if (recorder === undefined) return
    if (!recorder.isRecording) this.ended(name, 0)
    else void this.#requests.send([channel], { method: 'POST', path: ['recordings', 'live', name, 'stop'] })
  }

  /** A channel that is to hear has come to the application. False when it is none of these. */
  started(channel: string): boolean {
    const recorder = this.#byChannel.get(channel)
    if (recorder === undefined) return false
    recorder.isRecording = true
    void this.#requests.send([channel], {
      method: 'POST',
      path: ['channels', channel, 'record'],
      query: { name: recorder.name, format: 'wav', ifExists: 'fail', terminateOn: 'none' },
    })
    return true
  }

  /** A file is closed, or there is none. */
  ended(name: string, durationMs: number): void {
    const channel = this.#channelOf(name)
    if (!this.#byChannel.delete(channel)) return
    void this.#requests.send([channel], { method: 'DELETE', path: ['channels', channel] })
    this.#tell({ kind: 'recorded', name, path: durationMs > 0 ? `${name}.wav` : '', durationMs })
  }

  /** The connection is gone. The files that were begun are there, as long as they had become. */
  clear(): void {
    for (const { name, isRecording } of this.#byChannel.values()) {
      this.#tell({ kind: 'recorded', name, path: isRecording ? `${name}.wav` : '', durationMs: 0 })
    }
    this.#byChannel.clear()
  }

  async #hear(name: string, channel: string, target: string, spy: string): Promise<void> {
    const { status } = await this.#requests.send([channel, target], {
      method: 'POST',
      path: ['channels', target, 'snoop', channel],
      query: { spy, whisper: 'none', app: this.#application },
    })
    if (status < 200 || status >= 300) this.ended(name, 0)
  }

  #channelOf(name: string): string {
    return `${this.#prefix}-recorder-${name}`
  }
}
