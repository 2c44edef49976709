import { CallAgent } from '../../src/sip/call/call-agent.ts'
import type { CallEvent } from '../../src/sip/call/call-event.ts'
import type { CallAgentOptions } from '../../src/sip/call/options.ts'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { readUri } from '../../src/sip/grammar/uri.ts'
import { makeOffer } from '../../src/sip/sdp/answer.ts'
import type { Direction, SessionDescription } from '../../src/sip/sdp/session-description.ts'
import type { Peer } from '../../src/sip/transaction/peer.ts'

export type Side = 'a' | 'b'

/** What becomes of a message on the way: copies that arrive and how late. */
export interface Fate {
  readonly copies: number
  readonly delayMs: number
}

/** A description with one audio stream at a port. */
export function description(port: number, direction: Direction = 'sendrecv'): SessionDescription {
  const formats = [{ payloadType: 0, encoding: 'PCMU', clockHz: 8000, channels: 1, parameters: '' }]
  return makeOffer({ address: '192.0.2.1', port, formats, direction }, { user: '-', id: '1', version: String(port) })
}

/** Two agents with a network between them, and all that they told their hosts. */
export class TwoSides {
  readonly agents: Readonly<Record<Side, CallAgent>>
  readonly told: Record<Side, CallEvent[]> = { a: [], b: [] }
  /** First lines of all that was sent. */
  readonly lines: string[] = []
  nowMs = 0
  /** Called for every event that is told, at the time it is. */
  react: (side: Side, event: CallEvent) => void = () => undefined
  readonly #fate: (order: number) => Fate
  readonly #peers: Readonly<Record<Side, Peer>>
  #flying: { readonly atMs: number; readonly order: number; readonly to: Side; readonly bytes: Uint8Array }[] = []
  #order = 0

  constructor(
    fate: (order: number) => Fate = () => ({ copies: 1, delayMs: 10 }),
    options: Partial<CallAgentOptions> = {},
  ) {
    this.#fate = fate
    this.#peers = {
      a: { transport: 'udp', address: '192.0.2.1', port: 5060 },
      b: { transport: 'udp', address: '192.0.2.2', port: 5060 },
    }
    const agent = (side: Side) => {
      let serial = 0
      const host = this.#peers[side].address
      return new CallAgent({
        sentBy: () => ({ host, port: 5060 }),
        token: () => `${side}${(serial += 1)}`,
        contact: () => readNameAddress(`<sip:${side}@${host}>`)!,
        ...options,
      })
    }
    this.agents = { a: agent('a'), b: agent('b') }
  }

  /** Side a calls side b. */
  call(): number {
    const call = this.agents.a.invite(
      {
        target: readUri('sip:b@192.0.2.2')!,
        from: readNameAddress('<sip:a@192.0.2.1>')!,
        to: readNameAddress('<sip:b@192.0.2.2>')!,
        peer: this.#peers.b,
        offer: description(10_000),
      },
      this.nowMs,
    )
    this.pump()
    return call
  }

  /** Reads what both have to say; sent messages go into the network. */
  pump(): void {
    for (let busy = true; busy;) {
      busy = false
      for (const side of ['a', 'b'] as const) {
        for (let event = this.agents[side].read(); event !== undefined; event = this.agents[side].read()) {
          busy = true
          if (event.kind === 'send') this.#carry(side === 'a' ? 'b' : 'a', event.bytes)
          else {
            this.told[side].push(event)
            this.react(side, event)
          }
        }
      }
    }
  }

  /** Lets time pass up to `untilMs`, or until nothing is due any more. */
  run(untilMs: number): void {
    for (;;) {
      this.#flying.sort((x, y) => x.atMs - y.atMs || x.order - y.order)
      const nextMs = Math.min(
        this.#flying[0]?.atMs ?? Infinity,
        this.agents.a.nextDeadlineMs(),
        this.agents.b.nextDeadlineMs(),
      )
      if (nextMs > untilMs || nextMs === Infinity) break
      this.nowMs = Math.max(this.nowMs, nextMs)
      const first = this.#flying[0]
      if (first !== undefined && first.atMs <= this.nowMs) {
        this.#flying.shift()
        const from = first.to === 'a' ? 'b' : 'a'
        this.agents[first.to].receive(first.bytes, this.#peers[from], this.nowMs)
      }
      this.agents.a.advance(this.nowMs)
      this.agents.b.advance(this.nowMs)
      this.pump()
    }
    if (untilMs < Infinity) this.nowMs = untilMs
  }

  /** What a side was told, in words: the kind, and status or reason where there is one. */
  words(side: Side): string[] {
    return this.told[side].map((event) => {
      if (event.kind === 'ended') return `ended ${event.reason}${event.status === 0 ? '' : ` ${event.status}`}`
      if (event.kind === 'progress' || event.kind === 'renegotiated' || event.kind === 'transfer-progress') {
        return `${event.kind} ${event.status}`
      }
      return event.kind
    })
  }

  #carry(to: Side, bytes: Uint8Array): void {
    const [line = ''] = new TextDecoder().decode(bytes).split('\r\n', 1)
    this.lines.push(`${to === 'b' ? '→' : '←'} ${line.startsWith('SIP') ? line.slice(8, 11) : line.split(' ', 1)[0]}`)
    const { copies, delayMs } = this.#fate(this.#order)
    this.#order += 1
    for (let i = 0; i < copies; i += 1) {
      this.#flying.push({ atMs: this.nowMs + delayMs, order: (this.#order += 1), to, bytes })
    }
  }
}
