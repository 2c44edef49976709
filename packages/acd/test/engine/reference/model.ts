import type { CapacityConfig, SkillLevels } from '@strowger/acd'

export interface Contact {
  id: number
  ref: number
  type: number
  priority: number
  arrivedMs: number
  state: 'waiting' | 'offered' | 'connected' | 'held' | 'interrupted' | 'wrap-up'
  queuedMs: number
  headStartMs: number
  heldMs: number
  preferred: { agent: Agent; untilMs: number } | undefined
  /** True while it waits for its preferred agent alone. */
  personal: boolean
  excluded: Agent[]
  sinceMs: number
  stage: number
  agent: Agent | undefined
  /** Those at whom it rings, those who refused it since it began to, the group it rings in, and at how many it may. */
  rungAt: Agent[]
  refusedBy: Agent[]
  ringsIn: number | undefined
  allowed: number
  deadline: Deadline | undefined
  /** The type it came in as. */
  entry: number
  /** True while it stands in a queue. */
  inQueue: boolean
  /** When a rule must be asked about it, and in which order of those at the same time. */
  nextRuleMs: number | undefined
  askedOrder: number
  /** What it was told of its wait in this queue. */
  told:
    | { queuedMs: number; nextMs: number; last: { readonly upToMs: number; readonly position: number } | undefined }
    | undefined
  /** Types that rules sent it away from, and rules that have been applied once. */
  left: number[]
  done: string[]
  /** Of a leg: the contact it belongs to, and the id of that, which stays when it belongs to none any more. */
  parent: Contact | undefined
  parentId: number
  role: 'consulting' | 'joined' | 'listen' | 'whisper' | 'barge-in'
  direct: boolean
  outside: string
}

export interface Agent {
  number: number
  group: number
  skills: SkillLevels
  capacity: CapacityConfig
  unreachable: boolean
  removed: boolean
  intention: 'signed-out' | 'not-ready' | 'ready'
  reason: string
  ringing: Contact | undefined
  /** It has stopped ringing, and the agent has not gone on yet. */
  stopping: boolean
  /** Contacts connected or in after-call work. */
  hand: Contact[]
  /** Channels of which contacts find it. */
  open: string[]
  idleOrder: number
  missed: number
  deadline: Deadline | undefined
}

export interface Deadline {
  atMs: number
  rank: number
  order: number
  fire: () => void
}

/** Place in the order of waiting: age, head start included. */
function orderOf(contact: Contact): number {
  return contact.arrivedMs - contact.headStartMs
}

/** The higher priority first, then the older, then the smaller id. */
export function byUrgency(a: Contact, b: Contact): number {
  return b.priority - a.priority || orderOf(a) - orderOf(b) || a.id - b.id
}
