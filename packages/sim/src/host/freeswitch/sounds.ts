/** Words that FreeSWITCH's own sounds have, and where. */
const OWN: ReadonlyMap<string, string> = new Map([
  ['beep', 'tone_stream://%(200,0,800)'],
  ['minutes', 'time/minutes.wav'],
])

/** What `playback` plays for a prompt or a spoken word: digits, `beep` and `minutes` are FreeSWITCH's own, all others lie in the folder of this host. */
export function soundOf(name: string, folder: string): string {
  const digit = /^digit (\d)$/.exec(name)?.[1]
  if (digit !== undefined) return `digits/${digit}.wav`
  return OWN.get(name) ?? `${folder}/${name.replaceAll(/[^\p{L}\p{N}/_-]+/gu, '-')}.wav`
}
