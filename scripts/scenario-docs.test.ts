import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadScenario } from '../packages/sim/src/scenario/load.ts'
import { scenarioJsonSchema } from '../packages/sim/src/scenario/json-schema.ts'
import { replicate } from '../packages/sim/src/run/replications.ts'
// @ts-expect-error -- a script without types of its own
import { keysPage } from './scenario-keys.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = readFileSync(join(root, 'docs/scenarios.md'), 'utf8')

const blocks = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(({ index, 1: text = '' }) => {
  return { line: page.slice(0, index).split('\n').length, text }
})

describe('docs/scenarios.md', () => {
  it.each(blocks)('the scenario in line $line loads, and contacts are answered', ({ text }) => {
    const io = {
      read: (path: string) => (path === 'scenario.yaml' ? text : readFileSync(join(root, 'docs', path), 'utf8')),
      resolve: (from: string, relative: string) => join(dirname(from), relative),
    }
    const { observations } = replicate(loadScenario('scenario.yaml', io), { replications: 1 })
    expect(observations[0]!.byType.reduce((sum, { answered }) => sum + answered, 0)).toBeGreaterThan(0)
    expect(observations[0]!.unfinished).toBe(0)
  })

  it('has examples', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(2)
  })
})

describe('docs/scenario-keys.md', () => {
  it('is current (npm run build && node scripts/scenario-schema.mjs && node scripts/scenario-keys.mjs)', () => {
    const schema = JSON.parse(JSON.stringify(scenarioJsonSchema())) as unknown
    expect(readFileSync(join(root, 'docs/scenario-keys.md'), 'utf8')).toBe(
      (keysPage as (of: unknown) => string)(schema),
    )
  })
})
