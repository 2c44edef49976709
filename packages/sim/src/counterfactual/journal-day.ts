import {
  type AcdCommand,
  type AcdConfig,
  AcdEngine,
  type AcdEvent,
  type ConfigReader,
  journalConfig,
  perform,
  readJournal,
  StrowgerError,
} from '@strowger/acd'
import type { Observation } from '../run/observation.ts'
import { Counts } from './counts.ts'
import { type Act, ACTS, actOf, type Scene } from './scene.ts'
import { type SceneChange, StageManager } from './stage-manager.ts'

/** A command that is given by the clock, whatever becomes of contacts: agents come and go, contacts come. */
export interface ClockLine {
  readonly atMs: number
  readonly order: number
  readonly command: AcdCommand
  /** Of the contact that it makes. */
  readonly key: string | undefined
}

/** Scenes of a contact, by act, in their order. */
export type Script = Readonly<Record<Act, readonly Scene[]>>

/** A recorded day, taken apart into what the clock did and what every contact did. */
export interface JournalDay {
  readonly source: string
  readonly config: AcdConfig
  /** The same with a policy that has not decided anything yet. */
  readonly freshConfig: () => AcdConfig
  readonly clock: readonly ClockLine[]
  readonly scripts: ReadonlyMap<string, Script>
  /** When the last command was given, ms. */
  readonly endMs: number
  readonly recorded: Observation
  /** Which agents each contact talked to. */
  readonly served: ReadonlyMap<string, readonly number[]>
  readonly commands: number
  readonly events: number
  /** Commands that the engine refused when they were given. */
  readonly refused: number
}

/**
 * Does the commands of a journal again and takes them apart. O(text).
 *
 * @param configOf - makes the configuration of what stands in the head
 * @param see - sees every event
 * @throws StrowgerError `journal` where a line is no command; `no-configuration` where the head has none; what `configOf` throws
 */
export function readJournalDay(
  text: string,
  source: string,
  thresholdMs: number,
  configOf: ConfigReader,
  see: (event: AcdEvent) => void = () => undefined,
): JournalDay {
  const data = journalConfig(text)
  if (data === undefined) {
    throw new StrowgerError(
      'no-configuration',
      source,
      'a head without configuration',
      'write it with journalHead(config)',
    )
  }
  const config = configOf(data)
  const engine = new AcdEngine(config)
  const scripts = new Scripts()
  const stages = new StageManager(scripts)
  const commands = [...readJournal(text)]
  const endMs = commands.at(-1)?.atMs ?? 0
  const counts = new Counts(config, thresholdMs, endMs)
  const clock: ClockLine[] = []
  const served = new Map<string, number[]>()
  let refused = 0
  let events = 0
  const readAll = () => {
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      events += 1
      see(event)
      counts.see(event)
      stages.see(event)
    }
  }
  scripts.onTalk = (key, agent) => {
    const before = served.get(key)
    if (before === undefined) served.set(key, [agent])
    else before.push(agent)
  }
  for (const [order, command] of commands.entries()) {
    const { atMs } = command
    // What is due by then first, so that it is known in which scene the command is given.
    if (atMs > engine.nowMs) engine.advance(atMs)
    readAll()
    const scene = sceneOf(command, stages)
    const key = command.do === 'offer' || command.do === 'list' ? String(order) : undefined
    stages.expect(key)
    try {
      const took = perform(engine, command, configOf)
      if (actOf(command) === undefined) {
        if (command.do !== 'advance') clock.push({ atMs, order, command, key })
      } else if (took !== false && scene !== undefined) scripts.note(scene, { atMs, order, command })
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      refused += 1
    }
    readAll()
    stages.expect(undefined)
  }
  return {
    source,
    config,
    freshConfig: () => configOf(data),
    clock,
    scripts: scripts.all,
    endMs,
    recorded: counts.observation(),
    served,
    commands: commands.length,
    events,
    refused,
  }
}

/** The scene in which a command is given; undefined: it comes too late, or is given by the clock. */
function sceneOf(command: AcdCommand, stages: StageManager): SceneChange | undefined {
  const act = actOf(command)
  if (act === undefined) return undefined
  if (act === 'wrap-up') {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these two commands make up the act
    const { agent, contact } = command as Extract<AcdCommand, { readonly do: 'end-wrap-up' | 'extend-wrap-up' }>
    return contact === undefined ? stages.wrapUpOf(agent) : stages.scene(contact, act, agent)
  }
  if (!('contact' in command) || command.contact === undefined) return undefined
  // Who rests on a list is given up as one who is being called.
  if (act === 'dial') return stages.scene(command.contact, act) ?? stages.scene(command.contact, 'to-call')
  return stages.scene(command.contact, act, act === 'ring' && 'agent' in command ? command.agent : undefined)
}

/** Writes scenes down. */
class Scripts {
  readonly all = new Map<string, Record<Act, Scene[]>>()
  onTalk: (key: string, agent: number) => void = () => undefined

  readonly begins = ({ key, act, atMs, type, group, agent }: SceneChange): void => {
    let script = this.all.get(key)
    if (script === undefined) this.all.set(key, (script = emptyScript()))
    script[act].push({ type, group, agent, startMs: atMs, endMs: NaN, lines: [] })
    if (act === 'talk') this.onTalk(key, agent)
  }

  readonly ends = ({ key, act, nth, atMs }: SceneChange): void => {
    this.all.get(key)![act][nth]!.endMs = atMs
  }

  note({ key, act, nth }: SceneChange, line: Scene['lines'][number]): void {
    this.all.get(key)![act][nth]!.lines.push(line)
  }
}

function emptyScript(): Record<Act, Scene[]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ACTS has every name of the union
  return Object.fromEntries(ACTS.map((act) => [act, [] as Scene[]])) as Record<Act, Scene[]>
}
