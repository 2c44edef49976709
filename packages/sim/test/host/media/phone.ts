import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { once } from 'node:events'
import { RtpView, SrtpReceiver, SrtpSender, Xoshiro128, isRtcp, rtpBytes, writeRtpInto } from '@strowger/core'
import type { RtpHeader, SrtpMaster } from '@strowger/core'
import { nodeCryptography } from '@strowger/core/edge'
import type { LegConnection } from '../../../src/host/media/leg.ts'
import { voiceCodec } from '../../../src/host/media/voice-codec.ts'

const FRAME_MS = 20

/** How a phone codes what it says. */
export type PhoneCodec = Pick<LegConnection, 'codec' | 'payloadType'>

export const PCMU: PhoneCodec = { codec: 'pcmu', payloadType: 0 }
export const PCMA: PhoneCodec = { codec: 'pcma', payloadType: 8 }
export const G722: PhoneCodec = { codec: 'g722', payloadType: 9 }
export const EVENTS = 101

/** A second that nobody else says: noise of a band that all codecs carry, so that any 50 ms of it are like no other. */
export function saying(seed: number, sampleHz: number = 8000): Int16Array {
  const random = new Xoshiro128(seed)
  let last = 0
  const at8k = Int16Array.from({ length: 8000 }, () => {
    const next = (random.uniform() - 0.5) * 12_000
    const sample = Math.round(next + last)
    last = next
    return sample
  })
  if (sampleHz === 8000) return at8k
  const out = new Int16Array(at8k.length * 2)
  for (let i = 0; i < at8k.length; i++) {
    out[2 * i] = at8k[i]!
    out[2 * i + 1] = (at8k[i]! + at8k[(i + 1) % at8k.length]!) >> 1
  }
  return out
}

/** A telephone on the loopback: says a sound over and over in packets of 20 ms, and keeps what it hears. */
export class Phone {
  readonly #socket: Socket
  readonly #codec: ReturnType<typeof voiceCodec>
  readonly #payloadType: number
  readonly #view = new RtpView()
  readonly #heard: Int16Array[] = []
  readonly #frame: number
  readonly #said: Int16Array
  #sequence = 100
  #timestamp = 1000
  #at = 0
  #timer: NodeJS.Timeout | undefined
  #remotePort = 0
  #sender: SrtpSender | undefined
  #receiver: SrtpReceiver | undefined
  readonly ssrc: number
  /** Telephone-events heard, payloads. */
  readonly events: Uint8Array[] = []
  reports = 0
  isMute = false

  private constructor(socket: Socket, codec: PhoneCodec, seed: number) {
    this.#socket = socket
    this.#codec = voiceCodec({ ...codec, ptimeMs: FRAME_MS, direction: 'sendrecv', remote: { address: '::', port: 1 } })
    this.#payloadType = codec.payloadType
    this.#frame = (this.#codec.sampleHz * FRAME_MS) / 1000
    this.#said = saying(seed, this.#codec.sampleHz)
    this.ssrc = 1000 + seed
    socket.on('message', (bytes) => this.#hear(bytes))
  }

  static async open(codec: PhoneCodec, seed: number): Promise<Phone> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new Phone(socket, codec, seed)
  }

  get port(): number {
    return this.#socket.address().port
  }

  /** As a leg's other side. */
  get remote(): { address: string; port: number } {
    return { address: '127.0.0.1', port: this.port }
  }

  /** What it says, at 8 kHz. */
  get said(): Int16Array {
    return this.#codec.sampleHz === 8000 ? this.#said : halved(this.#said)
  }

  /** What it heard so far, at 8 kHz. */
  get heard(): Int16Array {
    const all = Int16Array.from(this.#heard.flatMap((frame) => [...frame]))
    return this.#codec.sampleHz === 8000 ? all : halved(all)
  }

  /** The last part of it. */
  lately(ms: number): Int16Array {
    return this.heard.slice(-8 * ms)
  }

  secure(own: SrtpMaster, other: SrtpMaster): void {
    this.#sender = new SrtpSender(nodeCryptography, own)
    this.#receiver = new SrtpReceiver(nodeCryptography, other)
  }

  /** Begins to talk to a port. */
  call(port: number): void {
    this.#remotePort = port
    let dueMs = performance.now()
    const tick = (): void => {
      for (; dueMs <= performance.now(); dueMs += FRAME_MS) this.#say()
      this.#timer = setTimeout(tick, Math.max(0, dueMs - performance.now()))
    }
    tick()
  }

  /** Says this once, from the next packet on, in place of its own. */
  interject(samples: Int16Array): void {
    this.#interjected = samples
    this.#interjectedAt = 0
  }

  #interjected: Int16Array | undefined
  #interjectedAt = 0

  #say(): void {
    const payload = new Uint8Array(this.#codec.bytesOf(this.#frame))
    let from = this.#said
    let at = this.#at
    if (this.#interjected !== undefined) {
      from = this.#interjected
      at = this.#interjectedAt
      this.#interjectedAt += this.#frame
      if (this.#interjectedAt + this.#frame > from.length) this.#interjected = undefined
    }
    this.#codec.encoder.encodeInto(payload, 0, from, at, this.#frame)
    this.#at = (this.#at + this.#frame) % this.#said.length
    if (!this.isMute) this.send(this.#payloadType, this.#timestamp, payload)
    this.#timestamp += (this.#codec.rtpHz * FRAME_MS) / 1000
  }

  /** Timestamp of the next packet. */
  get timestamp(): number {
    return this.#timestamp
  }

  send(payloadType: number, timestamp: number, payload: Uint8Array, marker: boolean = false): void {
    const header: RtpHeader = { payloadType, sequence: this.#sequence++, timestamp, ssrc: this.ssrc, marker }
    const length = rtpBytes(header, payload.length)
    const bytes = new Uint8Array(length + (this.#sender?.rtpOverheadBytes ?? 0))
    writeRtpInto(bytes, header, payload)
    this.#sender?.protect(bytes, length)
    this.#socket.send(bytes, this.#remotePort, '127.0.0.1')
  }

  #hear(bytes: Uint8Array): void {
    if (isRtcp(bytes)) {
      this.reports++
      return
    }
    let length = bytes.length
    if (this.#receiver !== undefined) {
      if (this.#receiver.unprotect(bytes) !== 'ok') return
      length = this.#receiver.length
    }
    if (this.#view.parse(bytes, 0, length) !== 'ok') return
    if (this.#view.payloadType === EVENTS) this.events.push(this.#view.payload().slice())
    if (this.#view.payloadType !== this.#payloadType) return
    const out = new Int16Array(this.#codec.decoder.samplesIn(bytes, this.#view.payloadOffset, this.#view.payloadBytes))
    this.#codec.decoder.decodeInto(out, 0, bytes, this.#view.payloadOffset, this.#view.payloadBytes)
    this.#heard.push(out)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#socket.close()
  }
}

function halved(samples: Int16Array): Int16Array {
  return Int16Array.from({ length: samples.length >> 1 }, (_, i) => (samples[2 * i]! + samples[2 * i + 1]!) >> 1)
}

/** What is compared at a time: 50 ms, of every 100. */
const WINDOW = 400

/**
 * How much of `said` (which repeats) is in `heard`: the greatest correlation, 0 … 1, of any 50 ms looked at with any place of what was
 * said. Of noise by chance some 0.2; silence has none.
 */
export function likeness(heard: Int16Array, said: Int16Array): number {
  const looped = Float64Array.from([...said, ...said.subarray(0, WINDOW)])
  let best = 0
  for (let at = heard.length - WINDOW; at >= 0 && best < 0.97; at -= 2 * WINDOW) {
    const piece = Float64Array.from(heard.subarray(at, at + WINDOW))
    let energy = 0
    for (const sample of piece) energy += sample * sample
    if (energy / WINDOW < 40_000) continue
    let other = 0
    for (let i = 0; i < WINDOW; i++) other += looped[i]! ** 2
    for (let lag = 0; lag < said.length; lag++) {
      let dot = 0
      for (let i = 0; i < WINDOW; i++) dot += piece[i]! * looped[lag + i]!
      if (other > 0) best = Math.max(best, dot / Math.sqrt(energy * other))
      other += looped[lag + WINDOW]! ** 2 - looped[lag]! ** 2
    }
  }
  return best
}
