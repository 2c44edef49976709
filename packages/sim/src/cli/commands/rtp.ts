import { CaptureAnalysis, type CaptureReport, comparePolicies, renderDelayPlot, type TraceScore } from '@strowger/core'
import type { Argv } from 'yargs'
import { csvText } from '../../report/csv.ts'
import { jsonText } from '../../report/json.ts'
import { table } from '../../report/table.ts'
import { version } from '../../version.ts'
import type { Command } from '../command.ts'
import { writeTo } from '../files.ts'
import { CallEar } from '../media/call-ear.ts'
import { scoresTable } from '../media/scores-table.ts'
import { StreamRecordings } from '../media/stream-recordings.ts'
import { CommandLineMistake } from '../mistake.ts'
import { type OutputOptions, withOutput, writeResults } from '../options.ts'
import { readPieces } from '../pieces.ts'

interface RtpOptions extends OutputOptions {
  readonly capture: string
  readonly wav: string | undefined
  readonly plot: string | undefined
  readonly compare: boolean
}

/** `strowger rtp <capture>` */
export const command: Command<RtpOptions> = {
  builder: (yargs: Argv): Argv<RtpOptions> =>
    withOutput(yargs)
      .positional('capture', { type: 'string', demandOption: true, describe: 'Capture, or - for standard input' })
      // Or the parser takes `-` for the beginning of an option.
      .nargs('capture', 1)
      .option('wav', {
        type: 'string',
        requiresArg: true,
        describe: 'Write what a listener would have heard, a WAV per stream',
      })
      .option('plot', {
        type: 'string',
        requiresArg: true,
        describe: 'Write delay and playout of the first stream as SVG',
      })
      .option('compare', {
        type: 'boolean',
        default: false,
        describe: 'Play every stream through all jitter-buffer policies and the offline optimum',
      })
      .example('$0 rtp call.pcap', 'packets, loss, jitter, what the jitter buffer would do, digits')
      .example('$0 rtp call.pcap --wav heard.wav --plot delay.svg', 'listen to it, and look at it'),
  handler: (options) => {
    const recordings = options.wav === undefined ? undefined : new StreamRecordings(options.wav)
    const analysis = new CaptureAnalysis({
      ear: () => new CallEar(8000),
      keepTrace: options.compare,
      ...(recordings === undefined
        ? {}
        : {
            onSamples: (stream, samples, clockHz) => {
              recordings.add(stream, samples, clockHz)
            },
          }),
    })
    readPieces(options.capture, (piece) => {
      analysis.push(piece)
    })
    const report = analysis.finish()
    recordings?.close()
    if (report.kind === 'not-a-capture' || report.kind === 'unknown') {
      throw new CommandLineMistake(`${options.capture}: is no capture — give a pcap, pcapng or rtpdump file`)
    }
    const [first] = analysis.streams
    if (options.plot !== undefined && first !== undefined) {
      writeTo(
        options.plot,
        renderDelayPlot(`${options.capture}: ${first.stream.source} → ${first.stream.target}`, first.envelope),
      )
    }
    const scores = options.compare
      ? analysis.streams.map((stream) => (stream.trace === undefined ? [] : comparePolicies(stream.trace.trace())))
      : []
    writeResults(options, {
      json: () =>
        jsonText({
          command: 'rtp',
          version,
          capture: options.capture,
          ...report,
          streams: report.streams.map((stream, at) => (options.compare ? { ...stream, policies: scores[at] } : stream)),
        }),
      csv: () => csvText([HEAD, ...report.streams.map((stream) => HEAD.map((name) => String(stream[name] ?? '')))]),
      report: () => captureReport(report, scores),
    })
  },
}

const HEAD = [
  'ssrc',
  'source',
  'target',
  'payloadType',
  'encoding',
  'packets',
  'lost',
  'reordered',
  'duplicates',
  'jitterMs',
  'digits',
] as const

function captureReport(
  { kind, frames, datagrams, malformed, streams }: CaptureReport,
  scores: readonly TraceScore[][],
): string {
  const head = `${kind}: ${frames} frames, ${datagrams} UDP datagrams, ${malformed} malformed, ${streams.length} RTP streams\n`
  const parts = streams.map((stream, at) => {
    const { jitterBuffer: heard, bursts } = stream
    const rows = [
      ['payload', `${stream.payloadType} ${stream.encoding ?? 'dynamic'}, ${stream.clockHz} Hz`],
      ['packets', `${stream.packets} of ${stream.expected} in ${(stream.durationMs / 1000).toFixed(2)} s`],
      ['lost, reordered, duplicates', `${stream.lost}, ${stream.reordered}, ${stream.duplicates}`],
      ['jitter (RFC 3550), at most', `${stream.jitterMs.toFixed(2)} ms, ${stream.maxJitterMs.toFixed(2)} ms`],
      ['bursts of loss', `${bursts.bursts}, ${percent(bursts.burstDensity)} of packets in them lost`],
      ['clock drift', stream.driftPpm === null ? 'too short to tell' : `${stream.driftPpm.toFixed(1)} ppm`],
      ['jitter buffer: delay', `${heard.delayMs.toFixed(1)} ms above the fastest packets`],
      ['jitter buffer: late, concealed', `${percent(heard.lateShare)}, ${percent(heard.concealedShare)}`],
      ['quality', heard.mos === null ? 'nothing to hear' : `R ${heard.r!.toFixed(1)}, MOS ${heard.mos.toFixed(2)}`],
      ['digits', stream.digits === '' ? 'none' : stream.digits],
    ]
    const title = `${stream.source} → ${stream.target}, SSRC ${stream.ssrc.toString(16).padStart(8, '0')}`
    const compared = scores[at] === undefined ? '' : `\n${scoresTable(scores[at])}`
    return `\n${title}\n${table(rows)}${compared}\n`
  })
  return head + parts.join('')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
