import { type AcdConfig, type AcdEvent, DialMetrics, type DialTally, FloorMetrics, type Tally } from '@strowger/acd'

/** One line of metrics: labels by name, and the figure. */
interface Series {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What a tally's figures are called, and what they say. */
const CONTACTS: readonly (readonly [field: keyof Tally, name: string, help: string])[] = [
  ['offered', 'contacts_offered_total', 'Contacts that came to the queue'],
  ['answered', 'contacts_answered_total', 'Contacts that an agent answered'],
  ['answeredWithin', 'contacts_answered_within_threshold_total', 'Of those, within the threshold of the service level'],
  ['abandoned', 'contacts_abandoned_total', 'Contacts that gave up before an answer'],
  ['blocked', 'contacts_blocked_total', 'Contacts refused for want of a line'],
  ['refused', 'contacts_refused_total', 'Contacts that a rule turned away'],
  ['diverted', 'contacts_diverted_total', 'Contacts that left for voicemail, a callback, or somewhere outside'],
  ['handled', 'contacts_handled_total', 'Conversations that ended'],
]
const TIMES: readonly (readonly [field: keyof Tally, name: string, help: string])[] = [
  ['answeredWaitMs', 'contacts_answered_wait_seconds_total', 'Waits of contacts that were answered, summed'],
  ['abandonedWaitMs', 'contacts_abandoned_wait_seconds_total', 'Waits of contacts that gave up, summed'],
  ['talkMs', 'contacts_talk_seconds_total', 'Conversations, summed'],
  ['holdMs', 'contacts_hold_seconds_total', 'Holds, summed'],
  ['wrapUpMs', 'contacts_after_call_work_seconds_total', 'After-call work, summed'],
]

const CALLS: readonly (readonly [field: keyof DialTally, name: string, help: string])[] = [
  ['offered', 'callbacks_offered_total', 'Callers who waited and were asked whether to be called back'],
  ['accepted', 'callbacks_accepted_total', 'Of those, who said yes'],
  ['kept', 'callbacks_kept_total', 'Of those, who were called within what was promised'],
  ['listed', 'contacts_listed_total', 'Contacts put on the list of a campaign'],
  ['dials', 'calls_dialled_total', 'Calls that the engine asked for'],
  ['bridged', 'calls_bridged_total', 'Of those, which were connected with an agent'],
  ['machine', 'calls_to_machines_total', 'Of those, which an answering machine took'],
  ['noAgent', 'calls_without_agent_total', 'Of those, which were answered and found no agent in time'],
  ['expired', 'contacts_given_up_total', 'Contacts that were to be called and are given up'],
]

/** Counts what a host decides, by the same code as a simulation's. */
export class HostMetrics {
  #floor: FloorMetrics
  #calls: DialMetrics
  #types: readonly string[] = []
  #names = ''
  readonly #states = new Map<number, string>()

  constructor(acd: AcdConfig, thresholdMs: number) {
    this.#floor = this.#begin(acd, thresholdMs)
    this.#calls = new DialMetrics({ types: acd.types.length })
  }

  /** Another plan. Where types or groups are others, counting by them begins anew, as a restart of any exporter does; else it goes on. */
  reconfigure(acd: AcdConfig, thresholdMs: number): void {
    if (namesOf(acd) === this.#names) return
    this.#floor = this.#begin(acd, thresholdMs)
    this.#calls = new DialMetrics({ types: acd.types.length })
  }

  observe(event: AcdEvent): void {
    this.#floor.observe(event)
    this.#calls.observe(event)
    if (event.kind === 'agent') this.#states.set(event.agent, event.state)
    else if (event.kind === 'offered') this.#states.set(event.agent, 'offered')
    else if (event.kind === 'dial' && event.agent >= 0) this.#states.set(event.agent, 'dialling')
    else if (event.kind === 'connected' || event.kind === 'taken-over' || event.kind === 'bridged')
      this.#states.set(event.agent, 'connected')
    else if (event.kind === 'wrap-up' || (event.kind === 'released' && event.wrapUp))
      this.#states.set(event.agent, 'wrap-up')
  }

  /**
   * Everything as text. Prometheus exposition format 0.0.4.
   *
   * @param levels - figures of the moment and of the exchange, by name
   */
  text(levels: ReadonlyMap<string, number>): string {
    const lines: string[] = []
    const write = (name: string, help: string, type: string, series: readonly Series[]) => {
      lines.push(`# HELP strowger_${name} ${help}`, `# TYPE strowger_${name} ${type}`)
      for (const { labels, value } of series) lines.push(`strowger_${name}${labelText(labels)} ${value}`)
    }
    const tallies = this.#types.map((type, at) => ({ labels: { type }, tally: this.#floor.ofType(at) }))
    const ofTypes = (field: keyof Tally, scale: number) =>
      tallies.map(({ labels, tally }) => ({ labels, value: tally[field] / scale }))
    for (const [field, name, help] of CONTACTS) write(name, help, 'counter', ofTypes(field, 1))
    for (const [field, name, help] of TIMES) write(name, help, 'counter', ofTypes(field, 1000))
    const calls = this.#types.map((type, at) => ({ labels: { type }, tally: this.#calls.ofType(at) }))
    for (const [field, name, help] of CALLS) {
      write(
        name,
        help,
        'counter',
        calls.map(({ labels, tally }) => ({ labels, value: tally[field] })),
      )
    }
    const counts = new Map<string, number>()
    for (const state of this.#states.values()) counts.set(state, (counts.get(state) ?? 0) + 1)
    const states = [...counts].map(([state, value]) => ({ labels: { state }, value }))
    write('agents', 'Agents by what they are doing', 'gauge', states)
    for (const [name, value] of levels) {
      const isCounter = name.endsWith('_total')
      write(name, name.replaceAll('_', ' '), isCounter ? 'counter' : 'gauge', [{ labels: {}, value }])
    }
    return `${lines.join('\n')}\n`
  }

  #begin({ types, groups }: AcdConfig, thresholdMs: number): FloorMetrics {
    this.#types = types.map(({ name }) => name)
    this.#names = namesOf({ types, groups })
    return new FloorMetrics({ types: types.length, groups: groups.length, thresholdMs })
  }
}

/** Names in their order, by which contacts and agents are counted. */
function namesOf({ types, groups }: AcdConfig): string {
  return JSON.stringify([types.map(({ name }) => name), groups.map(({ name }) => name)])
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)
}
