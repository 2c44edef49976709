import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import { Attributes } from '../expression/attributes.ts'
import type { CompiledFlow, CompiledFlows, CompiledNode, RegionTable } from './compiled-flow.ts'
import { checkGraph } from './flow-graph.ts'
import { FlowNames } from './flow-names.ts'
import type { FlowConfig, FlowsConfig } from './flow-config.ts'
import { FieldReader } from './field-reader.ts'
import { NodeCompiler } from './compile-node.ts'

/** What flows need to know of the exchange: an `AcdConfig` will do. */
export interface FlowFloor {
  readonly types: readonly { readonly name: string; readonly tenant?: string }[]
}

/**
 * Checks a flow file and resolves its names.
 *
 * Mistakes are errors with the path of what is wrong, also those of the graph: a node that cannot be reached, a circle
 * in which nothing is waited for, a branch that is missing, a name that nothing has.
 *
 * @throws StrowgerError naming the first mistake
 */
export function compileFlows(config: FlowsConfig, floor: FlowFloor): CompiledFlows {
  const flowNames = Object.keys(config.flows)
  if (flowNames.length === 0) throw new StrowgerError('missing', 'flows', undefined, 'at least one flow')
  const tenants = [
    ...new Set(Object.values(config.flows).flatMap(({ tenant }) => (tenant === undefined ? [] : [tenant]))),
  ]
  const regions = regionTable(config.regions ?? {})
  const types = floor.types.map(({ name }) => name)
  const names = new FlowNames(config, types, tenants, regions.names)
  const nodes: CompiledNode[] = []
  // Names first, so that nodes may name nodes and flows that come later.
  let reserved = 0
  const flows = flowNames.map((name): CompiledFlow => {
    const flow = config.flows[name]!
    const numbers = nodeNumbers(flow, `flows.${name}`, reserved)
    reserved += numbers.size
    return readFlow(name, flow, numbers)
  })
  nodes.length = reserved
  const attributes = new Attributes(config.attributes ?? {})
  for (const [number, flow] of flows.entries()) {
    const compiler = new NodeCompiler({ config, floor, flows, nodes, names, attributes, number })
    for (const [name, node] of flow.numbers) {
      compiler.compile(config.flows[flow.name]!.nodes[name], name, `flows.${flow.name}.nodes.${name}`, node)
    }
  }
  checkGraph(flows, nodes)
  return {
    flows,
    nodes,
    flowByNumber: calledNumbers(config.numbers ?? {}, flowNames),
    attributes,
    attributeKinds: config.attributes ?? {},
    attributeNames: Object.keys(config.attributes ?? {}),
    absent: attributes.record({}),
    regions,
    telephones: new Map(names.telephones.map((telephone, number) => [telephone, number])),
    types,
    untimed: names.untimed,
  }
}

function nodeNumbers(flow: FlowConfig, path: string, first: number): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const [name] of new FieldReader(flow, path).entries('nodes')) {
    if (name === '' || name.includes('/')) {
      throw new StrowgerError(
        'node-name',
        `${path}.nodes`,
        name,
        'a name without /, which stands in names of inner nodes',
      )
    }
    numbers.set(name, first + numbers.size)
  }
  if (numbers.size === 0) throw new StrowgerError('missing', `${path}.nodes`, undefined, 'at least one node')
  return numbers
}

function readFlow(name: string, flow: FlowConfig, numbers: ReadonlyMap<string, number>): CompiledFlow {
  const reader = new FieldReader(flow, `flows.${name}`)
  reader.raw('nodes')
  const tenant = reader.optionalText('tenant', 'the name of a tenant')
  const named = (field: string): number => {
    const wanted = reader.optionalText(field, 'the name of a node')
    if (wanted === undefined) return -1
    const number = numbers.get(wanted)
    if (number !== undefined) return number
    throw new StrowgerError('unknown-node', `flows.${name}.${field}`, wanted, suggest(wanted, [...numbers.keys()]))
  }
  const [first = 0] = numbers.values()
  const start = named('start')
  const fallback = named('fallback')
  const lines = reader.number('lines', Infinity, 0, Infinity)
  reader.close()
  return { name, tenant, start: start < 0 ? first : start, fallback, lines, numbers }
}

function calledNumbers(numbers: Readonly<Record<string, string>>, flows: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const [called, flow] of Object.entries(numbers)) {
    const at = flows.indexOf(flow)
    if (at < 0) throw new StrowgerError('unknown-flow', `numbers.${called}`, flow, suggest(flow, flows))
    found.set(called, at)
  }
  return found
}

function regionTable(regions: Readonly<Record<string, readonly string[]>>): RegionTable {
  const byPrefix = new Map<string, number>()
  let longest = 0
  for (const [number, [name, prefixes]] of Object.entries(regions).entries()) {
    for (const [at, prefix] of prefixes.entries()) {
      const path = `regions.${name}[${at}]`
      if (!/^\+?\d+$/.test(prefix)) throw new StrowgerError('prefix', path, prefix, 'the first digits of a number')
      if (byPrefix.has(prefix)) throw new StrowgerError('duplicate-name', path, prefix, 'each prefix in one region')
      byPrefix.set(prefix, number)
      longest = Math.max(longest, prefix.length)
    }
  }
  return { names: Object.keys(regions), byPrefix, longest }
}
