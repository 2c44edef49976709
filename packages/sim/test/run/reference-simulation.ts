import type { ReturnCause } from '../../src/scenario/return-cause.ts'
import type { AnnouncementSpec } from '../../src/scenario/caller-spec.ts'
import type { AgentGroupSpec, ContactTypeSpec, Scenario } from '../../src/scenario/scenario.ts'
import { compileModel } from '../../src/model/compile.ts'
import { sampler } from '../../src/model/sampler.ts'
import { Purpose } from '../../src/run/purpose.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { Person } from './reference-person.ts'

/** What the reference counts, per type or per group. */
export interface Counts {
  offered: number
  blocked: number
  answered: number
  abandoned: number
  answeredWithin: number
  answeredWaitMs: number
  abandonedWaitMs: number
  talkMs: number
  wrapUpMs: number
  balked: number
  again: number
  resolvedAtOnce: number
}

interface Happening {
  readonly atMs: number
  /** What goes first at the same instant: 0 release, 1 after-call work ends, 2 sign in, 3 sign out, 5 hears an announcement, 6 gives up, 7 call. */
  readonly rank: number
  readonly seq: number
  readonly happens: () => void
}

interface Agent {
  readonly group: number
  state: 'out' | 'idle' | 'busy'
  leaving: boolean
  /** Smaller: idle for longer. */
  idleSince: number
}

interface Caller {
  readonly type: number
  readonly arrivedMs: number
  readonly number: number
  readonly talkU: number
  readonly wrapUpU: number
  readonly person: Person
  left: boolean
}

function nothing(): Counts {
  return {
    offered: 0,
    blocked: 0,
    answered: 0,
    abandoned: 0,
    answeredWithin: 0,
    answeredWaitMs: 0,
    abandonedWaitMs: 0,
    talkMs: 0,
    wrapUpMs: 0,
    balked: 0,
    again: 0,
    resolvedAtOnce: 0,
  }
}

/**
 * One replication of a scenario without ringing and delayed overflow, written to be obviously right: a list that is
 * searched for what comes next, callers and agents as objects, every choice by looking at everyone.
 *
 * Shares random streams, laws and arrival processes with the simulator, and nothing that decides or counts.
 */
export class ReferenceSimulation {
  readonly byType: Counts[]
  readonly byGroup: Counts[]
  /** Talk time per group inside the window, ms. */
  readonly talkingMs: number[]
  readonly #scenario: Scenario
  readonly #fromMs: number
  readonly #toMs: number
  readonly #agents: Agent[] = []
  #future: Happening[] = []
  #waiting: Caller[] = []
  #nowMs = 0
  #counter = 0
  #inside = 0
  #open = 0

  constructor(scenario: Scenario, replication: number) {
    this.#scenario = scenario
    this.#fromMs = scenario.run.warmUpMs
    this.#toMs = scenario.run.warmUpMs + scenario.run.durationMs
    this.byType = scenario.types.map(nothing)
    this.byGroup = scenario.groups.map(nothing)
    this.talkingMs = scenario.groups.map(() => 0)
    const { types } = compileModel(scenario)
    for (const [type, { id }] of scenario.types.entries()) {
      const stream = (purpose: string) => RandomStream.named(scenario.run.seed, replication, `${purpose} ${id}`)
      const arrivals = types[type]!.arrivals(stream('arrivals'))
      const [talk, wait, after] = [stream('handling'), stream('patience'), stream('after-call work')]
      const identity = stream('caller')
      const next = () => {
        const atMs = arrivals.nextMs()
        if (scenario.run.mode === 'day' && atMs >= this.#toMs) return
        this.#plan(atMs, 7, () => {
          const uniforms = { talk: talk.uniform(), patience: wait.uniform(), wrapUp: after.uniform() }
          this.#arrive(type, new Person(identity, uniforms))
          next()
        })
      }
      next()
    }
    for (const [group, { shifts }] of scenario.groups.entries()) {
      for (const { agents, fromMs, toMs, days } of shifts) {
        if (days !== undefined && !days.includes(scenario.run.weekday)) continue
        for (let i = 0; i < agents; i += 1) this.#employ(group, fromMs, toMs)
      }
    }
  }

  run(): this {
    while (this.#open > 0 ? this.#nowMs <= 11 * this.#toMs : this.#nowMs < this.#toMs) {
      const first = this.#future.reduce<Happening | undefined>(earlier, undefined)
      if (first === undefined) break
      this.#future = this.#future.filter((each) => each !== first)
      this.#nowMs = first.atMs
      first.happens()
    }
    return this
  }

  #next(): number {
    this.#counter += 1
    return this.#counter
  }

  #plan(atMs: number, rank: number, happens: () => void): void {
    if (atMs < Infinity) this.#future.push({ atMs, rank, seq: this.#next(), happens })
  }

  #employ(group: number, fromMs: number, toMs: number): void {
    const agent: Agent = { group, state: 'out', leaving: false, idleSince: 0 }
    this.#agents.push(agent)
    this.#plan(fromMs, 2, () => {
      this.#free(agent)
    })
    this.#plan(toMs, 3, () => {
      if (agent.state === 'idle') agent.state = 'out'
      agent.leaving = true
    })
  }

  #counts(caller: Caller): boolean {
    return caller.arrivedMs >= this.#fromMs && caller.arrivedMs < this.#toMs
  }

  #arrive(type: number, person: Person): void {
    const { talk: talkU, wrapUp: wrapUpU } = person
    const caller = { type, arrivedMs: this.#nowMs, number: this.#next(), talkU, wrapUpU, person, left: false }
    const counted = this.#counts(caller)
    const tally = this.byType[type]!
    if (counted) tally.offered += 1
    if (counted && person.isAgain) tally.again += 1
    if (this.#inside >= (this.#scenario.trunks ?? Infinity)) {
      if (counted) tally.blocked += 1
      this.#maybeAgain(caller, 'blocked')
      return
    }
    this.#inside += 1
    if (counted) this.#open += 1
    const idle = this.#agents
      .filter((agent) => agent.state === 'idle' && this.#mayTake(agent.group, caller.type))
      .sort((a, b) => this.#agentRank(caller.type, a) - this.#agentRank(caller.type, b) || a.idleSince - b.idleSince)
    if (idle[0] !== undefined) {
      this.#connect(caller, idle[0])
      return
    }
    const ahead = this.#waiting.filter((each) => each.type === type).length
    this.#waiting.push(caller)
    const spec = this.#scenario.types[type]!
    if (person.u(Purpose.balking) < ((spec.balking ?? []).findLast((step) => ahead >= step.ahead)?.probability ?? 0)) {
      if (counted) tally.balked += 1
      this.#giveUp(caller)
      return
    }
    const { patience } = spec
    const willWaitMs = patience.distribution === 'never' ? Infinity : sampler(patience).quantile(person.patience)
    this.#wait(caller, 0, willWaitMs, 0)
  }

  /** The caller has waited so long and heard so many announcements: what comes first is the next one, or the end. */
  #wait(caller: Caller, waitedMs: number, willWaitMs: number, heard: number): void {
    const next = (this.#scenario.types[caller.type]!.announcements ?? [])
      .map((each) => ({ ...each, atMs: heardAfter(each, heard === 0 ? -1 : waitedMs) }))
      .filter(({ atMs }) => atMs <= willWaitMs && atMs < Infinity)
      .sort((a, b) => a.atMs - b.atMs)[0]
    if (next === undefined) {
      this.#plan(caller.arrivedMs + willWaitMs, 6, () => this.#giveUp(caller))
      return
    }
    this.#plan(caller.arrivedMs + next.atMs, 5, () => {
      if (caller.left) return
      if (caller.person.u(Purpose.leaving, heard) < next.leave) {
        this.#giveUp(caller)
        return
      }
      this.#wait(caller, next.atMs, next.atMs + (willWaitMs - next.atMs) * next.patienceFactor, heard + 1)
    })
  }

  #giveUp(caller: Caller): void {
    if (caller.left) return
    this.#leaveQueue(caller)
    this.#inside -= 1
    if (this.#counts(caller)) {
      const tally = this.byType[caller.type]!
      this.#open -= 1
      tally.abandoned += 1
      tally.abandonedWaitMs += this.#nowMs - caller.arrivedMs
    }
    this.#maybeAgain(caller, 'abandoned')
  }

  #maybeAgain(caller: Caller, cause: ReturnCause): void {
    const rule = this.#scenario.types[caller.type]!.callsAgain?.[cause]
    if (rule === undefined || caller.person.times(cause) >= rule.atMost) return
    if (caller.person.u(Purpose.return) >= rule.probability) return
    const backMs = this.#nowMs + sampler(rule.after).quantile(caller.person.u(Purpose.returnDelay))
    if (this.#scenario.run.mode === 'day' && backMs >= this.#toMs) return
    const as = rule.as === undefined ? caller.type : this.#scenario.types.findIndex(({ id }) => id === rule.as)
    const back = caller.person.again(cause)
    this.#plan(backMs, 7, () => this.#arrive(as, back))
  }

  #settle(caller: Caller, group: number): void {
    const { id, resolution = 1 } = this.#scenario.types[caller.type]!
    const settles = this.#scenario.groups[group]!.resolution?.get(id) ?? resolution
    const resolved = caller.person.u(Purpose.resolution) < settles
    caller.person.conversations += 1
    if (resolved && caller.person.conversations === 1 && this.#counts(caller)) {
      this.byType[caller.type]!.resolvedAtOnce += 1
    }
    this.#maybeAgain(caller, resolved ? 'served' : 'unresolved')
  }

  #leaveQueue(caller: Caller): void {
    caller.left = true
    this.#waiting = this.#waiting.filter((each) => each !== caller)
  }

  #free(agent: Agent): void {
    if (agent.leaving) {
      agent.state = 'out'
      return
    }
    agent.state = 'idle'
    agent.idleSince = this.#next()
    const { types } = this.#scenario
    const urgent = (caller: Caller) => types[caller.type]!.priority
    const mine = this.#waiting
      .filter((caller) => this.#mayTake(agent.group, caller.type))
      .sort(
        (a, b) =>
          this.#contactRank(agent.group, a.type) - this.#contactRank(agent.group, b.type) ||
          urgent(b) - urgent(a) ||
          a.arrivedMs - b.arrivedMs ||
          a.number - b.number,
      )
    if (mine[0] === undefined) return
    this.#leaveQueue(mine[0])
    this.#connect(mine[0], agent)
  }

  #connect(caller: Caller, agent: Agent): void {
    const type = this.#scenario.types[caller.type]!
    const group = this.#scenario.groups[agent.group]!
    const sinceMs = this.#nowMs
    const waitMs = sinceMs - caller.arrivedMs
    const tallies = this.#counts(caller) ? [this.byType[caller.type]!, this.byGroup[agent.group]!] : []
    agent.state = 'busy'
    for (const tally of tallies) {
      tally.answered += 1
      tally.answeredWaitMs += waitMs
      if (waitMs <= this.#scenario.serviceLevel.thresholdMs) tally.answeredWithin += 1
    }
    const untilMs = sinceMs + talkMs(caller, type, group)
    this.talkingMs[agent.group]! += Math.max(0, Math.min(untilMs, this.#toMs) - Math.max(sinceMs, this.#fromMs))
    this.#plan(untilMs, 0, () => {
      this.#inside -= 1
      this.#settle(caller, agent.group)
      const talkedMs = this.#nowMs - sinceMs
      for (const tally of tallies) tally.talkMs += talkedMs
      if (type.afterCallWork === undefined) this.#finish(agent, tallies)
      else this.#wrapUp(sampler(type.afterCallWork).quantile(caller.wrapUpU), agent, tallies)
    })
  }

  #wrapUp(lengthMs: number, agent: Agent, tallies: readonly Counts[]): void {
    const sinceMs = this.#nowMs
    this.#plan(sinceMs + lengthMs, 1, () => {
      for (const tally of tallies) tally.wrapUpMs += this.#nowMs - sinceMs
      this.#finish(agent, tallies)
    })
  }

  #finish(agent: Agent, tallies: readonly Counts[]): void {
    if (tallies.length > 0) this.#open -= 1
    this.#free(agent)
  }

  #mayTake(group: number, type: number): boolean {
    const { skills } = this.#scenario.groups[group]!
    const { requires } = this.#scenario.types[type]!
    return [...requires].every(([skill, level]) => (skills.get(skill) ?? 0) >= level)
  }

  #agentRank(type: number, { group }: Agent): number {
    const { routing, types, groups } = this.#scenario
    return routing.policy !== 'ranked' ? 0 : rankIn(routing.agentTiers.get(types[type]!.id)!, groups[group]!.id)
  }

  #contactRank(group: number, type: number): number {
    const { routing, types, groups } = this.#scenario
    return routing.policy !== 'ranked' ? 0 : rankIn(routing.contactTiers.get(groups[group]!.id)!, types[type]!.id)
  }
}

function rankIn(tiers: readonly (readonly string[])[], name: string): number {
  return tiers.findIndex((tier) => tier.includes(name))
}

function talkMs(caller: Caller, { id, handlingTime }: ContactTypeSpec, { handlingFactor }: AgentGroupSpec): number {
  if (handlingTime.distribution === 'recorded') throw new Error('the reference has no log')
  return sampler(handlingTime).quantile(caller.talkU) * (handlingFactor.get(id) ?? 1)
}

function heardAfter({ afterMs, everyMs }: AnnouncementSpec, waitedMs: number): number {
  let atMs = afterMs
  while (atMs <= waitedMs) atMs += everyMs
  return atMs
}

function earlier(a: Happening | undefined, b: Happening): Happening {
  if (a === undefined) return b
  return (a.atMs - b.atMs || a.rank - b.rank || a.seq - b.seq) < 0 ? a : b
}
