import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Argv } from 'yargs'
import { doubts } from '../../fit/doubts.ts'
import { fitLog, type LogFit } from '../../fit/fit.ts'
import { fitPage } from '../../fit/page.ts'
import { busiestWeekday, handlingSpec, scenarioText } from '../../fit/scenario-text.ts'
import { lawText, presenceText } from '../../fit/yaml-text.ts'
import { type Language, LANGUAGES, say } from '../../report/language.ts'
import { table, wrapped } from '../../report/table.ts'
import { readLog } from '../../replay/log-format.ts'
import { loadLogMap, type LogMap, READY_MAPS } from '../../replay/log-map.ts'
import { readMappedLog } from '../../replay/mapped-log.ts'
import { joinLogs, type ReadLog } from '../../replay/read-log.ts'
import { type Weekday, WEEKDAYS } from '../../scenario/clock.ts'
import type { Command } from '../command.ts'
import { scenarioFiles, writeTo } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { wholeNumber } from '../options.ts'
import { Progress } from '../progress.ts'

interface FitOptions {
  readonly log: string[]
  readonly map: string | undefined
  readonly out: string
  readonly weekday: Weekday | undefined
  readonly seed: number | undefined
  readonly lang: Language
  readonly force: boolean | undefined
}

const FILES = { scenario: 'scenario.yaml', presence: 'presence.yaml', page: 'fit.html' } as const

/** `strowger fit <log…>` */
export const command: Command<FitOptions> = {
  builder: (yargs: Argv): Argv<FitOptions> =>
    yargs
      .positional('log', { type: 'string', array: true, demandOption: true, describe: 'Call logs, one or more' })
      .option('map', {
        type: 'string',
        requiresArg: true,
        describe: `Which columns of a CSV file say what: a file, or ${READY_MAPS.map(({ name }) => name).join(', ')}`,
      })
      .option('out', { type: 'string', requiresArg: true, default: '.', describe: 'Folder that the files go to' })
      .option('weekday', { choices: WEEKDAYS, describe: 'Weekday of the scenario. Default: the one with most calls' })
      .option('seed', {
        type: 'string',
        requiresArg: true,
        describe: 'Seed of the tests of the laws',
        coerce: (given: unknown) => wholeNumber('--seed', given, 0),
      })
      .option('lang', { choices: LANGUAGES, default: LANGUAGES[0]!, describe: 'Language of the page' })
      .option('force', { type: 'boolean', describe: 'Overwrite files that are there' })
      .example('$0 fit january.txt february.txt --out bank', 'a log whose format is known')
      .example('$0 fit queue_log --out centre', "Asterisk's queue_log")
      .example('$0 fit cdr.csv --map freeswitch-callcenter --out centre', "FreeSWITCH's CDR with mod_callcenter")
      .example('$0 fit calls.csv --map columns.yaml --out centre', 'a table with columns of your own'),
  handler: (options) => {
    checkOut(options)
    const log = readLogs(options.log, options.map)
    const progress = new Progress('fit')
    const fit = fitLog(log, options.log.join(', '), options.seed ?? 1, progress.at)
    progress.end()
    const weekday = options.weekday ?? busiestWeekday(fit)
    mkdirSync(options.out, { recursive: true })
    writeFileSync(join(options.out, FILES.scenario), scenarioText(fit, options.log, weekday))
    if (fit.presence !== undefined) {
      const from = `# How the agents who were at work are inferred from a log: fitted to ${options.log.join(', ')}.\n`
      writeFileSync(join(options.out, FILES.presence), from + presenceText(fit.presence))
    }
    writeFileSync(join(options.out, FILES.page), fitPage(fit, options.log, againOf(options), options.lang))
    writeTo('-', summaryOf(fit, options, weekday))
  },
}

/** Reads logs in a known format, or as tables whose columns a map names. */
export function readLogs(paths: readonly string[], map: string | undefined): ReadLog {
  if (Array.isArray(map)) throw new CommandLineMistake('--map: given more than once — give one file or name')
  const columns = map === undefined ? undefined : mapNamed(map)
  return joinLogs(
    paths.map((path) => {
      const text = readFileSync(path, 'utf8')
      return columns === undefined ? readLog(text, path) : readMappedLog(text, columns, path)
    }),
  )
}

function mapNamed(map: string): LogMap {
  return READY_MAPS.find(({ name }) => name === map) ?? loadLogMap(map, scenarioFiles)
}

/** Found before the work, not after it. */
function checkOut({ out, force }: FitOptions): void {
  if (Array.isArray(out)) throw new CommandLineMistake('--out: given more than once — give one folder')
  if (force === true) return
  const there = Object.values(FILES).find((name) => existsSync(join(out, name)))
  if (there === undefined) return
  throw new CommandLineMistake(
    `--out: ${join(out, there)} is there already — give another folder, or --force to overwrite it`,
  )
}

function againOf({ log, map, out, seed, weekday }: FitOptions): string {
  const words = ['strowger', 'fit', ...log, '--out', out]
  if (map !== undefined) words.push('--map', map)
  if (weekday !== undefined) words.push('--weekday', weekday)
  if (seed !== undefined) words.push('--seed', String(seed))
  return words.join(' ')
}

function summaryOf(fit: LogFit, { out, lang, log, map }: FitOptions, weekday: Weekday): string {
  const zh = lang === 'zh'
  const head = zh
    ? ['业务类型', '来话', '放弃', '处理时长', '耐心']
    : ['contact type', 'calls', 'abandoned', 'handling time', 'patience']
  const plain = (text: string) =>
    text
      .replaceAll(/[{}]|distribution: /g, '')
      .replace(/values: .*/, '…')
      .trim()
  const rows = fit.types.map((type) => [
    type.type,
    String(type.calls),
    String(type.abandoned),
    plain(lawText(handlingSpec(type))),
    type.patience[0] === undefined ? '–' : plain(lawText(type.patience[0].spec)),
  ])
  const dropped = fit.log.dropped.reduce((sum, each) => sum + each.rows, 0)
  const files = [FILES.scenario, ...(fit.presence === undefined ? [] : [FILES.presence]), FILES.page].map((name) =>
    join(out, name),
  )
  const next = `npm start -- run ${join(out, FILES.scenario)}`
  const replay =
    fit.presence === undefined
      ? ''
      : `\nnpm start -- replay ${log.join(' ')}${map === undefined ? '' : ` --map ${map}`} --scenario ${join(out, FILES.scenario)} --presence ${join(out, FILES.presence)} --compare-theory`
  return [
    `${log.join(', ')}: ${fit.log.calls.length} ${zh ? '个来话' : 'calls'}, ${fit.days.length} ${zh ? '天' : 'days'}, ${dropped} ${zh ? '行舍弃' : 'rows dropped'}; ${weekday}`,
    table([head, ...rows]),
    `${zh ? '疑问' : 'Doubts'}:\n${doubts(fit)
      .map((doubt) => wrapped(`- ${say(doubt, lang)}`, 110))
      .join('\n')}`,
    `${zh ? '已写入' : 'Written'}: ${files.join(', ')}`,
    `${zh ? '下一步' : 'Next'}:\n${next}${replay}\n`,
  ].join('\n\n')
}
