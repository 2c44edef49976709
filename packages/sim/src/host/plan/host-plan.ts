import type { AcdConfig, FlowConfig, FlowsConfig } from '@strowger/acd'
import { compileModel } from '../../model/compile.ts'
import { RandomStream } from '../../random/stream.ts'
import type { Scenario } from '../../scenario/scenario.ts'

/** A scenario ready to take real calls: the configuration of engine and flows, which is that of its simulation. */
export interface HostPlan {
  readonly name: string
  /** Types and groups by name are numbered in this order. */
  readonly acd: AcdConfig
  readonly flows: FlowsConfig
  /** Threshold of the service level, ms. */
  readonly thresholdMs: number
}

/** Where a called number leads: the name of a flow of the flow file, or of a contact type. */
export type NumberPlan = ReadonlyMap<string, string>

/** The flow that leads to a contact type without asking anything. */
export function directFlow(type: string): string {
  return `to ${type}`
}

/**
 * Compiles a scenario as `strowger run` does: the same types, groups, rules and policy, with the lots of replication 0. A called number that leads
 * to a contact type gets a flow of one queue node, so that every call takes the same way.
 */
export function planOf(scenario: Scenario, numbers: NumberPlan): HostPlan {
  const model = compileModel(scenario)
  // The time of a host is that of the day already.
  const { epochMs: _, ...acd } = model.acd
  const lots = Math.floor(RandomStream.named(scenario.run.seed, 0, 'routing').uniform() * 2 ** 32)
  const flows = model.flows?.config ?? { flows: {} }
  const direct: Record<string, FlowConfig> = {}
  const called: Record<string, string> = { ...flows.numbers }
  for (const [number, to] of numbers) {
    const type = Object.hasOwn(flows.flows, to) ? undefined : scenario.types.find(({ id }) => id === to)
    called[number] = type === undefined ? to : directFlow(type.id)
    if (type !== undefined) {
      const nodes = { wait: { do: 'queue', type: type.id } } as const
      direct[directFlow(type.id)] = type.tenant === undefined ? { nodes } : { nodes, tenant: type.tenant }
    }
  }
  return {
    name: scenario.name,
    acd: { ...acd, policy: model.policy(lots) },
    flows: { ...flows, flows: { ...flows.flows, ...direct }, numbers: called },
    thresholdMs: model.thresholdMs,
  }
}
