import { show } from './issue.ts'
import type { Path, SourceMap, SourceNode } from './source.ts'

/**
 * Reads a path as {@link formatPath} writes it: `groups.front.shifts[1].agents`, `types["10086 calls"].patience`.
 * Undefined for any other text.
 */
export function parsePath(text: string): Path | undefined {
  const steps: (string | number)[] = []
  const pattern = /(?:^|\.)([\p{L}\p{N}_/-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/uy
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) return undefined
    const [, key, index, quoted] = match
    if (key !== undefined) steps.push(key)
    else if (index !== undefined) steps.push(Number(index))
    else steps.push(String(JSON.parse(quoted!)))
  }
  return steps.length > 0 ? steps : undefined
}

/**
 * A copy of the tree with a value at `path`. The last key of a map may be new, since defaults are not written; whatever
 * leads there must exist. O(path). Returns the words for what is missing instead.
 */
export function setAt(root: SourceMap, path: Path, value: string | number): SourceMap | string {
  const changed = changedAt(root, path, 0, value)
  if (typeof changed === 'string') return changed
  return changed.kind === 'map' ? changed : 'the whole file cannot be a value'
}

function changedAt(node: SourceNode, path: Path, depth: number, value: string | number): SourceNode | string {
  if (depth === path.length) return { kind: 'scalar', at: node.at, value }
  const step = path[depth]!
  const last = depth === path.length - 1
  if (node.kind === 'list') {
    const item = typeof step === 'number' ? node.items[step] : undefined
    if (item === undefined) return `there are entries [0] to [${node.items.length - 1}], not ${show(step)}`
    const changed = changedAt(item, path, depth + 1, value)
    return typeof changed === 'string' ? changed : { ...node, items: node.items.with(Number(step), changed) }
  }
  if (node.kind === 'scalar') return `${show(node.value)} has nothing inside it`
  const key = String(step)
  const below = node.entries.get(key)
  if (below === undefined && !last) return `there is no ${show(key)}: ${[...node.entries.keys()].join(', ')}`
  const changed = changedAt(below ?? node, path, depth + 1, value)
  if (typeof changed === 'string') return changed
  return { ...node, entries: new Map(node.entries).set(key, changed) }
}
