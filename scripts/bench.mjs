// `npm run bench -- <suite>`: sets the workspace up if it is not, builds what changed, and measures.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { setUp } from './set-up.mjs'

setUp()
const run = spawnSync(process.execPath, ['bench/dist/main.js', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = run.status ?? 1
