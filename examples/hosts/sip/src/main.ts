#!/usr/bin/env node
/**
 * A live host in a program: `sip-host <scenario.yaml> <host.yaml>`.
 *
 * The scenario that was simulated answers the telephone, as with `strowger host`. What a program adds: look-ups and self-service of the flows are
 * functions of its own, and it sees every decision. SIGHUP reads both files again, SIGTERM lets calls end.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { loadHost, openHost, type ServiceClient, SourceKeeper } from '@strowger/sim/host'
import { loadScenario } from '@strowger/sim'

const [scenarioFile, hostFile] = process.argv.slice(2)
if (scenarioFile === undefined || hostFile === undefined) {
  process.stderr.write('sip-host <scenario.yaml> <host.yaml>\n')
  process.exit(2)
}
const files = {
  read: (path: string) => readFileSync(path, 'utf8'),
  resolve: (from: string, relative: string) => join(dirname(from), relative),
}

/** A caller whose number ends with an even digit is a customer; all others are not known. */
const services: ServiceClient = async (_, { caller }) =>
  await Promise.resolve({ outcome: /[02468]$/.test(caller) ? 'found' : 'not-found' })

const opened = await openHost({
  read: () => {
    const keeper = new SourceKeeper(files)
    loadScenario(scenarioFile, keeper)
    return { sources: keeper.kept(scenarioFile), config: loadHost(hostFile, files) }
  },
  writeLog: (line) => process.stderr.write(`${line}\n`),
  services,
  onTold: (event) => {
    if (event.kind === 'offered' || event.kind === 'connected' || event.kind === 'released')
      process.stdout.write(`${event.kind} contact ${event.contact} agent ${event.agent}\n`)
  },
})
process.stdout.write('listening\n')
process.on('SIGHUP', () => {
  opened.reload()
})
process.once('SIGTERM', () => {
  opened.host.drain()
  const look = setInterval(() => {
    if (opened.host.calls > 0) return
    clearInterval(look)
    void opened.close()
  }, 100)
})
