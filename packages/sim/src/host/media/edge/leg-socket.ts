import type { RtpView, SrtpReceiver } from '@strowger/core'
import { MediaPort } from '@strowger/core/edge'
import type { MediaPortOptions } from '@strowger/core/edge'
import type { LegOutlet } from '../leg-outlet.ts'
import type { LegConnection, RefusedCounts } from '../leg.ts'

/** Who takes what a socket lets through. */
export interface LegPackets {
  onRtp(view: RtpView, receivedMs: number): void
  onRtcp(bytes: Uint8Array, receivedMs: number): void
}

/** A leg's wire on UDP. */
export class LegSocket implements LegOutlet {
  readonly #port: MediaPort

  private constructor(port: MediaPort) {
    this.#port = port
  }

  /** Binds a free port pair. Rejects when there is none. */
  static async open(options: MediaPortOptions, packets: LegPackets): Promise<LegSocket> {
    return new LegSocket(await MediaPort.open(options, packets))
  }

  /** The RTP port. */
  get port(): number {
    return this.#port.port
  }

  /** Sends that the system refused. */
  get sendFailures(): number {
    return this.#port.statistics.sendFailures
  }

  get refused(): RefusedCounts {
    const { malformed, foreign, learning, overRate, unauthentic, replayed, expired } = this.#port.statistics
    return { malformed, foreign, learning, overRate, unauthentic, replayed, expired, unwanted: 0 }
  }

  aim({ remote, learnsSource }: LegConnection, srtp: SrtpReceiver | undefined): void {
    this.#port.setRemote(remote.address, remote.port, learnsSource, remote.rtcpPort)
    this.#port.secure(srtp)
  }

  sendRtp(bytes: Uint8Array): void {
    this.#port.send(bytes)
  }

  sendRtcp(bytes: Uint8Array): void {
    this.#port.sendRtcp(bytes)
  }

  close(): void {
    this.#port.close()
  }
}
