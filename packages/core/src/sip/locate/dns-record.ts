/** What is asked of the domain name system. */
export interface DnsQuestion {
  readonly type: 'NAPTR' | 'SRV' | 'A' | 'AAAA'
  readonly name: string
}

/** A service of a domain, and where it is looked for. RFC 3403 §4.1 */
export interface NaptrRecord {
  readonly type: 'NAPTR'
  readonly order: number
  readonly preference: number
  readonly flags: string
  /** Such as `SIP+D2U`. RFC 3263 §4.1 */
  readonly service: string
  readonly replacement: string
}

/** A server of a service. RFC 2782 */
export interface SrvRecord {
  readonly type: 'SRV'
  readonly priority: number
  readonly weight: number
  readonly port: number
  readonly target: string
}

/** An address of a name. */
export interface AddressRecord {
  readonly type: 'A' | 'AAAA'
  readonly address: string
}

/** What is answered. */
export type DnsRecord = NaptrRecord | SrvRecord | AddressRecord
