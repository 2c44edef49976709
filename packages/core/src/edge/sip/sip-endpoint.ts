import { isIP } from 'node:net'
import { CallAgent } from '../../sip/call/call-agent.ts'
import type { CallEvent } from '../../sip/call/call-event.ts'
import type { CallAgentOptions } from '../../sip/call/options.ts'
import { unguessableToken } from '../unguessable-token.ts'
import { SourceRates, type SourceRatesOptions } from '../../sip/guard/source-rates.ts'
import type { Peer, SipTransport } from '../../sip/transaction/peer.ts'
import type { ConnectionLimits, SipAddress, SipListener, SipReceiver } from './listener.ts'
import { listenStream } from './stream-listener.ts'
import { listenUdp } from './udp-listener.ts'
import { listenWebSocket } from './websocket-listener.ts'

/** A datagram that is longer must go over a reliable transport, or is lost on the way. RFC 3261 §18.1.1 */
const LARGEST_DATAGRAM_BYTES = 65_000

/** Settings of a {@link SipEndpoint}. */
export interface SipEndpointOptions extends Partial<Omit<CallAgentOptions, 'contact'>> {
  readonly listen: readonly SipAddress[]
  /** Address that others reach this side at, for Via and Contact. Default: the first address listened on. */
  readonly publicAddress?: string
  /** User part of Contact. Default `strowger`. */
  readonly user?: string
  readonly rates?: SourceRatesOptions
  /** Default: 1000 connections, closed after 15 minutes of silence. */
  readonly connections?: ConnectionLimits
  /** Sources that are heard at all; default: all. What it refuses is counted, and not answered. */
  readonly admits?: (peer: Peer) => boolean
  /** The clock, ms; `performance.now` unless given. */
  readonly nowMs?: () => number
}

/** What an endpoint does with what happens; messages to send are its own business. */
export interface SipEndpointHandlers {
  onEvent(event: Exclude<CallEvent, { kind: 'send' }>, nowMs: number): void
  onError?(error: Error): void
}

/** Counters of an endpoint, beside those of its agent. */
export interface SipEndpointCounters {
  /** Messages of sources past their rate, dropped. */
  overRate: number
  /** Messages of sources that are not admitted, dropped. */
  notAdmitted: number
  /** Messages that could not be sent: too long, or nobody there. */
  unsendable: number
}

/**
 * A {@link CallAgent} on sockets: UDP, TCP, TLS and WebSocket, with the clock and the timer that it asks for. Use `agent` for commands inside
 * {@link act}, so that what they lead to is sent and told.
 */
export class SipEndpoint {
  readonly agent: CallAgent
  readonly counters: SipEndpointCounters = { overRate: 0, notAdmitted: 0, unsendable: 0 }
  readonly #handlers: SipEndpointHandlers
  readonly #nowMs: () => number
  readonly #listeners: SipListener[] = []
  #timer: NodeJS.Timeout | undefined
  #timerMs = Infinity
  #pumping = false
  #closed = false

  private constructor(options: SipEndpointOptions, handlers: SipEndpointHandlers) {
    this.#handlers = handlers
    this.#nowMs = options.nowMs ?? (() => performance.now())
    const host = options.publicAddress ?? options.listen[0]?.address ?? '127.0.0.1'
    const user = options.user ?? 'strowger'
    this.agent = new CallAgent({
      token: unguessableToken,
      sentBy: (transport) => ({ host, port: this.port(transport) }),
      overLarge: (peer) => (this.#listening('tcp') === undefined ? undefined : { ...peer, transport: 'tcp' }),
      ...options,
      contact: ({ transport }) => {
        const parameters = transport === 'udp' ? new Map<string, string>() : new Map([['transport', transport]])
        const uri = {
          scheme: 'sip',
          user,
          password: undefined,
          host,
          port: this.port(transport),
          parameters,
          headers: '',
        }
        return { name: '', uri: { ...uri, scheme: 'sip' }, parameters: new Map() }
      },
    })
  }

  /** Opens all addresses. Rejects when one cannot be bound; what was opened is closed again. */
  static async open(options: SipEndpointOptions, handlers: SipEndpointHandlers): Promise<SipEndpoint> {
    const endpoint = new SipEndpoint(options, handlers)
    const limits = options.connections ?? { maxConnections: 1000, idleMs: 900_000 }
    const receiver = endpoint.#receiver(options)
    try {
      for (const address of options.listen) endpoint.#listeners.push(await open(address, receiver, limits))
    } catch (error) {
      endpoint.close()
      throw error
    }
    return endpoint
  }

  /** Port that a transport is listened to on; 5060 where it is not. */
  port(transport: SipTransport): number {
    return this.#listening(transport)?.port ?? 5060
  }

  /** Runs commands on the agent at the present time; what they lead to is sent and told when they are done. */
  act<Result>(commands: (agent: CallAgent, nowMs: number) => Result): Result {
    const result = commands(this.agent, this.#nowMs())
    this.#pump()
    return result
  }

  /** Closes all sockets; calls are not ended. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    for (const listener of this.#listeners) listener.close()
  }

  #listening(transport: SipTransport): SipListener | undefined {
    return this.#listeners.find((listener) => listener.transport === transport)
  }

  #receiver(options: SipEndpointOptions): SipReceiver {
    const rates = new SourceRates(options.rates)
    const passes = (peer: Peer): boolean => {
      if (options.admits?.(peer) === false) {
        this.counters.notAdmitted += 1
        return false
      }
      if (rates.allow(peer.address, this.#nowMs())) return true
      this.counters.overRate += 1
      return false
    }
    return {
      onBytes: (bytes, peer) => {
        if (!passes(peer)) return
        this.agent.receive(bytes, peer, this.#nowMs())
        this.#pump()
      },
      onMessage: (view, peer) => {
        if (!passes(peer)) return
        this.agent.receiveView(view, peer, this.#nowMs())
        this.#pump()
      },
      onBroken: () => {
        this.agent.counters.malformed += 1
      },
      onUnreachable: (peer) => {
        this.counters.unsendable += 1
        this.agent.unreachable(peer, this.#nowMs())
        this.#pump()
      },
      onError: (error) => {
        this.#handlers.onError?.(error)
      },
    }
  }

  /** Sends and tells all that the agent has to say; a handler that commands meanwhile is served by the same loop. */
  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    try {
      for (let event = this.agent.read(); event !== undefined; event = this.agent.read()) {
        if (event.kind === 'send') this.#send(event.bytes, event.peer)
        else this.#handlers.onEvent(event, this.#nowMs())
      }
    } finally {
      this.#pumping = false
    }
    this.#arm()
  }

  #send(bytes: Uint8Array, peer: Peer): void {
    const listener = this.#listening(peer.transport)
    const fits = peer.transport !== 'udp' || bytes.length <= LARGEST_DATAGRAM_BYTES
    // Names are looked up by the host, once and ahead of time: a look-up here would hold the call up.
    if (fits && isIP(peer.address) !== 0 && listener?.send(bytes, peer) === true) return
    this.counters.unsendable += 1
    this.agent.unreachable(peer, this.#nowMs())
  }

  #arm(): void {
    const nextMs = this.agent.nextDeadlineMs()
    if (this.#closed || nextMs === this.#timerMs) return
    clearTimeout(this.#timer)
    this.#timerMs = nextMs
    if (nextMs === Infinity) return
    this.#timer = setTimeout(
      () => {
        this.#timerMs = Infinity
        this.agent.advance(this.#nowMs())
        this.#pump()
      },
      Math.min(Math.max(0, Math.ceil(nextMs - this.#nowMs())), 0x7fff_ffff),
    )
  }
}

async function open(address: SipAddress, receiver: SipReceiver, limits: ConnectionLimits): Promise<SipListener> {
  const { transport } = address
  if (transport === 'udp') return await listenUdp(address, receiver)
  if (transport === 'tcp' || transport === 'tls') return await listenStream({ ...address, transport }, receiver, limits)
  return await listenWebSocket({ ...address, transport }, receiver, limits)
}
