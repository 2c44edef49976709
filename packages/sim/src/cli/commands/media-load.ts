import { MediaLoad, type MediaLoadReport } from '@strowger/core'
import { nodeCryptography } from '@strowger/core/edge'
import type { Argv } from 'yargs'
import { BridgeLoad, type BridgeLoadReport } from '../../host/media/bridge-load.ts'
import { csvText } from '../../report/csv.ts'
import { jsonText } from '../../report/json.ts'
import { table } from '../../report/table.ts'
import { version } from '../../version.ts'
import type { Command } from '../command.ts'
import { type OutputOptions, wholeNumber, withOutput, writeResults } from '../options.ts'
import { Progress } from '../progress.ts'

interface MediaLoadOptions extends OutputOptions {
  readonly calls: number
  readonly seconds: number
  readonly seed: number
  readonly bridged: boolean
}

const TICKS_PER_SECOND = 50

/** `strowger media-load` */
export const command: Command<MediaLoadOptions> = {
  builder: (yargs: Argv): Argv<MediaLoadOptions> =>
    withOutput(yargs)
      .option('calls', {
        ...number,
        default: '500',
        describe: 'Calls, one direction each (two legs each with --bridged)',
        coerce: whole('--calls', 1),
      })
      .option('seconds', { ...number, default: '10', describe: 'Seconds of each call', coerce: whole('--seconds', 1) })
      .option('seed', { ...number, default: '1', describe: 'Seed of networks and sound', coerce: whole('--seed', 0) })
      .option('bridged', {
        type: 'boolean',
        default: false,
        describe: "Bridge them by a host's media: two legs, digits of the caller, mixing, RTP out",
      })
      .example('$0 media-load --calls 1000', 'speech → G.711 → RTP → network → jitter buffer → G.711'),
  handler: (options) => {
    const { calls, seconds, seed, bridged } = options
    const load = bridged
      ? new BridgeLoad({ calls, seed, cryptography: nodeCryptography })
      : new MediaLoad({ calls, seed })
    const progress = new Progress('media')
    const ticks = seconds * TICKS_PER_SECOND
    for (let tick = 1; tick <= ticks; tick += 1) {
      load.tick()
      progress.at(tick, ticks)
    }
    const tookSeconds = progress.end()
    const realTime = { tookSeconds, callsPerCore: Math.floor((calls * seconds) / tookSeconds) }
    const report = load.report()
    writeResults(options, {
      json: () => jsonText({ command: 'media-load', version, seed, seconds, bridged, ...report, ...realTime }),
      csv: () => csvText([Object.keys(report), Object.values(report).map(String)]),
      report: () => loadReport(report, seconds, realTime),
    })
  },
}

const number = { type: 'string', requiresArg: true } as const

function whole(option: string, least: number): (given: unknown) => number {
  // Never undefined: each of these options has a default.
  return (given) => wholeNumber(option, given, least)!
}

function loadReport(
  report: MediaLoadReport | BridgeLoadReport,
  seconds: number,
  realTime: { tookSeconds: number; callsPerCore: number },
): string {
  return `${table([
    ...('meanTargetMs' in report ? oneWayRows(report, seconds) : bridgedRows(report, seconds)),
    ['time taken', `${realTime.tookSeconds.toFixed(2)} s`],
    ['calls that one core carries in real time', String(realTime.callsPerCore)],
  ])}\n`
}

function oneWayRows(report: MediaLoadReport, seconds: number): string[][] {
  return [
    ['calls, seconds each', `${report.calls}, ${seconds}`],
    ['packets, lost on the way, late', `${report.packets}, ${report.lost}, ${report.late}`],
    ['concealed, stretched', `${percent(report.concealedShare)}, ${percent(report.stretchedShare)}`],
    ['delay of the jitter buffer', `${report.meanTargetMs.toFixed(1)} ms`],
  ]
}

function bridgedRows(report: BridgeLoadReport, seconds: number): string[][] {
  return [
    ['bridged calls, seconds each', `${report.calls}, ${seconds}`],
    ['packets heard, said', `${report.packetsIn}, ${report.packetsOut}`],
    ['concealed', percent(report.concealedShare)],
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
