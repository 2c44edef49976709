import type { PbxEvent } from '../pbx/pbx-event.ts'
import { isRefused } from './ari-message.ts'
import type { OrderedRequests } from './ordered-requests.ts'

interface Recorder {
  readonly name: string
  /** `coming` until its channel is in the application, `asked` until Asterisk says that it writes. */
  state: 'coming' | 'asked' | 'writing'
  /** Not to go on: what Asterisk has only queued it does not stop, so it is told when it writes. */
  isUnwanted: boolean
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
    this.#byChannel.set(channel, { name, state: 'coming', isUnwanted: false })
    if (first === undefined) {
      this.ended(name, false, 0)
      return
    }
    void this.#hear(name, channel, first, channels.length > 1 ? 'both' : 'in')
  }

  stop(name: string): void {
    const channel = this.#channelOf(name)
    const recorder = this.#byChannel.get(channel)
    if (recorder === undefined) return
    recorder.isUnwanted = true
    if (recorder.state === 'coming') this.ended(name, false, 0)
    else if (recorder.state === 'writing') this.#stop(channel, name)
  }

  /** A channel that is to hear has come to the application. False when it is none of these. */
  started(channel: string): boolean {
    const recorder = this.#byChannel.get(channel)
    if (recorder === undefined) return false
    recorder.state = 'asked'
    void this.#record(channel, recorder.name)
    return true
  }

  /** Asterisk writes the file. */
  writes(name: string): void {
    const channel = this.#channelOf(name)
    const recorder = this.#byChannel.get(channel)
    if (recorder === undefined) return
    recorder.state = 'writing'
    if (recorder.isUnwanted) this.#stop(channel, name)
  }

  /** A file is closed, or there is none. */
  ended(name: string, hasFile: boolean, durationMs: number): void {
    const channel = this.#channelOf(name)
    if (!this.#byChannel.delete(channel)) return
    void this.#requests.send([channel], { method: 'DELETE', path: ['channels', channel] })
    this.#tell({ kind: 'recorded', name, path: hasFile ? `${name}.wav` : '', durationMs })
  }

  /** A channel is gone, and with it the word of what it was to record, unless that was told before. */
  left(channel: string): void {
    const recorder = this.#byChannel.get(channel)
    if (recorder !== undefined) this.ended(recorder.name, recorder.state === 'writing', 0)
  }

  /** The connection is gone. The files that were begun are there, as long as they had become. */
  clear(): void {
    for (const { name, state } of this.#byChannel.values()) {
      this.#tell({ kind: 'recorded', name, path: state === 'coming' ? '' : `${name}.wav`, durationMs: 0 })
    }
    this.#byChannel.clear()
  }

  async #record(channel: string, name: string): Promise<void> {
    const { status } = await this.#requests.send([channel], {
      method: 'POST',
      path: ['channels', channel, 'record'],
      query: { name, format: 'wav', ifExists: 'fail', terminateOn: 'none' },
    })
    if (isRefused(status)) this.ended(name, false, 0)
  }

  #stop(channel: string, name: string): void {
    void this.#requests.send([channel], { method: 'POST', path: ['recordings', 'live', name, 'stop'] })
  }

  async #hear(name: string, channel: string, target: string, spy: string): Promise<void> {
    const { status } = await this.#requests.send([channel, target], {
      method: 'POST',
      path: ['channels', target, 'snoop', channel],
      query: { spy, whisper: 'none', app: this.#application },
    })
    if (isRefused(status)) this.ended(name, false, 0)
  }

  #channelOf(name: string): string {
    return `${this.#prefix}-recorder-${name}`
  }
}
