import type { FlowFloor, FlowsConfig } from '@strowger/acd'

/** Contact types that a flow file names, each of the tenant of the flow that names it first: a floor to check it against. */
export function typesInFlows(flows: FlowsConfig): FlowFloor['types'] {
  const types = new Map<string, { readonly name: string; readonly tenant?: string }>()
  for (const flow of Object.values(flows.flows)) {
    const { tenant } = flow
    for (const name of typeNames(flow.nodes)) {
      if (!types.has(name)) types.set(name, tenant === undefined ? { name } : { name, tenant })
    }
  }
  return [...types.values()]
}

/** Values of `type` anywhere in a tree of nodes. */
function* typeNames(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    if (key === 'type' && typeof each === 'string') yield each
    else yield* typeNames(each)
  }
}
