import { createHash } from 'node:crypto'
import {
  answerOffer,
  type CallEvent,
  DigestClient,
  type Direction,
  type Hash,
  type HeaderLine,
  makeOffer,
  type NameAddress,
  type Peer,
  type SessionDescription,
} from '@strowger/core/sip'
import type { SipNetwork, SipNode } from './sip-network.ts'

/** MD5 and SHA-256 of Node. */
export const hash: Hash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex')

const NO_PARAMETERS = new Map<string, string>()
const FORMATS = [
  { payloadType: 8, encoding: 'PCMA', clockHz: 8000, channels: 1, parameters: '' },
  { payloadType: 101, encoding: 'TELEPHONE-EVENT', clockHz: 8000, channels: 1, parameters: '0-16' },
] as const

let lastPort = 40_000

/** A call at a telephone. */
export interface PhoneCall {
  readonly call: number
  state: 'ringing' | 'calling' | 'talking' | 'over'
  /** How it ended; 0 where nobody refused. */
  status: number
  readonly isIncoming: boolean
  /** Port of the host's media that it talks to; 0 before that is known. */
  remotePort: number
  readonly offer: SessionDescription | undefined
  /** Number that it shows, of a call that came in. */
  readonly from: string
  /** What the other side reported of a transfer. */
  readonly transfers: number[]
}

/** A telephone on a {@link SipNetwork}: registers, calls, answers, holds, transfers, presses keys. */
export class Telephone {
  readonly node: SipNode
  readonly number: string
  readonly calls: PhoneCall[] = []
  /** What it does when it rings. */
  onRing: (call: PhoneCall) => void = () => undefined
  onOver: (call: PhoneCall) => void = () => undefined
  onTalking: (call: PhoneCall) => void = () => undefined
  /** Statuses of answers to REGISTER. */
  readonly registered: number[] = []
  readonly #host: Peer
  readonly #login: DigestClient
  readonly #port = (lastPort += 2)
  #cseq = 0
  #tokens = 0
  readonly #wanted = new Map<number, { number: string; retried: boolean; slot: number }>()

  constructor(
    network: SipNetwork,
    host: Peer,
    address: string,
    number: string,
    password: string = 'none',
    port: number = 5060,
  ) {
    this.#host = host
    this.number = number
    this.#login = new DigestClient({
      hash,
      credentials: { user: number, password },
      token: () => `c${(this.#tokens += 1)}`,
    })
    this.node = network.join(address, port, {
      admits: () => true,
      onEvent: (event) => {
        this.#take(event)
      },
    })
  }

  /** The latest call. */
  get last(): PhoneCall {
    return this.calls.at(-1)!
  }

  /** Registers, or registers off with 0; `number` is another than its own where that is to be tried. */
  register(expires: number = 3600, number: string = this.number): void {
    this.#registers = number
    this.#sendRegister(expires, [])
  }

  /** Calls a number of the host, with another in To where that is given. Returns the call, which is another one when the host asks for a password. */
  dial(number: string, headers: readonly HeaderLine[] = [], to: string = number): () => PhoneCall {
    const slot = this.calls.length
    this.#invite(number, slot, headers, to)
    return () => this.calls[slot]!
  }

  answer(call: PhoneCall = this.last): void {
    const agreement =
      call.offer === undefined ? undefined : answerOffer(call.offer, this.#capability('sendrecv'), this.#origin())
    this.node.act((agent, nowMs) => agent.answer(call.call, agreement?.answer ?? this.#offer('sendrecv'), nowMs))
  }

  refuse(status: number, call: PhoneCall = this.last): void {
    this.node.act((agent, nowMs) => agent.refuse(call.call, status, nowMs))
  }

  hangUp(call: PhoneCall = this.last): void {
    this.node.act((agent, nowMs) => agent.hangUp(call.call, nowMs))
  }

  hold(call: PhoneCall = this.last): void {
    this.node.act((agent, nowMs) => agent.reoffer(call.call, this.#offer('sendonly'), nowMs))
  }

  resume(call: PhoneCall = this.last): void {
    this.node.act((agent, nowMs) => agent.reoffer(call.call, this.#offer('sendrecv'), nowMs))
  }

  /** Presses keys, as SIP INFO. */
  press(keys: string, call: PhoneCall = this.last): void {
    for (const key of keys) {
      const body = `Signal=${key}\r\nDuration=100\r\n`
      this.node.act((agent, nowMs) => agent.info(call.call, 'application/dtmf-relay', body, nowMs))
    }
  }

  /** Asks for a transfer; `replaces` makes it an attended one. */
  transfer(number: string, call: PhoneCall = this.last, replaces: string = ''): void {
    const headers = replaces === '' ? '' : `Replaces=${encodeURIComponent(replaces)}`
    this.node.act((agent, nowMs) => agent.transfer(call.call, this.#address(number, headers), nowMs))
  }

  /** Is not there any more, and says nothing. */
  vanish(): void {
    this.node.close()
  }

  #take(event: CallEvent): void {
    if (event.kind === 'incoming') {
      const from = event.request.from?.uri
      const number = from?.scheme === 'sip' ? (from.user ?? '') : ''
      const call = this.#newCall(event.call, true, event.offer, this.calls.length, number)
      this.node.act((agent, nowMs) => agent.progress(event.call, nowMs))
      this.onRing(call)
    } else if (event.kind === 'response') this.#registeredWith(event)
    else if ('call' in event) {
      const call = this.calls.findLast((each) => each.call === event.call)
      if (call !== undefined) this.#ofCall(call, event)
    }
  }

  #ofCall(call: PhoneCall, event: CallEvent): void {
    if (event.kind === 'answered' || event.kind === 'confirmed') {
      if (event.kind === 'answered') call.remotePort = event.remote?.media[0]?.port ?? 0
      call.state = 'talking'
      this.onTalking(call)
    } else if (event.kind === 'transfer-progress') call.transfers.push(event.status)
    else if (event.kind === 'reoffered') {
      const { answer } = answerOffer(event.offer!, this.#capability('sendrecv'), this.#origin())
      this.node.act((agent, nowMs) => agent.acceptOffer(call.call, answer, nowMs))
    } else if (event.kind === 'ended') {
      const wanted = this.#wanted.get(call.call)
      if (event.status === 407 && wanted !== undefined && !wanted.retried && this.#login.take(event.response!)) {
        const header = this.#login.authorize('INVITE', `sip:${wanted.number}@${this.#host.address}:${this.#host.port}`)!
        this.#login.accepted()
        this.#invite(wanted.number, wanted.slot, [header])
        return
      }
      call.state = 'over'
      call.status = event.status
      this.onOver(call)
    }
  }

  #registeredWith({ response }: CallEvent & { kind: 'response' }): void {
    if (response.status === 401 && this.#login.take(response)) {
      const header = this.#login.authorize('REGISTER', `sip:${this.#host.address}:${this.#host.port}`)!
      this.#sendRegister(this.#expires, [header])
      return
    }
    if (response.status !== 401) this.#login.accepted()
    this.registered.push(response.status)
  }

  #expires = 3600
  #registers = ''

  #sendRegister(expires: number, more: readonly HeaderLine[]): void {
    this.#expires = expires
    this.#cseq += 1
    const { address, port } = this.node.peer
    const own = `<sip:${this.#registers}@strowger>`
    this.node.act((agent, nowMs) =>
      agent.request(
        {
          start: { kind: 'request', method: 'REGISTER', uri: `sip:${this.#host.address}:${this.#host.port}` },
          headers: [
            ['From', `${own};tag=r${this.number}`],
            ['To', own],
            ['Call-ID', `reg-${this.number}`],
            ['CSeq', `${this.#cseq} REGISTER`],
            ['Contact', `<sip:${this.number}@${address}:${port}>`],
            ['Expires', String(expires)],
            ...more,
          ],
        },
        this.#host,
        nowMs,
      ),
    )
  }

  #invite(number: string, slot: number, headers: readonly HeaderLine[], to: string = number): void {
    const target = this.#address(number, '')
    const call = this.node.act((agent, nowMs) =>
      agent.invite(
        {
          target: target.uri,
          from: this.#address(this.number, ''),
          to: this.#address(to, ''),
          peer: this.#host,
          offer: this.#offer('sendrecv'),
          headers,
        },
        nowMs,
      ),
    )
    const retried = headers.some(([name]) => name === 'Proxy-Authorization')
    this.#wanted.set(call, { number, retried, slot })
    this.#newCall(call, false, undefined, slot)
  }

  #newCall(
    call: number,
    isIncoming: boolean,
    offer: SessionDescription | undefined,
    slot: number,
    from = '',
  ): PhoneCall {
    const remotePort = offer?.media[0]?.port ?? 0
    const made: PhoneCall = {
      call,
      state: isIncoming ? 'ringing' : 'calling',
      status: 0,
      isIncoming,
      remotePort,
      offer,
      from,
      transfers: [],
    }
    this.calls[slot] = made
    return made
  }

  #address(number: string, headers: string): NameAddress {
    const { address, port } = this.#host
    const uri = {
      scheme: 'sip',
      user: number,
      password: undefined,
      host: address,
      port,
      parameters: NO_PARAMETERS,
      headers,
    } as const
    return { name: '', uri, parameters: NO_PARAMETERS }
  }

  #offer(direction: Direction): SessionDescription {
    return makeOffer(this.#capability(direction), this.#origin())
  }

  #capability(direction: Direction) {
    return { address: this.node.peer.address, port: this.#port, formats: FORMATS, direction, ptimeMs: 20 }
  }

  #origin() {
    this.#tokens += 1
    return { user: '-', id: String(this.#port), version: String(this.#tokens) }
  }
}
