import { createHash } from 'node:crypto'
import { SipEndpoint, type SipEndpointOptions } from '@strowger/core/edge'
import { type CallEvent, DigestServer, digestSecret, type Hash, makeOffer } from '@strowger/core/sip'

export type Told = Exclude<CallEvent, { kind: 'send' }>

const HASHES = { MD5: 'md5', 'SHA-256': 'sha256' } as const
/** The hash of digest authentication. */
export const hash: Hash = (algorithm, text) => createHash(HASHES[algorithm]).update(text).digest('hex')

/** A registrar's check: the password of every user is `secret`. */
export function digestServer(): DigestServer {
  return new DigestServer({
    realm: 'strowger',
    hash,
    secretOf: (user, algorithm) => digestSecret(hash, algorithm, user, 'strowger', 'secret'),
    nonceSecret: 'of the test',
    algorithms: ['MD5'],
  })
}

/** A description of one stream of G.711 and events at a port. */
export function voiceAt(port: number) {
  const format = (payloadType: number, encoding: string, parameters = '') => {
    return { payloadType, encoding, clockHz: 8000, channels: 1, parameters }
  }
  const formats = [format(8, 'PCMA'), format(0, 'PCMU'), format(101, 'TELEPHONE-EVENT', '0-15')]
  return makeOffer({ address: '127.0.0.1', port, formats }, { user: '-', id: '1', version: '1' })
}

/** An endpoint on the loopback that hands what it is told to `act`, and remembers it. */
export async function endpoint(
  act: (event: Told, endpoint: SipEndpoint) => void,
  options: Partial<SipEndpointOptions> = {},
): Promise<{ readonly sip: SipEndpoint; readonly told: Told[] }> {
  const told: Told[] = []
  const sip = await SipEndpoint.open(
    {
      listen: [
        { transport: 'udp', port: 0 },
        { transport: 'tcp', port: 0 },
      ],
      rates: { perSecond: 10_000, burst: 10_000 },
      ...options,
    },
    {
      onEvent(event) {
        told.push(event)
        act(event, sip)
      },
    },
  )
  return { sip, told }
}
