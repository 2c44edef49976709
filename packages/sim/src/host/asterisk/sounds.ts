/** Words that Asterisk's own sounds have. */
const OWN = new Set(['beep', 'minutes'])

/** The media URI of a prompt or a spoken word: digits, `beep` and `minutes` are Asterisk's own, all others lie in the folder of this host. */
export function soundOf(name: string, folder: string): string {
  const digit = /^digit (\d)$/.exec(name)?.[1]
  if (digit !== undefined) return `sound:digits/${digit}`
  if (OWN.has(name)) return `sound:${name}`
  return `sound:${folder}/${name.replaceAll(/[^\p{L}\p{N}/_-]+/gu, '-')}`
}
