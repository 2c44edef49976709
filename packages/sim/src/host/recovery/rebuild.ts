import { type DeskEvent, FlowDesk, StrowgerError } from '@strowger/acd'
import { loadScenario } from '../../scenario/load.ts'
import { type HostPlan, planOf } from '../plan/host-plan.ts'
import { isNote, readHead, readLines, type Setup } from './host-journal.ts'
import { Notes } from './notes.ts'
import { keptFiles } from './sources.ts'

/** A desk as a journal leaves it. */
export interface Rebuilt {
  readonly desk: FlowDesk
  readonly plan: HostPlan
  readonly setup: Setup
  readonly part: number
  readonly notes: Notes
  /** Time of the last line, ms; −∞ when there is none. */
  readonly lastMs: number
  readonly commands: number
}

/** The setup in a line, without what else stands there. */
function setupOf({ sources, numbers, agents }: Setup): Setup {
  return { sources, numbers, agents }
}

/** What a plan is compiled of. */
export function planOfSetup({ sources, numbers }: Setup): HostPlan {
  return planOf(loadScenario(sources.scenario, keptFiles(sources)), new Map(Object.entries(numbers)))
}

/**
 * Does everything in a journal again, by the files that stand in it: the same desk decides the same.
 *
 * @param told - gets what is decided, in order
 * @throws StrowgerError `journal`, and what a file with a mistake throws
 */
export function rebuild(text: string, told: (event: DeskEvent) => void): Rebuilt {
  const head = readHead(text)
  let setup = setupOf(head)
  let plan = planOfSetup(setup)
  const desk =
    head.snapshot === null
      ? new FlowDesk(plan.acd, plan.flows)
      : FlowDesk.restore(plan.acd, plan.flows, {}, head.snapshot)
  const notes = new Notes()
  let lastMs = -Infinity
  let commands = 0
  for (const line of readLines(text)) {
    lastMs = line.atMs
    commands += 1
    if (isNote(line)) notes.take(line)
    else if (line.do === 'set-up') {
      setup = setupOf(line)
      plan = planOfSetup(line)
      desk.reconfigure(plan.acd, plan.flows, line.atMs)
    } else {
      try {
        desk.do(line)
      } catch (error) {
        // A command that was a mistake then is the same mistake now, and changes as little.
        if (!(error instanceof StrowgerError)) throw error
      }
    }
    for (let event = desk.read(); event !== undefined; event = desk.read()) told(event)
  }
  return { desk, plan, setup, part: head.part, notes, lastMs, commands }
}
