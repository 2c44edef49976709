import { StrowgerError, inRange } from '@strowger/core'
import type { LegConnection } from './leg.ts'

/**
 * A connection that a thread can make.
 * @throws StrowgerError when a number is out of range, or the address is a name: names are looked up by who knows them
 */
export function checkedConnection(connection: LegConnection): LegConnection {
  const { remote, payloadType, telephoneEventPayloadType, ptimeMs } = connection
  if (!/^[\d.]+$|:/.test(remote.address)) {
    throw new StrowgerError('invalid-option', 'remote.address', remote.address, 'expected an IP address')
  }
  inRange('remote.port', remote.port, 1, 65_535)
  inRange('remote.rtcpPort', remote.rtcpPort ?? 1, 1, 65_535)
  inRange('payloadType', payloadType, 0, 127)
  inRange('telephoneEventPayloadType', telephoneEventPayloadType ?? 0, 0, 127)
  if (inRange('ptimeMs', ptimeMs, 10, 120) % 10 !== 0) {
    throw new StrowgerError('out-of-range', 'ptimeMs', ptimeMs, 'expected 10 to 120 in tens')
  }
  return connection
}
