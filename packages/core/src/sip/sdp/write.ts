import type { MediaDescription, SessionDescription } from './session-description.ts'

/** The text of a session description. The opposite of {@link readSdp} for what this stack understands. */
export function writeSdp({ origin, name, media }: SessionDescription): string {
  const { user, id, version, address } = origin
  const lines = [
    'v=0',
    `o=${user} ${id} ${version} IN ${family(address)} ${address}`,
    `s=${name === '' ? '-' : name}`,
    `c=IN ${family(address)} ${address}`,
    't=0 0',
    ...media.flatMap((stream) => mediaLines(stream, address)),
  ]
  return `${lines.join('\r\n')}\r\n`
}

function mediaLines(stream: MediaDescription, sessionAddress: string): string[] {
  const { kind, port, protocol, formats, formatList, address } = stream
  const lines = [`m=${kind} ${port} ${protocol} ${formatList.join(' ')}`]
  if (address !== sessionAddress) lines.push(`c=IN ${family(address)} ${address}`)
  if (port === 0) return lines
  for (const { payloadType, encoding, clockHz, channels, parameters } of formats) {
    const name = encoding === 'TELEPHONE-EVENT' ? 'telephone-event' : encoding
    lines.push(`a=rtpmap:${payloadType} ${name}/${clockHz}${channels === 1 ? '' : `/${channels}`}`)
    if (parameters !== '') lines.push(`a=fmtp:${payloadType} ${parameters}`)
  }
  if (stream.ptimeMs !== undefined) lines.push(`a=ptime:${stream.ptimeMs}`)
  for (const { tag, suite, key, lifetimePackets, parameters } of stream.cryptos) {
    const lifetime = lifetimePackets === undefined ? '' : `|${lifetimePackets}`
    lines.push(`a=crypto:${tag} ${suite} inline:${key}${lifetime}${parameters === '' ? '' : ` ${parameters}`}`)
  }
  if (stream.rtcpMux) lines.push('a=rtcp-mux')
  if (stream.rtcpPort !== undefined) lines.push(`a=rtcp:${stream.rtcpPort}`)
  lines.push(`a=${stream.direction}`)
  return lines
}

function family(address: string): 'IP4' | 'IP6' {
  return address.includes(':') ? 'IP6' : 'IP4'
}
