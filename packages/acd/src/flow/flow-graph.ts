import { StrowgerError } from '../errors/strowger-error.ts'
import type { CompiledFlow, CompiledNode } from './compiled-flow.ts'

/** A way from one node to another. */
interface Edge {
  readonly to: number
  /** It can be gone without a digit, an agent or a wait: by itself, or because nobody answers. */
  readonly isFree: boolean
}

/**
 * Checks the graph of all flows.
 *
 * @throws StrowgerError `unreachable-node` for a node that no caller can come to, `loop-without-input` for a circle that
 *   a caller who presses nothing would never leave
 */
export function checkGraph(flows: readonly CompiledFlow[], nodes: readonly CompiledNode[]): void {
  const edges = nodes.map(edgesOf)
  checkReachable(flows, nodes, edges)
  checkLoops(nodes, edges)
}

function checkReachable(
  flows: readonly CompiledFlow[],
  nodes: readonly CompiledNode[],
  edges: readonly (readonly Edge[])[],
): void {
  const seen = new Uint8Array(nodes.length)
  const unvisited: number[] = []
  const visit = (node: number): void => {
    if (node < 0 || seen[node] === 1) return
    seen[node] = 1
    unvisited.push(node)
  }
  for (const { start, fallback } of flows) {
    visit(start)
    visit(fallback)
  }
  for (let node = unvisited.pop(); node !== undefined; node = unvisited.pop())
    for (const { to } of edges[node]!) visit(to)
  const lost = seen.indexOf(0)
  if (lost < 0) return
  const { path, name } = nodes[lost]!
  throw new StrowgerError('unreachable-node', path, name, 'some node that leads here, or no such node')
}

/** Colours: 0 not seen, 1 on the way, 2 done. A free edge to a node on the way closes a circle. */
function checkLoops(nodes: readonly CompiledNode[], edges: readonly (readonly Edge[])[]): void {
  const colour = new Uint8Array(nodes.length)
  for (let root = 0; root < nodes.length; root += 1) {
    if (colour[root] !== 0) continue
    colour[root] = 1
    const way: { node: number; at: number }[] = [{ node: root, at: 0 }]
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const edge = edges[top.node]![top.at]
      top.at += 1
      if (edge === undefined) {
        colour[top.node] = 2
        way.pop()
      } else if (edge.isFree && colour[edge.to] === 1) {
        throw loop(
          nodes,
          way.slice(way.findIndex(({ node }) => node === edge.to)).map(({ node }) => node),
        )
      } else if (edge.isFree && colour[edge.to] === 0) {
        colour[edge.to] = 1
        way.push({ node: edge.to, at: 0 })
      }
    }
  }
}

function loop(nodes: readonly CompiledNode[], circle: readonly number[]): StrowgerError {
  const names = [...circle, circle[0]!].map((node) => nodes[node]!.name).join(' → ')
  const remedy = 'a way out of this circle for a caller who presses nothing: a digit, a queue, or an end'
  return new StrowgerError('loop-without-input', nodes[circle[0]!]!.path, names, remedy)
}

function edgesOf(node: CompiledNode): Edge[] {
  const free = (...to: readonly number[]): Edge[] => to.map((each) => ({ to: each, isFree: true }))
  const held = (to: Iterable<number>): Edge[] => [...to].map((each) => ({ to: each, isFree: false }))
  switch (node.kind) {
    case 'menu':
      return [
        ...held([...node.choices.values()].map(({ next }) => next)),
        ...free(node.onTimeout),
        ...held([node.onWrong]),
      ]
    case 'collect':
      return [...held([node.next, node.onWrong]), ...free(node.onTimeout)]
    case 'branch':
      return free(...node.cases.map(({ next }) => next), node.otherwise)
    case 'route':
      return free(...[...node.to].filter((to) => to >= 0), node.otherwise)
    case 'self-service': {
      // Served by machine, the caller has done something; only an answer that never comes costs it nothing.
      const outcomes = [...node.outcomes].flatMap(([outcome, to]) => (outcome === 'failed' ? [] : [to]))
      return [...held(outcomes), ...free(node.failed)]
    }
    case 'lookup':
    case 'voicemail':
    case 'transfer':
      return free(...node.outcomes.values(), node.failed)
    case 'queue': {
      const leaving = node.rules.filter(({ next }) => next >= 0)
      const atOnce = leaving.filter(({ afterMs }) => afterMs === 0).map(({ next }) => next)
      const later = leaving.filter(({ afterMs }) => afterMs > 0).map(({ next }) => next)
      return [...free(node.onRefused, ...atOnce), ...held([...later, ...node.digits.values(), node.next])]
    }
    case 'hang-up':
      return []
    case 'play':
    case 'survey':
    case 'set':
    case 'announce':
    case 'callback':
    case 'send':
    case 'case':
    case 'go':
      return free(node.next)
  }
}
