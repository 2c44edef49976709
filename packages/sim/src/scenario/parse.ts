import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Alias, Document, YAMLError } from 'yaml'

import { fail, show } from './issue.ts'
import { formatPath } from './path.ts'
import type { Path, SourceMap, SourceNode } from './source.ts'

/** Nodes that a file may repeat through aliases; more is an "alias bomb" rather than a scenario. */
const MAX_ALIASED_NODES = 10_000

const MAX_DEPTH = 64

/**
 * Reads YAML (of which JSON is a part) into a map that knows its lines. O(text).
 *
 * @throws ScenarioError when the text is not YAML, empty, not a map, repeats a key, or is an alias bomb.
 */
export function parseScenario(text: string, file: string): SourceMap {
  const lines = new LineCounter()
  const root = new Reader(parseYaml(text, file, lines), file, lines).root()
  if (root === undefined) {
    return fail({
      code: 'empty-file',
      file,
      line: 1,
      path: '',
      value: undefined,
      problem: 'the file is empty',
      remedy: 'begin it with "strowger: 1" and a name',
    })
  }
  if (root.kind === 'map') return root
  return fail({
    code: 'wrong-type',
    file,
    line: root.at.line,
    path: '',
    value: root.kind === 'scalar' ? root.value : undefined,
    problem: `the file holds ${root.kind === 'list' ? 'a list' : `only the value ${show(root.value)}`}`,
    remedy: 'write a map of keys that begins with "strowger: 1" and a name',
  })
}

function parseYaml(text: string, file: string, lines: LineCounter): Document.Parsed {
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'error' } as const
  let document: Document.Parsed
  try {
    // Repeated keys are found below, where the path of the map is known.
    document = parseDocument(text, options)
  } catch (error) {
    // The parser recurses over nested brackets, and thousands of them exhaust the stack.
    const reason = error instanceof RangeError ? 'nested too deeply' : String(error)
    return fail({ ...SYNTAX, file, line: 1, problem: `not YAML: ${reason}` }, error)
  }
  const mistake = document.errors[0] ?? document.warnings[0]
  if (mistake === undefined) return document
  const { line, col } = lines.linePos(mistake.pos[0])
  const problem = `not YAML: ${reasonOf(mistake)} (column ${col})`
  return fail({ ...SYNTAX, file, line: Math.max(1, line), problem }, mistake)
}

function reasonOf({ code, message }: YAMLError): string {
  // Where the library speaks of its own functions and stack, to a planner that is nothing.
  if (code === 'MULTIPLE_DOCS') return 'a second document begins'
  return code === 'RESOURCE_EXHAUSTION' ? 'nested too deeply' : message
}

const SYNTAX = {
  code: 'not-yaml',
  path: '',
  value: undefined,
  remedy: 'correct the syntax: "key: value", indented by spaces, special characters in quotes',
} as const

class Reader {
  readonly #document: Document.Parsed
  readonly #file: string
  readonly #lines: LineCounter
  #insideAlias = 0
  #aliasedNodes = 0

  constructor(document: Document.Parsed, file: string, lines: LineCounter) {
    this.#document = document
    this.#file = file
    this.#lines = lines
  }

  root(): SourceNode | undefined {
    const contents = this.#document.contents
    if (contents === null || (isScalar(contents) && contents.value === null)) return undefined
    return this.#read(contents, [], this.#lineOf(contents, 1))
  }

  #read(node: unknown, path: Path, line: number): SourceNode {
    const at = { file: this.#file, line }
    if (this.#insideAlias > 0 && ++this.#aliasedNodes > MAX_ALIASED_NODES) {
      return this.#fail('too-many-aliases', path, line, 'the aliases repeat too much', 'write out what is meant')
    }
    if (path.length > MAX_DEPTH) {
      return this.#fail('not-yaml', [], line, 'nested too deeply', `nest at most ${MAX_DEPTH} levels`)
    }
    if (isAlias(node)) return this.#readAlias(node, path, line)
    if (isMap(node)) {
      return { kind: 'map', at, entries: this.#readEntries(node.items, path) }
    }
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.#read(item, [...path, index], this.#lineOf(item, line)))
      return { kind: 'list', at, items }
    }
    if (!isScalar(node)) return { kind: 'scalar', at, value: null }
    const { value } = node
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return { kind: 'scalar', at, value }
    }
    return this.#fail('wrong-type', path, line, 'a kind of value that scenarios do not have', 'remove the tag')
  }

  #readEntries(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
    path: Path,
  ): Map<string, SourceNode> {
    const entries = new Map<string, SourceNode>()
    for (const { key, value } of pairs) {
      const line = this.#lineOf(key, 1)
      if (!isScalar(key) || key.value === null) {
        return this.#fail('bad-name', path, line, 'a key that is not a text', 'write a name before the colon')
      }
      // The text as written: 010 is a name like any other.
      const name = typeof key.value === 'string' ? key.value : (key.source ?? '')
      const keyPath = [...path, name]
      const earlier = entries.get(name)
      if (earlier !== undefined) {
        this.#fail('duplicate-key', keyPath, line, `written before in line ${earlier.at.line}`, 'keep one of the two')
      }
      if (name === '__proto__') this.#fail('unknown-key', keyPath, line, 'unknown key', 'remove it')
      entries.set(name, this.#read(value, keyPath, line))
    }
    return entries
  }

  #readAlias(alias: Alias, path: Path, line: number): SourceNode {
    const target = alias.resolve(this.#document)
    if (target === undefined) return this.#fail('not-yaml', path, line, 'an alias of nothing', 'name an anchor before')
    this.#insideAlias++
    // An alias inside its own anchor descends until the depth is exhausted, which is an error of its own.
    const node = this.#read(target, path, line)
    this.#insideAlias--
    return node
  }

  #lineOf(node: unknown, otherwise: number): number {
    const offset = isNode(node) ? node.range?.[0] : undefined
    return offset === undefined ? otherwise : Math.max(1, this.#lines.linePos(offset).line)
  }

  #fail(
    code: 'too-many-aliases' | 'not-yaml' | 'wrong-type' | 'bad-name' | 'duplicate-key' | 'unknown-key',
    path: Path,
    line: number,
    problem: string,
    remedy: string,
  ): never {
    return fail({ code, file: this.#file, line, path: formatPath(path), value: undefined, problem, remedy })
  }
}
