import type { SkillLevels } from '@strowger/acd'

export interface Contact {
  id: number
  ref: number
  type: number
  priority: number
  arrivedMs: number
  state: 'waiting' | 'offered' | 'connected' | 'held' | 'wrap-up'
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
  deadline: Deadline | undefined
}

export interface Agent {
  number: number
  group: number
  skills: SkillLevels
  state: 'signed-out' | 'not-ready' | 'ready' | 'offered' | 'connected' | 'wrap-up'
  intention: 'signed-out' | 'not-ready' | 'ready'
  reason: string
  contact: Contact | undefined
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
export function orderOf(contact: Contact): number {
  return contact.arrivedMs - contact.headStartMs
}
