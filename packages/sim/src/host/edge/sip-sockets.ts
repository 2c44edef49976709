import { readFileSync } from 'node:fs'
import { SipEndpoint } from '@strowger/core/edge'
import type { HostClock } from '../clock/host-clock.ts'
import type { HostConfig } from '../config/host-config.ts'
import type { HostLog } from '../log/host-log.ts'
import type { SipWireMaker } from '../sip/sip-wire.ts'

/** SIP on the sockets that a configuration names. */
export function sipSockets(config: HostConfig, clock: HostClock, log: HostLog): SipWireMaker {
  const { listen, publicAddress, limits } = config
  return async ({ admits, onEvent }) =>
    await SipEndpoint.open(
      {
        listen: listen.map(({ transport, address, port, cert, key, ca }) => ({
          transport,
          address,
          port,
          ...(cert !== undefined &&
            key !== undefined && {
              tls: {
                cert: readFileSync(cert, 'utf8'),
                key: readFileSync(key, 'utf8'),
                ...(ca !== undefined && { ca: readFileSync(ca, 'utf8') }),
              },
            }),
        })),
        ...(publicAddress !== undefined && { publicAddress }),
        rates: { perSecond: limits.messagesPerSecond, burst: 2 * limits.messagesPerSecond },
        maxCalls: limits.calls,
        admits,
        nowMs: () => clock.nowMs(),
      },
      {
        onEvent,
        onError: (error) => {
          log.say('warn', 'socket', { message: error.message })
        },
      },
    )
}
