import { type DeskSnapshot, FlowDesk } from '@strowger/acd'
import type { HostClock } from '../clock/host-clock.ts'
import type { AgentConfig, HostConfig } from '../config/host-config.ts'
import { type DeskHandlers, LiveDesk } from '../desk/live-desk.ts'
import type { Agents } from '../phone/agents.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { headLine, type Setup, wholeLines } from './host-journal.ts'
import type { HostStore } from './host-store.ts'
import { Notes } from './notes.ts'
import { planOfSetup, rebuild } from './rebuild.ts'
import type { Sources } from './sources.ts'

/** The desk of a host that has just begun, or begins again. */
export interface OpenedFloor {
  readonly desk: LiveDesk
  readonly plan: HostPlan
  readonly setup: Setup
  /** What was inside when the host ended; null at the first start. */
  readonly left: DeskSnapshot | null
  readonly notes: Notes
  /** Number of the journal that has begun. */
  readonly part: number
}

/** Opens the desk as its last journal leaves it, and begins a new journal. The policy begins anew, as whoever does the journal again will have it. */
export function openFloor(
  sources: Sources,
  config: HostConfig,
  clock: HostClock,
  store: HostStore,
  handlers: DeskHandlers,
): OpenedFloor {
  const text = store.last()
  const before = text === undefined ? undefined : rebuild(wholeLines(text), () => undefined)
  const left = before === undefined ? null : before.desk.snapshot()
  const setup = before?.setup ?? {
    sources,
    numbers: Object.fromEntries(config.numbers),
    agents: config.agents.map(({ number }) => number),
  }
  const plan = planOfSetup(setup)
  const { acd, flows } = plan
  const desk = left === null ? new FlowDesk(acd, flows) : FlowDesk.restore(acd, flows, {}, left)
  const part = (before?.part ?? 0) + 1
  const record = store.begin(part, headLine({ part, ...setup, snapshot: left }))
  const live = new LiveDesk(desk, clock, record, handlers, before?.lastMs)
  return { desk: live, plan, setup, left, notes: before?.notes ?? new Notes(), part }
}

/**
 * Begins a new journal while callers are inside, so that a restart has less to do again. The desk goes on as the new journal will have it, with
 * a policy that begins anew.
 */
export function turnOver(desk: LiveDesk, setup: Setup, part: number, store: HostStore): void {
  const snapshot = desk.snapshot()
  const { acd, flows } = planOfSetup(setup)
  desk.goOn(FlowDesk.restore(acd, flows, {}, snapshot), store.begin(part, headLine({ part, ...setup, snapshot })))
}

/** Numbers of agents in the engine's order, with those that come anew at the end. */
export function agentsOf(
  known: readonly string[],
  config: HostConfig,
  agents: Agents,
  introduced: number,
): readonly string[] {
  const there = new Set(known.filter((number, at) => agents.agentOf(number) !== undefined || at >= introduced))
  return [...known, ...config.agents.map(({ number }) => number).filter((number) => !there.has(number))]
}

/** Introduces agents who are new to the engine, lets those go who are there no more, and gives others the skills that they have now. */
export function staff(
  desk: LiveDesk,
  { acd }: HostPlan,
  order: readonly string[],
  introduced: number,
  config: HostConfig,
  agents: Agents,
): void {
  for (const number of agents.numbers) {
    if (config.agents.every((agent) => agent.number !== number)) {
      desk.do({ do: 'remove-agent', agent: agents.agentOf(number)! })
      agents.remove(number)
    }
  }
  for (const agent of config.agents) {
    const known = agents.agentOf(agent.number)
    if (known === undefined) continue
    if (!sameSkills(agents.configOf(agent.number), agent)) {
      desk.do({ do: 'set-skills', agent: known, ...(agent.skills !== undefined && { skills: agent.skills }) })
    }
    agents.set(agent, known)
  }
  for (let at = introduced; at < order.length; at += 1) {
    const agent = config.agents.find(({ number }) => number === order[at])
    const group = acd.groups.findIndex(({ name }) => name === agent?.group)
    const skills = agent?.skills
    const number = desk.do({ do: 'add-agent', group: Math.max(0, group), ...(skills !== undefined && { skills }) })
    if (agent !== undefined && typeof number === 'number') agents.set(agent, number)
  }
}

function sameSkills(before: AgentConfig | undefined, now: AgentConfig): boolean {
  return JSON.stringify(before?.skills) === JSON.stringify(now.skills)
}
