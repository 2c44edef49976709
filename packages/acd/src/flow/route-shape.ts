import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { NodeCompiler } from './compile-node.ts'
import type { FieldReader } from './field-reader.ts'
import type { NumberedTable } from './flow-names.ts'
import type { NodeShape } from './node-shapes.ts'

/** Reads a route node. @throws StrowgerError, `missing-branch` for a value that leads nowhere */
export function readRoute(reader: FieldReader, compiler: NodeCompiler, name: string): NodeShape {
  const by = reader.text('by', 'a text attribute, a routing table, region, called or weekday')
  const branches = reader.entries('to')
  const { values, read } = routable(
    by,
    branches.map(([value]) => value),
    `${reader.path}.by`,
    compiler,
  )
  const to = new Int32Array(values.length).fill(-1)
  for (const [value, next] of branches) {
    const path = `${reader.path}.to.${value}`
    const number = values.indexOf(value)
    if (number < 0) throw new StrowgerError('unknown-value', path, value, suggest(value, values))
    to[number] = compiler.target(next, `${name}/${value}`, path)
  }
  // A table and the calendar always say something; an attribute, a region or a number may be none of those known.
  const isOpen = by !== 'weekday' && !compiler.around.names.tables.has(by)
  const missing = to.indexOf(-1)
  if (reader.raw('otherwise') !== undefined)
    return { kind: 'route', read, to, otherwise: compiler.next(reader, 'otherwise', name) }
  if (missing >= 0) {
    throw new StrowgerError(
      'missing-branch',
      `${reader.path}.to`,
      values[missing],
      'a branch for this value, or otherwise',
    )
  }
  if (isOpen)
    throw new StrowgerError(
      'missing-branch',
      `${reader.path}.otherwise`,
      '',
      'where callers go of whom it is not known',
    )
  return { kind: 'route', read, to, otherwise: to[0]! }
}

function routable(by: string, branches: readonly string[], path: string, { around }: NodeCompiler): NumberedTable {
  const { vocabulary, tables, telephones } = around.names
  const table = tables.get(by)
  if (table !== undefined) return table
  const declaration = vocabulary.get(by)
  const known = [...tables.keys(), ...[...vocabulary].flatMap(([each, { kind }]) => (kind === 'text' ? [each] : []))]
  if (declaration?.kind !== 'text') throw new StrowgerError('unknown-name', path, by, suggest(by, known))
  if (by === 'caller' || by === 'called') {
    for (const number of branches) if (!telephones.includes(number)) telephones.push(number)
  }
  return { values: [...declaration.values], read: declaration.read }
}
