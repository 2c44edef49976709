import { fail, show } from './issue.ts'
import type { ScenarioIo } from './load.ts'
import { mergeOver } from './merge.ts'
import { parseScenario } from './parse.ts'
import type { Position, SourceMap } from './source.ts'

/** Files in a chain of `extends`; a host that never gives one path twice would otherwise go on for ever. */
const MAX_CHAIN = 32

/**
 * Reads the file and the chain of files that it extends, merged into one map without `extends`.
 *
 * @throws ScenarioError when a file cannot be read or parsed, or when the chain comes back to itself.
 */
export function readMerged(path: string, io: ScenarioIo): SourceMap {
  const chain: string[] = []
  const layers: SourceMap[] = []
  let next: { readonly path: string; readonly from?: Position } | undefined = { path }
  while (next !== undefined) {
    const at: Position | undefined = next.from
    if (chain.includes(next.path) || chain.length >= MAX_CHAIN) {
      const round = [...chain, next.path].join(' → ')
      return failExtends('extends-cycle', at, next.path, `the files extend each other: ${round}`, 'end the chain')
    }
    chain.push(next.path)
    const layer = parseScenario(readFile(next.path, io, at), next.path)
    layers.push(layer)
    next = baseOf(layer, next.path, io)
  }
  const merged = layers.reduceRight((base, over) => mergeOver(base, over))
  return { ...merged, entries: new Map([...merged.entries].filter(([key]) => key !== 'extends')) }
}

function baseOf(layer: SourceMap, path: string, io: ScenarioIo): { path: string; from: Position } | undefined {
  const node = layer.entries.get('extends')
  if (node === undefined) return undefined
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '') {
    return { path: io.resolve(path, node.value), from: node.at }
  }
  const given = node.kind === 'scalar' ? show(node.value) : `a ${node.kind}`
  return failExtends('wrong-type', node.at, given, `${given} is not a file`, 'write one path, such as "./base.yaml"')
}

function readFile(path: string, io: ScenarioIo, extendedAt: Position | undefined): string {
  try {
    return io.read(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (extendedAt !== undefined) {
      const problem = `cannot read ${show(path)} (${reason})`
      return failExtends('unreadable', extendedAt, path, problem, 'write a path relative to this file', error)
    }
    const problem = `cannot be read (${reason})`
    const remedy = 'give the path of a scenario file'
    return fail({ code: 'unreadable', file: path, line: undefined, path: '', value: path, problem, remedy }, error)
  }
}

function failExtends(
  code: 'extends-cycle' | 'wrong-type' | 'unreadable',
  at: Position | undefined,
  value: string,
  problem: string,
  remedy: string,
  cause?: unknown,
): never {
  // Only an `extends` leads here: the first file is never in the chain before it is read.
  const { file, line } = at ?? { file: value, line: 1 }
  return fail({ code, file, line, path: 'extends', value, problem, remedy }, cause)
}
