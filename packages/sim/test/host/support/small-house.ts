import type { DeskEvent } from '@strowger/acd'
import { expect } from 'vitest'
import type { HostConfig } from '../../../src/host/config/host-config.ts'
import { DEFAULT_CODES } from '../../../src/host/feature/feature-codes.ts'
import { Host } from '../../../src/host/host.ts'
import type { ServiceClient } from '../../../src/host/call/services.ts'
import type { LogFields } from '../../../src/host/log/host-log.ts'
import type { HostStore } from '../../../src/host/recovery/host-store.ts'
import { compareDecisions } from '../../../src/host/recovery/compare-decisions.ts'
import type { Sources } from '../../../src/host/recovery/sources.ts'
import { SipSwitch } from '../../../src/host/sip/sip-switch.ts'
import { NameServer } from './name-server.ts'
import { MemoryMedia } from './memory-media.ts'
import { SipNetwork } from './sip-network.ts'
import { hash, type PhoneCall, Telephone } from './telephone.ts'
import { VirtualClock } from './virtual-clock.ts'

const PASSWORD = 'correct horse battery'
/** Address of the host on its network. */
const HOST = { transport: 'udp', address: '192.0.2.1', port: 5060 } as const
const TRUNK = '198.51.100.7'

/** Journals in memory. */
export class MemoryStore implements HostStore {
  readonly journals: string[] = []
  readonly decisions: string[][] = []

  last(): string | undefined {
    return this.journals.at(-1)
  }

  begin(part: number, head: string) {
    const at = this.journals.push(`${head}\n`) - 1
    this.decisions.push([])
    if (part !== at + 1) throw new Error(`part ${part} is journal ${at + 1}`)
    return {
      command: (line: string) => {
        this.journals[at] += `${line}\n`
      },
      decision: (line: string) => {
        this.decisions[at]!.push(line)
      },
    }
  }
}

/** What a small house is like unless it is said otherwise. */
export function configOf(more: Partial<HostConfig> = {}): HostConfig {
  const agent = (number: string, supervisor = false) => {
    return { number, name: `agent ${number}`, group: 'front', password: PASSWORD, skills: undefined, supervisor }
  }
  return {
    realm: 'strowger',
    exchange: undefined,
    listen: [
      { transport: 'udp', address: HOST.address, port: HOST.port, cert: undefined, key: undefined, ca: undefined },
    ],
    publicAddress: undefined,
    media: {
      address: HOST.address,
      ports: { from: 20_000, to: 29_999 },
      threads: 0,
      codecs: ['PCMA', 'PCMU'],
      srtp: 'off',
      prompts: undefined,
      speech: [],
      music: 'music',
    },
    trunks: [
      {
        name: 'carrier',
        from: [TRUNK],
        user: undefined,
        password: undefined,
        to: 'sip:198.51.100.9:5060',
        register: false,
        callerId: '10086',
        maxCalls: 100,
        allow: /^0\d{5,}$/,
      },
    ],
    phones: { from: ['10.0.0.0/8'], minExpiresS: 60, maxExpiresS: 3600, hashes: ['SHA-256', 'MD5'], calls: 'agents' },
    agents: [agent('1001'), agent('1002'), agent('1003'), agent('1000', true)],
    numbers: new Map([['10086', 'orders']]),
    afterCallWorkLimitMs: 60_000,
    recording: { calls: 'none', announce: '' },
    api: undefined,
    metrics: undefined,
    data: 'data',
    log: { level: 'debug', mask: true },
    limits: { calls: 1000, callsPerSecond: 1000, messagesPerSecond: 1e6, failedLogins: 5, banMs: 600_000, drainMs: 0 },
    services: new Map(),
    callback: { attempts: 2, retryMs: 60_000, ringMs: 20_000, prompt: 'call back', key: '1' },
    campaigns: new Map(),
    codes: DEFAULT_CODES,
    ...more,
  }
}

/** Two kinds of calls, one group, whose phones ring for ten seconds. */
const SCENARIO = `
strowger: 1
name: A small house
run: { startsAt: '09:00', duration: 1h, replications: 1, seed: 1 }
offers: { timeout: 10s, afterNoAnswer: not-ready, notReadyFor: 1m }
types:
  orders: { arrivals: { perHour: 10 }, handlingTime: 60s, afterCallWork: 10s, patience: 5m }
  complaints: { arrivals: { perHour: 10 }, handlingTime: 60s, patience: 5m, priority: 3 }
groups:
  front: { agents: 4, ringTime: 2s }
`

/** Files of a scenario in memory. */
export function sourcesOf(text: string = SCENARIO, more: Readonly<Record<string, string>> = {}): Sources {
  const links = Object.fromEntries(Object.keys(more).map((name) => [`scenario.yaml ${name}`, name]))
  return { scenario: 'scenario.yaml', files: { 'scenario.yaml': text, ...more }, links }
}

/** A host with telephones around it, all by one virtual clock. */
export class SmallHouse {
  readonly clock: VirtualClock
  readonly network: SipNetwork
  readonly told: DeskEvent[] = []
  readonly log: { level: string; event: string; fields: LogFields }[] = []
  readonly store: MemoryStore = new MemoryStore()
  readonly config: HostConfig
  /** Lengths of prompts, ms. */
  readonly prompts: Map<string, number> = new Map()
  media!: MemoryMedia
  host!: Host
  #callers = 0

  commandsOfJournal = 100_000
  /** Answers of services outside; none unless they are given. */
  readonly names: NameServer = new NameServer()
  services: ServiceClient = async () => await Promise.resolve(undefined)

  constructor(more: Partial<HostConfig> = {}, startMs: number = 1_000_000) {
    this.config = configOf(more)
    this.clock = new VirtualClock(startMs)
    this.network = new SipNetwork(this.clock)
  }

  static async open(
    more: Partial<HostConfig> = {},
    sources: Sources = sourcesOf(),
    commandsOfJournal: number = 100_000,
  ): Promise<SmallHouse> {
    const house = new SmallHouse(more)
    house.commandsOfJournal = commandsOfJournal
    await house.start(sources)
    return house
  }

  /** Opens the host, or opens it again. */
  async start(sources: Sources = sourcesOf()): Promise<void> {
    const { clock, config, network } = this
    let tokens = 0
    this.host = await Host.open({
      config,
      sources,
      clock,
      store: this.store,
      log: { say: (level, event, fields = {}) => this.log.push({ level, event, fields }) },
      services: this.services,
      commandsOfJournal: this.commandsOfJournal,
      onTold: (event) => this.told.push(event),
      exchange: async (onEvent) =>
        await SipSwitch.open(
          {
            config,
            clock,
            hash,
            token: () => `h${(tokens += 1)}-${this.store.journals.length}`,
            random: () => 0,
            locate: async (uri, options) => await this.names.locate(uri, options),
            prompts: { pathOf: (name) => name },
            wire: async (handlers) => await Promise.resolve(network.join(HOST.address, HOST.port, handlers)),
            media: (onMedia) =>
              (this.media = new MemoryMedia(clock, onMedia, (file) => this.prompts.get(file) ?? 1000)),
          },
          onEvent,
        ),
    })
  }

  /** A phone of an agent. */
  phone(number: string, password: string = PASSWORD): Telephone {
    return new Telephone(this.network, HOST, `10.0.0.${Number(number) % 250}`, number, password)
  }

  /** A phone that is registered, whose agent is signed in and ready, and answers after so long. */
  async agentAtWork(number: string, answersAfterMs: number = 2000): Promise<Telephone> {
    const phone = this.phone(number)
    phone.onRing = (call) => {
      this.clock.at(this.clock.nowMs() + answersAfterMs, () => {
        if (call.state === 'ringing') phone.answer(call)
      })
    }
    phone.register()
    await this.clock.run(10)
    for (const code of ['*70', '*71']) {
      phone.dial(code)
      await this.clock.run(1500)
    }
    return phone
  }

  /** Somebody outside, behind the trunk, at a port of its own unless it is given. */
  outside(number: string, address: string = TRUNK, port: number = 6000 + (this.#callers += 1)): Telephone {
    return new Telephone(this.network, HOST, address, number, 'none', port)
  }

  /** The host is gone, as after kill −9: no call is ended, nobody is told. */
  async kill(): Promise<void> {
    this.network.leave(HOST)
    this.clock.forget()
    await Promise.resolve()
  }

  /** Does every journal again, from what stands in it alone: the same is decided. */
  expectReplay(): void {
    for (const [at, journal] of this.store.journals.entries()) {
      const live = this.store.decisions[at]!
      const { same, unwritten, difference } = compareDecisions(
        journal,
        `${live.join('\n')}${live.length > 0 ? '\n' : ''}`,
      )
      expect({ same, unwritten, difference }).toEqual({ same: live.length, unwritten: 0, difference: undefined })
    }
  }

  /** What was told of a kind. */
  kinds(...kinds: DeskEvent['kind'][]): DeskEvent[] {
    return this.told.filter(({ kind }) => kinds.includes(kind))
  }

  /** True when the two hear each other and nobody else. */
  talk(a: Telephone, b: Telephone): boolean {
    return this.hears(a).join() === this.legsOf(b).join() && this.hears(b).join() === this.legsOf(a).join()
  }

  /** Legs of the media that a telephone's latest call hears, in order. */
  hears(phone: Telephone): number[] {
    return this.hearsOf(phone.last) ?? []
  }

  /** Legs that a call hears; undefined when it is over. */
  hearsOf({ remotePort }: PhoneCall): number[] | undefined {
    return this.media.withPort(remotePort)?.hears.toSorted((a, b) => a - b)
  }

  /** Legs of the media of these telephones' latest calls, in order. */
  legsOf(...phones: readonly Telephone[]): number[] {
    return this.legsOfCalls(...phones.map(({ last }) => last))
  }

  legsOfCalls(...calls: readonly PhoneCall[]): number[] {
    return calls.map(({ remotePort }) => this.media.withPort(remotePort)?.opened.leg ?? -1).sort((a, b) => a - b)
  }

  /** What plays to a telephone's latest call. */
  plays(phone: Telephone): readonly string[] {
    const playing = this.media.withPort(phone.last.remotePort)?.playing.values() ?? []
    return [...playing].flatMap(({ files }) => files ?? [])
  }

  /** True while music plays to a telephone's latest call. */
  hearsMusic(phone: Telephone): boolean {
    const playing = this.media.withPort(phone.last.remotePort)?.playing.values() ?? []
    return [...playing].some(({ loop, files }) => loop === true && files?.at(-1) === 'music')
  }
}
