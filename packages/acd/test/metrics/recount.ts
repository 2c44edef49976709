import { emptyIntervalTally, type IntervalTally, type AcdEvent, type TallyField } from '@strowger/acd'
import type { Day } from './day.ts'

export interface RecountRules {
  readonly thresholdsMs: readonly number[]
  readonly shortAbandonMs: number
  readonly countAt: 'decision' | 'end'
  readonly attributeTo: 'arrival' | 'event'
  readonly intervalMs: number
}

/** Tallies by `type 0`, `group 1`, `agent 2`, then by number of the interval. */
export type Recount = Map<string, Map<number, IntervalTally>>

type Of<K extends AcdEvent['kind']> = Extract<AcdEvent, { kind: K }>
type ContactEvent = Exclude<AcdEvent, Of<'agent'>>

/** Counts a whole day again the slow way: contact by contact and agent by agent, from the full list of events. */
export function recount({ events, endMs }: Day, rules: RecountRules): Recount {
  const counted: Recount = new Map()
  const add = (keys: readonly string[], atMs: number, field: TallyField, amount: number) => {
    for (const key of keys) {
      const intervals = counted.get(key) ?? new Map<number, IntervalTally>()
      counted.set(key, intervals)
      const interval = Math.floor(atMs / rules.intervalMs)
      const tally = intervals.get(interval) ?? emptyIntervalTally()
      intervals.set(interval, tally)
      tally[field] += amount
    }
  }

  const stories = new Map<number, ContactEvent[]>()
  for (const event of events) {
    if (event.kind === 'agent' || event.kind === 'ordered') continue
    const story = stories.get(event.contact)
    if (story === undefined) stories.set(event.contact, [event])
    else story.push(event)
  }
  for (const story of stories.values()) {
    const [{ arrivedMs, type }] = story as [ContactEvent]
    const threshold = rules.thresholdsMs[type]!
    const connected = story.find((event): event is Of<'connected'> => event.kind === 'connected')
    const released = story.find((event): event is Of<'released'> => event.kind === 'released')
    const abandoned = story.find((event): event is Of<'abandoned'> => event.kind === 'abandoned')
    const blocked = story.find((event): event is Of<'blocked'> => event.kind === 'blocked')
    const ended = released ?? abandoned ?? blocked
    const own = [`type ${type}`]
    /** The interval's time of a fact that became known at `atMs`; undefined while it is not counted. */
    const when = (atMs: number): number | undefined => {
      if (rules.countAt === 'end' && ended === undefined) return undefined
      if (rules.attributeTo === 'arrival') return arrivedMs
      return rules.countAt === 'end' ? ended!.atMs : atMs
    }
    const fact = (keys: readonly string[], atMs: number, field: TallyField, amount: number = 1) => {
      const time = when(atMs)
      if (time !== undefined) add(keys, time, field, amount)
    }
    fact(own, arrivedMs, 'offered')
    if (blocked) fact(own, arrivedMs, 'blocked')
    if (connected) {
      const pair = [`group ${connected.group}`, `agent ${connected.agent}`]
      const wait = connected.atMs - arrivedMs
      fact(pair, connected.atMs, 'offered')
      fact([...own, ...pair], connected.atMs, 'answered')
      fact([...own, ...pair], connected.atMs, 'answeredWaitMs', wait)
      if (wait > 0) fact([...own, ...pair], connected.atMs, 'waited')
      if (wait <= 15_000) fact([...own, ...pair], connected.atMs, 'answeredWithin15s')
      if (wait <= threshold) fact([...own, ...pair], connected.atMs, 'answeredWithin')
      else fact([...own, ...pair], arrivedMs + threshold, 'exceeded')
    }
    if (abandoned) {
      const wait = abandoned.atMs - arrivedMs
      const ringing = story.filter(
        (event): event is Of<'offer-ended'> => event.kind === 'offer-ended' && event.reason === 'abandoned',
      )
      const pair = [...new Set(ringing.flatMap(({ group, agent }) => [`group ${group}`, `agent ${agent}`]))]
      fact(pair, abandoned.atMs, 'offered')
      fact([...own, ...pair], abandoned.atMs, 'abandoned')
      fact([...own, ...pair], abandoned.atMs, 'abandonedWaitMs', wait)
      if (wait > 0) fact([...own, ...pair], abandoned.atMs, 'waited')
      if (wait < rules.shortAbandonMs) fact([...own, ...pair], abandoned.atMs, 'abandonedShort')
      if (wait <= threshold) fact([...own, ...pair], abandoned.atMs, 'abandonedWithin')
      else fact([...own, ...pair], arrivedMs + threshold, 'exceeded')
    }
    const stillWaits = !connected && !abandoned && !blocked
    if (stillWaits && endMs - arrivedMs > threshold) fact(own, arrivedMs + threshold, 'exceeded')
    // What becomes known after the answer, or before it without being an outcome, is counted at its own time.
    const later = (event: { atMs: number; group: number; agent: number }, field: TallyField, amount: number = 1) =>
      add(
        [...own, `group ${event.group}`, `agent ${event.agent}`],
        rules.attributeTo === 'arrival' ? arrivedMs : event.atMs,
        field,
        amount,
      )
    if (released) {
      later(released, 'handled')
      later(released, 'talkMs', released.atMs - connected!.atMs)
      let holdMs = 0
      for (const event of story) if (event.kind === 'resumed') holdMs += event.durationMs
      later(released, 'holdMs', holdMs)
    }
    const wrapped = story.find((event): event is Of<'wrap-up-ended'> => event.kind === 'wrap-up-ended')
    if (wrapped) later(wrapped, 'wrapUpMs', wrapped.atMs - released!.atMs)
    for (const event of story) {
      if (event.kind === 'offered') later(event, 'rung')
      if (event.kind === 'offer-ended' && event.reason === 'declined') later(event, 'declined')
      if (event.kind === 'offer-ended' && event.reason === 'no-answer') later(event, 'noAnswer')
    }
  }

  for (const { agent, group, fromMs, toMs, field, inHand } of activities(events, endMs)) {
    for (let ms = fromMs; ms < toMs; ms += 1) {
      const keys = [`group ${group}`, `agent ${agent}`]
      add(keys, ms, field, 1)
      if (field === 'notReadyMs' || field === 'unreachableMs') continue
      add(keys, ms, 'contactMs', inHand)
      add(keys, ms, 'loadMs', inHand)
      add(keys, ms, 'capacityMs', 1)
    }
  }
  return counted
}

interface Span {
  readonly agent: number
  readonly group: number
  readonly fromMs: number
  readonly toMs: number
  readonly field: TallyField
  readonly inHand: number
}

/** What an agent has in hand, contact by contact, and what it does when it has nothing. */
interface Desk {
  readonly group: number
  resting: TallyField | 'nothing'
  readonly contacts: Map<number, 'ringing' | 'talking' | 'holding' | 'aside' | 'wrapping'>
  sinceMs: number
}

const TURNS = {
  offered: 'ringing',
  connected: 'talking',
  'taken-over': 'talking',
  held: 'holding',
  resumed: 'talking',
  interrupted: 'aside',
  continued: 'talking',
} as const
const RESTS = {
  'signed-out': 'nothing',
  removed: 'nothing',
  unreachable: 'unreachableMs',
  'not-ready': 'notReadyMs',
  ready: 'readyMs',
} as const

function fieldOf({ contacts, resting }: Desk): TallyField | 'nothing' {
  const has = (what: string) => [...contacts.values()].includes(what as never)
  if (has('talking')) return 'talkingMs'
  if (has('holding')) return 'holdingMs'
  if (has('ringing')) return 'ringingMs'
  return has('wrapping') ? 'wrappingMs' : resting
}

/** Each agent's spans of time by activity, up to the end of the day. */
function activities(events: readonly AcdEvent[], endMs: number): Span[] {
  const spans: Span[] = []
  const desks = new Map<number, Desk>()
  const close = (agent: number, desk: Desk, atMs: number) => {
    const field = fieldOf(desk)
    const inHand = [...desk.contacts.values()].filter((what) => what !== 'ringing').length
    if (field !== 'nothing') spans.push({ agent, group: desk.group, fromMs: desk.sinceMs, toMs: atMs, field, inHand })
    desk.sinceMs = atMs
  }
  for (const event of events) {
    if (!('agent' in event) || event.agent < 0) continue
    const { agent, group, atMs } = event
    const desk = desks.get(agent) ?? { group, resting: 'nothing', contacts: new Map(), sinceMs: atMs }
    desks.set(agent, desk)
    close(agent, desk, atMs)
    if (event.kind === 'agent') desk.resting = RESTS[event.state]
    else if (event.kind in TURNS) desk.contacts.set(event.contact, TURNS[event.kind as keyof typeof TURNS])
    else if (event.kind === 'released' && event.wrapUp) desk.contacts.set(event.contact, 'wrapping')
    else desk.contacts.delete(event.contact)
  }
  for (const [agent, desk] of desks) close(agent, desk, endMs)
  return spans
}
