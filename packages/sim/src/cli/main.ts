import yargs from 'yargs'
import { version } from '../version.ts'
import { COMMANDS } from './commands.ts'
import { CheckFailed, CommandLineMistake, ExitCode, oneLine, told } from './mistake.ts'
import { inPlainWords, isOfParser } from './plain-words.ts'

const EPILOGUE = 'A scenario file and all options are documented in the README. Mistakes end with exit code 2.'

/** Runs the command line and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const parser = yargs([...args])
      .scriptName('strowger')
      .usage(
        '$0 <command>\n\nSimulates call centres with the engine that routes real calls, and looks into what calls are made of.',
      )
    for (const command of COMMANDS) await command.addTo(parser, args)
    await parser
      .completion('completion', 'Print a script for completion in bash or zsh')
      .demandCommand(1, 'give a command (--help lists them)')
      .strict()
      .recommendCommands()
      .version(version)
      .alias('help', 'h')
      .wrap(110)
      .epilogue(EPILOGUE)
      .exitProcess(false)
      .locale('en')
      .fail((message: string | undefined, error: Error | undefined) => {
        // The parser wraps what an option's own check threw; any other error is the command's.
        if (error !== undefined && error.name !== 'YError') throw error
        const own = error?.message
        const names = [...COMMANDS.map(({ name }) => name), 'completion']
        throw new CommandLineMistake(
          own === undefined || isOfParser(own) ? inPlainWords(own ?? message ?? '', args, names) : own,
        )
      })
      .parseAsync()
    return ExitCode.done
  } catch (error) {
    if (error instanceof CheckFailed) return error.exitCode
    const line = told(error)
    if (line !== undefined) {
      process.stderr.write(`strowger: ${line}\n`)
      return ExitCode.mistake
    }
    process.stderr.write(`strowger: this is a bug: ${oneLine(String(error))}\n`)
    if (process.env['STROWGER_DEBUG'] !== undefined && error instanceof Error) {
      process.stderr.write(`${error.stack ?? ''}\n`)
    }
    return ExitCode.failed
  }
}
