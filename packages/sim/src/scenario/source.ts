/** Where something stands: the file, and the line from 1 on. */
export interface Position {
  readonly file: string
  readonly line: number
}

/** Steps from the root of a scenario: keys of maps and indices of lists. */
export type Path = readonly (string | number)[]

/** A YAML value that remembers where it was written, also after it was merged into another file. */
export type SourceNode =
  | { readonly kind: 'map'; readonly at: Position; readonly entries: ReadonlyMap<string, SourceNode> }
  | { readonly kind: 'list'; readonly at: Position; readonly items: readonly SourceNode[] }
  | { readonly kind: 'scalar'; readonly at: Position; readonly value: string | number | boolean | null }

/** A map that remembers where it was written. */
export type SourceMap = Extract<SourceNode, { kind: 'map' }>

/** The value without its places; maps become objects. O(nodes). */
export function toPlain(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(toPlain)
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]))
}

/** The node at `path`; undefined when the path leads nowhere. O(path). */
export function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root
  for (const step of path) node = childOf(node, step)
  return node
}

/** The place of `path`, or of the deepest part of it that exists: what is missing is missing there. O(path). */
export function locate(root: SourceNode, path: Path): Position {
  let node = root
  for (const step of path) {
    const child = childOf(node, step)
    if (child === undefined) break
    node = child
  }
  return node.at
}

/** The keys of the map at `path` in the order of the file, which objects do not keep for keys like 10086. */
export function keysAt(root: SourceNode, path: Path): readonly string[] {
  const node = nodeAt(root, path)
  return node?.kind === 'map' ? [...node.entries.keys()] : []
}

function childOf(node: SourceNode | undefined, step: string | number): SourceNode | undefined {
  if (node?.kind === 'map') return node.entries.get(String(step))
  return node?.kind === 'list' ? node.items[Number(step)] : undefined
}
