import { G711 } from '../codec/g711.ts'
import { inRange } from '../error/strowger-error.ts'
import { AdaptivePolicy } from '../jitter/adaptive-policy.ts'
import { JitterBuffer } from '../jitter/jitter-buffer.ts'
import { gammaDelay } from '../netem/delay-model.ts'
import { randomLoss } from '../netem/loss-model.ts'
import { NetworkEmulator } from '../netem/network-emulator.ts'
import type { NetworkEmulatorOptions } from '../netem/network-emulator.ts'
import { RtpView } from '../rtp/rtp-view.ts'
import { writeRtpInto } from '../rtp/rtp-writer.ts'
import { syntheticSpeech } from '../trace/synthetic-speech.ts'

const FRAME = 160
const PACKET_BYTES = 12 + FRAME
/** Datagrams a call may have on the way before their memory is used again. */
const IN_FLIGHT = 128
const SPEECH_MS = 20_000

/** Settings of `MediaLoad`. */
export interface MediaLoadOptions {
  /** Calls, one direction each. */
  calls: number
  seed?: number
  /** The network of call `index`; gamma-distributed jitter of mean 15 ms and 0.5 % loss unless given. */
  network?: (index: number, seed: number) => NetworkEmulatorOptions
}

/** Sums over all calls. */
export interface MediaLoadReport {
  readonly calls: number
  readonly packets: number
  readonly lost: number
  readonly late: number
  readonly concealedShare: number
  readonly stretchedShare: number
  readonly meanTargetMs: number
}

class LoadCall {
  readonly network: NetworkEmulator
  readonly buffer: JitterBuffer
  readonly #ring = Array.from({ length: IN_FLIGHT }, () => new Uint8Array(PACKET_BYTES))
  readonly #header = { payloadType: 0, sequence: 0, timestamp: 0, ssrc: 0 }
  #speechAt: number

  constructor(network: NetworkEmulator, codec: G711, ssrc: number, speechAt: number) {
    this.network = network
    this.buffer = new JitterBuffer({ decoders: new Map([[0, codec]]), policy: new AdaptivePolicy(), capacity: 128 })
    this.#header.ssrc = ssrc
    this.#speechAt = speechAt
  }

  send(codec: G711, speech: Int16Array, payload: Uint8Array, nowMs: number): void {
    codec.encodeInto(payload, 0, speech, this.#speechAt, FRAME)
    this.#speechAt = (this.#speechAt + FRAME) % (speech.length - FRAME)
    const header = this.#header
    const bytes = this.#ring[header.sequence & (IN_FLIGHT - 1)]!
    writeRtpInto(bytes, header, payload)
    header.sequence++
    header.timestamp += FRAME
    this.network.send(bytes, nowMs)
  }
}

/**
 * Synthetic calls through the whole path: speech → G.711 → RTP → emulated network → jitter buffer → decoder. `tick` does 20 ms of
 * all of them; the host measures how long that takes, and so how many one core carries. Deterministic by seed.
 */
export class MediaLoad {
  readonly #calls: LoadCall[]
  readonly #codec = new G711('mu')
  readonly #speech = syntheticSpeech(SPEECH_MS, 1)
  readonly #payload = new Uint8Array(FRAME)
  readonly #out = new Int16Array(FRAME)
  readonly #view = new RtpView()
  #nowMs = 0

  constructor(options: MediaLoadOptions) {
    const seed = options.seed ?? 1
    const network =
      options.network ??
      ((index: number, seed: number): NetworkEmulatorOptions => ({
        seed: seed + index,
        delay: gammaDelay(30, 15, 3),
        loss: randomLoss(0.005),
      }))
    this.#calls = Array.from({ length: inRange('calls', options.calls, 1, 1_000_000) }, (_, index) => {
      const start = (index * 7919 * FRAME) % (this.#speech.length - FRAME)
      return new LoadCall(new NetworkEmulator(network(index, seed)), this.#codec, index + 1, start)
    })
  }

  /** 20 ms of every call. O(calls). */
  tick(): void {
    const nowMs = (this.#nowMs += 20)
    for (const call of this.#calls) {
      call.send(this.#codec, this.#speech, this.#payload, nowMs)
      for (let heard; (heard = call.network.receive(nowMs)) !== undefined;) {
        if (this.#view.parse(heard.bytes) === 'ok') call.buffer.insert(this.#view, heard.atMs)
      }
      call.buffer.pull(this.#out, nowMs)
    }
  }

  /** Sums so far. O(calls). */
  report(): MediaLoadReport {
    let packets = 0
    let lost = 0
    let late = 0
    let concealed = 0
    let samples = 0
    let stretched = 0
    let pulls = 0
    let target = 0
    for (const { network, buffer } of this.#calls) {
      packets += network.sent
      lost += network.lost
      late += buffer.statistics.late
      concealed += buffer.statistics.concealedSamples
      samples += buffer.statistics.samples
      stretched += buffer.statistics.pulls.accelerated + buffer.statistics.pulls.slowed
      pulls += buffer.statistics.samples / FRAME
      target += buffer.targetMs
    }
    return {
      calls: this.#calls.length,
      packets,
      lost,
      late,
      concealedShare: samples === 0 ? 0 : concealed / samples,
      stretchedShare: pulls === 0 ? 0 : stretched / pulls,
      meanTargetMs: target / this.#calls.length,
    }
  }
}
