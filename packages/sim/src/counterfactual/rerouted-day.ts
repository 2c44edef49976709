import {
  type AcdCommand,
  type AcdConfig,
  AcdEngine,
  type ConfigReader,
  perform,
  type RoutingPolicy,
  StrowgerError,
} from '@strowger/acd'
import { RandomStream } from '../random/stream.ts'
import type { Observation } from '../run/observation.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'
import { Counts } from './counts.ts'
import type { ClockLine, JournalDay } from './journal-day.ts'
import { LineAgenda } from './line-agenda.ts'
import type { Scene, SceneLine } from './scene.ts'
import { type SceneChange, StageManager } from './stage-manager.ts'
import type { Conversation, Unrecorded } from './unrecorded.ts'

/** How a day is routed again. */
export interface Rerouting {
  /** Makes the policy; undefined: the recorded one. */
  readonly policy: (() => RoutingPolicy) | undefined
  readonly configOf: ConfigReader
  readonly thresholdMs: number
  readonly seed: number
  /** Which of the draws of what is not recorded. */
  readonly draw: number
}

/** A day as another policy would have routed it. */
export interface ReroutedDay {
  readonly observation: Observation
  /** Contacts that talked to the same agents as they did on the day, of those that came. */
  readonly same: number
  readonly contacts: number
}

/** What was drawn comes after what is in the journal. */
const DRAWN = Infinity

/**
 * Routes a recorded day again: agents and contacts come as they came, callers wait, talk and do what they did, and the
 * engine decides who gets whom. What a contact does in a scene that it did not come to on the day is drawn, for every contact
 * from numbers of its own: two policies get the same draws.
 *
 * Under the recorded policy nothing has to be drawn, and every decision is the recorded one.
 */
export function reroute(day: JournalDay, unrecorded: Unrecorded, rerouting: Rerouting): ReroutedDay {
  return new Replayed(day, unrecorded, rerouting).run()
}

class Replayed {
  readonly #day: JournalDay
  readonly #unrecorded: Unrecorded
  readonly #rerouting: Rerouting
  readonly #engine: AcdEngine
  readonly #agenda = new LineAgenda()
  readonly #stages: StageManager
  readonly #counts: Counts
  /** Scenes that go on, by contact, act and number. */
  readonly #open = new Set<string>()
  /** Conversations that were not held on the day: after-call work follows the same one. */
  readonly #borrowed = new Map<string, Conversation>()
  readonly #served = new Map<string, number[]>()

  constructor(day: JournalDay, unrecorded: Unrecorded, rerouting: Rerouting) {
    this.#day = day
    this.#unrecorded = unrecorded
    this.#rerouting = rerouting
    this.#engine = new AcdEngine(this.#under(day.freshConfig()))
    this.#stages = new StageManager({ begins: this.#begin, ends: (scene) => this.#open.delete(nameOf(scene)) })
    this.#counts = new Counts(day.config, rerouting.thresholdMs, day.endMs)
  }

  run(): ReroutedDay {
    for (const line of this.#day.clock) this.#agenda.add({ ...line, act: () => this.#byClock(line) })
    const { endMs, recorded } = this.#day
    // A journal that was cut off while contacts were inside says nothing of what came after.
    const lastMs = recorded.unfinished > 0 ? endMs : endMs + MS_PER_DAY
    for (;;) {
      const deadlineMs = this.#engine.nextDeadlineMs()
      const { nextMs } = this.#agenda
      if (Math.min(deadlineMs, nextMs) > lastMs) break
      if (deadlineMs <= nextMs) this.#engine.advance(deadlineMs)
      else this.#agenda.take().act()
      this.#read()
    }
    const { served } = this.#day
    const same = [...served].filter(([key, agents]) => String(agents) === String(this.#served.get(key) ?? [])).length
    const others = [...this.#served.keys()].filter((key) => !served.has(key)).length
    const contacts = this.#day.scripts.size
    return { observation: this.#counts.observation(), same: contacts - (served.size - same) - others, contacts }
  }

  #read(): void {
    for (let event = this.#engine.read(); event !== undefined; event = this.#engine.read()) {
      this.#counts.see(event)
      this.#stages.see(event)
    }
  }

  #byClock({ command, key }: ClockLine): void {
    this.#stages.expect(key)
    this.#do(command)
    this.#read()
    this.#stages.expect(undefined)
  }

  #do(command: AcdCommand): void {
    try {
      perform(this.#engine, command, (data) => this.#under(this.#rerouting.configOf(data)))
    } catch (error) {
      // On another course of the day a command may make no sense any more: it is left out, as a host would.
      if (!(error instanceof StrowgerError)) throw error
    }
  }

  #under(config: AcdConfig): AcdConfig {
    const { policy } = this.#rerouting
    return policy === undefined ? config : { ...config, policy: policy() }
  }

  readonly #begin = (change: SceneChange): void => {
    const { key, act, nth, agent } = change
    this.#open.add(nameOf(change))
    if (act === 'talk') {
      const before = this.#served.get(key)
      if (before === undefined) this.#served.set(key, [agent])
      else before.push(agent)
    }
    const recorded = this.#day.scripts.get(key)?.[act][nth]
    if (recorded !== undefined) this.#play(change, recorded)
    else if (act !== 'wait' && act !== 'to-call') this.#improvise(change)
    if (act === 'wait') this.#losePatience(change, recorded)
  }

  /** Does again what was done in a scene, as long after its beginning as then. */
  #play(change: SceneChange, { startMs, agent, lines }: Scene): void {
    for (const line of lines) {
      // Not added up anew where it began when it did: the sum may differ in the last digit.
      const atMs = change.atMs === startMs ? line.atMs : change.atMs + (line.atMs - startMs)
      const command = commandFor(line, atMs, change, agent)
      this.#agenda.add({ atMs, order: line.order, act: () => this.#open.has(nameOf(change)) && this.#do(command) })
    }
  }

  #improvise(change: SceneChange): void {
    const { key, act, nth, type, group, contact, agent, atMs } = change
    const u = this.#uniform(change)
    if (act === 'talk') {
      const conversation = this.#unrecorded.conversation(type, u)
      if (conversation === undefined) return
      this.#borrowed.set(`${key} ${nth}`, conversation)
      this.#play(change, conversation.talk)
    } else if (act === 'wrap-up') {
      const work = this.#borrowed.get(`${key} ${nth}`)?.wrapUp
      if (work !== undefined) this.#play(change, work)
    } else if (act === 'ring') {
      const ring = this.#unrecorded.ring(group, u)
      const taken: AcdCommand = { do: 'accept', contact, agent, atMs }
      if (ring !== undefined) this.#play(change, ring)
      else this.#agenda.add({ atMs, order: DRAWN, act: () => this.#open.has(nameOf(change)) && this.#do(taken) })
    } else {
      const dial = this.#unrecorded.dial(type, u)
      if (dial !== undefined) this.#play(change, dial)
    }
  }

  /** Who did not give up on the day gives up some time, when the wait goes on for longer than it did then. */
  #losePatience(change: SceneChange, recorded: Scene | undefined): void {
    if (recorded?.lines.some(({ command }) => command.do === 'abandon') === true) return
    const isOpen = recorded !== undefined && Number.isNaN(recorded.endMs)
    const endMs = isOpen ? this.#day.endMs : recorded?.endMs
    const waitedMs = recorded === undefined ? 0 : endMs! - recorded.startMs
    const atMs = change.atMs + this.#unrecorded.patienceMs(change.type, waitedMs, this.#uniform(change))
    if (atMs === Infinity || (isOpen && atMs <= this.#day.endMs)) return
    const command: AcdCommand = { do: 'abandon', contact: change.contact, atMs }
    this.#agenda.add({ atMs, order: DRAWN, act: () => this.#open.has(nameOf(change)) && this.#do(command) })
  }

  #uniform(change: SceneChange): number {
    const { seed, draw } = this.#rerouting
    return RandomStream.named(seed, draw, nameOf(change)).uniform()
  }
}

function nameOf({ key, act, nth }: SceneChange): string {
  return `${key} ${act} ${nth}`
}

/** The same command for the contact and the agent of this scene. */
function commandFor(
  { command }: SceneLine,
  atMs: number,
  { contact, agent }: SceneChange,
  recorded: number,
): AcdCommand {
  const changed = { ...command, atMs, ...('contact' in command && { contact }) }
  const isOwn = 'agent' in command && command.agent === recorded && OWN.has(command.do)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- numbers are replaced by numbers
  return (isOwn ? { ...changed, agent } : changed) as AcdCommand
}

/** Commands of which `agent` is the one whom the contact is with; of others it is somebody else. */
const OWN: ReadonlySet<AcdCommand['do']> = new Set([
  'accept',
  'decline',
  'end-wrap-up',
  'extend-wrap-up',
  'leave-conference',
])
