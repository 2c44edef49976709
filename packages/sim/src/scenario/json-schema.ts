import { z } from 'zod'

import { rawScenario } from './schema/scenario.ts'

type Json = { readonly [key: string]: unknown }

/**
 * The JSON Schema (draft 7) of scenario files, for editors: titles, descriptions, ranges and known keys.
 *
 * A file with `extends` is checked as a part: no key is required in it, and any may be null to remove the base's. What
 * needs more than one value at a time (references, shifts against the run …) only loading can tell.
 */
export function scenarioJsonSchema(): object {
  const whole = withoutVersion(z.toJSONSchema(rawScenario, { target: 'draft-7', io: 'input' }))
  const { definitions = {}, ...scenario } = whole
  const named: Json = { ...(isJson(definitions) ? definitions : {}), scenario }
  const parts = Object.entries(named).map(([name, schema]) => [`${name}-part`, toPart(schema)] as const)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Strowger scenario',
    description: 'A call centre and an experiment on it, for the simulator of Strowger.',
    type: 'object',
    if: { required: ['extends'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { $ref: '#/definitions/scenario-part' },
    else: { $ref: '#/definitions/scenario' },
    definitions: { ...named, ...Object.fromEntries(parts) },
  }
}

function withoutVersion({ $schema: _version, ...schema }: Json): Json {
  return schema
}

/** The schema of what a file that extends another may leave out or remove. */
function toPart(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toPart)
  if (!isJson(schema)) return schema
  const part: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'required') continue
    if (key === 'properties' && isJson(value)) {
      part[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, orNull(inner)]))
    } else if (key === 'additionalProperties' && isJson(value)) {
      part[key] = orNull(value)
    } else if (key === '$ref') {
      part[key] = `${String(value)}-part`
    } else {
      // Without its required keys a map may fit several alternatives.
      part[key === 'oneOf' ? 'anyOf' : key] = toPart(value)
    }
  }
  return part
}

function orNull(schema: unknown): unknown {
  const part = toPart(schema)
  const description = isJson(part) && typeof part['description'] === 'string' ? part['description'] : undefined
  return { ...(description !== undefined && { description }), anyOf: [part, { type: 'null' }] }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
