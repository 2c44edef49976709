// Writes docs/scenario-keys.md, the reference of all keys of scenario files, from packages/sim/scenario.schema.json.
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const SCHEMA = new URL('../packages/sim/scenario.schema.json', import.meta.url)
const PAGE = new URL('../docs/scenario-keys.md', import.meta.url)

const HEAD = `# Every key of a scenario file

Made from the schema by \`node scripts/scenario-keys.mjs\`; a test keeps it current. [Scenarios](scenarios.md) explains them with
examples that run. A key in **bold** must be written. \`schema\` of the command line prints the same as JSON Schema, for editors.
`

/** What people call the values that have a form of their own. */
const VALUES = { duration: 'duration', positiveDuration: 'duration above 0', clock: 'time of day', name: 'name' }

/** The page for a schema. */
export function keysPage(schema) {
  const { definitions } = schema
  const sections = [['scenario', definitions.scenario]]
  const seen = new Set(['scenario'])
  const texts = []
  for (const [name, definition] of sections) {
    const tables = maps(definition, definitions).map(({ title, map }) => `${title}${table(map, name)}`)
    if (tables.length > 0) texts.push(`## ${name}\n\n${tables.join('\n\n')}`)
  }
  return `${HEAD}\n${texts.join('\n\n')}\n`

  /** Rows of a map, and the definitions that they lead to, which get sections of their own. */
  function table(map, section) {
    const required = new Set(map.required ?? [])
    const rows = Object.entries(map.properties).map(([key, value]) => {
      const name = required.has(key) ? `**\`${key}\`**` : `\`${key}\``
      return `| ${name} | ${cell(valueOf(value, `${section}.${key}`))} | ${cell(value.description ?? '')} |`
    })
    return ['| key | value | what it says |', '| --- | --- | --- |', ...rows].join('\n')
  }

  function valueOf(schemaOf, path) {
    const { $ref, anyOf, oneOf, allOf, type, items, properties, additionalProperties } = schemaOf
    if ($ref !== undefined) return link($ref.replace('#/definitions/', ''))
    const union = anyOf ?? oneOf ?? allOf
    if (union !== undefined) return [...new Set(union.map((each) => valueOf(each, path)))].join(' or ')
    if ('const' in schemaOf) return `\`${schemaOf.const}\``
    if (schemaOf.enum !== undefined) return schemaOf.enum.map((each) => `\`${each}\``).join(', ')
    if (type === 'array') return `list of ${valueOf(items, path)}`
    if (properties !== undefined) return own(path, schemaOf)
    if (type === 'object') return `map of ${valueOf(additionalProperties, path)}`
    if (type === 'integer' || type === 'number') return range(schemaOf)
    return type === 'boolean' ? 'true or false' : 'text'
  }

  function own(name, definition) {
    if (!seen.has(name)) {
      seen.add(name)
      sections.push([name, definition])
    }
    return `[${name}](#${name.toLowerCase().replaceAll('.', '')})`
  }

  function link(name) {
    if (name in VALUES) return VALUES[name]
    const definition = definitions[name]
    return maps(definition, definitions).length > 0 ? own(name, definition) : valueOf(definition, name)
  }
}

/** The maps that a definition may be, each with what tells it from the others. */
function maps(definition, definitions) {
  if (definition.properties !== undefined) return [{ title: '', map: definition }]
  return (definition.anyOf ?? definition.oneOf ?? []).flatMap((each) => {
    const target = each.$ref === undefined ? each : definitions[each.$ref.replace('#/definitions/', '')]
    if (target.properties === undefined) return maps(target, definitions)
    const kind = target.properties.distribution
    return [{ title: kind === undefined ? '' : `\`${kind.const}\`\n\n`, map: target }]
  })
}

function range({ type, minimum, maximum, exclusiveMinimum }) {
  const noun = type === 'integer' ? 'whole number' : 'number'
  const from = exclusiveMinimum === undefined ? `from ${minimum}` : `above ${exclusiveMinimum}`
  return maximum === undefined ? noun : `${noun} ${from} to ${maximum}`
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(PAGE, keysPage(JSON.parse(readFileSync(SCHEMA, 'utf8'))))
}
