import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Argv } from 'yargs'
import type { HostConfig } from '../../host/config/host-config.ts'
import { hostTemplate } from '../../host/config/host-template.ts'
import { loadHost } from '../../host/config/load-host.ts'
import { tryConfig } from '../../host/config/try-config.ts'
import { type OpenedHost, openHost, type ReadFiles } from '../../host/edge/open-host.ts'
import { SourceKeeper } from '../../host/recovery/sources.ts'
import { loadScenario } from '../../scenario/load.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Command } from '../command.ts'
import { scenarioFiles, writeTo } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { scenarioIn } from '../scenario-folder.ts'

interface HostCommandOptions {
  readonly scenario: string
  readonly config: string | undefined
  readonly init: string | undefined
  readonly try: boolean | undefined
  readonly port: number
}

const SECRET_BYTES = 18
const DRAINED_EVERY_MS = 200

/** `strowger host <scenario>` */
export const command: Command<HostCommandOptions> = {
  builder: (yargs: Argv): Argv<HostCommandOptions> =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file, or a folder with one' })
      .option('config', { type: 'string', requiresArg: true, describe: 'host.yaml: who may call, agents, addresses' })
      .option('init', {
        type: 'string',
        requiresArg: true,
        describe: 'Write a commented configuration with random secrets to this file',
      })
      .option('try', {
        type: 'boolean',
        describe: 'For trying out on this machine alone: 127.0.0.1, no passwords of your own',
      })
      .option('port', { type: 'number', requiresArg: true, default: 5060, describe: 'With --try: port of SIP' })
      .conflicts('config', ['init', 'try'])
      .conflicts('init', 'try')
      .example('$0 host store.yaml --init host.yaml', 'a configuration to start from')
      .example('$0 host store.yaml --config host.yaml', 'SIGHUP reads both again, SIGTERM lets calls end and stops')
      .example('$0 host store.yaml --try', 'and then: sipp -sn uac -s 9001 -m 1 127.0.0.1:5060'),
  handler: async (options) => {
    const path = scenarioIn(options.scenario)
    const scenario = loadScenario(path, scenarioFiles)
    if (options.init !== undefined) {
      init(options.init, scenario)
      return
    }
    await run(options.try === true ? tried(path, scenario, options.port) : configured(path, options.config))
  },
}

function init(file: string, { groups, types }: Scenario): void {
  if (existsSync(file)) throw new CommandLineMistake(`${file}: is there already — give another name`)
  const secret = () => randomBytes(SECRET_BYTES).toString('base64url')
  writeFileSync(file, hostTemplate(secret, groups[0]?.id ?? 'front', '95105', types[0]?.id ?? 'calls'))
  chmodSync(file, 0o600)
  writeTo('-', `Written: ${file}, for your eyes only. Nobody is let in before you say who: trunks and phones.\n`)
}

function configured(path: string, file: string | undefined): ReadFiles {
  if (file === undefined) {
    throw new CommandLineMistake(
      'nobody would be let in: --config host.yaml says who may call (--init host.yaml writes one), --try is for this machine alone',
    )
  }
  if ((statSync(file).mode & 0o077) !== 0)
    process.stderr.write(`strowger: ${file} has passwords and others can read it\n`)
  return () => ({ sources: sourcesOf(path), config: loadHost(file, scenarioFiles) })
}

function tried(path: string, scenario: Scenario, port: number): ReadFiles {
  const data = mkdtempSync(join(tmpdir(), 'strowger-try-'))
  const config = tryConfig(scenario, port, data)
  process.stderr.write(`${tryWords(config, port)}\n`)
  return () => ({ sources: sourcesOf(path), config })
}

function tryWords({ numbers, agents, data }: HostConfig, port: number): string {
  const [first = ''] = numbers.keys()
  return [
    'For trying out: anybody on this machine may call, nobody else is heard. Not for work.',
    ...[...numbers].map(([number, to]) => `  sip:${number}@127.0.0.1:${port}   ${to}`),
    `Call:    sipp -sn uac -s ${first} -m 1 127.0.0.1:${port}`,
    ...agents.map(
      ({ number, group, password }) => `Agent:   ${number} at 127.0.0.1:${port}, password ${password}   ${group}`,
    ),
    'Codes:   *70 sign in, *71 ready, *72 not ready, *73 end of after-call work, *74 sign out',
    `Journal: ${data}/journal`,
  ].join('\n')
}

function sourcesOf(path: string) {
  const keeper = new SourceKeeper(scenarioFiles)
  loadScenario(path, keeper)
  return keeper.kept(path)
}

/** Until it is told to end: SIGTERM and SIGINT let calls end, a second one does not wait. */
async function run(read: ReadFiles): Promise<void> {
  const opened = await openHost({
    read,
    writeLog: (line) => {
      process.stdout.write(`${line}\n`)
    },
  })
  const { drainMs } = opened.host.house.config.limits
  process.on('SIGHUP', () => {
    tryReload(opened)
  })
  const isDrained = () => opened.host.calls === 0
  await new Promise<void>((resolve) => {
    const stop = () => {
      if (opened.host.isDraining) {
        resolve()
        return
      }
      opened.host.drain()
      const limit = setTimeout(resolve, drainMs)
      const look = setInterval(() => {
        if (!isDrained()) return
        clearInterval(look)
        clearTimeout(limit)
        resolve()
      }, DRAINED_EVERY_MS)
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  })
  await opened.close()
}

function tryReload(opened: OpenedHost): void {
  try {
    opened.reload()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    opened.host.house.log.say('error', 'reload-refused', { message })
  }
}
