import { type DigitReport, type PresetName, RecordingListener, Spectrogram, spectrogramSvg } from '@strowger/dtmf'
import type { Argv } from 'yargs'
import { csvText } from '../../report/csv.ts'
import { jsonText } from '../../report/json.ts'
import { type Language, say } from '../../report/language.ts'
import { table } from '../../report/table.ts'
import type { Label } from '../../scenario/scenario.ts'
import { version } from '../../version.ts'
import type { Command } from '../command.ts'
import { writeTo } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { type OutputOptions, wholeNumber, withOutput, writeResults } from '../options.ts'
import { readPieces } from '../pieces.ts'

const PRESETS: readonly PresetName[] = [
  'default',
  'att',
  'ntt',
  'danish',
  'australian',
  'brazilian',
  'bellcore',
  'etsi',
]
const CODINGS = ['pcm16', 'mulaw', 'alaw'] as const

interface DigitsOptions extends OutputOptions {
  readonly recording: string
  readonly preset: PresetName
  readonly raw: (typeof CODINGS)[number] | undefined
  readonly rate: number
  readonly plot: string | undefined
}

const COLUMNS: readonly Label[] = [
  { en: 'digit', zh: '号码' },
  { en: 'start', zh: '开始' },
  { en: 'length', zh: '时长' },
  { en: 'level', zh: '电平' },
  { en: 'twist', zh: '高低频差' },
  { en: 'off by', zh: '频偏' },
]
const CHANNEL: Label = { en: 'channel', zh: '声道' }
const NONE: Label = { en: 'no digits', zh: '无号码' }

/** `strowger digits <recording>` */
export const command: Command<DigitsOptions> = {
  builder: (yargs: Argv): Argv<DigitsOptions> =>
    withOutput(yargs)
      .positional('recording', { type: 'string', demandOption: true, describe: 'WAV file, or - for standard input' })
      // Or the parser takes `-` for the beginning of an option.
      .nargs('recording', 1)
      .option('preset', {
        choices: PRESETS,
        default: PRESETS[0]!,
        describe: 'Whose limits of ITU-T Q.24 to keep',
      })
      .option('raw', { choices: CODINGS, describe: 'The recording has no header: one channel in this coding' })
      .option('rate', {
        type: 'string',
        requiresArg: true,
        default: '8000',
        describe: 'Sampling rate of --raw, Hz',
        coerce: (given: unknown) => wholeNumber('--rate', given, 1000)!,
      })
      .option('plot', { type: 'string', requiresArg: true, describe: 'Write the spectrogram with the digits as SVG' })
      .example('$0 digits call.wav', 'digits with their times, each channel by itself')
      .example('$0 digits - --raw mulaw --json - < call.ul', 'from a pipe, as JSON'),
  handler: (options) => {
    const pictures: Spectrogram[] = []
    const listener = new RecordingListener({
      preset: options.preset,
      ...(options.raw === undefined ? {} : { raw: { coding: options.raw, sampleRateHz: options.rate } }),
      ...(options.plot === undefined
        ? {}
        : {
            tap: (channel, samples, rateHz) => {
              pictures[channel] ??= new Spectrogram(rateHz)
              pictures[channel].push(samples)
            },
          }),
    })
    readPieces(options.recording, (piece) => {
      listener.push(piece)
    })
    const report = listener.end()
    if (listener.failure !== undefined) throw new CommandLineMistake(`${options.recording}: ${listener.failure}`)
    if (options.plot !== undefined) writeTo(options.plot, picture(options.recording, report, pictures))
    writeResults(options, {
      json: () => jsonText({ command: 'digits', version, recording: options.recording, ...report }),
      csv: () => digitsCsv(report),
      report: () => digitsReport(report, options.lang),
    })
  },
}

function picture(title: string, { channels }: DigitReport, pictures: readonly Spectrogram[]): string {
  const drawn = channels.map(({ events }, channel) => ({ spectrogram: pictures[channel] ?? new Spectrogram(), events }))
  return spectrogramSvg(drawn, title)
}

function digitsReport({ channels }: DigitReport, language: Language): string {
  return channels
    .map(({ digits, events }, channel) => {
      const title = `${say(CHANNEL, language)} ${channel + 1}: ${digits === '' ? say(NONE, language) : digits}`
      if (events.length === 0) return `${title}\n`
      const rows = events.map(({ digit, startMs, durationMs, levelDbm0, twistDb, frequencyErrorHz }) => [
        digit,
        `${(startMs / 1000).toFixed(3)} s`,
        `${durationMs.toFixed(0)} ms`,
        `${levelDbm0.toFixed(1)} dBm0`,
        `${twistDb.toFixed(1)} dB`,
        `${frequencyErrorHz.toFixed(1)} Hz`,
      ])
      return `${title}\n${table([COLUMNS.map((label) => say(label, language)), ...rows])}\n`
    })
    .join('\n')
}

function digitsCsv({ channels }: DigitReport): string {
  const rows = channels.flatMap(({ events }, channel) =>
    events.map((event) => [channel + 1, event.digit, event.startMs, event.durationMs, event.levelDbm0, event.twistDb]),
  )
  const head = ['channel', 'digit', 'start_ms', 'duration_ms', 'level_dbm0', 'twist_db']
  return csvText([head, ...rows.map((row) => row.map(String))])
}
