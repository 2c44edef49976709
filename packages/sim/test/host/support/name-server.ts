import {
  type DnsQuestion,
  type DnsRecord,
  locateServers,
  type LocateOptions,
  type SipServer,
  type SipUri,
} from '@strowger/core/sip'

/** A domain name system in memory. */
export class NameServer {
  /** Records by type and name, such as `A carrier.example`. */
  readonly records: Map<string, readonly DnsRecord[]> = new Map()
  readonly asked: string[] = []
  /** Whether it answers at all. */
  isThere = true

  async locate(uri: SipUri, options: LocateOptions): Promise<readonly SipServer[]> {
    await Promise.resolve()
    if (!this.isThere) throw new Error('nobody answers')
    const asking = locateServers(uri, options)
    let step = asking.next()
    while (step.done !== true) step = asking.next(step.value.map((question) => this.#answer(question)))
    return step.value
  }

  #answer({ type, name }: DnsQuestion): readonly DnsRecord[] {
    this.asked.push(`${type} ${name}`)
    return this.records.get(`${type} ${name}`) ?? []
  }
}
