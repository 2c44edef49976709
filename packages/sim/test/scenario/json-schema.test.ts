import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts'

const file = new URL('../../scenario.schema.json', import.meta.url)

describe('scenario.schema.json', () => {
  it('is current (npm run build && node scripts/scenario-schema.mjs)', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(scenarioJsonSchema())
  })

  it('describes every key', () => {
    const undescribed: string[] = []
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, value] of Object.entries(node)) {
        visit(value, `${path}/${key}`)
        if (key !== 'properties') continue
        for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
          if (property.description === undefined) undescribed.push(`${path}/${name}`)
        }
      }
    }
    visit(scenarioJsonSchema(), '')
    expect(undescribed).toEqual([])
  })

  it('refers only to what it defines', () => {
    const text = JSON.stringify(scenarioJsonSchema())
    const { definitions } = scenarioJsonSchema() as { definitions: Record<string, unknown> }
    const named = [...text.matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name]) => name)
    for (const name of named) expect(Object.keys(definitions)).toContain(name)
  })
})
