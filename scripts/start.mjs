// `npm start`: sets the workspace up if it is not, builds what changed, and runs the strowger command.
// Everything the set-up says goes to stderr, so that `npm start -- run … --json -` prints one document on stdout.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { setUp } from './set-up.mjs'

setUp()
const given = process.argv.slice(2)
const args = given.length > 0 ? given : ['compare', 'examples/scenarios/china-mobile-10086/experiment.yaml']
const run = spawnSync(process.execPath, ['packages/sim/dist/cli.js', ...args], { stdio: 'inherit' })
process.exitCode = run.status ?? 1
