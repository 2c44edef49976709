import type { AgentGroupSpec, ContactTypeSpec, Scenario } from '../../src/scenario/scenario.ts'
import { compileModel } from '../../src/model/compile.ts'
import { sampler } from '../../src/model/sampler.ts'
import { RandomStream } from '../../src/random/stream.ts'

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
}

interface Happening {
  readonly atMs: number
  /** What goes first at the same instant: 0 release, 1 after-call work ends, 2 sign in, 3 sign out, 5 gives up, 6 call. */
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
    for (const [type, { id, patience }] of scenario.types.entries()) {
      const stream = (purpose: string) => RandomStream.named(scenario.run.seed, replication, `${purpose} ${id}`)
      const arrivals = types[type]!.arrivals(stream('arrivals'))
      const [talk, wait, after] = [stream('handling'), stream('patience'), stream('after-call work')]
      const willWaitMs = patience.distribution === 'never' ? () => Infinity : quantileOf(patience, wait)
      const next = () => {
        const atMs = arrivals.nextMs()
        if (scenario.run.mode === 'day' && atMs >= this.#toMs) return
        this.#plan(atMs, 6, () => {
          const [talkU, waitMs, wrapUpU] = [talk.uniform(), willWaitMs(), after.uniform()]
          this.#arrive({ type, arrivedMs: atMs, number: this.#next(), talkU, wrapUpU, left: false }, waitMs)
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

  #arrive(caller: Caller, willWaitMs: number): void {
    const counted = this.#counts(caller)
    const tally = this.byType[caller.type]!
    if (counted) tally.offered += 1
    if (this.#inside >= (this.#scenario.trunks ?? Infinity)) {
      if (counted) tally.blocked += 1
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
    this.#waiting.push(caller)
    this.#plan(caller.arrivedMs + willWaitMs, 5, () => {
      if (caller.left) return
      this.#leaveQueue(caller)
      this.#inside -= 1
      if (!counted) return
      this.#open -= 1
      tally.abandoned += 1
      tally.abandonedWaitMs += this.#nowMs - caller.arrivedMs
    })
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

function quantileOf(law: Parameters<typeof sampler>[0], stream: RandomStream): () => number {
  const distribution = sampler(law)
  return () => distribution.quantile(stream.uniform())
}

function earlier(a: Happening | undefined, b: Happening): Happening {
  if (a === undefined) return b
  return (a.atMs - b.atMs || a.rank - b.rank || a.seq - b.seq) < 0 ? a : b
}
