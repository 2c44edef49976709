import { createHash, randomBytes, randomInt } from 'node:crypto'
import { DnsResolver, unguessableToken } from '@strowger/core/edge'
import { type Hash, writeUri } from '@strowger/core/sip'
import type { HostClock } from '../clock/host-clock.ts'
import type { HostConfig } from '../config/host-config.ts'
import type { HostLog } from '../log/host-log.ts'
import { MediaThreads } from '../media/media-threads.ts'
import { PbxSwitch } from '../pbx/pbx-switch.ts'
import { SipSwitch } from '../sip/sip-switch.ts'
import type { SwitchEvent } from '../switch/switch-event.ts'
import type { Switch } from '../switch/switch.ts'
import type { Locate } from '../trunk/trunk-finder.ts'
import { openAsterisk } from './asterisk-link.ts'
import { openFreeSwitch } from './freeswitch-link.ts'
import type { PromptFolder } from './prompt-folder.ts'
import { sipSockets } from './sip-sockets.ts'

/** What an exchange is opened with. */
export interface ExchangeOptions {
  readonly config: HostConfig
  readonly clock: HostClock
  readonly log: HostLog
  readonly prompts: PromptFolder
}

/** Legs that each thread of media holds ready: what begins within the 0.2 s that a thread at its limit takes to open one more. */
const SPARE_LEGS = 8

const hash: Hash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex')
const random = () => randomInt(2 ** 47) / 2 ** 47

/** Opens the exchange of a configuration: Strowger's own SIP and media, or one that is there. Rejects when it cannot be opened. */
export async function openExchange(options: ExchangeOptions, onEvent: (event: SwitchEvent) => void): Promise<Switch> {
  const { config, clock, log } = options
  const { exchange } = config
  if (exchange === undefined) return await openSip(options, onEvent)
  // Names of this life of the host begin so: what a life before has left is not taken for it.
  const prefix = `strowger-${randomBytes(4).toString('hex')}`
  return await PbxSwitch.open(
    {
      config,
      clock,
      prefix,
      pbx: async (tell) =>
        exchange.kind === 'asterisk'
          ? await openAsterisk({ config: exchange, prefix, clock, log }, tell)
          : await openFreeSwitch({ config: exchange, prefix, clock, log }, tell),
    },
    onEvent,
  )
}

async function openSip(
  { config, clock, log, prompts }: ExchangeOptions,
  onEvent: (event: SwitchEvent) => void,
): Promise<SipSwitch> {
  const { address, ports, threads } = config.media
  const portRange = [ports.from, ports.to] as const
  let media: MediaThreads | undefined
  try {
    return await SipSwitch.open(
      {
        config,
        clock,
        hash,
        token: unguessableToken,
        random,
        locate: lookUp(log),
        prompts,
        wire: sipSockets(config, clock, log),
        media: (onMedia) => {
          media = MediaThreads.start({ address, portRange, threads, spareLegs: SPARE_LEGS, onEvent: onMedia })
          return media
        },
      },
      onEvent,
    )
  } catch (error) {
    // Threads that wait for work keep the process alive.
    await media?.close()
    throw error
  }
}

/** The system's name servers; what they do not know, or do not say, is in the log. */
function lookUp(log: HostLog): Locate {
  const resolver = new DnsResolver()
  return async (uri, options) => {
    const trunk = writeUri(uri)
    try {
      const servers = await resolver.locate(uri, options)
      if (servers.length === 0) log.say('warn', 'trunk-not-found', { trunk })
      return servers
    } catch (error) {
      log.say('warn', 'trunk-lookup-failed', { trunk, message: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
}
