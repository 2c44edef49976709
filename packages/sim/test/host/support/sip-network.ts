import { CallAgent, type CallEvent, parseSip, type Peer } from '@strowger/core/sip'
import type { HostClock } from '../../../src/host/clock/host-clock.ts'
import type { SipWire, SipWireHandlers } from '../../../src/host/sip/sip-wire.ts'

const NO_PARAMETERS = new Map<string, string>()

/** SIP in memory: what one side sends, the other receives at the same instant, in order; by the clock that it is given. */
export class SipNetwork {
  readonly clock: HostClock
  readonly #nodes = new Map<string, SipNode>()
  /** Messages that are lost: for faults. */
  loses: (bytes: Uint8Array, from: Peer, to: Peer) => boolean = () => false
  #tokens = 0

  constructor(clock: HostClock) {
    this.clock = clock
  }

  /** Someone at an address. */
  join(address: string, port: number, handlers: SipWireHandlers): SipNode {
    const peer: Peer = { transport: 'udp', address, port }
    const node = new SipNode(this, peer, handlers, () => `t${(this.#tokens += 1)}`)
    this.#nodes.set(`${address} ${port}`, node)
    return node
  }

  /** The address is empty from now on. */
  leave({ address, port }: Peer): void {
    this.#nodes.delete(`${address} ${port}`)
  }

  send(bytes: Uint8Array, from: Peer, to: Peer): void {
    if (this.loses(bytes, from, to)) return
    this.clock.at(this.clock.nowMs(), () => this.#nodes.get(`${to.address} ${to.port}`)?.receive(bytes, from))
  }
}

/** One side of {@link SipNetwork}. */
export class SipNode implements SipWire {
  readonly peer: Peer
  readonly agent: CallAgent
  readonly #network: SipNetwork
  readonly #handlers: SipWireHandlers
  #stopTimer: () => void = () => undefined
  #isPumping = false
  #acknowledged = ''

  constructor(network: SipNetwork, peer: Peer, handlers: SipWireHandlers, token: () => string) {
    const { address, port } = peer
    this.peer = peer
    this.#network = network
    this.#handlers = handlers
    const uri = {
      scheme: 'sip',
      user: 'x',
      password: undefined,
      host: address,
      port,
      parameters: NO_PARAMETERS,
      headers: '',
    } as const
    this.agent = new CallAgent({
      token,
      sentBy: () => ({ host: address, port }),
      contact: () => ({ name: '', uri, parameters: NO_PARAMETERS }),
    })
  }

  act<Result>(commands: (agent: CallAgent, nowMs: number) => Result): Result {
    const result = commands(this.agent, this.#network.clock.nowMs())
    this.#pump()
    return result
  }

  /** The call whose answer was acknowledged last, as Replaces names it. RFC 3891 §3 */
  get lastDialog(): string {
    return this.#acknowledged
  }

  receive(bytes: Uint8Array, from: Peer): void {
    if (!this.#handlers.admits(from)) return
    this.agent.receive(bytes, from, this.#network.clock.nowMs())
    this.#pump()
  }

  close(): void {
    this.#stopTimer()
    this.#network.leave(this.peer)
  }

  #send(bytes: Uint8Array, to: Peer): void {
    const sent = parseSip(bytes)
    if (typeof sent !== 'string' && sent.method === 'ACK') {
      const tag = (name: 'From' | 'To') => sent.address(name)?.parameters.get('tag') ?? ''
      this.#acknowledged = `${sent.callId};to-tag=${tag('To')};from-tag=${tag('From')}`
    }
    this.#network.send(bytes, this.peer, to)
  }

  #pump(): void {
    if (this.#isPumping) return
    this.#isPumping = true
    for (let event: CallEvent | undefined = this.agent.read(); event !== undefined; event = this.agent.read()) {
      if (event.kind === 'send') this.#send(event.bytes, event.peer)
      else this.#handlers.onEvent(event)
    }
    this.#isPumping = false
    this.#stopTimer()
    const nextMs = this.agent.nextDeadlineMs()
    if (nextMs === Infinity) return
    this.#stopTimer = this.#network.clock.at(nextMs, () => {
      this.agent.advance(this.#network.clock.nowMs())
      this.#pump()
    })
  }
}
