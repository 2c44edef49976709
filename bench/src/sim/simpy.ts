import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { notHere } from '../outcome.ts'

// Runs the model in SimPy, by whichever Python has it: that of the path, or the system's.

const script = fileURLToPath(new URL('../../src/sim/simpy_model.py', import.meta.url))
const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['-c', 'import simpy']).status === 0)
if (python === undefined) notHere('no Python has simpy (Debian: python3-simpy3)')
const done = spawnSync(python, [script, ...process.argv.slice(2)], { encoding: 'utf8' })
if (done.status !== 0) throw new Error(done.stderr)
process.stdout.write(done.stdout)
