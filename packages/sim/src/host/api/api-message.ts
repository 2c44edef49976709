/** What a client may ask for, by what it needs to be allowed to. */
export type ApiRight = 'watch' | 'agent' | 'supervise' | 'dial' | 'operate'

/** A message of a client: `do` says what, `id` comes back in the answer. */
export interface ApiMessage {
  readonly id: string | number | null
  readonly do: string
  /** Number of the agent it is about. */
  readonly agent: string
  /** Number of the supervisor whose phone takes part. */
  readonly supervisor: string
  readonly reason: string
  /** Number that is called or transferred to. */
  readonly to: string
  readonly campaign: string
  /** From now, ms. */
  readonly inMs: number
}

/** Longer messages are refused unread. */
export const MESSAGE_BYTES = 16_384
const LONGEST_TEXT = 64
/** A month: lists of later are put in later. */
const LONGEST_DELAY_MS = 31 * 86_400_000

/** Reads a message; undefined when it is none: no JSON, no object, a field of another kind or too long. */
export function readMessage(text: string): ApiMessage | undefined {
  if (text.length > MESSAGE_BYTES) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(value))
  const id = fields.get('id') ?? null
  if (id !== null && typeof id !== 'string' && typeof id !== 'number') return undefined
  const texts = ['do', 'agent', 'supervisor', 'reason', 'to', 'campaign'].map((name) => fields.get(name) ?? '')
  if (texts.some((each) => typeof each !== 'string' || each.length > LONGEST_TEXT)) return undefined
  const inMs = fields.get('inMs') ?? 0
  if (typeof inMs !== 'number' || !(inMs >= 0 && inMs <= LONGEST_DELAY_MS)) return undefined
  const [what = '', agent = '', supervisor = '', reason = '', to = '', campaign = ''] = texts.map(String)
  return { id, do: what, agent, supervisor, reason, to, campaign, inMs }
}
