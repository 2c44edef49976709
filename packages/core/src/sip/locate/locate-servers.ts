import type { SipUri } from '../grammar/uri.ts'
import type { SipTransport } from '../transaction/peer.ts'
import type { DnsQuestion, DnsRecord } from './dns-record.ts'
import type { SipServer } from './sip-server.ts'

/** A transport that servers are found for: those that a browser opens are not called by name. */
export type LocatedTransport = 'udp' | 'tcp' | 'tls'

/** What this side can speak. */
export interface LocateOptions {
  /** In order of preference, where neither URI nor domain says which. */
  readonly transports: readonly LocatedTransport[]
  /** Versions of IP. */
  readonly families: readonly (4 | 6)[]
}

/** Records of one answer that count: more would be an attack, or a mistake. */
const MOST_RECORDS = 32

const SERVICE: Readonly<Record<LocatedTransport, string>> = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' }
const TRANSPORT_OF: ReadonlyMap<string, LocatedTransport> = new Map([
  ['SIP+D2U', 'udp'],
  ['SIP+D2T', 'tcp'],
  ['SIPS+D2T', 'tls'],
])

type Asking<Result> = Generator<readonly DnsQuestion[], Result, readonly (readonly DnsRecord[])[]>

/** Where servers of a transport are looked for by SRV. */
interface Lead {
  readonly transport: LocatedTransport
  readonly name: string
}

/** A server whose addresses are not known yet. */
interface Found extends Omit<SipServer, 'addresses' | 'domain'> {
  readonly target: string
}

/**
 * Where requests to a URI go. RFC 3263 §4, without I/O: yields questions to be asked of the domain name system at once, takes their answers in
 * the same order (empty where there is no such record), and returns the servers; none where the domain has none that this side can speak to.
 * A URI with an address asks nothing.
 */
export function* locateServers(uri: SipUri, options: LocateOptions): Asking<readonly SipServer[]> {
  const { port } = uri
  const host = uri.parameters.get('maddr') ?? uri.host
  const named = transportOf(uri)
  const transports = options.transports.filter((each) => uri.scheme === 'sip' || each === 'tls')
  const transport =
    transports.find((each) => each === (named ?? 'udp')) ?? (named === undefined ? transports[0] : undefined)
  if (transport === undefined) return []
  const itself = { transport, port: port ?? defaultPort(transport), rank: 0, weight: 0 }
  if (isAddress(host)) return [{ ...itself, addresses: [host], domain: undefined }]
  if (port !== undefined) return yield* withAddresses([{ ...itself, target: host }], host, options)
  const leads = named === undefined ? yield* leadsOf(host, options) : [leadOf(transport, host)]
  const { found, exists } = yield* serversOf(leads)
  // A domain without services is a server itself.
  return yield* withAddresses(exists ? found : [{ ...itself, target: host }], host, options)
}

/** The transport that a URI names; undefined where it leaves that open. */
function transportOf({ scheme, parameters }: SipUri): string | undefined {
  const named = parameters.get('transport')?.toLowerCase()
  return scheme === 'sips' && (named ?? 'tcp') === 'tcp' ? 'tls' : named
}

function leadOf(transport: LocatedTransport, host: string): Lead {
  return { transport, name: `${SERVICE[transport]}.${host}` }
}

/** By NAPTR where the domain has such, else all services that this side could use. RFC 3263 §4.1 */
function* leadsOf(host: string, { transports }: LocateOptions): Asking<readonly Lead[]> {
  const [answer = []] = yield [{ type: 'NAPTR', name: host }]
  const leads = ofType(answer, 'NAPTR')
    .sort((a, b) => a.order - b.order || a.preference - b.preference)
    .flatMap(({ flags, service, replacement }) => {
      const transport = TRANSPORT_OF.get(service.toUpperCase())
      const isUsable = transport !== undefined && transports.includes(transport) && flags.toLowerCase() === 's'
      return isUsable && replacement !== '' ? [{ transport, name: replacement }] : []
    })
  return leads.length > 0 ? leads : transports.map((transport) => leadOf(transport, host))
}

/** By SRV; `exists` is false where there is no such record at all. RFC 3263 §4.2 */
function* serversOf(leads: readonly Lead[]): Asking<{ readonly found: readonly Found[]; readonly exists: boolean }> {
  const answers = yield leads.map(({ name }) => ({ type: 'SRV', name }))
  const records = leads.map((_, at) => ofType(answers[at] ?? [], 'SRV'))
  const found = leads.flatMap(({ transport }, at) =>
    // A target of a mere dot says that the service is not offered.
    records[at]!.filter(({ target }) => target !== '' && target !== '.').map(
      ({ priority, weight, port, target }): Found => ({
        transport,
        port,
        rank: at * 65_536 + priority,
        weight,
        target,
      }),
    ),
  )
  return { found, exists: records.some((each) => each.length > 0) }
}

function* withAddresses(
  found: readonly Found[],
  domain: string,
  { families }: LocateOptions,
): Asking<readonly SipServer[]> {
  if (found.length === 0) return []
  const questions = found.flatMap(({ target: name }) =>
    families.map((family): DnsQuestion => ({ type: family === 4 ? 'A' : 'AAAA', name })),
  )
  const answers = yield questions
  return found.flatMap(({ transport, port, rank, weight }, at) => {
    const own = answers
      .slice(at * families.length, (at + 1) * families.length)
      .flat()
      .slice(0, MOST_RECORDS)
    const addresses = own.flatMap((record) => ('address' in record ? [record.address] : []))
    return addresses.length === 0
      ? []
      : [{ transport, port, rank, weight, addresses, domain: transport === 'tls' ? domain : undefined }]
  })
}

function ofType<Type extends DnsRecord['type']>(
  records: readonly DnsRecord[],
  type: Type,
): Extract<DnsRecord, { type: Type }>[] {
  return records
    .slice(0, MOST_RECORDS)
    .filter((record): record is Extract<DnsRecord, { type: Type }> => record.type === type)
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)
}

function defaultPort(transport: SipTransport): number {
  return transport === 'tls' ? 5061 : 5060
}
