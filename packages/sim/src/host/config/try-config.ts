import { CALLBACK_OFFER } from './callback-offer.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { DEFAULT_CODES } from '../feature/feature-codes.ts'
import type { HostConfig } from './host-config.ts'

const LOOPBACK = '127.0.0.1'
const LOOPBACK_RANGE = '127.0.0.0/8'
/** No secret: it is printed. */
const PASSWORD = 'strowger-try'
const FIRST_NUMBER = 9001
const FIRST_AGENT = 1001
const AGENTS_OF_GROUP = 3
const AGENTS = 30

/** A configuration for trying a scenario out on this machine alone: all addresses are the loopback's. */
export function tryConfig({ types, groups }: Scenario, port: number, data: string): HostConfig {
  const numbers = types.map(({ id }, at) => [String(FIRST_NUMBER + at), id] as const)
  const seats = groups.flatMap(({ id }) => Array.from({ length: AGENTS_OF_GROUP }, () => id)).slice(0, AGENTS)
  return {
    realm: 'strowger',
    exchange: undefined,
    listen: (['udp', 'tcp'] as const).map((transport) => {
      return { transport, address: LOOPBACK, port, cert: undefined, key: undefined, ca: undefined }
    }),
    publicAddress: LOOPBACK,
    media: {
      address: LOOPBACK,
      ports: { from: 20_000, to: 29_999 },
      threads: 1,
      codecs: ['PCMA', 'PCMU', 'G722'],
      srtp: 'offered',
      prompts: undefined,
      speech: [],
      music: 'music',
    },
    trunks: [
      {
        name: 'loopback',
        from: [LOOPBACK_RANGE],
        user: undefined,
        password: undefined,
        to: undefined,
        register: false,
        callerId: '',
        maxCalls: 1000,
        allow: /^$/,
      },
    ],
    phones: { from: [LOOPBACK_RANGE], minExpiresS: 60, maxExpiresS: 3600, hashes: ['MD5'], calls: 'agents' },
    agents: seats.map((group, at) => {
      const number = String(FIRST_AGENT + at)
      return { number, name: number, group, password: PASSWORD, skills: undefined, supervisor: at === 0 }
    }),
    numbers: new Map(numbers),
    afterCallWorkLimitMs: 60_000,
    recording: { calls: 'none', announce: '' },
    api: undefined,
    metrics: undefined,
    data,
    log: { level: 'debug', mask: true },
    limits: {
      calls: 1000,
      callsPerSecond: 1000,
      messagesPerSecond: 100_000,
      failedLogins: 20,
      banMs: 10_000,
      drainMs: 10_000,
    },
    services: new Map(),
    callback: { attempts: 3, retryMs: 60_000, ringMs: 30_000, ...CALLBACK_OFFER },
    campaigns: new Map(),
    codes: DEFAULT_CODES,
  }
}
