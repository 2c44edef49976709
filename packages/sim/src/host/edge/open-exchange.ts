import { createHash, randomBytes } from 'node:crypto'
import type { Hash } from '@strowger/core/sip'
import type { HostClock } from '../clock/host-clock.ts'
import type { HostConfig } from '../config/host-config.ts'
import type { HostLog } from '../log/host-log.ts'
import { MediaThreads } from '../media/media-threads.ts'
import { PbxSwitch } from '../pbx/pbx-switch.ts'
import { SipSwitch } from '../sip/sip-switch.ts'
import type { SwitchEvent } from '../switch/switch-event.ts'
import type { Switch } from '../switch/switch.ts'
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
const token = () => randomBytes(16).toString('hex')

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
        token,
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
