// Writes packages/sim/scenario.schema.json from the schema in packages/sim/src/scenario (run `npm run build` before).
import { writeFileSync } from 'node:fs'

import { scenarioJsonSchema } from '../packages/sim/dist/scenario/json-schema.js'

const target = new URL('../packages/sim/scenario.schema.json', import.meta.url)
writeFileSync(target, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`)
