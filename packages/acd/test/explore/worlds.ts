import type { AcdConfig, AgentGroupConfig, RefusalConfig } from '@strowger/acd'
import type { SmallWorld } from './small-world.ts'

/*
 * Whatever takes time takes two units, so that any two timers may run out in either order or together.
 */

const AGAIN: RefusalConfig = { become: 'ready', forMs: 2 }
const FRONT: AgentGroupConfig = { name: 'front', offerTimeoutMs: 2, afterNoAnswer: AGAIN }
const THREE_ALIKE = [{ group: 0 }, { group: 0 }, { group: 0 }]

function twoTypes(afterNoAnswer: RefusalConfig, priority: number): AcdConfig {
  return {
    types: [{ name: 'a' }, { name: 'b', priority, wrapUpMs: 2 }],
    groups: [{ ...FRONT, afterNoAnswer }],
  }
}

/** Priority, after-call work, no answer that takes an agent out for a time, and a swap to a configuration without both. */
export const PRIORITIES: SmallWorld = {
  name: 'three agents alike and three contacts of two types',
  configs: [twoTypes({ become: 'not-ready', forMs: 2 }, 1), twoTypes(AGAIN, 0)],
  agents: THREE_ALIKE,
  contacts: 3,
}

function skilled(stageGroups: readonly string[]): AcdConfig {
  return {
    types: [
      { name: 'a', groups: ['both'], stages: [{ afterMs: 2, groups: stageGroups }] },
      { name: 'b', priority: 1, wrapUpMs: 2 },
    ],
    groups: [
      { ...FRONT, name: 'both', afterNoAnswer: { become: 'not-ready', forMs: 2 } },
      { name: 'only-b', autoAnswer: true },
    ],
  }
}

/** The third agent takes one type at first, and the other when a stage has opened, which a swap closes; it answers by force. */
export const STAGES: SmallWorld = {
  name: 'two agents alike and one who helps out, and two contacts',
  configs: [skilled(['both', 'only-b']), skilled(['both'])],
  agents: [{ group: 0 }, { group: 0 }, { group: 1 }],
  contacts: 2,
}

/** One type rings everywhere at once, the other at one agent more each unit of time. */
export const RING_ALL: SmallWorld = {
  name: 'three agents alike at whom two contacts ring together',
  configs: [
    {
      types: [
        { name: 'all', ring: { atOnce: 50 } },
        { name: 'progressive', ring: { atOnce: 3, everyMs: 1 } },
      ],
      groups: [FRONT],
    },
  ],
  agents: THREE_ALIKE,
  contacts: 2,
}

const CALL_OR_CHATS = { total: 2, channels: { voice: 1, chat: 2 } }

/** Each agent takes a call, or two chats, or a call that interrupts its chats. */
export const CHANNELS: SmallWorld = {
  name: 'two agents and four contacts by two channels',
  configs: [
    {
      channels: [{ name: 'voice', weight: 2, interrupts: ['chat'] }, { name: 'chat' }],
      types: [
        { name: 'call', channel: 'voice' },
        { name: 'chat', channel: 'chat', wrapUpMs: 2 },
      ],
      groups: [FRONT],
    },
  ],
  agents: [
    { group: 0, capacity: CALL_OR_CHATS },
    { group: 0, capacity: CALL_OR_CHATS },
  ],
  contacts: 4,
}

/** Agents consult each other or the queue, hand callers over, and confer. */
export const CONSULTATIONS: SmallWorld = {
  name: 'three agents alike who consult, and two contacts',
  configs: [{ types: [{ name: 'a', wrapUpMs: 2 }], groups: [FRONT] }],
  agents: THREE_ALIKE,
  contacts: 2,
  legs: 2,
}
